import { type Fields, fieldsOf, textOf } from '../json.ts';
import { TLP_LABELS, type TlpLabel } from '../tlp.ts';
import type { StixObject } from './bundle.ts';

/** The extension by which STIX 2.1 carries TLP 2.0, and its five marking definitions (OASIS common objects). */
const EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
const IDS: Readonly<Record<TlpLabel, string>> = {
  CLEAR: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};

/** Those of TLP 1, which stand in the standard itself: many a tool still writes them. */
const OLDER: Readonly<Record<string, string>> = {
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'WHITE',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'GREEN',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'AMBER',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'RED',
};

export const tlpId = (label: TlpLabel): string => IDS[label];

/** The marking definition of a label, word for word as it is published: another would be another marking. */
export const tlpMarking = (label: TlpLabel): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: IDS[label],
  created: '2022-10-01T00:00:00.000Z',
  name: `TLP:${label}`,
  extensions: { [EXTENSION]: { extension_type: 'property-extension', tlp_2_0: label.toLowerCase() } },
});

const BY_ID = new Map<string, string>([
  ...TLP_LABELS.map((label): [string, string] => [IDS[label], `TLP:${label}`]),
  ...Object.entries(OLDER).map(([id, label]): [string, string] => [id, `TLP:${label}`]),
]);

/**
 * What a marking says, by its id or, where it is one of somebody's own, by its definition in the bundle. An id of TLP
 * means that label, whatever stands beside it.
 */
export function sayMarking(id: string, definition: Fields | undefined): string {
  const known = BY_ID.get(id);
  if (known) return known;
  const statement = definition && textOf(fieldsOf(definition, 'definition'), 'statement');
  return statement ?? (definition && textOf(definition, 'name')) ?? id;
}

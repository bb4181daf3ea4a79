import { type Draft, isLookable, isVulnerable, type Lookable, type Lots, type Vulnerable } from '../draft.ts';
import type { StixObject } from './bundle.ts';
import { tlpId, tlpMarking } from './markings.ts';
import { patternOf } from './patterns.ts';
import { observableId, randomUuid, uuidFor } from './uuid.ts';

export interface WrittenBundle {
  readonly type: 'bundle';
  readonly id: string;
  readonly objects: readonly StixObject[];
}

/**
 * A STIX 2.1 bundle of what somebody reports: the author, a grouping with its title, an indicator for each value with
 * the observable it is about, a vulnerability for each CVE, all under the marking. Observables have the ids that the
 * standard derives from what they are; the others have ids drawn by lot.
 */
export function writeStix(draft: Draft, lots: Lots): WrittenBundle {
  const author = authorObject(draft.by);
  const common = {
    spec_version: '2.1',
    created: draft.at,
    modified: draft.at,
    created_by_ref: author.id,
    ...(draft.marking ? { object_marking_refs: [tlpId(draft.marking)] } : {}),
  };
  const make = (type: string, members: object): StixObject => ({
    ...{ type, id: `${type}--${randomUuid(lots())}` },
    ...common,
    ...members,
  });
  const found = draft.observed.filter(isLookable).flatMap((one) => indicatorFor(one, draft, make));
  const weak = draft.observed.filter(isVulnerable).map((one) => make('vulnerability', vulnerabilityFor(one)));
  const reported = [...found, ...weak];
  const grouping = make('grouping', {
    name: draft.title,
    ...(draft.description ? { description: draft.description } : {}),
    context: 'suspicious-activity',
    object_refs: reported.map(({ id }) => id),
  });
  const marking = draft.marking ? [tlpMarking(draft.marking)] : [];
  const objects = [...marking, author, ...(reported.length > 0 ? [grouping] : []), ...reported];
  return { type: 'bundle', id: `bundle--${randomUuid(lots())}`, objects: onceEach(objects) };
}

/** Who reports, as an object that is the same in every bundle. */
export const authorObject = (by: Draft['by']): StixObject => ({
  type: 'identity',
  spec_version: '2.1',
  id: `identity--${by.uuid}`,
  // One and the same object wherever it stands, so it has one time: it never changes.
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name: by.name,
  identity_class: 'organization',
});

type Make = (type: string, members: object) => StixObject;

function indicatorFor(one: Lookable, { at, marking }: Draft, make: Make): StixObject[] {
  const seen = observableFor(one, marking ? [tlpId(marking)] : undefined);
  const indicator = make('indicator', {
    name: one.value,
    ...(one.note ? { description: one.note } : {}),
    indicator_types: ['malicious-activity'],
    pattern: patternOf(one),
    pattern_type: 'stix',
    valid_from: at,
  });
  const basis = make('relationship', {
    relationship_type: 'based-on',
    source_ref: indicator.id,
    target_ref: seen.id,
  });
  return [indicator, seen, basis];
}

const TYPES: Readonly<Record<string, string>> = {
  ipv4: 'ipv4-addr',
  ipv6: 'ipv6-addr',
  domain: 'domain-name',
  url: 'url',
  email: 'email-addr',
};
const HASHES: Readonly<Record<string, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
};

/** The observable of a value. What makes its id is what the standard lists for its type. */
export function observableFor({ kind, value }: Lookable, markings?: readonly string[]): StixObject {
  const algorithm = HASHES[kind];
  const type = TYPES[kind] ?? 'file';
  const members = algorithm
    ? { hashes: { [algorithm]: value } }
    : kind === 'file-name'
      ? { name: value }
      : { value };
  return {
    type,
    spec_version: '2.1',
    id: observableId(type, members),
    ...(markings ? { object_marking_refs: markings } : {}),
    ...members,
  };
}

const vulnerabilityFor = ({ value, note }: Vulnerable) => ({
  name: value,
  ...(note ? { description: note } : {}),
  external_references: [{ source_name: 'cve', external_id: value }],
});

const onceEach = (objects: readonly StixObject[]): StixObject[] => [
  ...new Map(objects.map((object) => [object.id, object])).values(),
];

/** A participant of a body as an author: under its id, so that it is the same object in each of its files. */
export const authorOf = (body: string, participant: string): Draft['by'] => ({
  name: participant,
  uuid: uuidFor('9c1b4c0e-6f0b-4f6e-9a55-3d8f2c7f6a10', `${body} ${participant}`),
});

import { authorOf, type Draft, type Observed, TLP_LABELS, writeMisp, writeStix } from '@comity/feeds';
import { STIX_MEDIA_TYPE } from '@comity/feeds/bundle';
import { observedOf, type Pasted, readPasted } from '@comity/feeds/observed';
import type { Attachment } from '@comity/seal';
import type { Report, Row } from './report.ts';

/** What a row says, or undefined where its value is not of its kind. */
export function rowAsObserved({ kind, value, note }: Row): Observed | undefined {
  try {
    return observedOf(kind, value, note);
  } catch {
    return undefined;
  }
}

export const pasted = (text: string): Pasted => readPasted(text);

/**
 * The files in which machines read what was reported, one for each form chosen; none where nothing was. Throws
 * `feeds.not-observed` where a value is not of its kind.
 */
export function filesOfReport(
  { rows, forms }: Report,
  about: {
    readonly title: string;
    readonly marking: string;
    readonly body: string;
    readonly participant: string;
    readonly at: string;
  },
): Attachment[] {
  const observed = rows
    .filter(({ value }) => value.trim() !== '')
    .map(({ kind, value, note }) => observedOf(kind, value, note));
  if (observed.length === 0) return [];
  const marking = TLP_LABELS.find((label) => label === about.marking);
  const draft: Draft = {
    ...{ title: about.title, at: about.at, by: authorOf(about.body, about.participant), observed },
    ...(marking ? { marking } : {}),
  };
  const lots = () => crypto.getRandomValues(new Uint8Array(16));
  const bytes = (value: object) => new TextEncoder().encode(JSON.stringify(value, null, 2));
  return forms.map((form) =>
    form === 'stix'
      ? { name: 'observed.stix.json', mediaType: STIX_MEDIA_TYPE, bytes: bytes(writeStix(draft, lots)) }
      : { name: 'observed.misp.json', mediaType: 'application/json', bytes: bytes(writeMisp(draft, lots)) },
  );
}

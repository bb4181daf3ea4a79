import { type Answer, type Document, type Family, get } from '#lib/server/about.ts';
import { isKeptFrom } from '#lib/server/texts.ts';
import { languageOf } from '#lib/words/languages.ts';
import type { Words } from '#lib/words/messages.ts';
import { sayDate, sayNumber } from '#lib/words/times.ts';
import type { Choice, Pair } from './choosing.ts';

type Fetch = typeof globalThis.fetch;

/** A document and those of the same work, as far as the reader may read them. */
export async function readWork(
  fetch: Fetch,
  path: string,
  own: Document,
  reader: object | undefined,
): Promise<Document[]> {
  const { documents } = (await get(fetch, `${path}/family`)) as Family;
  const others = documents.filter((other) => other.document !== own.document);
  const work = await Promise.all([
    own,
    ...others.map((other) => get(fetch, `/api/documents/${other.document}`) as Promise<Document>),
  ]);
  return work.filter((d) => !isKeptFrom(reader, d));
}

export const sayChoice = ({ symbol, version }: Choice, t: Words): string =>
  [
    languageOf(version.language).name,
    t('record.entry-number', { number: sayNumber(version.index, t.language) }),
    sayDate(version.issued, t.language),
    symbol,
  ]
    .filter(Boolean)
    .join(' · ');

/** Two versions word by word, or why they are not compared here. */
export interface Compared {
  readonly says?: string;
  /** What does it on the reader's own machine. */
  readonly command?: string;
  readonly counts?: string;
  readonly html?: string;
}

type Found = Answer<'/api/documents/{document}/comparison'>;

/** Compared by the host in a thread of its own; what is too long for it, the reader's own machine does. */
export async function compare(
  fetch: Fetch,
  { before, after }: Pair,
  only: boolean,
  t: Words,
): Promise<Compared> {
  const { language } = after.version;
  if (before.version.language !== language) return { says: t('compare.languages') };
  const asked = new URLSearchParams({
    ...{ before: before.version.sha256, after: after.version.sha256, language, reader: t.language },
    ...(only ? { only: 'changed' } : {}),
  });
  const answer = await fetch(`/api/documents/${after.document}/comparison?${asked}`);
  if (answer.status === 404) return { says: t('compare.none') };
  if (!answer.ok) return { says: t('compare.too-large'), command: 'comity text compare BEFORE AFTER' };
  const { counts, html } = (await answer.json()) as Found;
  return isSame(counts) ? { says: t('compare.same') } : { counts: sayCounts(counts, t), html };
}

const isSame = (counts: Found['counts']): boolean =>
  counts.changed + counts.inserted + counts.deleted + counts.moved + counts.relabelled === 0;

function sayCounts(counts: Found['counts'], t: Words): string {
  const { changed, inserted, deleted, moved, relabelled } = counts;
  const said = Object.entries({ changed, inserted, deleted, moved, relabelled });
  return t(
    'compare.counts',
    Object.fromEntries(said.map(([name, count]) => [name, sayNumber(count, t.language)])),
  );
}

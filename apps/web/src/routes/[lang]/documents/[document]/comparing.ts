import { type Comparison, compareTexts, comparisonHtml } from '@comity/text';
import { type Document, type Family, get } from '#lib/server/about.ts';
import { isKeptFrom, readTree } from '#lib/server/texts.ts';
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

/** In bytes: two texts with nothing in common take a second for each hundred kilobytes, and nobody is served meanwhile. */
const COMPARED = 200_000;
/** How many comparisons are remembered: files never change, and one is asked for in six languages. */
const REMEMBERED = 8;
const remembered = new Map<string, Comparison>();

async function comparisonOf(fetch: Fetch, before: Choice, after: Choice): Promise<Comparison | undefined> {
  const [older, newer] = [before, after].map((c) => `${c.document} ${c.version.sha256}`);
  const name = `${older} ${newer}`;
  const known = remembered.get(name);
  if (known) return known;
  const [old, now] = await Promise.all(
    [before, after].map(({ document, version }) => readTree(fetch, document, version)),
  );
  if (!old || !now) return undefined;
  const comparison = compareTexts(old, now);
  remembered.set(name, comparison);
  if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!);
  return comparison;
}

export async function compare(
  fetch: Fetch,
  { before, after }: Pair,
  only: boolean,
  t: Words,
): Promise<Compared> {
  if (before.version.language !== after.version.language) return { says: t('compare.languages') };
  if ([before, after].some((c) => c.version.size > COMPARED))
    return { says: t('compare.too-large'), command: 'comity text compare BEFORE AFTER' };
  const comparison = await comparisonOf(fetch, before, after);
  if (!comparison) return { says: t('compare.none') };
  if (isSame(comparison)) return { says: t('compare.same') };
  const words = {
    language: t.language,
    inserted: t('compare.inserted'),
    deleted: t('compare.deleted'),
    movedFrom: t('compare.moved-from'),
    movedTo: t('compare.moved-to'),
  };
  const options = { level: 2, ...(only ? { only: 'changed' as const } : {}) };
  return { counts: sayCounts(comparison, t), html: comparisonHtml(comparison, words, options) };
}

const isSame = ({ counts }: Comparison): boolean =>
  counts.changed + counts.inserted + counts.deleted + counts.moved + counts.relabelled === 0;

function sayCounts({ counts }: Comparison, t: Words): string {
  const { changed, inserted, deleted, moved, relabelled } = counts;
  const said = Object.entries({ changed, inserted, deleted, moved, relabelled });
  return t(
    'compare.counts',
    Object.fromEntries(said.map(([name, count]) => [name, sayNumber(count, t.language)])),
  );
}

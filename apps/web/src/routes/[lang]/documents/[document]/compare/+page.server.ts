import { type Comparison, compareTexts, comparisonHtml } from '@comity/text';
import { type Document, type Family, get, type Readings } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { LARGEST, readTree } from '#lib/server/texts.ts';
import { languageOf } from '#lib/words/languages.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayNumber } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';
import { type Choice, choicesOf, chosenOf } from './choosing.ts';

type Fetch = typeof globalThis.fetch;

/** Two versions of a text word by word; for a delegation, what came since it last read. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const path = `/api/documents/${encodeURIComponent(params.document)}`;
  const d = (await get<'/api/documents/{document}'>(fetch, path)) as Document;
  const read = me ? await readReadings(fetch, path) : [];
  const choices = choicesOf(await readWork(fetch, path, d));
  const wanted = (name: string) => url.searchParams.get(name);
  const chosen = chosenOf(choices, d.document, {
    ...{ before: wanted('before'), after: wanted('after'), language: wanted('language') ?? language },
    read: new Map(read.map((r) => [r.language, r.sha256])),
  });
  const only = url.searchParams.has('only');
  return {
    shipped: me ? messagesFor(language, ['compare.', 'dialog.nothing-lost', 'problem.']) : undefined,
    id: d.document,
    title: nameIn(d.titles, language),
    symbol: d.symbol,
    words: pageWords(t),
    only,
    choices: choices.map((c) => ({ sha256: c.version.sha256, says: sayChoice(c, t) })),
    ...(chosen
      ? {
          before: chosen.before.version.sha256,
          after: chosen.after.version.sha256,
          reading: me ? sayReading(read, choices, chosen.after, t) : undefined,
          ...(await compare(fetch, chosen, only, t)),
        }
      : { says: t('compare.none') }),
  };
};

const readReadings = async (fetch: Fetch, path: string): Promise<Readings['readings']> =>
  ((await get(fetch, `${path}/readings`)) as Readings).readings;

/** The document and those of the same work. */
async function readWork(fetch: Fetch, path: string, own: Document): Promise<Document[]> {
  const { documents } = (await get(fetch, `${path}/family`)) as Family;
  const others = documents.filter((other) => other.document !== own.document);
  return Promise.all([
    own,
    ...others.map((other) => get(fetch, `/api/documents/${other.document}`) as Promise<Document>),
  ]);
}

const pageWords = (t: Words) => ({
  title: t('compare.title'),
  before: t('compare.before'),
  after: t('compare.after'),
  show: t('compare.show'),
  only: t('compare.only'),
  legend: t('compare.legend'),
});

const sayChoice = ({ symbol, version }: Choice, t: Words): string =>
  [
    symbol,
    languageOf(version.language).name,
    sayDate(version.issued, t.language),
    t('record.entry-number', { number: sayNumber(version.index, t.language) }),
  ]
    .filter(Boolean)
    .join(' · ');

/** What the delegation has read in this language, and whether that is the newest. */
function sayReading(read: Readings['readings'], choices: readonly Choice[], after: Choice, t: Words) {
  const { language, sha256 } = after.version;
  const marked = read.find((r) => r.language === language);
  const newest = choices.find((c) => c.document === after.document && c.version.language === language);
  return {
    mark: sha256,
    isRead: marked?.sha256 === sha256,
    isNewest: newest === after,
    on: marked && t('compare.read-on', { date: sayDate(marked.read, t.language) }),
    upToDate: t('compare.up-to-date'),
  };
}

async function compare(
  fetch: Fetch,
  { before, after }: { before: Choice; after: Choice },
  only: boolean,
  t: Words,
) {
  if (before.version.language !== after.version.language) return { says: t('compare.languages') };
  if ([before, after].some((c) => c.version.size > LARGEST))
    return { says: t('compare.too-large'), command: 'comity text compare BEFORE AFTER' };
  const [old, now] = await Promise.all(
    [before, after].map(({ document, version }) => readTree(fetch, document, version)),
  );
  if (!old || !now) return { says: t('compare.none') };
  const comparison = compareTexts(old, now);
  const words = {
    language: t.language,
    inserted: t('compare.inserted'),
    deleted: t('compare.deleted'),
    movedFrom: t('compare.moved-from'),
    movedTo: t('compare.moved-to'),
  };
  const html = comparisonHtml(comparison, words, { level: 2, ...(only ? { only: 'changed' as const } : {}) });
  return isSame(comparison) ? { says: t('compare.same') } : { html, counts: sayCounts(comparison, t) };
}

const isSame = ({ counts }: Comparison): boolean =>
  counts.changed + counts.inserted + counts.deleted + counts.moved + counts.relabelled === 0;

const sayCounts = ({ counts }: Comparison, t: Words): string => {
  const { changed, inserted, deleted, moved, relabelled } = counts;
  const said = Object.entries({ changed, inserted, deleted, moved, relabelled });
  return t(
    'compare.counts',
    Object.fromEntries(said.map(([name, count]) => [name, sayNumber(count, t.language)])),
  );
};

import { parseText, type Spot, type Text, TextError, walk, wordsOf, workingLabels } from '@comity/text';
import { findBlob, type Tx } from '../../../platform/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { type Keeping, keepUp } from '../../record/index.ts';
import { levelAgreed } from './agreed.ts';
import { lexeme, stemsOf } from './stems.ts';
import {
  deleteOutdatedTexts,
  type IndexedParagraph,
  insertParagraphs,
  insertTextVersion,
  listUnindexed,
  lockTexts,
  type Unindexed,
} from './store.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Language versions in one transaction. */
const BATCH = 8;
/** Paragraphs in one statement. */
const ROWS = 2000;

/**
 * Indexes every language version whose file is a text, once everybody may read it. Acts wait for none of it: it follows
 * the record, and can be made again from it.
 */
export async function levelTexts(record: ActRecord): Promise<void> {
  for (let more = true; more; )
    more = await record.database.transaction(async (tx) => {
      await lockTexts(tx);
      await deleteOutdatedTexts(tx);
      const versions = await listUnindexed(tx, BATCH, record.clock());
      for (const version of versions) await index(tx, version);
      const isMoreAgreed = await levelAgreed(tx);
      return versions.length === BATCH || isMoreAgreed;
    });
}

/** Indexes soon after language versions are issued. */
export const keepTexts = (record: ActRecord, options: Partial<Pick<Keeping, 'onFailure'>> = {}) =>
  keepUp(record, () => levelTexts(record), {
    ...{ delay: 500, every: 10_000 },
    calledBy: ({ type }) => type.startsWith('documents.'),
    ...options,
  });

/** A file that is not what its media type says has no paragraphs, and says why. */
async function index(tx: Tx, version: Unindexed): Promise<void> {
  const file = await findBlob(tx, version.sha256);
  const read = file ? readFor(version, file.bytes) : { flaw: 'The file is not here.' };
  if ('flaw' in read) return insertTextVersion(tx, version, read.flaw);
  await insertTextVersion(tx, version);
  const paragraphs = await paragraphsOf(tx, read.text);
  for (let at = 0; at < paragraphs.length; at += ROWS)
    await insertParagraphs(tx, version, paragraphs.slice(at, at + ROWS));
}

function readFor({ language }: Unindexed, bytes: Uint8Array): { text: Text } | { flaw: string } {
  try {
    const text = parseText(bytes);
    if (text.language === language) return { text };
    return { flaw: `The text says that it is in ${text.language}.` };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    return { flaw: error.message };
  }
}

/** The paragraphs of a text as they are found: all that has words, its title first. */
async function paragraphsOf(tx: Tx, text: Text): Promise<IndexedParagraph[]> {
  const { language } = text;
  const labels = workingLabels(text);
  const named = [
    ...(text.title ? [{ paragraph: 'title', words: text.title.text }] : []),
    ...walk(text).flatMap((spot) => namedBy(spot, labels)),
  ];
  const read = named.map((p) => ({ ...p, tokens: tokensOf(p.words, language) }));
  const words = read.flatMap(({ tokens }) => tokens.map(({ word }) => word));
  const stems = await stemsOf(tx, language, words);
  return read.map(({ tokens, ...p }, place) => ({ ...p, place, found: placesOf(language, tokens, stems) }));
}

function namedBy(spot: Spot, labels: ReadonlyMap<string, string>) {
  const words = wordsOf(spot)?.text;
  if (!words) return [];
  const { id } = spot.node;
  return [{ paragraph: id, label: labels.get(id), words }];
}

/** Where each stem stands, counted in words from 1: so words that follow one another are found as such. */
function placesOf(
  language: string,
  tokens: readonly Token[],
  stems: ReadonlyMap<string, readonly string[]>,
): Map<string, number[]> {
  const places = new Map<string, number[]>();
  tokens.forEach(({ word }, i) => {
    for (const stem of stems.get(word) ?? []) {
      const name = lexeme(language, stem);
      const known = places.get(name);
      if (known) known.push(i + 1);
      else places.set(name, [i + 1]);
    }
  });
  return places;
}

import { keysOf, nearest, profileOf, type Segment, segmentBy } from '@comity/text';
import type { z } from 'zod';
import type { Tx } from '../../../platform/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { documentsError } from '../errors.ts';
import type { agreedFilter, agreedLanguage } from '../schema-texts.ts';
import {
  type AgreedText,
  type CandidateRow,
  deleteUnagreed,
  findNewestText,
  insertAgreed,
  listCandidates,
  listParagraphs,
  listUnagreed,
} from './store-agreed.ts';

/** Language versions in one run. */
const BATCH = 8;
/** Earlier paragraphs that are looked at, and that are shown, for each. */
const LOOKED_AT = 6;
const SHOWN = 3;
/** From this share of its words on, a paragraph only repeats. */
const REPEATS = 0.95;

const chinese = segmentBy(new Intl.Segmenter('zh', { granularity: 'word' }));
const segmenterOf = (language: string): { segment?: Segment } =>
  language.split('-')[0] === 'zh' ? { segment: chinese } : {};

const profileIn = (language: string, words: string) =>
  profileOf(words, language, segmenterOf(language).segment);

/** Brings the index of agreed language level with the texts. Returns whether there is more to do. */
export async function levelAgreed(tx: Tx): Promise<boolean> {
  await deleteUnagreed(tx);
  const texts = await listUnagreed(tx, BATCH);
  for (const text of texts) await enter(tx, text);
  return texts.length === BATCH;
}

async function enter(tx: Tx, text: AgreedText): Promise<void> {
  const paragraphs = await listParagraphs(tx, text);
  const profiled = paragraphs.map(({ place, words }) => {
    const profile = profileIn(text.language, words);
    return { place, fingerprint: profile.fingerprint, keys: keysOf(profile) };
  });
  await insertAgreed(tx, text, profiled);
}

/**
 * For each paragraph of a document, the earlier texts adopted by consensus that say the same or nearly, with the
 * difference word by word; and which of its paragraphs only repeat. Throws `documents.text-not-found`.
 */
export async function readAgreed(
  record: ActRecord,
  { document, language }: z.infer<typeof agreedFilter>,
): Promise<z.infer<typeof agreedLanguage>> {
  const { read } = record.database;
  const text = await findNewestText(read, document, language);
  if (!text) throw documentsError('text-not-found');
  const paragraphs = await listParagraphs(read, text);
  const asked = paragraphs.map(({ words }) => {
    const profile = profileIn(language, words);
    return { fingerprint: profile.fingerprint, keys: keysOf(profile) };
  });
  const before = text.received.toISOString().slice(0, 10);
  const rows = await listCandidates(read, asked, { language, document, before }, LOOKED_AT);
  const byPlace = Map.groupBy(rows, (row) => row.asked);
  const compared = paragraphs.map(({ paragraph, label, words }, i) => {
    const earlier = earlierOf(words, byPlace.get(i + 1) ?? [], language);
    const repeats = earlier.some((near) => near.same || near.repeated >= REPEATS);
    return { paragraph, ...(label === null ? {} : { label }), words, repeats, earlier };
  });
  return {
    paragraphs: compared,
    repeating: compared.filter(({ repeats }) => repeats).map(({ paragraph }) => paragraph),
  };
}

function earlierOf(words: string, rows: readonly CandidateRow[], language: string) {
  const candidates = rows.map((row, i) => ({ id: `${i}`, text: row.words }));
  const near = nearest(words, candidates, { language, most: SHOWN, ...segmenterOf(language) });
  return near.map(({ id, same, score, repeated, spans }) => {
    const { document, symbol, adopted, paragraph, label } = rows[Number(id)]!;
    return {
      ...{ document, adopted, paragraph, same, score, repeated, spans },
      ...(symbol === null ? {} : { symbol }),
      ...(label === null ? {} : { label }),
    };
  });
}

/** Two versions of a text held against each other, word by word, in a thread of its own. */
import { findBlob, type Reader } from '../../../platform/index.ts';
import { documentsError } from '../errors.ts';
import type { Comparer } from './comparer.ts';
import type { Compared, Side } from './order.ts';
import { findComparable } from './store.ts';

export { Comparer } from './comparer.ts';

/** In bytes; what is larger is compared on the reader's own machine. */
const LARGEST = 1_000_000;

export interface Pair {
  readonly document: string;
  readonly language: string;
  /** The files of the two versions. */
  readonly before: string;
  readonly after: string;
  readonly only?: 'changed' | undefined;
  readonly reader: string;
  /** What is under embargo then is not there. */
  readonly at: Date;
}

/** Throws `documents.text-not-found`, `documents.comparison-too-long`, `documents.comparison-busy`. */
export async function compareVersions(read: Reader, comparer: Comparer, pair: Pair): Promise<Compared> {
  const { before, after, only, reader, language } = pair;
  const [old, now] = [await sideOf(read, pair, before), await sideOf(read, pair, after)];
  const compared = await comparer.compare({
    ...{ name: `${old.document} ${before} ${now.document} ${after} ${language}` },
    ...{ before: old, after: now, reader },
    ...(only ? { only } : {}),
  });
  if (!compared) throw documentsError('text-not-found');
  return compared;
}

async function sideOf(read: Reader, { document, language, at }: Pair, sha256: string): Promise<Side> {
  const found = await findComparable(read, { sha256, language, document, at });
  if (!found) throw documentsError('text-not-found');
  const { size, ...what } = found;
  if (size > LARGEST) throw documentsError('comparison-too-long');
  const blob = await findBlob(read, sha256);
  if (!blob) throw documentsError('text-not-found');
  return { ...what, bytes: new Uint8Array(blob.bytes) };
}

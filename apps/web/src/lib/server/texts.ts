import { derivedId, parseText, readPlain, TEXT_MEDIA, type Text, TextError } from '@comity/text';
import type { Document } from './about.ts';

type Fetch = typeof globalThis.fetch;
export type Version = Document['versions'][number];

/** Whether the files of a document are kept from whoever asks: under embargo only participants read them. */
export const isKeptFrom = (reader: object | undefined, { embargo }: Pick<Document, 'embargo'>): boolean =>
  reader === undefined && isUnderEmbargo({ embargo });

export const isUnderEmbargo = ({ embargo }: Pick<Document, 'embargo'>): boolean =>
  embargo !== undefined && Date.parse(embargo) > Date.now();

/** In bytes; a larger file is read as a file. */
const LARGEST = 1_000_000;

/** Whether a version has words that a page can show paragraph by paragraph. */
export const hasWords = ({ media }: Version): boolean => media === TEXT_MEDIA || media === 'text/plain';

/** Whether it is a text with ids and labels, and not words that are merely understood as one. */
export const isTree = ({ media }: Version): boolean => media === TEXT_MEDIA;

/**
 * The text of a version as a tree. Plain text is understood as one, its paragraphs named by their places, so that the
 * languages of a document stand beside each other. Undefined where there are no words, too many for a page, or none for
 * this reader.
 */
export async function readTree(fetch: Fetch, document: string, version: Version): Promise<Text | undefined> {
  const { language, sha256, size } = version;
  if (!hasWords(version) || size > LARGEST) return undefined;
  const answer = await fetch(`/api/blobs/${sha256}`);
  if (!answer.ok) return undefined;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  try {
    if (isTree(version)) return parseText(bytes);
    return readPlain(bytes, { language, ids: (place) => derivedId(document, place) }).text;
  } catch (error) {
    if (error instanceof TextError) return undefined;
    throw error;
  }
}

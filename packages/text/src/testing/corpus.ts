import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedId, type Text, tidyText } from '../index.ts';

const DATA = join(import.meta.dirname, '../../../../data');
const SHARED = join(import.meta.dirname, '../../../../../shared/data');

/** A file of the project's `data/`. */
export const readData = (path: string): string => readFileSync(join(DATA, path), 'utf8');
/** A file whose licence keeps it out of the project: it lies beside the checkout. */
export const readShared = (path: string): Uint8Array => readFileSync(join(SHARED, path));

/** The aligned corpus in one language: line n says the same in each. */
export const corpus = (language: string): string[] =>
  readData(`un_parallel_v1/dev_public.${language}`)
    .split('\n')
    .filter((line) => line !== '');

/** Lines as a text of operative paragraphs. */
export const textOfLines = (language: string, lines: readonly string[], document: string): Text =>
  tidyText({
    v: 1,
    language,
    nodes: lines.map((text, i) => ({
      kind: 'paragraph',
      part: 'operative',
      id: derivedId(document, `OP${i + 1}`),
      text,
    })),
    notes: [],
  });

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compile } from '../src/lib/words/compiling.ts';
import { type Catalogue, makeWords, type Words } from '../src/lib/words/messages.ts';

const catalogue = async (language: string) =>
  JSON.parse(
    await readFile(join(import.meta.dirname, '../../../locales', `${language}.json`), 'utf8'),
  ) as Catalogue;

/** The words a reader of this language sees. */
export const wordsOf = async (language: string): Promise<Words> =>
  makeWords(language, compile(await catalogue(language)), {});

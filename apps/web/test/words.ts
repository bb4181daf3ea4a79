import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Messages, makeWords, type Words } from '../src/lib/words/messages.ts';

const catalogue = async (language: string) =>
  JSON.parse(
    await readFile(join(import.meta.dirname, '../../../locales', `${language}.json`), 'utf8'),
  ) as Messages;

/** The words a reader of this language sees. */
export const wordsOf = async (language: string): Promise<Words> =>
  makeWords(language, await catalogue(language), {});

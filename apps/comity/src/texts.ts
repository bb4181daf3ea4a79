import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  derivedId,
  formatText,
  type ImportOptions,
  parseText,
  readAkn,
  readMarkdown,
  readPlain,
  type Text,
  TextError,
  toAkn,
  toHtmlPage,
  toMarkdown,
  toPlain,
} from '@comity/text';
import { readDocx, writeDocx } from '@comity/text/docx';
import { CommandError, refusal } from './errors.ts';

/** A text as a file was understood: everything in which it differs from the file is listed. */
export interface TextRead {
  readonly text: Text;
  readonly notices: readonly { code: string; line?: number; words?: string; count?: number }[];
  /** Tracked changes and comments of a word processor. */
  readonly changes?: readonly unknown[];
  readonly comments?: readonly unknown[];
}
/** What a writer needs to be told of the document. */
export interface TextAbout {
  readonly symbol: string;
  /** RFC 3339. */
  readonly created: string;
  readonly author: string;
}

type Read = (bytes: Uint8Array, options: ImportOptions) => TextRead;
type Write = (text: Text, about: TextAbout) => Uint8Array | string;

const READERS: Readonly<Record<string, Read>> = {
  '.json': (bytes) => ({ text: parseText(bytes), notices: [] }),
  '.txt': readPlain,
  '.md': readMarkdown,
  '.xml': readAkn,
  '.docx': readDocx,
};
const WRITERS: Readonly<Record<string, Write>> = {
  '.json': formatText,
  '.txt': (text) => toPlain(text),
  '.md': (text) => toMarkdown(text),
  '.html': (text) => toHtmlPage(text),
  '.xml': (text, { symbol, created, author }) => toAkn(text, { symbol, date: created.slice(0, 10), author }),
  '.docx': (text, { created, author }) => writeDocx(text, { created, creator: author }),
};

/** Whether the ending of a path names a format that is read as a text. */
export const isText = (path: string): boolean => Object.hasOwn(READERS, extname(path).toLowerCase());

/**
 * Reads a file by its ending. `symbol` makes the ids of its paragraphs, so that two who read the same file get the
 * same text. Throws `comity.unknown-format`, `comity.cannot-read`, and with exit 1 `comity.not-a-text`.
 */
export async function readTextFile(
  path: string,
  { language, symbol }: { readonly language: string; readonly symbol: string },
): Promise<TextRead> {
  const read = formatOf(READERS, path);
  const bytes = await readFile(path).catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${path} cannot be read: ${error.message}`);
  });
  try {
    return read(new Uint8Array(bytes), { language, ids: (place) => derivedId(symbol, place) });
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    throw refusal('comity.not-a-text', `${path}: ${error.message} (${error.code})`, 'Nothing was written.');
  }
}

/** The bytes of a text in the format that the ending of a path names. Throws `comity.unknown-format`. */
export function writeText(text: Text, path: string, about: TextAbout): Uint8Array {
  const written = formatOf(WRITERS, path)(text, about);
  return typeof written === 'string' ? new TextEncoder().encode(written) : written;
}

function formatOf<T>(formats: Readonly<Record<string, T>>, path: string): T {
  const format = formats[extname(path).toLowerCase()];
  if (format) return format;
  throw new CommandError(
    'comity.unknown-format',
    `The ending of ${path} names no format.`,
    `There are ${Object.keys(formats).join(', ')} (.xml is Akoma Ntoso).`,
  );
}

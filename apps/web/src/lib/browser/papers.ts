import { type DataOf, newId } from '@comity/acts';
import { act, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import {
  derivedId,
  ERROR_TITLES,
  formatText,
  type ImportOptions,
  type InSixLanguages,
  NOTICE_TITLES,
  parseText,
  readAkn,
  readMarkdown,
  readPlain,
  TEXT_MEDIA,
  type Text,
  TextError,
  toHtml,
  toMarkdown,
} from '@comity/text';
import type { Deed } from './proposal.ts';
import { here } from './seat.ts';
import type { Seat } from './store.ts';

/** Bytes: what one file on the record may have. */
export const LARGEST = 25 * 1024 * 1024;

/** Something in which the text differs from the file: what it is, and the words that it is about. */
export interface Remark {
  readonly says: string;
  readonly words: string;
  readonly count?: number;
  readonly line?: number;
}

/** A file as it was understood, before anybody relies on it. */
export interface Understood {
  readonly text: Text;
  readonly html: string;
  /** The same as somebody may correct it. */
  readonly markdown: string;
  readonly notices: readonly Remark[];
  /** Tracked changes and comments of a word processor, each with its author. */
  readonly changes: readonly Remark[];
  readonly comments: readonly Remark[];
}

type Read = Omit<Understood, 'html' | 'markdown' | 'changes' | 'comments'> &
  Partial<Pick<Understood, 'changes' | 'comments'>>;
type Titles = Readonly<Record<string, InSixLanguages>>;

/** What is said of a file in a language: those of the six, else English. */
const inWords = (titles: Titles, code: string, language: string): string => {
  const title = titles[code];
  return title ? (title[language as keyof InSixLanguages] ?? title.en) : code;
};

export interface PaperFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the file is written in, unless it says otherwise. */
  readonly language: string;
  /** The document that it becomes: makes the ids of its paragraphs, so that languages stand beside each other. */
  readonly document: string;
}

/**
 * Reads a file by its ending, as the command does. `words` is the language in which what differs is told. Throws an error
 * whose message says in that language why it is no text.
 */
export async function understand(file: PaperFile, words: string): Promise<Understood> {
  try {
    const { changes = [], comments = [], ...read } = await readByEnding(file, words);
    const html = toHtml(read.text, { level: 2, labels: 'working' });
    return { ...read, changes, comments, html, markdown: toMarkdown(read.text) };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    throw Object.assign(new Error(inWords(ERROR_TITLES, error.code, words)), { code: 'web.not-a-text' });
  }
}

/** A text that somebody corrected, read again: its paragraphs keep their ids where their places are the same. */
export const corrected = (file: Omit<PaperFile, 'name' | 'bytes'>, markdown: string, words: string) =>
  understand({ ...file, name: 'corrected.md', bytes: new TextEncoder().encode(markdown) }, words);

async function readByEnding(file: PaperFile, words: string): Promise<Read> {
  const { name, bytes, language, document } = file;
  const options: ImportOptions = { language, ids: (place) => derivedId(document, place) };
  const ending = /\.[a-z0-9]+$/.exec(name.toLowerCase())?.[0] ?? '.txt';
  if (ending === '.docx') return readWord(bytes, options, words);
  if (ending === '.json') return { text: parseText(bytes), notices: [] };
  const read = ending === '.md' ? readMarkdown : ending === '.xml' ? readAkn : readPlain;
  const { text, notices } = read(bytes, options);
  return {
    text,
    notices: notices.map(({ code, words: about = '', count, line }) => ({
      ...{ says: inWords(NOTICE_TITLES, code, words), words: about },
      ...(count === undefined ? {} : { count }),
      ...(line === undefined ? {} : { line }),
    })),
  };
}

async function readWord(bytes: Uint8Array, options: ImportOptions, words: string): Promise<Read> {
  const { CHANGE_TITLES, DOCX_NOTICE_TITLES, readDocx } = await import('@comity/text/docx');
  const { text, notices, changes, comments } = readDocx(bytes, options);
  return {
    text,
    notices: notices.map(({ code, words: about = '', count }) => ({
      ...{ says: inWords(DOCX_NOTICE_TITLES, code, words), words: about, count },
    })),
    changes: changes.map(({ kind, author, words: about }) => ({
      ...{ says: [inWords(CHANGE_TITLES, kind, words), author].filter(Boolean).join(' · '), words: about },
    })),
    comments: comments.map(({ author, words: about }) => ({ says: author, words: about })),
  };
}

/** A language version that is ready: its title, and the bytes that will stand on the record. */
export interface Version {
  readonly language: string;
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly media: string;
}

export const asTree = (language: string, title: string, text: Text): Version => ({
  ...{ language, title, bytes: formatText(text), media: TEXT_MEDIA },
});

export const newDocument = (): string => newId('doc');

/** A document in the name of the own participant; the secretariat registers it. Files are put before. */
export const submitPaper =
  (
    { trust }: Seat,
    document: string,
    versions: readonly Version[],
    { embargo, isSecretariat }: { readonly embargo?: string; readonly isSecretariat: boolean },
  ): Deed =>
  async (hand) => {
    const files: DataOf<'documents.submitted'>['files'] = {};
    for (const { language, bytes, media } of versions) {
      const sha256 = sha256Hex(bytes);
      await putBlob(here(), sha256, bytes);
      files[language] = { sha256, size: bytes.length, media };
    }
    const titles = Object.fromEntries(versions.map(({ language, title }) => [language, title]));
    const data = {
      ...{ document, titles, files, original: versions[0]!.language },
      ...(embargo === undefined ? {} : { embargo }),
    };
    return isSecretariat
      ? act(here(), trust, hand, 'documents.registered', { ...data, source: 'secretariat' })
      : act(here(), trust, hand, 'documents.submitted', data);
  };

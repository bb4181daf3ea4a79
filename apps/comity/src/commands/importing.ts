import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type DataOf, newId } from '@comity/acts';
import { ApiProblem, type Connection, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { familiesOf, formatText, type MarcRecord, readMarc, TEXT_MEDIA, TextError } from '@comity/text';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { perform } from '../people.ts';
import { plain, table } from '../terminal.ts';
import { isText, readTextFile } from '../texts.ts';
import { readBytes, resolveSymbol } from './paperacts.ts';
import {
  type Acting,
  type Answer,
  actingAs,
  describe,
  does,
  publicConnection,
  type Setting,
} from './setting.ts';

interface ImportOptions {
  readonly files?: string;
  readonly asText?: boolean;
  readonly withoutFiles?: boolean;
  readonly titleLanguage: string;
  readonly dryRun?: boolean;
}

export function importingCommands(documents: Command): void {
  describe(
    documents
      .command('import')
      .argument('<catalogue>', 'MARCXML: one record or a collection')
      .option('--files <folder>', 'where the files lie, under the names that the catalogue has for them')
      .option(
        '--as-text',
        'read .txt, .md, .docx and Akoma Ntoso as texts with paragraphs; the rest as it is',
      )
      .option('--without-files', 'register records too of which no file is at hand')
      .option('--title-language <tag>', 'the language of the titles in the catalogue', 'en')
      .option('--dry-run', 'show what would be done, and everything that would be understood or left out'),
    'Secretariat: import the archive of a predecessor, in nobody’s name. Run again, it goes on where it ended.',
    'documents import archive.xml --files ./archive --dry-run',
    'documents import archive.xml --files ./archive --as-text --as officer',
  ).action(does<ImportOptions>(importArchive));
}

/** A file of the catalogue that is at hand. */
interface AtHand {
  readonly language: string;
  readonly path: string;
}

/** A record of the catalogue with what is at hand of it. */
interface Planned {
  readonly symbol: string;
  readonly title: string;
  readonly dated: string | undefined;
  readonly atHand: readonly AtHand[];
  /** Languages of which the catalogue names a file that is not here. */
  readonly absent: readonly string[];
}

type Outcome = 'registered' | 'completed' | 'there' | 'refused';
interface Done {
  readonly symbol: string;
  readonly outcome: Outcome;
  readonly languages: readonly string[];
  readonly why?: string;
}

const LONGEST_TITLE = 160;

async function importArchive(setting: Setting, options: ImportOptions, catalogue: string): Promise<Answer> {
  const { records, notices } = readCatalogue(await readBytes(catalogue), catalogue);
  const plan = planOf(records, options.files === undefined ? [] : await filesIn(options.files));
  const left = notices.map(({ code, line, words, count }) => ({ code, line, words, count: count ?? 1 }));
  if (options.dryRun) return reviewed(setting, plan, left, options);
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const done: Done[] = [];
  for (const [i, one] of plan.entries()) {
    done.push(await attempt(acting, connection, one, options));
    setting.terminal.progress('Records of the catalogue', i + 1, plan.length);
  }
  return reported(done, left);
}

/** Throws `comity.not-a-catalogue`. */
function readCatalogue(bytes: Uint8Array, path: string) {
  try {
    return readMarc(bytes);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    throw new CommandError(
      'comity.not-a-catalogue',
      `${path}: ${error.message} (${error.code})`,
      'A catalogue is MARCXML. Nothing was imported.',
    );
  }
}

const filesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${folder} cannot be read: ${error.message}`);
  });
  return names.map((name) => join(folder, name));
};

/** Every work before its revisions: those of one family follow each other. */
function planOf(records: readonly MarcRecord[], paths: readonly string[]): Planned[] {
  const byName = new Map(paths.map((path) => [basename(path).toLowerCase(), path]));
  return familiesOf(records).flatMap((family) => family.records.map((record) => planned(record, byName)));
}

function planned(record: MarcRecord, byName: ReadonlyMap<string, string>): Planned {
  const named = record.files.filter((file) => file.language !== undefined);
  const found = named.map(({ url, language }) => ({
    language: language!,
    path: fileFor(basename(new URL(url, 'file:///').pathname), byName),
  }));
  const title = [record.title, record.remainder].filter(Boolean).join(': ');
  return {
    symbol: record.symbols[0]!.symbol,
    title: title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1).toWellFormed()}…` : title,
    dated: /^\d{4}-\d{2}-\d{2}$/.test(record.dated ?? '') ? record.dated : undefined,
    atHand: found.flatMap(({ language, path }) => (path === undefined ? [] : [{ language, path }])),
    absent: found.filter(({ path }) => path === undefined).map(({ language }) => language),
  };
}

/** The file of that name; else one that has another ending: the words of a PDF, for example. */
function fileFor(name: string, byName: ReadonlyMap<string, string>): string | undefined {
  const stem = name.slice(0, name.length - extname(name).length).toLowerCase();
  const endings = [extname(name), '.json', '.docx', '.xml', '.md', '.txt', '.pdf'];
  return endings.map((ending) => byName.get(`${stem}${ending.toLowerCase()}`)).find((path) => path);
}

/** One record, whole or not at all; what is wrong with it is told at the end. A line that breaks ends the import. */
async function attempt(
  acting: Acting,
  connection: Connection,
  one: Planned,
  options: ImportOptions,
): Promise<Done> {
  try {
    return await importOne(acting, connection, one, options);
  } catch (error) {
    if (!(error instanceof ApiProblem || error instanceof CommandError || error instanceof TextError))
      throw error;
    return { symbol: one.symbol, outcome: 'refused', languages: [], why: error.message };
  }
}

async function importOne(
  acting: Acting,
  connection: Connection,
  one: Planned,
  options: ImportOptions,
): Promise<Done> {
  const { symbol } = one;
  const there = await resolveSymbol(connection, symbol);
  const known = new Set(there?.versions.map((v) => v.language));
  const missing = one.atHand.filter(({ language }) => !known.has(language));
  const languages = missing.map(({ language }) => language);
  if (there && missing.length === 0) return { symbol, outcome: 'there', languages };
  if (!there && missing.length === 0 && !options.withoutFiles)
    return { symbol, outcome: 'refused', languages, why: 'No file of it is at hand.' };
  const files: Record<string, File> = {};
  for (const { language, path } of missing)
    files[language] = await put(
      connection,
      await bytesOf(path, { language, symbol }, options.asText === true),
    );
  const { hand } = await acting.unlocked();
  if (!there) {
    const data: DataOf<'documents.registered'> = {
      document: newId('doc'),
      symbol,
      titles: { [options.titleLanguage]: one.title },
      source: 'archive',
      files,
      ...(one.dated === undefined ? {} : { dated: one.dated }),
    };
    await perform(acting.place, hand, { type: 'documents.registered', data });
    return { symbol, outcome: 'registered', languages };
  }
  for (const [language, file] of Object.entries(files))
    await perform(acting.place, hand, {
      type: 'documents.issued',
      data: { document: there.document, language, file },
    });
  return { symbol, outcome: 'completed', languages };
}

type File = DataOf<'documents.issued'>['file'];
interface Bytes {
  readonly bytes: Uint8Array;
  readonly media: string;
}

const MEDIA: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.json': TEXT_MEDIA,
  '.xml': 'application/akn+xml',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

async function bytesOf(
  path: string,
  about: { language: string; symbol: string },
  asText: boolean,
): Promise<Bytes> {
  if (asText && isText(path)) {
    const { text } = await readTextFile(path, about);
    return { bytes: formatText(text), media: TEXT_MEDIA };
  }
  const media = MEDIA[extname(path).toLowerCase()] ?? 'application/octet-stream';
  return { bytes: await readBytes(path), media };
}

async function put(connection: Connection, { bytes, media }: Bytes): Promise<File> {
  const sha256 = sha256Hex(bytes);
  await putBlob(connection, sha256, bytes);
  return { sha256, size: bytes.length, media };
}

interface Left {
  readonly code: string;
  readonly line: number | undefined;
  readonly words: string | undefined;
  readonly count: number;
}

/** What would be done; of texts, everything that would be understood rather than read. Nothing is sent. */
async function reviewed(
  setting: Setting,
  plan: readonly Planned[],
  catalogue: readonly Left[],
  options: ImportOptions,
): Promise<Answer> {
  const reader = await publicConnection(setting);
  const records = [];
  const texts: (Left & { file: string })[] = [];
  for (const one of plan) {
    const there = await resolveSymbol(reader, one.symbol);
    records.push({
      ...one,
      atHand: one.atHand.map(({ language }) => language),
      isThere: there !== undefined,
    });
    for (const { language, path } of one.atHand.filter(({ path }) => options.asText && isText(path))) {
      const { notices } = await readTextFile(path, { language, symbol: one.symbol });
      for (const { code, line, words, count } of notices)
        texts.push({ file: basename(path), code, line, words, count: count ?? 1 });
    }
  }
  const leftOut = [...catalogue.map((notice) => ({ file: 'the catalogue', ...notice })), ...texts];
  const rows = records.map((r) => [
    r.symbol,
    r.isThere ? 'there' : 'new',
    r.atHand.join(' ') || '—',
    r.absent.join(' '),
    plain(r.title),
  ]);
  return {
    value: { records, leftOut },
    lines: [
      ...table(['SYMBOL', 'IS', 'AT HAND', 'NOT HERE', 'TITLE'], rows),
      ...(leftOut.length > 0 ? ['', 'Understood rather than read, changed or left out:'] : []),
      ...table(
        ['FILE', 'WHAT', 'LINE', 'TIMES', 'WORDS'],
        leftOut.map((n) => [n.file, n.code, String(n.line ?? ''), String(n.count), plain(n.words ?? '')]),
      ),
      '',
      'Nothing was sent. Without --dry-run it is imported.',
    ],
  };
}

function reported(done: readonly Done[], leftOut: readonly Left[]): Answer {
  const of = (outcome: Outcome) => done.filter((d) => d.outcome === outcome);
  const refused = of('refused');
  return {
    value: { records: done, leftOut },
    lines: [
      `Registered ${of('registered').length}, completed ${of('completed').length}, there already ${of('there').length}, not imported ${refused.length}.`,
      ...refused.map(({ symbol, why }) => `  ${symbol}: ${plain(why ?? '')}`),
      ...(refused.length > 0 ? ['Mend these and run it again: what is there is passed over.'] : []),
    ],
    ...(refused.length > 0 ? { exit: 1 as const } : {}),
  };
}

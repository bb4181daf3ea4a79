import { assertDone, dataOf, getBlob } from '@comity/client';
import { fromUtf8, sha256Hex } from '@comity/log';
import { parseText, TEXT_MEDIA, toPlain } from '@comity/text';
import type { Command } from 'commander';
import { refusal } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { plainText, table } from '../terminal.ts';
import { importingCommands } from './importing.ts';
import { initiativesCommands } from './initiatives.ts';
import { given, readDocument } from './paperacts.ts';
import { papersCommands } from './papers.ts';
import { registeringCommands } from './registering.ts';
import { registryCommands } from './registry.ts';
import { roundsCommands } from './rounds.ts';
import { searchesCommands } from './searches.ts';
import {
  type Answer,
  describe,
  does,
  publicConnection,
  reading,
  type Setting,
  wholeNumber,
} from './setting.ts';

export function documentsCommands(program: Command): void {
  const documents = describe(program.command('documents'), 'The registry of documents of the body.');
  describe(
    documents
      .command('list')
      .option('--language <tag>', 'with a version in this language')
      .option('--q <words>', 'words in symbol or title')
      .option('--class <class>')
      .option('--organ <organ>')
      .option('--submitter <participant>', 'who submitted or co-sponsors it')
      .option('--limit <number>', 'how many at most', '50'),
    'List documents, registered last first.',
    'documents list --language ru --q CEDAW',
  ).action(does(list));
  describe(
    documents
      .command('get')
      .argument('<doc>', 'its id or symbol')
      .option('--language <tag>', 'which language version', 'en')
      .option('--out <file>', 'write the file instead of showing it; nothing is overwritten'),
    'Get a document, checked against its hash on the record.',
    'documents get doc_… --language fr --out l139.txt',
  ).action(does(get));
  describe(
    documents
      .command('read')
      .argument('<doc>', 'its id or symbol')
      .option('--language <tag>', 'in which language', 'en'),
    'Note, for the people of your participant, that it has read the newest version; shows which it had read.',
    'documents read A/BODY/2027/CRP.1 --language fr',
  ).action(does<{ language: string }>(read));
  registeringCommands(documents);
  importingCommands(documents);
  registryCommands(documents);
  initiativesCommands(documents);
  roundsCommands(documents);
  papersCommands(documents);
  searchesCommands(documents);
}

async function list(
  setting: Setting,
  options: {
    language?: string;
    q?: string;
    class?: string;
    organ?: string;
    submitter?: string;
    limit: string;
  },
): Promise<Answer> {
  const connection = await publicConnection(setting);
  const { language, limit, ...filter } = options;
  const query = { ...given({ ...filter, language }), limit: wholeNumber(limit, '--limit', 1) };
  const found = dataOf(await connection.api.GET('/api/documents', { params: { query } }));
  const rows = found.documents.map((d) => [
    d.document,
    d.symbol ?? '',
    d.dated ?? '',
    [...new Set(d.versions.map((v) => v.language))].join(' '),
    d.titles[language ?? 'en'] ?? Object.values(d.titles)[0] ?? '',
  ]);
  return {
    value: found,
    lines:
      rows.length > 0
        ? table(['DOCUMENT', 'SYMBOL', 'DATED', 'LANGUAGES', 'TITLE'], rows)
        : ['No documents.'],
  };
}

async function get(
  setting: Setting,
  options: { language: string; out?: string },
  document: string,
): Promise<Answer> {
  const connection = await publicConnection(setting);
  const found = await readDocument(connection, document);
  const version = versionOf(found.versions, options.language);
  const bytes = await getBlob(connection, version.sha256);
  if (sha256Hex(bytes) !== version.sha256) {
    throw refusal(
      'comity.wrong-file',
      'The server sent another file than the record names.',
      'Nothing was kept.',
    );
  }
  const value = { document: found.document, ...version };
  if (options.out !== undefined) {
    await writePrivate(options.out, bytes, 'wx');
    return {
      value: { ...value, written: options.out },
      lines: [`Written: ${options.out} (${bytes.length} bytes)`],
    };
  }
  const text = wordsOf(version.media, bytes);
  return { value: { ...value, text }, lines: [plainText(text).trimEnd()] };
}

async function read(setting: Setting, { language }: { language: string }, document: string): Promise<Answer> {
  const { connection } = await reading(setting);
  const found = await readDocument(connection, document);
  const newest = versionOf(found.versions, language);
  const params = { path: { document: found.document } };
  const { readings } = dataOf(await connection.api.GET('/api/documents/{document}/readings', { params }));
  const before = readings.find((r) => r.language === language);
  const { sha256 } = newest;
  assertDone(
    await connection.api.PUT('/api/documents/{document}/readings', {
      ...{ params, body: { sha256 } },
    }),
  );
  const had = before ? `${before.sha256}, on ${before.read}` : 'none';
  return {
    value: { document: found.document, language, sha256, before },
    lines: [`Noted as read: ${sha256}`, `Read before: ${had}`],
  };
}

/** The newest version in a language. Throws `comity.not-in-this-language`. */
function versionOf<V extends { readonly language: string }>(versions: readonly V[], language: string): V {
  const version = versions.find((v) => v.language === language);
  if (version) return version;
  const there = [...new Set(versions.map((v) => v.language))].join(', ');
  throw refusal('comity.not-in-this-language', `There is no version in ${language}.`, `There are: ${there}.`);
}

/** What is shown of a file: plain words, and a text as tree in its plain form. Throws `comity.not-text`. */
function wordsOf(media: string, bytes: Uint8Array): string {
  if (media === TEXT_MEDIA) return toPlain(parseText(bytes));
  if (media.startsWith('text/')) return fromUtf8(bytes);
  throw refusal('comity.not-text', `This is ${media}.`, 'Write it to a file with --out FILE.');
}

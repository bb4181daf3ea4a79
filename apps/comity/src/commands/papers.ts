import { readFile } from 'node:fs/promises';
import { send } from '@comity/client';
import { filesIn, type PapersReport, papersLines, verifyPapers } from '@comity/dossier/papers';
import { platformVerifiers } from '@comity/log';
import { openpgpVerifier } from '@comity/seal';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { saveTree } from '../saving.ts';
import { plain } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { untilPublished } from '../waiting.ts';
import { type Answer, describe, does, publicConnection, type Setting } from './setting.ts';

export function papersCommands(documents: Command): void {
  describe(
    documents
      .command('bundle')
      .requiredOption('--session <session>', 'as the registry calls it')
      .option('--organ <organ>', 'only documents of this organ')
      .option(
        '--forms <forms>',
        'made of each text beside the files on the record: html,pdf,docx,akn,md,txt,json',
        'html',
      )
      .requiredOption('--out <file>', 'FILE.zip; nothing is overwritten'),
    'Get every document of a session in all languages, with pages to read them by and their proof, for offline.',
    'documents bundle --session 2027 --out session-2027.zip',
    'documents bundle --session 2027 --organ plenary --forms html,pdf --out plenary.zip',
  ).action(does(bundle));
  describe(
    documents
      .command('open-bundle')
      .argument('<file>', 'the zip')
      .option('--trust <file>', 'the body and key to expect, as your ministry has them')
      .option('--out <folder>', 'unpack it there, unless it is wrong; nothing is overwritten'),
    'Verify the documents of a session offline: ends with 0 verified, 1 wrong or not all checked, 2 could not run.',
    'documents open-bundle session-2027.zip --trust trust.json --out session-2027',
  ).action(does(openBundle));
}

interface BundleOptions {
  readonly session: string;
  readonly organ?: string;
  readonly forms: string;
  readonly out: string;
}

async function bundle(setting: Setting, { session, organ, forms, out }: BundleOptions): Promise<Answer> {
  const connection = await publicConnection(setting);
  await untilPublished(connection);
  const query = new URLSearchParams({ forms, ...(organ === undefined ? {} : { organ }) });
  const answer = await send(connection, `/api/sessions/${encodeURIComponent(session)}/papers?${query}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  await writePrivate(out, bytes, 'wx');
  return {
    value: { written: out, bytes: bytes.length },
    lines: [
      `Written: ${out} (${bytes.length} bytes)`,
      `Verify it, and unpack it to read: comity documents open-bundle ${out} --trust TRUST.json --out FOLDER`,
    ],
  };
}

const EXITS: Record<PapersReport['verdict'], 0 | 1> = { verified: 0, unchecked: 1, contested: 1, wrong: 1 };

async function openBundle(
  _: Setting,
  options: { readonly trust?: string; readonly out?: string },
  path: string,
): Promise<Answer> {
  const trust = options.trust === undefined ? undefined : await readTrust(options.trust);
  const bytes = await readFile(path).catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${path} cannot be read: ${error.message}`);
  });
  const report = await verifyPapers(bytes, {
    ...(trust ? { trust: { body: trust.body, key: trust.key } } : {}),
    verifiers: { ...platformVerifiers, openpgp: openpgpVerifier },
  });
  const lines = papersLines(report).map((line) => plain(line));
  const exit = EXITS[report.verdict];
  if (options.out === undefined) return { value: report, lines, exit };
  if (report.verdict === 'wrong')
    throw refusal('comity.wrong-papers', lines.slice(0, 12).join('\n'), 'Nothing was unpacked.');
  const paths = await saveTree(options.out, [...filesIn(bytes)]);
  return {
    value: { ...report, unpacked: options.out, files: paths.length },
    lines: [...lines, '', `Unpacked: ${options.out} (${paths.length} files). Begin with index.html.`],
    exit,
  };
}

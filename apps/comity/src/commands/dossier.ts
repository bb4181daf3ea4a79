import { readFile } from 'node:fs/promises';
import { parseSubmitted, type SubmittedList } from '@comity/acts';
import { send } from '@comity/client';
import { type DossierReport, dossierLines, verifyDossier } from '@comity/dossier';
import { type Policy, parsePolicy, platformVerifiers } from '@comity/log';
import { openpgpVerifier } from '@comity/seal';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { plain } from '../terminal.ts';
import { readCertificates, timestampsBy } from '../timestamps.ts';
import { readTrust } from '../trust.ts';
import { untilPublished } from '../waiting.ts';
import { type Answer, collect, describe, does, publicConnection, reading, type Setting } from './setting.ts';

export function dossierCommands(program: Command): void {
  const dossier = describe(
    program.command('dossier'),
    'Proof of one document or act, with all that is needed to judge it: for a reader offline.',
  );
  const made = [
    [
      'document',
      '<doc>',
      'a document, with the bytes of every language',
      'dossier document doc_… --out l139.zip',
    ],
    ['act', '<act>', 'an act, with its whole stream', 'dossier act 3f5a… --out act.html'],
    ['stream', '<stream>', 'a stream of the record', 'dossier stream directory/alderia --out list.zip'],
  ] as const;
  for (const [name, what, of, example] of made)
    describe(
      dossier
        .command(name)
        .argument(what)
        .requiredOption('--out <file>', 'FILE.zip, or FILE.html: a page that verifies itself')
        .option('--opened', 'with the fields that your State may open'),
      `Get the dossier of ${of}.`,
      example,
    ).action(does((setting, options: MakingOptions, id: string) => make(setting, options, PATHS[name](id))));
  describe(
    dossier
      .command('verify')
      .argument('<file>', 'the zip or the page')
      .option('--trust <file>', 'the body and key to expect, as your ministry has them')
      .option('--policy <file>', 'which witnesses must have cosigned (c2sp.org/tlog-policy)')
      .option('--tsa <file>', 'root certificates (PEM) of the timestamp authority you believe')
      .option('--submitted <file>', 'what a mirror that you trust was handed; may be given again', collect),
    'Verify a dossier offline: ends with 0 verified, 1 wrong, contested or not all checked, 2 could not run.',
    'dossier verify l139.zip --trust trust.json',
    'dossier verify act.html --trust trust.json --policy policy.txt --submitted mirror.json',
  ).action(does(verify));
}

interface MakingOptions {
  readonly out: string;
  readonly opened?: boolean;
}

const PATHS = {
  document: (id: string) => `streams/document/${encodeURIComponent(id)}`,
  act: (id: string) => `acts/${encodeURIComponent(id)}`,
  stream: (id: string) => `streams/${id.split('/').map(encodeURIComponent).join('/')}`,
};

async function make(setting: Setting, { out, opened }: MakingOptions, path: string): Promise<Answer> {
  const format = /\.(zip|html)$/.exec(out)?.[1];
  if (!format)
    throw new CommandError(
      'comity.bad-name',
      `${out} ends neither in .zip nor in .html.`,
      'Name it FILE.zip or FILE.html.',
    );
  const { connection } = opened ? await reading(setting) : { connection: await publicConnection(setting) };
  await untilPublished(connection);
  const query = `format=${format}${opened ? '&opened=yes' : ''}`;
  const answer = await send(connection, `/api/dossiers/${path}?${query}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  await writePrivate(out, bytes, 'wx');
  return {
    value: { written: out, bytes: bytes.length },
    lines: [
      `Written: ${out} (${bytes.length} bytes)`,
      `Verify it: comity dossier verify ${out} --trust TRUST.json`,
    ],
  };
}

interface VerifyingOptions {
  readonly trust?: string;
  readonly policy?: string;
  readonly tsa?: string;
  readonly submitted?: readonly string[];
}

async function verify(_: Setting, options: VerifyingOptions, path: string): Promise<Answer> {
  const trust = options.trust === undefined ? undefined : await readTrust(options.trust);
  const policy = options.policy === undefined ? undefined : await readPolicy(options.policy);
  const submitted = await Promise.all((options.submitted ?? []).map(readSubmitted));
  const report = await verifyDossier(await readWhole(path), {
    ...(trust ? { trust: { body: trust.body, key: trust.key } } : {}),
    ...(policy ? { policy } : {}),
    ...(options.tsa === undefined ? {} : { timestamps: timestampsBy(await readCertificates(options.tsa)) }),
    submitted,
    verifiers: { ...platformVerifiers, openpgp: openpgpVerifier },
  });
  return {
    value: report,
    lines: dossierLines(report).map((line) => plain(line)),
    exit: EXITS[report.verdict],
  };
}

const EXITS: Record<DossierReport['verdict'], 0 | 1> = { verified: 0, unchecked: 1, contested: 1, wrong: 1 };

async function readWhole(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${path} cannot be read: ${error.message}`);
  });
}

async function readPolicy(path: string): Promise<Policy> {
  const bytes = await readWhole(path);
  try {
    return parsePolicy(bytes);
  } catch (error) {
    throw new CommandError('comity.bad-policy', `${path} is no policy. ${String((error as Error).message)}`);
  }
}

async function readSubmitted(path: string): Promise<SubmittedList> {
  const bytes = await readWhole(path);
  try {
    return parseSubmitted(bytes);
  } catch (error) {
    throw new CommandError(
      'comity.bad-submitted',
      `${path} is no list of a mirror. ${String((error as Error).message)}`,
      'Get it from the mirror again, as it publishes it.',
    );
  }
}

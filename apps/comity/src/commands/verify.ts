import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { MAX_SUBMITTED_BYTES, parseSubmitted } from '@comity/acts';
import { type Policy, utf8 } from '@comity/log';
import { openpgpVerifier } from '@comity/seal';
import { type Options, type Report, reportLines, verifyBundle, verifyLog } from '@comity/verify';
import { type Command, InvalidArgumentError } from 'commander';
import { CommandError } from '../errors.ts';
import { exportRecord } from '../exporting.ts';
import { plain } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { openBundle } from '../verifying/bundlefile.ts';
import { policyFor } from '../verifying/grounds.ts';
import { liveLog } from '../verifying/livelog.ts';
import { folderLog, keptIn, readUpTo, submittedIn } from '../verifying/mirrorfolder.ts';
import { readSavedState, saveState } from '../verifying/savedstate.ts';
import { ThreadedVerifiers } from '../verifying/threads.ts';
import { readForkFile, verifyEvidence } from './evidence.ts';
import { type Answer, collect, describe, does, reading, type Setting } from './setting.ts';

export function verifyCommand(program: Command): void {
  describe(
    program
      .command('verify')
      .argument(
        '<record>',
        'a file as export wrote it (- for standard input), an address, or the folder of a mirror',
      )
      .option('--trust <file>', 'the body and key to expect, as your ministry has them')
      .option('--policy <file>', 'which witnesses must have cosigned (default: the policy in the trust file)')
      .option(
        '--state <file>',
        'what was verified last: the record must contain it; kept there for the next time',
      )
      .option('--evidence <file>', 'where the proof of a fork is written, if there is one')
      .option(
        '--submitted <list>',
        'what a mirror was handed, a file or the address of the mirror: such acts must be there (may be repeated)',
        collect,
      )
      .option('--processors <n>', 'how many processors to use (all, unless said otherwise)', parseCount),
    'Verify a record, act by act, through the rules: ends with 0 verified, 1 wrong or contested, 2 could not run.',
    'verify record.tar --trust trust.json',
    'verify https://body.example --trust trust.json --policy mine.policy --state seen.json',
    'verify /srv/mirror --trust trust.json',
  ).action(does(verify));
}

interface VerifyOptions {
  readonly trust?: string;
  readonly policy?: string;
  readonly state?: string;
  readonly evidence?: string;
  readonly submitted?: readonly string[];
  readonly processors?: number;
}

function parseCount(text: string): number {
  if (!/^[1-9][0-9]{0,2}$/.test(text)) throw new InvalidArgumentError('It is a number from 1 to 999.');
  return Number(text);
}

async function verify(setting: Setting, given: VerifyOptions, record: string): Promise<Answer> {
  const fork = await readForkFile(record);
  if (fork)
    return verifyEvidence(fork, given.trust === undefined ? undefined : (await readTrust(given.trust)).key);
  const threads = new ThreadedVerifiers(given.processors);
  try {
    const options: Options = {
      ...(await groundsOf(given)),
      verifiers: { ...threads.verifiers, openpgp: openpgpVerifier },
      onProgress: ({ done, total }) => setting.terminal.progress('Entries replayed', done, total),
    };
    return await answerOf(await reportOn(setting, record, options), given);
  } finally {
    await threads.end();
  }
}

async function groundsOf({
  trust: trustFile,
  policy: policyFile,
  state,
  submitted,
}: VerifyOptions): Promise<Options> {
  const trust = trustFile === undefined ? undefined : await readTrust(trustFile);
  const policy: Policy | undefined = await policyFor(policyFile, trustFile);
  const saved = state === undefined ? undefined : await readSavedState(state);
  return {
    ...(trust ? { trust: { body: trust.body, key: trust.key } } : {}),
    ...(policy ? { policy } : {}),
    ...(saved ? { kept: [utf8(saved.checkpoint)] } : {}),
    ...(submitted ? { submitted: await Promise.all(submitted.map(readList)) } : {}),
  };
}

async function readList(path: string) {
  const isAddress = /^https?:\/\//i.test(path);
  const bytes = await (isAddress
    ? liveLog(path).read('submitted', MAX_SUBMITTED_BYTES)
    : readUpTo(path, MAX_SUBMITTED_BYTES));
  if (!bytes) throw new CommandError('comity.cannot-read', `${path} cannot be read: there is no such list.`);
  return parseSubmitted(bytes);
}

async function reportOn(setting: Setting, record: string, options: Options): Promise<Report> {
  if (/^https?:\/\//i.test(record)) {
    if (setting.as === undefined) return verifyLog(liveLog(record), options);
    return verifyForState({ ...setting, url: record }, options);
  }
  if (record !== '-' && (await stat(record).catch(() => undefined))?.isDirectory()) {
    const kept = [...(options.kept ?? []), ...(await keptIn(record))];
    const submitted = [...(options.submitted ?? []), ...(await submittedIn(record))];
    return verifyLog(await folderLog(record), { ...options, kept, submitted });
  }
  const file = await openBundle(record);
  return verifyBundle(file, options).finally(file.close);
}

/** What a State may open comes as a bundle: fetched, verified, and gone again. */
async function verifyForState(setting: Setting, options: Options): Promise<Report> {
  const { connection } = await reading(setting);
  const folder = await mkdtemp(join(tmpdir(), 'comity-verify-'));
  try {
    const path = join(folder, 'record.tar');
    await exportRecord(connection, path, (done) =>
      setting.terminal.progress('Megabytes read:', Math.floor(done / 1e6)),
    );
    const file = await openBundle(path);
    return await verifyBundle(file, options).finally(file.close);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function answerOf(report: Report, { state, evidence }: VerifyOptions): Promise<Answer> {
  const [proof] = report.evidence ?? [];
  if (proof !== undefined && evidence !== undefined) await writeFile(resolve(evidence), proof);
  const isKept = state !== undefined && (await saveState(state, report));
  const remarks = [
    ...(proof === undefined ? [] : [evidenceLine(evidence)]),
    ...(isKept ? [`Kept for the next time: ${state} in ${dirname(resolve(state))}.`] : []),
  ];
  return {
    value: report,
    lines: [...reportLines(report), ...(remarks.length > 0 ? ['', ...remarks] : [])].map((line) =>
      plain(line),
    ),
    exit: report.verdict === 'verified' ? 0 : 1,
  };
}

const evidenceLine = (path: string | undefined): string =>
  path === undefined
    ? 'The log forked, and this can be proven to anybody: --evidence FILE writes the proof.'
    : `The log forked. The proof, for anybody: ${path}. Check it: comity verify ${path} --trust FILE`;

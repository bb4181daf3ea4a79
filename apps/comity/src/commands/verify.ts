import { openpgpVerifier } from '@comity/seal';
import { type Report, reportLines, verifyBundle } from '@comity/verify';
import { type Command, InvalidArgumentError } from 'commander';
import { plain } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { openBundle } from '../verifying/bundlefile.ts';
import { ThreadedVerifiers } from '../verifying/threads.ts';
import { type Answer, describe, does, type Setting } from './setting.ts';

export function verifyCommand(program: Command): void {
  describe(
    program
      .command('verify')
      .argument('<file>', 'as export wrote it; - for standard input')
      .option('--trust <file>', 'the body and key to expect, as your ministry has them')
      .option('--processors <n>', 'how many processors to use (all, unless said otherwise)', parseCount),
    'Verify a record offline, act by act, through the rules: ends with 0 verified, 1 wrong, 2 could not run.',
    'verify record.tar --trust trust.json',
  ).action(does(verify));
}

interface VerifyOptions {
  readonly trust?: string;
  readonly processors?: number;
}

function parseCount(text: string): number {
  if (!/^[1-9][0-9]{0,2}$/.test(text)) throw new InvalidArgumentError('It is a number from 1 to 999.');
  return Number(text);
}

async function verify(setting: Setting, options: VerifyOptions, path: string): Promise<Answer> {
  const trust = options.trust === undefined ? undefined : await readTrust(options.trust);
  const threads = new ThreadedVerifiers(options.processors);
  try {
    const file = await openBundle(path);
    const report = await verifyBundle(file, {
      ...(trust ? { trust: { body: trust.body, key: trust.key } } : {}),
      verifiers: { ...threads.verifiers, openpgp: openpgpVerifier },
      onProgress: ({ done, total }) => setting.terminal.progress('Entries replayed', done, total),
    }).finally(file.close);
    return answerOf(report);
  } finally {
    await threads.end();
  }
}

const answerOf = (report: Report): Answer => ({
  value: report,
  lines: reportLines(report).map((line) => plain(line)),
  exit: report.verdict === 'verified' ? 0 : 1,
});

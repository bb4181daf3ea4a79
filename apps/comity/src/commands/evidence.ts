import { open, stat } from 'node:fs/promises';
import {
  type Fork,
  isForkFile,
  LogError,
  parseFork,
  parseVerifierKey,
  platformVerifiers,
  toHex,
  verifyFork,
} from '@comity/log';
import { CommandError } from '../errors.ts';
import type { Answer } from './setting.ts';

/** The most bytes evidence of a fork has, and one more. */
const LIMIT = 64 * 1024 + 1;

/** The bytes of a file that claims to be evidence of a fork; undefined for anything else, files or not. */
export async function readForkFile(path: string): Promise<Uint8Array | undefined> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) return undefined;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(LIMIT), 0, LIMIT, 0);
    const bytes = buffer.subarray(0, bytesRead);
    return isForkFile(bytes) ? bytes : undefined;
  } finally {
    await file.close();
  }
}

/**
 * What evidence of a fork proves against the key of the log: ends with 1, since a log that forked is wrong. Throws
 * `comity.no-evidence` where it proves nothing, `comity.evidence-needs-trust` without a key.
 */
export async function verifyEvidence(bytes: Uint8Array, key: string | undefined): Promise<Answer> {
  if (key === undefined) {
    throw new CommandError(
      'comity.evidence-needs-trust',
      'This is evidence that a log forked: it proves something only against the key of that log.',
      'Give it with --trust FILE.',
    );
  }
  const log = parseVerifierKey(key);
  const fork = await verifyFork(parsed(bytes), log, platformVerifiers.ed25519!);
  if (!fork)
    throw noEvidence('Its checkpoints are not signed by the key that is trusted, or agree with each other.');
  return {
    value: { verdict: 'fork', origin: log.name, key, ...sizes(fork) },
    lines: forkLines(key, fork),
    exit: 1,
  };
}

function parsed(bytes: Uint8Array) {
  try {
    return parseFork(bytes);
  } catch (error) {
    if (error instanceof LogError) throw noEvidence(error.message);
    throw error;
  }
}

const noEvidence = (why: string) =>
  new CommandError(
    'comity.no-evidence',
    `This proves no fork. ${why}`,
    'Ask for it again from whoever found it.',
  );

const sizes = ({ smaller, larger }: Fork) => ({
  smaller: { size: smaller.size, root: toHex(smaller.root) },
  larger: { size: larger.size, root: toHex(larger.root) },
});

function forkLines(key: string, { smaller, larger }: Fork): string[] {
  return [
    `FORK: the log ${smaller.origin} signed two histories that cannot both be true.`,
    `signed by  ${key}`,
    `one        ${smaller.size} entries with the root ${toHex(smaller.root)}`,
    `other      ${larger.size} entries with the root ${toHex(larger.root)}`,
    smaller.size === larger.size
      ? 'Both have the same number of entries and other roots.'
      : `The larger one has another root at ${smaller.size} entries: it does not contain the smaller one.`,
    'Whoever holds the key of the log has to answer for it. Show this file to every State and witness.',
  ];
}

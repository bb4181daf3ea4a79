import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LogError, type NamedKey, parseVerifierKey, verifierKey } from '@comity/log';
import { replaceDurably } from '@comity/server/durable';
import { CommandError } from '../errors.ts';

/** The logs that a witness follows: one verifier key a line in the file `logs`; the name of the key is the origin. */
export const logsPath = (folder: string): string => join(folder, 'logs');

const HEADING = `# The logs that this witness follows: one verifier key a line (origin+key id+key).
# It is read again when it changes; no restart is needed.
`;

/** Reads the list by origin. Throws `comity.witness-logs` with the line that is wrong. */
export async function readLogs(folder: string): Promise<ReadonlyMap<string, NamedKey>> {
  const path = logsPath(folder);
  const logs = new Map<string, NamedKey>();
  const text = await readFile(path, 'utf8').catch(() => '');
  for (const [i, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const log = keyIn(line, `${path}, line ${i + 1}`);
    if (logs.has(log.name)) throw logsError(`${path}, line ${i + 1}: this origin has a key already.`);
    logs.set(log.name, log);
  }
  return logs;
}

const logsError = (says: string) =>
  new CommandError(
    'comity.witness-logs',
    says,
    'A line is the verifier key that the log hands out. Nothing was changed.',
  );

function keyIn(line: string, where: string): NamedKey {
  try {
    return parseVerifierKey(line);
  } catch (error) {
    if (error instanceof LogError) throw logsError(`${where}: this is no verifier key of a log.`);
    throw error;
  }
}

/**
 * Adds logs to the list, for good; a witness that runs on the folder follows them at once. Answers with the origins
 * that are new. Throws `comity.witness-logs` where an origin has another key: what it saw was signed by that one.
 */
export async function addLogs(folder: string, lines: readonly string[]): Promise<string[]> {
  const known = await readLogs(folder);
  const fresh = new Map<string, string>();
  for (const line of lines) {
    const log = keyIn(line, `“${line}”`);
    const before = known.get(log.name);
    const now = before ? verifierKey(before.name, before.publicKey) : fresh.get(log.name);
    if (now !== undefined && now !== line)
      throw logsError(`${log.name} has another key in ${logsPath(folder)}. If it changed, edit that line.`);
    if (!before) fresh.set(log.name, line);
  }
  if (fresh.size > 0) {
    const text = await readFile(logsPath(folder), 'utf8').catch(() => HEADING);
    const whole = text.endsWith('\n') ? text : `${text}\n`;
    await replaceDurably(logsPath(folder), `${whole}${[...fresh.values()].map((l) => `${l}\n`).join('')}`);
  }
  return [...fresh.keys()];
}

/** Milliseconds between looks at whether the file has changed. */
const LOOK = 250;

/** The list, read again when its file changes. One that cannot be read leaves the last good one in force. */
export function followLogs(folder: string, onFailure: (error: unknown) => void) {
  let logs: ReadonlyMap<string, NamedKey> = new Map();
  let seen: string | undefined;
  let looked = Number.NEGATIVE_INFINITY;
  return async (): Promise<ReadonlyMap<string, NamedKey>> => {
    if (performance.now() - looked < LOOK) return logs;
    looked = performance.now();
    const { mtimeMs, size, ino } = await stat(logsPath(folder)).catch(() => ({
      mtimeMs: 0,
      size: 0,
      ino: 0,
    }));
    const version = `${mtimeMs} ${size} ${ino}`;
    if (version === seen) return logs;
    seen = version;
    try {
      logs = await readLogs(folder);
    } catch (error) {
      onFailure(error);
    }
    return logs;
  };
}

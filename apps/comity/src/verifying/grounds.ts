import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { LogError, type Policy, parsePolicy, utf8 } from '@comity/log';
import { CommandError } from '../errors.ts';
import { readPolicyFile } from '../policies.ts';

/**
 * The reader's policy: from a file of its own, else from the member `policy` of the trust file, which is the text of a
 * policy or the path of one, seen from the trust file. Undefined where there is none. Throws `comity.bad-policy`.
 */
export async function policyFor(
  file: string | undefined,
  trustFile: string | undefined,
): Promise<Policy | undefined> {
  if (file !== undefined) return readPolicyFile(file);
  if (trustFile === undefined) return undefined;
  const { policy } = JSON.parse(await readFile(trustFile, 'utf8')) as { policy?: unknown };
  if (policy === undefined) return undefined;
  if (typeof policy !== 'string')
    throw new CommandError('comity.bad-policy', `${trustFile}: its policy is no text.`, NEXT);
  if (!policy.includes('\n')) return readPolicyFile(resolve(dirname(trustFile), policy));
  try {
    return parsePolicy(utf8(policy));
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new CommandError('comity.bad-policy', `${trustFile}: ${error.message}`, NEXT);
  }
}

const NEXT = 'It is the text of a policy (c2sp.org/tlog-policy), or the path of one.';

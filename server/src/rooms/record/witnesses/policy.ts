import { readFile, stat } from 'node:fs/promises';
import {
  LogError,
  NOTE_COSIGNATURE,
  noteKeyId,
  type Policy,
  type PolicyWitness,
  parsePolicy,
  toHex,
} from '@comity/log';
import { platformError } from '../../../platform/index.ts';

/** The policy of the host as it is now; undefined where it has none. */
export type PolicySource = () => Promise<Policy | undefined>;

export const NO_POLICY: PolicySource = async () => undefined;

/** How lines of a witness are known: `name+key id`. */
export const witnessId = ({ name, publicKey }: PolicyWitness['key']): string =>
  `${name}+${toHex(noteKeyId(name, NOTE_COSIGNATURE, publicKey))}`;

/** Milliseconds between looks at whether the file has changed. */
const LOOK = 1000;

/**
 * The witnesses of a policy file, read again when it changes. A bad file is refused at start with its line; later
 * it leaves the last good one in force. One that is not `required` may be missing. Throws `platform.bad-setting`.
 */
export async function followPolicy(
  path: string,
  { required, onFailure }: { required: boolean; onFailure: (error: unknown) => void },
): Promise<PolicySource> {
  let version = await versionOf(path);
  if (version === undefined && required) throw bad(path, 'it does not exist');
  let policy = version === undefined ? undefined : await readPolicy(path);
  let looked = performance.now();
  return async () => {
    if (performance.now() - looked < LOOK) return policy;
    looked = performance.now();
    const newest = await versionOf(path);
    if (newest === version) return policy;
    version = newest;
    try {
      // Without a file the witnesses known last go on being asked: nobody loses them by a slip of the hand.
      if (newest !== undefined) policy = await readPolicy(path);
    } catch (error) {
      onFailure(error);
    }
    return policy;
  };
}

async function versionOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && `${found.mtimeMs} ${found.size} ${found.ino}`;
}

async function readPolicy(path: string): Promise<Policy> {
  try {
    const policy = parsePolicy(await readFile(path));
    const unusable = policy.witnesses.find(({ url }) => url !== undefined && !isAddress(url));
    if (unusable) throw bad(path, `the address of ${unusable.name} is no http(s) address`);
    return policy;
  } catch (error) {
    throw error instanceof LogError ? bad(path, error.message) : error;
  }
}

function isAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

const bad = (path: string, why: string) =>
  platformError('bad-setting', {
    detail: `The policy of witnesses ${path} cannot be used: ${why}. Correct it, or set COMITY_WITNESSES to another file.`,
    setting: 'COMITY_WITNESSES',
  });

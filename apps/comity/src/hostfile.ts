import { readFile } from 'node:fs/promises';
import { CATALOGUE, type DataOf, parseWith, type RootKey } from '@comity/acts';
import { parseVerifierKey, toBase64url } from '@comity/log';
import { CommandError } from './errors.ts';
import { writePrivate } from './keyring.ts';

export type Change = DataOf<'body.host-changed'>;

/** A host to come, as it goes from hand to hand: to the host that hands over, or to the States that name it. */
export interface HostFile {
  readonly change: Change;
  /** The body, and the act that named the host in force: known once the record is at hand. */
  readonly body?: string;
  readonly base?: string;
}

const bad = (what: string, why: string) =>
  new CommandError(
    'comity.bad-host-file',
    `${what} does not name a host: ${why}`,
    'Make one on the new machine: comity host prepare --origin https://body.example --out host.json',
  );

/** The change of host that these words name. Throws `comity.bad-host-file`. */
export function changeOf(key: RootKey, origins: readonly string[], rpIds: readonly string[]): Change {
  const names =
    rpIds.length > 0 ? rpIds : origins.filter((o) => URL.canParse(o)).map((o) => new URL(o).hostname);
  return checked({ host: key, origins: [...origins], rpIds: [...new Set(names)] }, 'What was given');
}

function checked(change: unknown, what: string): Change {
  try {
    return parseWith(CATALOGUE['body.host-changed'].data, change, 'The change');
  } catch (error) {
    throw bad(what, (error as Error).message);
  }
}

/** A key as it is written on a command line: a verification key of the log, or base64url. */
export function hostKeyOf(text: string): RootKey {
  try {
    return { alg: 'ed25519', key: toBase64url(parseVerifierKey(text).publicKey) };
  } catch {
    return { alg: 'ed25519', key: text };
  }
}

/** Throws `comity.bad-host-file`. */
export async function readHostFile(path: string): Promise<HostFile> {
  const text = await readFile(path, 'utf8');
  let found: Record<string, unknown>;
  try {
    found = Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    throw bad(path, 'it is not JSON.');
  }
  const { change, body, base } = found;
  for (const id of [body, base])
    if (id !== undefined && !/^[0-9a-f]{64}$/.test(String(id)))
      throw bad(path, 'body and base are 64 hex digits.');
  return {
    change: checked(change, path),
    ...(body === undefined ? {} : { body: String(body) }),
    ...(base === undefined ? {} : { base: String(base) }),
  };
}

export const writeHostFile = (path: string, file: HostFile): Promise<void> =>
  writePrivate(path, `${JSON.stringify(file, null, 2)}\n`);

import {
  type BundleManifest,
  FOR_A_HOST,
  type Host,
  plainTrust,
  signersAt,
  verifyStatement,
} from '@comity/acts';
import {
  type Checkpoint,
  fromBase64url,
  type Note,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  platformVerifiers,
  toHex,
  verifierKey,
  verifyNote,
} from '@comity/log';
import { VerifyError } from './errors.ts';
import { type Faults, sentenceOf } from './faults.ts';
import type { Run } from './run.ts';
import type { Tree } from './tree.ts';

/** The record that a host is judged by. */
type Judged = Pick<Run, 'state'>;

/** What a reader knows beforehand, from elsewhere than the bundle: the body, and the key of its log. */
export interface TrustRoot {
  /** The id of the founding act: 64 hex digits. */
  readonly body: string;
  /** The verifier key line of the log: `origin+id+key`. */
  readonly key: string;
}

/** Throws `verify.bad-trust`. */
export function assertTrust({ body, key }: TrustRoot): void {
  try {
    if (!/^[0-9a-f]{64}$/.test(body)) throw new Error('The id of a body is 64 lower-case hex digits.');
    parseVerifierKey(key);
  } catch (error) {
    throw new VerifyError('verify.bad-trust', sentenceOf(error), { cause: error });
  }
}

/** Whether the body and the key in the bundle are those that were given. */
export function checkTrust(given: TrustRoot, { state }: Judged, faults: Faults): void {
  if (given.body !== state.id)
    faults.add('verify.other-body', `This is the body ${state.id}, not ${given.body}.`);
  const { origin } = state.founding;
  // Who was told of an earlier host, or a later one, means the same log: the record itself names each by the one before.
  const keys = state.hosts.map(({ key }) => verifierKey(origin, fromBase64url(key.key)));
  if (!keys.includes(given.key)) faults.add('verify.other-key', `The log key here is ${keys.at(-1)}.`);
}

/** Whether a host in force at that size signed the manifest, and the manifest tells what is here. */
export async function checkManifest(
  { statement, sig }: BundleManifest,
  { state }: Judged,
  faults: Faults,
): Promise<void> {
  const where = 'MANIFEST';
  const isSigned = ({ key }: Host) => verifyStatement(plainTrust, 'bundle', statement, key, sig);
  if (sig.session !== undefined || !(await anyOf(signersAt(state, statement.size), isSigned)))
    faults.add('verify.manifest-signature', 'The manifest is not signed by the host.', { where });
  if (statement.body !== state.id)
    faults.add('verify.manifest-differs', `The manifest is that of the body ${statement.body}.`, { where });
  if (statement.origin !== state.founding.origin)
    faults.add('verify.manifest-differs', `The manifest names the log ${statement.origin}.`, { where });
  const { audience } = statement;
  if (audience !== 'public' && audience !== FOR_A_HOST && !state.participants.has(audience))
    faults.add('verify.manifest-differs', `${audience} is no participant.`, { where });
}

async function anyOf(
  hosts: readonly Host[],
  holds: (host: Host) => unknown | Promise<unknown>,
): Promise<boolean> {
  for (const host of hosts) if (await holds(host)) return true;
  return false;
}

/** Reads the checkpoint; undefined where it is none. */
export function readCheckpoint(
  { checkpoint }: { readonly checkpoint?: Uint8Array },
  faults: Faults,
): { note: Note; checkpoint: Checkpoint } | undefined {
  if (!checkpoint) return undefined;
  try {
    const note = parseNote(checkpoint);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch (error) {
    faults.add('verify.checkpoint-malformed', sentenceOf(error), { where: 'checkpoint' });
    return undefined;
  }
}

/** Whether a host in force at that size signed this checkpoint, under the origin of its log. */
export async function checkCheckpoint(
  { note, checkpoint }: { note: Note; checkpoint: Checkpoint },
  { state }: Judged,
  faults: Faults,
): Promise<void> {
  const where = 'checkpoint';
  const { origin } = state.founding;
  const isSigned = ({ key }: Host) =>
    verifyNote(note, origin, fromBase64url(key.key), platformVerifiers.ed25519!);
  if (checkpoint.origin !== origin)
    faults.add('verify.checkpoint-differs', `The checkpoint is of the log ${checkpoint.origin}.`, { where });
  if (!(await anyOf(signersAt(state, checkpoint.size), isSigned)))
    faults.add('verify.checkpoint-signature', 'The checkpoint is not signed by the host.', { where });
}

/** Compares size and root of the entries with what a checkpoint or manifest says of them. */
export function checkRoot(
  tree: Tree,
  said: { size: number; root: string | Uint8Array },
  where: string,
  faults: Faults,
): void {
  const root = typeof said.root === 'string' ? said.root : toHex(said.root);
  if (said.size !== tree.size)
    faults.add('verify.size-differs', `${where} counts ${said.size} entries; here are ${tree.size}.`, {
      where,
    });
  if (root !== tree.root(tree.size))
    faults.add('verify.root-differs', `The entries do not have the root that ${where} names.`, { where });
}

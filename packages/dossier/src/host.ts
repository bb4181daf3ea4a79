import { type BodyState, type Host, signersAt, type Trust, verifyStatement } from '@comity/acts';
import {
  type Checkpoint,
  checkPolicy,
  equalBytes,
  fromBase64url,
  leafHash,
  type Note,
  type Policy,
  parseCheckpoint,
  parseNote,
  rootOfMultiProof,
  toHex,
  type Verifiers,
  verifierKey,
  verifyNote,
} from '@comity/log';
import type { TrustRoot } from '@comity/verify';
import { type Faults, sentenceOf } from './faults.ts';
import type { Dossier } from './reading.ts';
import type { DossierReport } from './report.ts';

const where = 'checkpoint';

export interface Head {
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

/** Reads the checkpoint and compares it with the statement; undefined where it is none. */
export function readHead({ checkpoint, statement }: Dossier, faults: Faults): Head | undefined {
  try {
    const note = parseNote(checkpoint);
    const read = parseCheckpoint(note.text);
    const { origin, size, root } = statement;
    if (read.origin !== origin || read.size !== size || toHex(read.root) !== root)
      faults.add('dossier.checkpoint-differs', 'The checkpoint is not the one that DOSSIER names.', {
        where,
      });
    return { note, checkpoint: read };
  } catch (error) {
    faults.add('dossier.checkpoint-malformed', sentenceOf(error), { where });
    return undefined;
  }
}

/** Whether every entry here stands, at its place, in the tree of the checkpoint. */
export function checkInclusion(dossier: Dossier, { checkpoint }: Head, faults: Faults): void {
  const { entries, proof, statement } = dossier;
  try {
    const root = rootOfMultiProof(statement.indexes, entries.map(leafHash), checkpoint.size, proof);
    if (!equalBytes(root, checkpoint.root)) throw new Error('The entries and the proof give another root.');
  } catch (error) {
    faults.add('dossier.not-included', sentenceOf(error), { where: 'proof' });
  }
}

/** Whether some host that may sign at this size did. */
async function anyOf(
  hosts: readonly Host[],
  holds: (host: Host) => boolean | Promise<boolean>,
): Promise<boolean> {
  for (const host of hosts) if (await holds(host)) return true;
  return false;
}

/** Whether DOSSIER is about this body, and whether body and key are those that were given. */
export function checkBody(
  { statement }: Dossier,
  { founding, id, hosts, participants }: BodyState,
  trust: TrustRoot | undefined,
  faults: Faults,
): void {
  const where = 'DOSSIER';
  const { origin } = founding;
  if (statement.body !== id || statement.origin !== origin)
    faults.add('dossier.statement-differs', 'DOSSIER names another body or log than the founding.', {
      where,
    });
  if (statement.audience !== 'public' && !participants.has(statement.audience))
    faults.add('dossier.statement-differs', `${statement.audience} is no participant.`, { where });
  if (!trust) return;
  // Who was told of an earlier host, or a later one, means the same log: the record names each by the one before.
  const keys = hosts.map(({ key }) => verifierKey(origin, fromBase64url(key.key)));
  if (trust.body !== id) faults.add('dossier.other-body', `This is the body ${id}, not ${trust.body}.`);
  if (!keys.includes(trust.key)) faults.add('dossier.other-key', `The log key here is ${keys.at(-1)}.`);
}

/** Whether a host in force at this size, by what is replayed here, signed DOSSIER and the checkpoint. */
export async function checkHost(
  { statement, sig }: Dossier,
  head: Head | undefined,
  state: BodyState,
  verifiers: Verifiers,
  faults: Faults,
): Promise<void> {
  const { ed25519 } = verifiers;
  if (!ed25519) return;
  const hosts = signersAt(state, statement.size);
  const plain: Trust = { verifiers, domains: { rpIds: [], origins: [] }, blob: () => undefined };
  const isSaid = ({ key }: Host) => verifyStatement(plain, 'dossier', statement, key, sig);
  if (sig.session !== undefined || !(await anyOf(hosts, isSaid)))
    faults.add('dossier.statement-signature', 'DOSSIER is not signed by the host.', { where: 'DOSSIER' });
  const isSigned = ({ key }: Host) =>
    verifyNote(head!.note, state.founding.origin, fromBase64url(key.key), ed25519);
  if (head && !(await anyOf(hosts, isSigned)))
    faults.add('dossier.checkpoint-signature', 'The checkpoint is not signed by the host.', { where });
}

/** Which witnesses of the reader's policy cosigned; a quorum that is not met is a fault. */
export async function checkWitnesses(
  { note }: Head,
  policy: Policy,
  { ed25519 }: Verifiers,
  faults: Faults,
): Promise<DossierReport['witnesses']> {
  if (!ed25519) return [];
  const { cosigned, met } = await checkPolicy(policy, note, ed25519);
  if (!met)
    faults.add(
      'dossier.policy-not-met',
      `${cosigned.length} of ${policy.witnesses.length} witnesses cosigned: the policy asks for others or more.`,
      { where },
    );
  return cosigned.map(({ witness, seconds }) => ({ name: witness.name, seconds }));
}

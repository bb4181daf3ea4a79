import { type BodyState, signersAt } from '@comity/acts';
import {
  type Checkpoint,
  formatFork,
  fromBase64url,
  type Note,
  parseCheckpoint,
  parseNote,
  platformVerifiers,
  toHex,
  verifyNote,
} from '@comity/log';
import { type Faults, sentenceOf } from './faults.ts';
import type { GrowingTree } from './growing.ts';

/** A signed checkpoint that somebody kept, read. */
export interface Held {
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

/** Reads the checkpoints that were kept of a log; what is none becomes a fault. */
export function readHeld(notes: readonly Uint8Array[], faults: Faults): Held[] {
  return notes.flatMap((bytes) => {
    try {
      const note = parseNote(bytes);
      return [{ note, checkpoint: parseCheckpoint(note.text) }];
    } catch (error) {
      faults.add('verify.kept-malformed', sentenceOf(error), { where: 'checkpoint' });
      return [];
    }
  });
}

/**
 * Whether the log that was read contains every checkpoint that was kept of it. Answers those that it does, and the
 * evidence of every fork: files for anybody to check.
 */
export async function checkHeld(
  held: readonly Held[],
  now: Held | undefined,
  { tree, state, faults }: { tree: GrowingTree; state: BodyState; faults: Faults },
): Promise<{ contained: Held[]; evidence: string[] }> {
  const [contained, evidence]: [Held[], string[]] = [[], []];
  for (const one of held) {
    const { size, root } = one.checkpoint;
    const kept = `The checkpoint of ${size} entries that was kept`;
    const fault = (code: Parameters<Faults['add']>[0], says: string) =>
      faults.add(code, `${kept} ${says}`, { where: 'checkpoint' });
    if (one.checkpoint.origin !== state.founding.origin) fault('verify.kept-signature', 'is of another log.');
    else if (!(await isSignedByHost(one, state)))
      fault('verify.kept-signature', 'is not signed by the host.');
    else if (size > tree.size) fault('verify.rolled-back', `is of a longer log: here are ${tree.size}.`);
    else if (toHex(root) !== tree.root(size)) {
      fault('verify.forked', 'has another root than this log had at that size.');
      if (now) evidence.push(evidenceOf(one, now, tree));
    } else contained.push(one);
  }
  return { contained, evidence };
}

const evidenceOf = (smaller: Held, larger: Held, tree: GrowingTree): string => {
  const { size } = smaller.checkpoint;
  const otherRoot = tree.rootBytes(size);
  return formatFork({ smaller: smaller.note, larger: larger.note, otherRoot, proof: tree.proofFrom(size) });
};

async function isSignedByHost({ note, checkpoint }: Held, state: BodyState): Promise<boolean> {
  const { origin } = state.founding;
  for (const { key } of signersAt(state, checkpoint.size))
    if (await verifyNote(note, origin, fromBase64url(key.key), platformVerifiers.ed25519!)) return true;
  return false;
}

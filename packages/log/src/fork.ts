import { equalBytes, fromBase64, toBase64, utf8 } from './bytes.ts';
import { canonicalText, parseCanonical } from './canonical.ts';
import { LogError } from './errors.ts';
import { type Hash, verifyConsistency } from './merkle.ts';
import {
  type Checkpoint,
  formatNote,
  type NamedKey,
  type Note,
  parseCheckpoint,
  parseNote,
  verifyNote,
} from './note.ts';
import type { Verifier } from './signature.ts';

/**
 * Evidence that a log signed two histories: two checkpoints, and the proof that the larger one contains, at the size
 * of the smaller, another root. It needs nothing else: whoever has the key of the log can check it.
 */
export interface ForkEvidence {
  readonly smaller: Note;
  readonly larger: Note;
  /** The root of the larger history at the size of the smaller checkpoint. */
  readonly otherRoot: Hash;
  /** Proves `otherRoot` against the larger checkpoint; empty where both have one size. */
  readonly proof: readonly Hash[];
}

const KIND = 'comity/fork/v1';
const LIMIT = 64 * 1024;
const bad = (why: string) => new LogError('log.bad-evidence', why);

/** The file: one line of canonical JSON. */
export const formatFork = ({ smaller, larger, otherRoot, proof }: ForkEvidence): string =>
  `${canonicalText({
    kind: KIND,
    smaller: formatNote(smaller),
    larger: formatNote(larger),
    otherRoot: toBase64(otherRoot),
    proof: proof.map(toBase64),
  })}\n`;

/** Whether a file claims to be such evidence: it is read with `parseFork` then. */
export const isForkFile = (start: Uint8Array): boolean => {
  const mark = utf8(`{"kind":"${KIND}"`);
  return equalBytes(start.subarray(0, mark.length), mark);
};

/** Reads the file; `formatFork` gives the same bytes back. Throws `log.bad-evidence`. */
export function parseFork(bytes: Uint8Array): ForkEvidence {
  if (bytes.length > LIMIT || bytes.at(-1) !== 0x0a) throw bad('Evidence is one line of at most 64 KB.');
  try {
    const value = parseCanonical(bytes.subarray(0, -1)) as Record<string, unknown>;
    const { kind, smaller, larger, otherRoot, proof, ...more } = value;
    if (kind !== KIND || Object.keys(more).length > 0 || !Array.isArray(proof) || proof.length > 63)
      throw bad('This is no evidence of a fork.');
    return {
      smaller: parseNote(utf8(text(smaller))),
      larger: parseNote(utf8(text(larger))),
      otherRoot: hash(otherRoot),
      proof: proof.map(hash),
    };
  } catch (error) {
    if (error instanceof LogError && error.code !== 'log.bad-evidence') throw bad(error.message);
    throw error;
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw bad('A checkpoint is a text.');
  return value;
}

function hash(value: unknown): Hash {
  const bytes = fromBase64(text(value));
  if (bytes.length !== 32) throw bad('A hash has 32 bytes.');
  return bytes;
}

/** Two checkpoints of one log that cannot both be true. */
export interface Fork {
  readonly smaller: Checkpoint;
  readonly larger: Checkpoint;
}

/** The fork that this evidence proves against the key of the log; undefined if it proves none. Never throws. */
export async function verifyFork(
  { smaller, larger, otherRoot, proof }: ForkEvidence,
  log: NamedKey,
  ed25519: Verifier,
): Promise<Fork | undefined> {
  const [first, second] = [checkpointOf(smaller, log), checkpointOf(larger, log)];
  if (!first || !second) return undefined;
  for (const note of [smaller, larger])
    if (!(await verifyNote(note, log.name, log.publicKey, ed25519))) return undefined;
  if (equalBytes(otherRoot, first.root)) return undefined;
  // Of the empty tree there is one only, and nothing is proven from it.
  const contains = verifyConsistency(first.size, second.size, otherRoot, second.root, proof);
  return contains ? { smaller: first, larger: second } : undefined;
}

function checkpointOf(note: Note, { name }: NamedKey): Checkpoint | undefined {
  try {
    const checkpoint = parseCheckpoint(note.text);
    return checkpoint.origin === name ? checkpoint : undefined;
  } catch {
    return undefined;
  }
}

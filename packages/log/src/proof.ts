import { fromBase64, fromUtf8, toBase64, utf8 } from './bytes.ts';
import { LogError } from './errors.ts';
import { type Hash, verifyInclusion } from './merkle.ts';
import { type Checkpoint, formatNote, type Note, parseCheckpoint, parseNote, verifyNote } from './note.ts';
import type { Verifier } from './signature.ts';

/**
 * The proof that an entry is in a log, as a text to keep: c2sp.org/tlog-proof@v1.
 * It says nothing about what the entry is; whoever checks it brings the leaf and the key of the log.
 */
export interface LogProof {
  /** Bytes for the application, not authenticated by anything. */
  readonly extra?: Uint8Array;
  readonly index: number;
  /** The audit path from the sibling of the leaf to the child of the root. */
  readonly path: readonly Hash[];
  readonly checkpoint: Note;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** No tree of 2^53 leaves is higher. */
const MAX_PATH = 53;
const bad = (why: string) => new LogError('log.bad-proof', why);

const isIndex = (index: number) => Number.isSafeInteger(index) && index >= 0;

/** The text of a proof. Throws `log.bad-proof` for what `parseProof` would not read. */
export function formatProof({ extra, index, path, checkpoint }: LogProof): string {
  if (
    !isIndex(index) ||
    path.length > MAX_PATH ||
    path.some((hash) => hash.length !== 32) ||
    extra?.length === 0
  )
    throw bad('This is not a proof.');
  const lines = [
    FIRST_LINE,
    ...(extra ? [`extra ${toBase64(extra)}`] : []),
    `index ${index}`,
    ...path.map(toBase64),
  ];
  return `${lines.join('\n')}\n\n${formatNote(checkpoint)}`;
}

/** Reads a proof; `formatProof` gives the same bytes back. Throws `log.bad-proof`, or `log.bad-note`. */
export function parseProof(bytes: Uint8Array): LogProof {
  const source = textOf(bytes);
  // No line of the proof itself is empty, so the first blank line begins the checkpoint.
  const split = source.indexOf('\n\n');
  if (split < 0) throw bad('A proof has a blank line before its checkpoint.');
  const [first, ...rest] = source.slice(0, split).split('\n');
  if (first !== FIRST_LINE) throw bad(`A proof begins with ${FIRST_LINE}.`);
  const extra = rest[0]?.startsWith('extra ') ? base64(rest.shift()!.slice(6)) : undefined;
  if (extra?.length === 0) throw bad('Extra data that is empty is left out.');
  const digits = /^index (0|[1-9][0-9]*)$/.exec(rest.shift() ?? '')?.[1];
  const index = Number(digits ?? Number.NaN);
  if (!isIndex(index)) throw bad('A proof names the index of its entry.');
  if (rest.length > MAX_PATH) throw bad(`A proof has at most ${MAX_PATH} hashes.`);
  const path = rest.map(base64);
  if (path.some((hash) => hash.length !== 32)) throw bad('A hash has 32 bytes.');
  const checkpoint = parseNote(utf8(source.slice(split + 2)));
  return { ...(extra && { extra }), index, path, checkpoint };
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw bad('A proof is UTF-8.');
  }
}

function base64(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    throw bad('A line of the proof is not base64 in its one spelling.');
  }
}

/** The log that a proof must come from: the origin of its checkpoints and its note key. */
export interface TrustedLog {
  readonly origin: string;
  /** The key's name on signature lines; the origin where it is not given. */
  readonly name?: string;
  readonly publicKey: Uint8Array;
}

/**
 * The checkpoint under which `leaf` (a leaf hash) is proven to stand at `proof.index`, signed by the log;
 * undefined if anything does not hold. Cosignatures are a matter of policy: `verifyCosignature` on
 * `proof.checkpoint`. Never throws on what `parseProof` read.
 */
export async function verifyProof(
  proof: LogProof,
  leaf: Hash,
  log: TrustedLog,
  ed25519: Verifier,
): Promise<Checkpoint | undefined> {
  const checkpoint = checkpointOf(proof.checkpoint);
  if (checkpoint?.origin !== log.origin) return undefined;
  if (!(await verifyNote(proof.checkpoint, log.name ?? log.origin, log.publicKey, ed25519))) return undefined;
  const included = verifyInclusion(proof.index, checkpoint.size, leaf, proof.path, checkpoint.root);
  return included ? checkpoint : undefined;
}

function checkpointOf(note: Note): Checkpoint | undefined {
  try {
    return parseCheckpoint(note.text);
  } catch {
    return undefined;
  }
}

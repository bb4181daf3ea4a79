import { equalBytes, fromBase64, fromUtf8, toBase64, utf8 } from './bytes.ts';
import { verifyCosignature } from './cosignature.ts';
import { LogError } from './errors.ts';
import { EMPTY_ROOT, type Hash, verifyConsistency } from './merkle.ts';
import {
  type Checkpoint,
  formatNote,
  type NamedKey,
  type Note,
  type NoteSignature,
  parseCheckpoint,
  parseNote,
  verifyNote,
} from './note.ts';
import type { Verifier } from './signature.ts';

/**
 * What a log and a witness say to each other: c2sp.org/tlog-witness, `POST /add-checkpoint`. Pure: whoever serves it
 * keeps what `judgeCheckpoint` allowed, by compare-and-set, before signing.
 */
export interface AddCheckpoint {
  /** The size that the log believes the witness has seen. */
  readonly old: number;
  /** The consistency proof from `old`. */
  readonly proof: readonly Hash[];
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

const MAX_PROOF = 63;
export const SIZE_TYPE = 'text/x.tlog.size';
const bad = (why: string) => new LogError('log.bad-request', why);

/** The body of a request. */
export function formatAddCheckpoint({ old, proof, note }: Omit<AddCheckpoint, 'checkpoint'>): string {
  if (!Number.isSafeInteger(old) || old < 0 || proof.length > MAX_PROOF) throw bad('This cannot be asked.');
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${formatNote(note)}`;
}

/** Reads the body of a request; extension lines of foreign logs pass. Throws `log.bad-request`. */
export function parseAddCheckpoint(bytes: Uint8Array): AddCheckpoint {
  try {
    const source = fromUtf8(bytes);
    const split = source.indexOf('\n\n');
    if (split < 0) throw bad('A request has a blank line before its checkpoint.');
    const [first = '', ...lines] = source.slice(0, split).split('\n');
    const digits = /^old (0|[1-9][0-9]*)$/.exec(first)?.[1];
    const old = Number(digits);
    if (digits === undefined || !Number.isSafeInteger(old)) throw bad('The first line is: old SIZE.');
    if (lines.length > MAX_PROOF) throw bad(`A proof has at most ${MAX_PROOF} hashes.`);
    const proof = lines.map(fromBase64);
    if (proof.some((hash) => hash.length !== 32)) throw bad('A hash has 32 bytes.');
    const note = parseNote(utf8(source.slice(split + 2)));
    return { old, proof, note, checkpoint: parseCheckpoint(note.text, { extensions: true }) };
  } catch (error) {
    if (error instanceof LogError && error.code !== 'log.bad-request') throw bad(error.message);
    throw error;
  }
}

/** The newest checkpoint of a log that a witness has cosigned. */
export interface Witnessed {
  readonly size: number;
  readonly root: Hash;
}

/** What a witness answers before it signs: everything but 200 changes nothing. */
export type Judgement =
  | { readonly status: 200 }
  | { readonly status: 400 | 403 | 404 | 422; readonly says: string }
  /** The body of the answer is the size, in decimal, and a line feed; its type is `SIZE_TYPE`. */
  | { readonly status: 409; readonly says: string; readonly size: number };

/**
 * Judges a request in the order that the specification gives. `log` is undefined for an origin that the witness does
 * not know; `seen` for one of which it never cosigned anything.
 */
export async function judgeCheckpoint(
  { old, proof, note, checkpoint }: AddCheckpoint,
  log: NamedKey | undefined,
  seen: Witnessed | undefined,
  ed25519: Verifier,
): Promise<Judgement> {
  const { size, root } = checkpoint;
  if (!log) return { status: 404, says: 'This witness does not follow a log of this origin.' };
  if (!(await verifyNote(note, log.name, log.publicKey, ed25519)))
    return { status: 403, says: 'The checkpoint is not signed by the key of this log.' };
  if (old > size) return { status: 400, says: 'The old size is larger than the checkpoint.' };
  const stored = seen?.size ?? 0;
  if (old !== stored) return { status: 409, says: 'The witness has seen another size.', size: stored };
  if (size === 0 && !equalBytes(root, EMPTY_ROOT))
    return { status: 422, says: 'This is not the root of an empty log.' };
  if (!continues({ old, proof, checkpoint }, seen))
    return { status: 422, says: 'The checkpoint is not proven to contain what the witness has seen.' };
  return { status: 200 };
}

function continues(
  { old, proof, checkpoint }: Omit<AddCheckpoint, 'note'>,
  seen: Witnessed | undefined,
): boolean {
  if (old === 0) return proof.length === 0;
  if (old === checkpoint.size) return proof.length === 0 && equalBytes(seen!.root, checkpoint.root);
  return verifyConsistency(old, checkpoint.size, seen!.root, checkpoint.root, proof);
}

/** The size in the body of a 409; undefined where it says none. */
export function parseWitnessedSize(body: string): number | undefined {
  const digits = /^(0|[1-9][0-9]*)\n$/.exec(body)?.[1];
  const size = Number(digits);
  return digits !== undefined && Number.isSafeInteger(size) ? size : undefined;
}

/**
 * The lines of an answer that are cosignatures of this witness under this checkpoint; others are passed over, as the
 * specification asks. Empty where one that claims its key is broken. Never throws.
 */
export async function cosignaturesIn(
  answer: string,
  note: Note,
  { name, publicKey }: NamedKey,
  ed25519: Verifier,
): Promise<NoteSignature[]> {
  let lines: readonly NoteSignature[];
  try {
    lines = parseNote(utf8(`${note.text}\n${answer}`)).signatures.filter((line) => line.name === name);
  } catch {
    return [];
  }
  const good: NoteSignature[] = [];
  for (const line of lines) {
    const alone = { text: note.text, signatures: [line] };
    if ((await verifyCosignature(alone, name, publicKey, ed25519)) !== undefined) good.push(line);
  }
  return good;
}

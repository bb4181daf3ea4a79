import { concat, equalBytes, fromBase64, fromUtf8, toBase64, toHex, utf8 } from './bytes.ts';
import { isStrictEd25519Key } from './ed25519.ts';
import { LogError } from './errors.ts';
import { sha256 } from './hash.ts';
import type { Signer, Verifier } from './signature.ts';

/**
 * Signed notes and checkpoints as C2SP specifies them (c2sp.org/signed-note, c2sp.org/tlog-checkpoint).
 */
export interface NoteSignature {
  readonly name: string;
  /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}
export interface Note {
  /** The signed text, its last line feed included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The signature type of a plain Ed25519 note signature; cosignatures have 04 (cosignature.ts). */
export const NOTE_ED25519 = 0x01;

const bad = (why: string) => new LogError('log.bad-note', why);
const MAX_SIGNATURES = 64;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/** Not empty, no Unicode space (U+0085 too, which `\s` lacks), no plus, no control character. */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}+]+$/u.test(name) && !CONTROL.test(name) && name.isWellFormed();
}

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
export function noteKeyId(name: string, type: number, publicKey: Uint8Array): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4);
}

/** The verifier key line that operators hand around: `name+hex(key id)+base64(type ‖ key)`. */
export function verifierKey(name: string, publicKey: Uint8Array, type: number = NOTE_ED25519): string {
  const id = toHex(noteKeyId(name, type, publicKey));
  return `${name}+${id}+${toBase64(concat(Uint8Array.of(type), publicKey))}`;
}

/** A key of a log (type 01) or of a witness (type 04) with the name it signs under. */
export interface NamedKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
}

/** Reads a verifier key line of this type, 01 unless said otherwise. Throws `log.bad-key`. */
export function parseVerifierKey(line: string, type: number = NOTE_ED25519): NamedKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line);
  const fail = () => new LogError('log.bad-key', `Not a verifier key line of type ${type} (Ed25519).`);
  if (!match || !isKeyName(match[1]!)) throw fail();
  const [, name, id, encoded] = match as unknown as [string, string, string, string];
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(encoded);
  } catch {
    throw fail();
  }
  const publicKey = bytes.subarray(1);
  if (bytes[0] !== type || !isStrictEd25519Key(publicKey)) throw fail();
  if (verifierKey(name, publicKey, type) !== `${name}+${id}+${encoded}`) throw fail();
  return { name, publicKey };
}

/** Splits at the last blank line; `formatNote` gives every byte back. Throws `log.bad-note`. */
export function parseNote(bytes: Uint8Array): Note {
  if (bytes.length > 1_000_000) throw bad('A note is at most one million bytes.');
  let source: string;
  try {
    source = fromUtf8(bytes);
  } catch {
    throw bad('A note is UTF-8.');
  }
  if (CONTROL.test(source)) throw bad('A note has no control characters but line feeds.');
  const split = source.lastIndexOf('\n\n');
  if (split < 0 || !source.endsWith('\n')) throw bad('A note is text, a blank line and signature lines.');
  const lines = source.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw bad(`A note has at most ${MAX_SIGNATURES} signatures.`);
  return { text: source.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

function parseSignatureLine(line: string): NoteSignature {
  const match = /^— ([^ ]+) ([A-Za-z0-9+/]+=*)$/u.exec(line);
  if (!match || !isKeyName(match[1]!)) throw bad('A signature line is malformed.');
  let value: Uint8Array;
  try {
    value = fromBase64(match[2]!);
  } catch {
    throw bad('A signature is not in its one base64 spelling.');
  }
  if (value.length < 5) throw bad('A signature is too short.');
  return { name: match[1]!, keyId: value.slice(0, 4), signature: value.slice(4) };
}

/** One signature line, its line feed included. */
export const formatSignature = (s: NoteSignature): string =>
  `— ${s.name} ${toBase64(concat(s.keyId, s.signature))}\n`;

/** The note as it is stored and served: what `parseNote` read, byte for byte. */
export const formatNote = (note: Note): string =>
  `${note.text}\n${note.signatures.map(formatSignature).join('')}`;

/** Signs a text (which ends in a line feed) with an Ed25519 key under a name. Throws `log.bad-note`. */
export async function signNote(text: string, name: string, signer: Signer): Promise<Note> {
  const isText = text.endsWith('\n') && text.isWellFormed() && !CONTROL.test(text);
  if (!isText || !isKeyName(name) || signer.alg !== 'ed25519') throw bad('This cannot be signed.');
  const keyId = noteKeyId(name, NOTE_ED25519, signer.publicKey);
  return { text, signatures: [{ name, keyId, signature: await signer.sign(utf8(text)) }] };
}

/**
 * Whether the note carries a good Ed25519 signature of this key. Unknown signatures are passed over;
 * one that claims this key (same name, same key id) and fails makes the note bad.
 */
export async function verifyNote(
  note: Note,
  name: string,
  publicKey: Uint8Array,
  ed25519: Verifier,
): Promise<boolean> {
  const id = noteKeyId(name, NOTE_ED25519, publicKey);
  const mine = note.signatures.filter((s) => s.name === name && equalBytes(s.keyId, id));
  const message = utf8(note.text);
  for (const { signature } of mine) if (!(await ed25519(publicKey, message, signature))) return false;
  return mine.length > 0;
}

const isOrigin = (origin: string) =>
  origin.length > 0 && origin.isWellFormed() && !origin.includes('\n') && !CONTROL.test(origin);

/** The text of a checkpoint. Throws `log.bad-note` for what `parseCheckpoint` would not read. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isOrigin(origin) || !Number.isSafeInteger(size) || size < 0 || root.length !== 32)
    throw bad('A checkpoint names its origin, size and root.');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads the text of a checkpoint: three lines, a size below 2^53 without leading zeros. Extension lines, which C2SP
 * allows and discourages, are refused: only a witness of foreign logs says that it passes over them.
 * Throws `log.bad-note`.
 */
export function parseCheckpoint(text: string, { extensions = false } = {}): Checkpoint {
  const lines = text.split('\n');
  const [origin, digits, encoded, ...further] = lines as [string, string, string, ...string[]];
  if (further.at(-1) !== '' || (further.length > 1 && !extensions))
    throw bad('A checkpoint has three lines.');
  if (further.slice(0, -1).includes('')) throw bad('An extension line is empty.');
  const size = Number(digits);
  if (!isOrigin(origin) || !/^(0|[1-9][0-9]*)$/.test(digits) || !Number.isSafeInteger(size))
    throw bad('A checkpoint names its origin and size.');
  let root: Uint8Array;
  try {
    root = fromBase64(encoded);
  } catch {
    throw bad('The root is not base64.');
  }
  if (root.length !== 32) throw bad('The root has 32 bytes.');
  return { origin, size, root };
}

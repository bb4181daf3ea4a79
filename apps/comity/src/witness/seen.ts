import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Checkpoint,
  cosign,
  formatNote,
  LogError,
  type Note,
  parseCheckpoint,
  parseNote,
  sha256Hex,
  utf8,
} from '@comity/log';
import { replaceDurably } from '@comity/server/durable';
import { CommandError } from '../errors.ts';
import type { WitnessIdentity } from './folder.ts';

/** What a witness keeps of a log: the newest checkpoint that it took, and when, in seconds since 1970. */
export interface Seen {
  readonly checkpoint: Checkpoint;
  readonly seconds: number;
  /** As its log signed it, and nobody else. */
  readonly note: Note;
  /** How often it was written into its slots; absent while it lies in a file without. */
  readonly turn?: number;
}

/** Under which name a log is kept, and asked for by monitors. */
export const hashOf = (origin: string): string => sha256Hex(utf8(origin));

const pathOf = (folder: string, hash: string) => join(folder, 'seen', hash);

/** Reads what is kept of a log; undefined of one that was never cosigned. Throws `comity.witness-damaged`. */
export async function readSeen(folder: string, hash: string): Promise<Seen | undefined> {
  const path = pathOf(folder, hash);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes === undefined) return undefined;
  const newest = bytes.length === FILE ? newestIn(bytes) : { text: bytes.toString('utf8') };
  const seen = newest && seenIn(newest.text, hash);
  if (seen) return { ...seen, ...('turn' in newest ? { turn: newest.turn } : {}) };
  throw new CommandError(
    'comity.witness-damaged',
    `${path} is not what this witness wrote: it no longer knows what it has seen of this log.`,
    'Restore the file from the newest copy. Never remove it: the witness could sign another history then.',
  );
}

function seenIn(text: string, hash: string): Seen | undefined {
  const [, digits, rest] = /^time ([1-9][0-9]{0,15})\n(.*)$/su.exec(text) ?? [];
  try {
    const note = parseNote(utf8(rest ?? ''));
    const checkpoint = parseCheckpoint(note.text, { extensions: true });
    if (hashOf(checkpoint.origin) === hash) return { checkpoint, note, seconds: Number(digits) };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
  }
  return undefined;
}

const textOf = ({ seconds, note }: Seen) => `time ${seconds}\n${formatNote(note)}`;

/**
 * On disk when this returns, with the turn under which it lies there. It is written before it is signed: what was signed
 * is never forgotten. A file has two slots, written in turn, so that one write forced to disk is enough: whatever
 * becomes of it, the slot before it stands. In each slot the text stands twice, so that no single fault of the disk makes
 * the older slot look like the newest.
 */
export async function writeSeen(folder: string, seen: Seen, before: Seen | undefined): Promise<Seen> {
  const path = pathOf(folder, hashOf(seen.checkpoint.origin));
  const turn = (before?.turn ?? 0) + 1;
  const slot = slotOf(textOf(seen), turn);
  if (!slot) {
    // A note that no slot holds takes the place of the file, as it is.
    await replaceDurably(path, textOf(seen));
    const { checkpoint, seconds, note } = seen;
    return { checkpoint, seconds, note };
  }
  const at = (turn % 2) * SLOT;
  if (before?.turn === undefined) {
    const fresh = new Uint8Array(FILE);
    fresh.set(slot, at);
    await replaceDurably(path, fresh);
  } else await overwrite(path, slot, at);
  return { ...seen, turn };
}

async function overwrite(path: string, slot: Uint8Array, at: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(slot, 0, slot.length, at);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** What disks write whole, or where they end. */
const COPY = 4096;
const SLOT = 2 * COPY;
const FILE = 2 * SLOT;

/** Two copies of `turn N sha256` and the text, filled up with line feeds; undefined where it is too long. */
function slotOf(text: string, turn: number): Uint8Array | undefined {
  const copy = utf8(`turn ${turn} ${sha256Hex(utf8(`${turn} ${text}`))}\n${text}`);
  if (copy.length > COPY) return undefined;
  const slot = new Uint8Array(SLOT).fill(0x0a);
  slot.set(copy);
  slot.set(copy, COPY);
  return slot;
}

/** The text of the highest turn of which a copy is whole. */
function newestIn(bytes: Uint8Array): { text: string; turn: number } | undefined {
  let newest: { text: string; turn: number } | undefined;
  for (let at = 0; at < FILE; at += COPY) {
    const whole = copyIn(bytes.subarray(at, at + COPY));
    if (whole && whole.turn > (newest?.turn ?? 0)) newest = whole;
  }
  return newest;
}

function copyIn(bytes: Uint8Array): { text: string; turn: number } | undefined {
  const [, digits, digest, rest = ''] =
    /^turn ([1-9][0-9]{0,15}) ([0-9a-f]{64})\n(.*)$/su.exec(Buffer.from(bytes).toString('utf8')) ?? [];
  // A note ends with one line feed; behind it the copy is filled up with more.
  const text = rest.replace(/\n+$/u, '\n');
  return sha256Hex(utf8(`${digits} ${text}`)) === digest ? { text, turn: Number(digits) } : undefined;
}

/**
 * The cosignature line and the note with it. Ed25519 signs the same to the same bytes, so what is kept gives, after
 * a restart too, the very line that was answered.
 */
export async function cosigned(seen: Seen, { name, signer }: WitnessIdentity): Promise<Note> {
  const line = await cosign(seen.note.text, name, signer, seen.seconds);
  return { text: seen.note.text, signatures: [...seen.note.signatures, line] };
}

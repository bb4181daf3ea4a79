import { readFile } from 'node:fs/promises';
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
}

/** Under which name a log is kept, and asked for by monitors. */
export const hashOf = (origin: string): string => sha256Hex(utf8(origin));

const pathOf = (folder: string, hash: string) => join(folder, 'seen', hash);

/** Reads what is kept of a log; undefined of one that was never cosigned. Throws `comity.witness-damaged`. */
export async function readSeen(folder: string, hash: string): Promise<Seen | undefined> {
  const path = pathOf(folder, hash);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const [, digits, rest] = /^time ([1-9][0-9]{0,15})\n(.*)$/su.exec(text) ?? [];
  try {
    const note = parseNote(utf8(rest ?? ''));
    const checkpoint = parseCheckpoint(note.text, { extensions: true });
    if (hashOf(checkpoint.origin) === hash) return { checkpoint, note, seconds: Number(digits) };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
  }
  throw new CommandError(
    'comity.witness-damaged',
    `${path} is not what this witness wrote: it no longer knows what it has seen of this log.`,
    'Restore the file from the newest copy. Never remove it: the witness could sign another history then.',
  );
}

/** On disk when this returns. It is written before it is signed: what was signed is never forgotten. */
export const writeSeen = (folder: string, { checkpoint, seconds, note }: Seen): Promise<void> =>
  replaceDurably(pathOf(folder, hashOf(checkpoint.origin)), `time ${seconds}\n${formatNote(note)}`);

/**
 * The cosignature line and the note with it. Ed25519 signs the same to the same bytes, so what is kept gives, after
 * a restart too, the very line that was answered.
 */
export async function cosigned(seen: Seen, { name, signer }: WitnessIdentity): Promise<Note> {
  const line = await cosign(seen.note.text, name, signer, seen.seconds);
  return { text: seen.note.text, signatures: [...seen.note.signatures, line] };
}

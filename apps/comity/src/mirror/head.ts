import {
  type Checkpoint,
  formatNote,
  type NamedKey,
  type Note,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  platformVerifiers,
  verifyNote,
} from '@comity/log';

/** A checkpoint that the log signed, with its note as the log served it. */
export interface Head extends Checkpoint {
  readonly note: Note;
}

export const textOf = ({ note }: Head): string => formatNote(note);

/** The most bytes a checkpoint may have: a handful of lines. */
export const CHECKPOINT_LIMIT = 64 * 1024;

/** Reads a checkpoint of this log. Undefined where it is none, of another log, or not signed by its key. */
export async function readHead(bytes: Uint8Array, log: NamedKey): Promise<Head | undefined> {
  try {
    const note = parseNote(bytes);
    const checkpoint = parseCheckpoint(note.text);
    if (checkpoint.origin !== log.name) return undefined;
    const good = await verifyNote(note, log.name, log.publicKey, platformVerifiers.ed25519!);
    return good ? { ...checkpoint, note } : undefined;
  } catch {
    return undefined;
  }
}

export const logOf = (key: string): NamedKey => parseVerifierKey(key);

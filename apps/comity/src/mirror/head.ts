import {
  type Checkpoint,
  formatNote,
  type NamedKey,
  type Note,
  parseCheckpoint,
  parseNote,
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

/** Reads a checkpoint of this log. Undefined where it is none, of another log, or not signed by one of its keys. */
export async function readHead(bytes: Uint8Array, keys: readonly NamedKey[]): Promise<Head | undefined> {
  try {
    const note = parseNote(bytes);
    const checkpoint = parseCheckpoint(note.text);
    for (const { name, publicKey } of keys) {
      if (checkpoint.origin !== name) continue;
      if (await verifyNote(note, name, publicKey, platformVerifiers.ed25519!)) return { ...checkpoint, note };
    }
    return undefined;
  } catch {
    return undefined;
  }
}

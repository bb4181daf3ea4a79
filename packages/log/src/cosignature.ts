import { concat, equalBytes, utf8 } from './bytes.ts';
import { LogError } from './errors.ts';
import { isKeyName, type Note, type NoteSignature, noteKeyId, parseCheckpoint } from './note.ts';
import type { Signer, Verifier } from './signature.ts';

/**
 * Cosignatures of witnesses, type 04 of c2sp.org/tlog-cosignature: "at this time this was the largest tree
 * that I saw of this log, and it contains all I saw before".
 */
export const NOTE_COSIGNATURE = 0x04;

const message = (time: number, text: string) => utf8(`cosignature/v1\ntime ${time}\n${text}`);

/** Seconds since 1970 as eight bytes, the most significant first. */
function timeBytes(seconds: number): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(seconds));
  return out;
}

/**
 * The signature line of a witness under the text of a checkpoint. `seconds` since 1970 UTC.
 * Throws `log.bad-note` unless the text is a checkpoint and the rest can be said in a line.
 */
export async function cosign(
  text: string,
  name: string,
  signer: Signer,
  seconds: number,
): Promise<NoteSignature> {
  parseCheckpoint(text, { extensions: true });
  if (!isKeyName(name) || signer.alg !== 'ed25519' || !Number.isSafeInteger(seconds) || seconds < 0)
    throw new LogError('log.bad-note', 'This cannot be cosigned.');
  const signature = await signer.sign(message(seconds, text));
  return {
    name,
    keyId: noteKeyId(name, NOTE_COSIGNATURE, signer.publicKey),
    signature: concat(timeBytes(seconds), signature),
  };
}

/**
 * When this witness last cosigned the checkpoint, in seconds since 1970; undefined if it did not.
 * A line that claims the key and fails makes the answer undefined, as a broken signature makes a note bad.
 */
export async function verifyCosignature(
  note: Note,
  name: string,
  publicKey: Uint8Array,
  ed25519: Verifier,
): Promise<number | undefined> {
  const id = noteKeyId(name, NOTE_COSIGNATURE, publicKey);
  let newest: number | undefined;
  for (const line of note.signatures.filter((s) => s.name === name && equalBytes(s.keyId, id))) {
    if (line.signature.length !== 72) return undefined;
    const view = new DataView(line.signature.buffer, line.signature.byteOffset);
    const seconds = Number(view.getBigUint64(0));
    if (!Number.isSafeInteger(seconds)) return undefined;
    if (!(await ed25519(publicKey, message(seconds, note.text), line.signature.subarray(8))))
      return undefined;
    newest = Math.max(newest ?? 0, seconds);
  }
  return newest;
}

import { expect, test } from 'vitest';
import { concat, fromUtf8, utf8 } from './bytes.ts';
import { cosign, NOTE_COSIGNATURE, verifyCosignature } from './cosignature.ts';
import { EMPTY_ROOT } from './merkle.ts';
import {
  formatCheckpoint,
  formatNote,
  type Note,
  noteKeyId,
  parseNote,
  signNote,
  verifyNote,
} from './note.ts';
import { ed25519Signer, platformVerifiers } from './signature.ts';

const ed25519 = platformVerifiers.ed25519!;
const log = await ed25519Signer(new Uint8Array(32).fill(1));
const witness = await ed25519Signer(new Uint8Array(32).fill(2));
const text = formatCheckpoint({ origin: 'comity.example/log', size: 7, root: EMPTY_ROOT });
const signed = await signNote(text, 'comity.example/log', log);
const line = await cosign(text, 'witness.example', witness, 1_679_315_147);
const both: Note = { ...signed, signatures: [...signed.signatures, line] };
const verify = (note = both, name = 'witness.example', key = witness.publicKey) =>
  verifyCosignature(note, name, key, ed25519);

test('a cosignature is a time of eight bytes and a signature over header, time and checkpoint', async () => {
  expect(line.keyId).toEqual(noteKeyId('witness.example', NOTE_COSIGNATURE, witness.publicKey));
  expect(line.signature.length).toBe(72);
  expect(new DataView(line.signature.buffer).getBigUint64(0)).toBe(1_679_315_147n);
  const message = utf8(`cosignature/v1\ntime 1679315147\n${text}`);
  expect(await ed25519(witness.publicKey, message, line.signature.slice(8))).toBe(true);
});

test('it stands beside the signature of the log in one note and survives reading', async () => {
  const note = parseNote(utf8(formatNote(both)));
  expect(await verify(note)).toBe(1_679_315_147);
  expect(await verifyNote(note, 'comity.example/log', log.publicKey, ed25519)).toBe(true);
});

test('it is nobody else’s, and no signature of a log', async () => {
  expect(await verify(both, 'other.example')).toBeUndefined();
  expect(await verify(both, 'witness.example', log.publicKey)).toBeUndefined();
  expect(await verify(signed)).toBeUndefined();
  expect(await verifyNote(both, 'witness.example', witness.publicKey, ed25519)).toBe(false);
});

test('a changed time, text, byte or length is refused', async () => {
  const spoilt = (signature: Uint8Array) => ({ ...both, signatures: [{ ...line, signature }] });
  for (let at = 0; at < 72; at++) {
    const signature = line.signature.map((byte, i) => (i === at ? byte ^ 1 : byte));
    expect(await verify(spoilt(signature)), `byte ${at}`).toBeUndefined();
  }
  expect(await verify(spoilt(line.signature.slice(1)))).toBeUndefined();
  expect(await verify(spoilt(line.signature.slice(0, 3)))).toBeUndefined();
  expect(await verify(spoilt(concat(line.signature, Uint8Array.of(0))))).toBeUndefined();
  expect(await verify({ ...both, text: text.replace('\n7\n', '\n8\n') })).toBeUndefined();
});

test('of several by one witness all must be good, and the newest counts', async () => {
  const later = await cosign(text, 'witness.example', witness, 1_679_400_000);
  expect(await verify({ ...both, signatures: [later, line] })).toBe(1_679_400_000);
  const broken = { ...later, signature: later.signature.map((b, i) => (i === 20 ? b ^ 1 : b)) };
  expect(await verify({ ...both, signatures: [line, broken] })).toBeUndefined();
});

test('only a checkpoint is cosigned, under a name and at a time that can be written', async () => {
  await expect(cosign('text\n', 'w', witness, 1)).rejects.toMatchObject({ code: 'log.bad-note' });
  await expect(cosign(text, 'w w', witness, 1)).rejects.toMatchObject({ code: 'log.bad-note' });
  await expect(cosign(text, 'w', witness, -1)).rejects.toMatchObject({ code: 'log.bad-note' });
  await expect(cosign(text, 'w', witness, 1.5)).rejects.toMatchObject({ code: 'log.bad-note' });
  expect(fromUtf8(utf8(formatNote(both))).split('\n').length).toBe(7);
});

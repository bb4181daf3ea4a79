import { describeKey, newId, proveKey } from '@comity/acts';
import { ed25519Signer, sha256Hex, toBase64 } from '@comity/log';
import {
  generateContactKey,
  inspectPublicKey,
  openpgpSigner,
  openpgpVerifier,
  publicKeyFromArmor,
  readHybridRecipient,
} from '@comity/seal';
import { expect, test } from 'vitest';
import * as requests from './requests.ts';

/** What a worker does in a browser. */
const keys = {
  inspect: inspectPublicKey,
  fromArmor: publicKeyFromArmor,
  hybrid: readHybridRecipient,
  verify: openpgpVerifier,
};
const readPersonRequest = (text: string, owner: Parameters<typeof requests.readPersonRequest>[1]) =>
  requests.readPersonRequest(text, owner, undefined, keys);
const readOfferedKey = (
  given: Uint8Array | string,
  owner: { body: string; participant: string },
  contact: string,
) => requests.readOfferedKey(given, owner, contact, keys);

const owner = { body: 'b'.repeat(64), participant: 'alderia' };
const person = newId('per');
const signer = await ed25519Signer(new Uint8Array(32).fill(3));
const key = describeKey('ed25519', signer.publicKey);
const proof = await proveKey({ ...owner, person }, key, signer);
const request = { v: 1, request: 'person-key', ...owner, person, key, proof };
const read = (change: object) => readPersonRequest(JSON.stringify({ ...request, ...change }), owner);

const contact = newId('con');
const made = await generateContactKey({ at: '2026-01-01T00:00:00.000Z' });
const offer = {
  v: 1,
  request: 'contact-key',
  ...owner,
  contact,
  fingerprint: made.fingerprint,
  openpgp: toBase64(made.publicKey),
};

test('reads the key request of a person whose proof holds', async () => {
  expect(await read({})).toEqual({ person, key, proof });
});

test('reads the key request of a person whose key gpg holds, and brings the key', async () => {
  const blob = { sha256: sha256Hex(made.publicKey), size: made.publicKey.length };
  const held = { alg: 'openpgp' as const, blob, fingerprint: made.fingerprint };
  const proven = await proveKey(
    { ...owner, person },
    held,
    await openpgpSigner({ ...made, at: new Date().toISOString() }),
  );
  const change = { key: held, proof: proven, openpgp: toBase64(made.publicKey) };
  expect(await read(change)).toMatchObject({ person, key: held, openpgp: made.publicKey });
  await expect(read({ ...change, openpgp: undefined })).rejects.toMatchObject({ fault: 'malformed' });
});

test.each([
  ['a request for another person than was proven', { person: newId('per') }, 'unproven'],
  [
    'another key than was proven',
    { key: describeKey('ed25519', (await ed25519Signer(new Uint8Array(32).fill(4))).publicKey) },
    'unproven',
  ],
  ['another body', { body: 'c'.repeat(64) }, 'other-body'],
  ['another State', { participant: 'brenmark' }, 'other-state'],
  ['another kind of request', { request: 'contact-key' }, 'wrong-kind'],
  ['a later version', { v: 2 }, 'wrong-kind'],
  ['a person without a right id', { person: 'ana' }, 'malformed'],
  ['a key of small order', { key: { alg: 'ed25519', key: 'A'.repeat(43) } }, 'malformed'],
  ['no proof', { proof: undefined }, 'malformed'],
])('refuses %s', async (_, change, fault) => {
  await expect(read(change)).rejects.toMatchObject({ code: 'web.bad-request', fault });
});

test('refuses what is no JSON', async () => {
  await expect(readPersonRequest('{"v":1', owner)).rejects.toMatchObject({ fault: 'no-json' });
  await expect(readPersonRequest('', owner)).rejects.toMatchObject({ fault: 'no-json' });
});

test('reads a key for a contact from bytes, from armored text and from a key request', async () => {
  const lines = toBase64(made.publicKey)
    .match(/.{1,64}/g)!
    .join('\n');
  const armored = `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${lines}\n-----END PGP PUBLIC KEY BLOCK-----\n`;
  const found = { fingerprint: made.fingerprint, publicKey: made.publicKey };
  expect(await readOfferedKey(made.publicKey, owner, contact)).toMatchObject(found);
  expect(await readOfferedKey(`\n${armored}`, owner, contact)).toMatchObject(found);
  expect(await readOfferedKey(new TextEncoder().encode(armored), owner, contact)).toMatchObject(found);
  expect(await readOfferedKey(JSON.stringify(offer), owner, contact)).toMatchObject(found);
});

test('refuses a key request for another contact, one that names another key, and a secret key', async () => {
  const given = (change: object) => readOfferedKey(JSON.stringify({ ...offer, ...change }), owner, contact);
  await expect(given({ contact: newId('con') })).rejects.toMatchObject({ fault: 'other-contact' });
  await expect(given({ fingerprint: 'a'.repeat(40) })).rejects.toMatchObject({ fault: 'malformed' });
  await expect(readOfferedKey(made.privateKey, owner, contact)).rejects.toMatchObject({
    code: 'seal.secret-key',
  });
  await expect(readOfferedKey('rubbish', owner, contact)).rejects.toMatchObject({ code: 'seal.not-a-key' });
});

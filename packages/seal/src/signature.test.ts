import { concat, fromHex, utf8 } from '@comity/log';
import fc from 'fast-check';
import {
  createMessage,
  enums,
  generateKey,
  readPrivateKey,
  reformatKey,
  SignaturePacket,
  sign,
} from 'openpgp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gpg, startGpg } from '../testing/gpg.ts';
import { MADE, READ, SENT } from '../testing/parties.ts';
import { type ContactKey, generateContactKey } from './keys.ts';
import { splitPackets } from './packets.ts';
import { isAcceptable, openpgpSigner, openpgpVerifier, signatureTime } from './signature.ts';

const MESSAGE = utf8('comity/act/v1\n{"v":1}');
let gpg: Gpg;
let key: ContactKey;
let signature: Uint8Array;

beforeAll(async () => {
  gpg = startGpg();
  key = await generateContactKey({ at: MADE });
  signature = await (await openpgpSigner({ ...key, at: SENT })).sign(MESSAGE);
});
afterAll(() => gpg.end());

test('signs, and verifies what it signed', async () => {
  const signer = await openpgpSigner({ privateKey: key.privateKey, at: SENT });
  expect(signer.alg).toBe('openpgp');
  expect(signer.publicKey).toEqual(key.publicKey);
  expect(await openpgpVerifier(signer.publicKey, MESSAGE, signature)).toBe(true);
  expect(await signatureTime(signature)).toBe(SENT);
});

test('refuses another message, another key, a changed signature', async () => {
  const other = await generateContactKey({ at: MADE });
  expect(await openpgpVerifier(key.publicKey, utf8('another'), signature)).toBe(false);
  expect(await openpgpVerifier(other.publicKey, MESSAGE, signature)).toBe(false);
  expect(await openpgpVerifier(key.privateKey, MESSAGE, signature)).toBe(false);
  expect(await openpgpVerifier(utf8('no key'), MESSAGE, signature)).toBe(false);
});

test('refuses anything but exactly one signature packet', async () => {
  const marker = fromHex('ca03504750');
  const cases = [
    new Uint8Array(0),
    utf8('-----BEGIN PGP SIGNATURE-----'),
    concat(signature, signature),
    concat(signature, marker),
    concat(marker, signature),
    signature.subarray(1),
    signature.subarray(0, signature.length - 1),
    concat(signature, Uint8Array.of(0)),
    key.publicKey,
  ];
  for (const bytes of cases) {
    expect(await openpgpVerifier(key.publicKey, MESSAGE, bytes)).toBe(false);
  }
  expect(await signatureTime(concat(signature, marker))).toBeUndefined();
});

test('no changed byte of the message or of the hashed part of the signature passes', async () => {
  // What stands in the unhashed part, the id of the issuer, is not covered by any OpenPGP signature.
  await fc.assert(
    fc.asyncProperty(fc.nat(MESSAGE.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const message = MESSAGE.slice();
      message[at]! ^= flip;
      expect(await openpgpVerifier(key.publicKey, message, signature)).toBe(false);
      const changed = signature.slice();
      changed[(at % 20) + 2]! ^= flip;
      expect(await openpgpVerifier(key.publicKey, MESSAGE, changed)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('never throws, whatever the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = signature.slice();
      changed[at]! ^= flip;
      expect(typeof (await openpgpVerifier(key.publicKey, MESSAGE, changed))).toBe('boolean');
    }),
    { numRuns: 150 },
  );
});

test('refuses a signature over text: line ends could be changed under it', async () => {
  const text = new TextDecoder().decode(MESSAGE);
  const signed = await sign({
    message: await createMessage({ text }),
    signingKeys: await readPrivateKey({ binaryKey: key.privateKey }),
    detached: true,
    format: 'object',
    date: new Date(SENT),
  });
  const bytes = signed.write() as unknown as Uint8Array;
  expect(splitPackets(bytes)).toMatchObject([{ tag: 2 }]);
  expect(await openpgpVerifier(key.publicKey, MESSAGE, bytes)).toBe(false);
});

test('judges the key at the time the signature states', async () => {
  const privateKey = await readPrivateKey({ binaryKey: key.privateKey });
  const reformatted = async (date: string, keyExpirationTime: number) => {
    const userIDs = [{ name: 'x' }];
    const made = await reformatKey({
      privateKey,
      userIDs,
      date: new Date(date),
      keyExpirationTime,
      format: 'binary',
    });
    return made.publicKey;
  };
  const expired = await reformatted(MADE, 3600);
  const notYet = await reformatted(READ, 0);
  const inForce = await reformatted(MADE, 7 * 86_400);
  expect(await openpgpVerifier(expired, MESSAGE, signature)).toBe(false);
  expect(await openpgpVerifier(notYet, MESSAGE, signature)).toBe(false);
  expect(await openpgpVerifier(inForce, MESSAGE, signature)).toBe(true);
  const short = await generateContactKey({ at: MADE, expiresInSeconds: 3600 });
  const tooLate = openpgpSigner({ ...short, at: SENT });
  await expect(tooLate).rejects.toMatchObject({ code: 'seal.key-cannot-sign' });
});

test('accepts what gpg signs, by primary key and by subkey, and gpg accepts what is signed here', async () => {
  const file = gpg.file('message', MESSAGE);
  const ed = gpg.makeKey('ed', 'ed25519', 'sign');
  const rsa = gpg.makeKey('rsa', 'rsa3072', 'sign');
  const withSubkey = gpg.makeKey('card', 'ed25519', 'cert');
  gpg.addSubkey(withSubkey, 'ed25519', 'sign');
  for (const fingerprint of [ed, rsa, withSubkey]) {
    const { out, ok } = gpg.run(['-u', fingerprint, '-o', '-', '--detach-sign', file]);
    expect(ok).toBe(true);
    const publicKey = gpg.export(fingerprint);
    expect(await openpgpVerifier(publicKey, MESSAGE, out)).toBe(true);
    expect(await openpgpVerifier(publicKey, utf8('other'), out)).toBe(false);

    const now = new Date(Date.now() + 1000).toISOString();
    const signer = await openpgpSigner({ privateKey: gpg.exportSecret(fingerprint), at: now, publicKey });
    expect(signer.publicKey).toBe(publicKey);
    const ours = gpg.file('ours.sig', await signer.sign(MESSAGE));
    const checked = gpg.run([
      '--faked-system-time',
      String(Math.ceil(Date.now() / 1000) + 60),
      '--verify',
      ours,
      file,
    ]);
    expect(checked.status).toContain(`${fingerprint.toUpperCase()}\n`);
    expect(checked.ok).toBe(true);
  }
});

test('refuses SHA-1, two signatures and armor of gpg', async () => {
  const file = gpg.file('message', MESSAGE);
  const rsa = gpg.makeKey('rsa again', 'rsa2048', 'sign');
  const other = gpg.makeKey('other', 'ed25519', 'sign');
  const publicKey = gpg.export(rsa);
  const make = (...args: string[]) => gpg.run(['-u', rsa, ...args, '-o', '-', '--detach-sign', file]).out;
  expect(await openpgpVerifier(publicKey, MESSAGE, make())).toBe(true);
  expect(await openpgpVerifier(publicKey, MESSAGE, make('--digest-algo', 'SHA224'))).toBe(false);
  expect(await openpgpVerifier(publicKey, MESSAGE, make('--digest-algo', 'SHA1'))).toBe(false);
  expect(await openpgpVerifier(publicKey, MESSAGE, make('-u', other))).toBe(false);
  expect(await openpgpVerifier(publicKey, MESSAGE, make('--armor'))).toBe(false);
  expect(await openpgpVerifier(publicKey, MESSAGE, make('--textmode'))).toBe(false);
});

test('takes version 4 with SHA-256 or better, and nothing that is not on its list', () => {
  const { sha1, md5, ripemd, sha224, sha256, sha384, sha512, sha3_256, sha3_512 } = enums.hash;
  const accepts = (hashAlgorithm: enums.hash, version = 4) =>
    isAcceptable(Object.assign(new SignaturePacket(), { version, hashAlgorithm }));
  expect([sha256, sha384, sha512, sha3_256, sha3_512].map((hash) => accepts(hash))).not.toContain(false);
  expect([md5, sha1, ripemd, sha224, 99 as enums.hash].map((hash) => accepts(hash))).not.toContain(true);
  expect([3, 5, 6].map((version) => accepts(sha256, version))).not.toContain(true);
  expect(isAcceptable(new SignaturePacket())).toBe(false);
});

test('refuses a subkey of which the published key knows nothing', async () => {
  const made = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: [{ name: 'x' }],
    subkeys: [{ sign: true }],
    date: new Date(MADE),
    format: 'object',
  });
  const signer = await openpgpSigner({ privateKey: made.privateKey.write(), at: SENT });
  const bytes = await signer.sign(MESSAGE);
  const { publicKey } = made;
  expect(await openpgpVerifier(publicKey.write(), MESSAGE, bytes)).toBe(true);
  publicKey.subkeys = [];
  expect(await openpgpVerifier(publicKey.write(), MESSAGE, bytes)).toBe(false);
});

test('refuses a subkey for sealing that signs', async () => {
  const { subkeys } = await readPrivateKey({ binaryKey: key.privateKey });
  const packet = new Uint8Array(signature);
  // The id of the issuer is replaced by that of the encryption subkey of the same key.
  const [primary, sealing] = [key.fingerprint, subkeys[0]!.getFingerprint()].map((hex) =>
    fromHex(hex.slice(-16)),
  );
  const at = packet.findIndex((_, i) => primary!.every((byte, j) => packet[i + j] === byte));
  packet.set(sealing!, at);
  expect(await openpgpVerifier(key.publicKey, MESSAGE, packet)).toBe(false);
});

import { concat, fromHex, utf8 } from '@comity/log';
import fc from 'fast-check';
import { armor, enums, generateKey, readKey, readPrivateKey, revokeKey } from 'openpgp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gpg, startGpg } from '../testing/gpg.ts';
import { MADE, SENT } from '../testing/parties.ts';
import { SealError } from './errors.ts';
import {
  type ContactKey,
  generateContactKey,
  inspectPublicKey,
  minimisePublicKey,
  publicKeyFromArmor,
} from './keys.ts';
import { unlockPrivateKey } from './privatekey.ts';
import { MAX_PUBLIC_KEY } from './publickey.ts';
import { openpgpSigner } from './signature.ts';

let gpg: Gpg;
let key: ContactKey;
/** gpg makes its keys at the time of the machine, so they are looked at a little later. */
const soon = new Date(Date.now() + 60_000).toISOString();

beforeAll(async () => {
  gpg = startGpg();
  key = await generateContactKey({ at: MADE });
});
afterAll(() => gpg.end());

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accepted',
    (error) => (error instanceof SealError ? error.code : Promise.reject(error)),
  );

test('makes a key of the profile that every tool reads, without a name', async () => {
  expect(await inspectPublicKey(key.publicKey, SENT)).toEqual({
    fingerprint: key.fingerprint,
    keyId: key.fingerprint.slice(-16),
    algorithm: 'eddsaLegacy/ed25519Legacy',
    userIds: ['point of contact'],
    created: MADE,
    canSign: true,
    canEncrypt: true,
    encryptionSubkeys: 1,
    revoked: false,
  });
  const { subkeys, users } = await readKey({ binaryKey: key.publicKey });
  expect(subkeys.map((s) => s.getAlgorithmInfo())).toEqual([
    { algorithm: 'ecdh', curve: 'curve25519Legacy' },
  ]);
  const { features } = users[0]!.selfCertifications[0]!;
  expect([...(features ?? [])]).toEqual([1]);
  expect(key.publicKey.length).toBeLessThan(800);
});

test('makes a key that gpg takes in, with its passphrase', async () => {
  const locked = await generateContactKey({ at: MADE, passphrase: 'four words of one person' });
  gpg.import(locked.privateKey);
  const file = gpg.file('m', utf8('m'));
  const sign = (passphrase: string) =>
    gpg.run(['--passphrase', passphrase, '-u', locked.fingerprint, '-o', '-', '--detach-sign', file]);
  expect(sign('wrong').ok).toBe(false);
  expect(sign('four words of one person').ok).toBe(true);
});

test('a locked key opens with its passphrase only', async () => {
  const { privateKey, publicKey } = await generateContactKey({ at: MADE, passphrase: 'right' });
  expect(await refusal(openpgpSigner({ privateKey, at: SENT }))).toBe('seal.wrong-passphrase');
  expect(await refusal(unlockPrivateKey({ privateKey, passphrase: 'wrong' }))).toBe('seal.wrong-passphrase');
  const open = await unlockPrivateKey({ privateKey, passphrase: 'right' });
  expect((await openpgpSigner({ privateKey: open, at: SENT })).publicKey).toEqual(publicKey);
});

test('states when it expires, and is refused from then on', async () => {
  const { publicKey } = await generateContactKey({ at: MADE, expiresInSeconds: 3600 });
  const facts = await inspectPublicKey(publicKey, '2026-11-20T10:30:00.000Z');
  expect(facts.expires).toBe('2026-11-20T11:00:00.000Z');
  expect(await refusal(inspectPublicKey(publicKey, '2026-11-20T11:00:00.000Z'))).toBe('seal.key-expired');
});

test('refuses a key from the future, and a time that is none', async () => {
  expect(await refusal(inspectPublicKey(key.publicKey, '2026-11-20T09:59:59.000Z'))).toBe(
    'seal.key-not-yet-valid',
  );
  expect(await refusal(inspectPublicKey(key.publicKey, '2026-11-20'))).toBe('seal.malformed-message');
});

test('refuses user ids that are none', async () => {
  for (const userId of [{}, { name: '' }, { email: 'no address' }]) {
    expect(await refusal(generateContactKey({ at: MADE, userId }))).toBe('seal.bad-user-id');
  }
  const { publicKey } = await generateContactKey({
    at: MADE,
    userId: { name: 'CERT', email: 'cert@example.org' },
  });
  expect((await inspectPublicKey(publicKey, SENT)).userIds).toEqual(['CERT <cert@example.org>']);
});

test('refuses a revoked key, by its own revocation certificate', async () => {
  const { publicKey } = await revokeKey({
    key: await readKey({ binaryKey: key.publicKey }),
    revocationCertificate: key.revocationCertificate,
    date: new Date(SENT),
    format: 'binary',
  });
  expect(await refusal(inspectPublicKey(publicKey, SENT))).toBe('seal.key-revoked');
});

test('refuses what is not exactly one public key', async () => {
  const { publicKey, privateKey } = key;
  const marker = fromHex('ca03504750');
  const armored = utf8(armor(enums.armor.publicKey, publicKey));
  const cases: [string, Uint8Array][] = [
    ['seal.secret-key', privateKey],
    ['seal.secret-key', concat(publicKey, privateKey)],
    ['seal.several-keys', concat(publicKey, publicKey)],
    ['seal.armored-key', armored],
    ['seal.armored-key', concat(utf8('\n '), armored)],
    ['seal.not-a-key', new Uint8Array(0)],
    ['seal.not-a-key', utf8('not a key')],
    ['seal.not-a-key', concat(publicKey, marker)],
    ['seal.not-a-key', concat(marker, publicKey)],
    ['seal.not-a-key', publicKey.subarray(0, publicKey.length - 1)],
    ['seal.not-a-key', concat(publicKey, Uint8Array.of(0))],
    ['seal.key-too-large', concat(publicKey, new Uint8Array(MAX_PUBLIC_KEY))],
  ];
  for (const [code, bytes] of cases) expect(await refusal(inspectPublicKey(bytes, SENT))).toBe(code);
});

test('refuses keys of forms that gpg cannot read', async () => {
  const date = new Date(MADE);
  const userIDs = [{ name: 'x' }];
  const v4 = await generateKey({ type: 'curve25519', userIDs, date, format: 'binary' });
  const v6 = await generateKey({
    type: 'curve25519',
    userIDs,
    date,
    format: 'binary',
    config: { v6Keys: true },
  });
  expect(await refusal(inspectPublicKey(v4.publicKey, SENT))).toBe('seal.key-unsupported');
  expect(await refusal(inspectPublicKey(v6.publicKey, SENT))).toBe('seal.key-unsupported');
});

test('takes RSA keys of gpg as they are, and refuses weak ones', async () => {
  const rsa = gpg.makeKey('rsa', 'rsa3072', 'sign');
  expect(await refusal(inspectPublicKey(gpg.export(rsa), soon))).toBe('seal.key-cannot-encrypt');
  expect(await refusal(inspectPublicKey(gpg.export(rsa), soon, 'signing'))).toBe('accepted');
  gpg.addSubkey(rsa, 'rsa3072', 'encr');
  const facts = await inspectPublicKey(gpg.export(rsa), soon);
  expect(facts).toMatchObject({ fingerprint: rsa, algorithm: 'rsaEncryptSign/3072', encryptionSubkeys: 1 });

  const small = gpg.makeKey('small', 'rsa1024', 'sign');
  const dsa = gpg.makeKey('dsa', 'dsa2048', 'sign');
  expect(await refusal(inspectPublicKey(gpg.export(small), soon))).toBe('seal.weak-key');
  expect(await refusal(inspectPublicKey(gpg.export(dsa), soon))).toBe('seal.weak-key');
  gpg.addSubkey(rsa, 'rsa1024', 'encr');
  expect(await refusal(inspectPublicKey(gpg.export(rsa), soon))).toBe('seal.weak-key');
});

test('a key that cannot sign is refused where it must', async () => {
  const certifyOnly = gpg.makeKey('certify only', 'ed25519', 'cert');
  gpg.addSubkey(certifyOnly, 'cv25519', 'encr');
  const bytes = gpg.export(certifyOnly);
  expect(await inspectPublicKey(bytes, soon)).toMatchObject({ canSign: false, canEncrypt: true });
  expect(await refusal(inspectPublicKey(bytes, soon, 'signing'))).toBe('seal.key-cannot-sign');
});

test('leaves out what others certified and further names, and keeps the key', async () => {
  const first = gpg.makeKey('first name', 'ed25519', 'sign');
  gpg.addSubkey(first, 'cv25519', 'encr');
  gpg.run(['--quick-add-uid', first, 'second name']);
  gpg.run(['--quick-set-primary-uid', first, 'first name']);
  const friend = gpg.makeKey('friend', 'ed25519', 'sign');
  expect(gpg.run(['-u', friend, '--quick-sign-key', first]).ok).toBe(true);
  const full = gpg.export(first);
  const small = await minimisePublicKey(full, soon);
  expect(small.length).toBeLessThan(full.length);
  expect(await inspectPublicKey(small, soon)).toMatchObject({
    fingerprint: first,
    userIds: ['first name'],
    encryptionSubkeys: 1,
  });
  const { users } = await readKey({ binaryKey: small });
  expect(users[0]!.otherCertifications).toEqual([]);
});

test('takes the armor off one public key, and off nothing else', async () => {
  expect(await publicKeyFromArmor(armor(enums.armor.publicKey, key.publicKey))).toEqual(key.publicKey);
  const secret = armor(enums.armor.privateKey, key.privateKey);
  for (const text of ['', 'junk', secret, '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n!!!']) {
    expect(await refusal(publicKeyFromArmor(text))).toBe('seal.not-a-key');
  }
});

test('the private key belongs to the public one', async () => {
  const { keyPacket } = await readPrivateKey({ binaryKey: key.privateKey });
  expect(keyPacket.getFingerprint()).toBe(key.fingerprint);
});

test('damaged keys are refused with a code, never with a crash', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(key.publicKey.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bytes = key.publicKey.slice();
      bytes[at]! ^= flip;
      const outcome = await refusal(inspectPublicKey(bytes, SENT));
      expect(outcome).toMatch(/^(?:seal\.|accepted)/);
    }),
    { numRuns: 200 },
  );
});

import { createCipheriv, generateKeyPairSync, randomBytes, scryptSync } from 'node:crypto';
import { describeKey } from '@comity/acts';
import { ed25519Signer, isAcceptableKey, toHex } from '@comity/log';
import { describe, expect, test } from 'vitest';
import { openKeyFile } from './keyfile.ts';
import { rawKey } from './passkey.ts';

const seed = new Uint8Array(randomBytes(32));
const { publicKey } = await ed25519Signer(seed);
const identity = {
  v: 1,
  name: 'ana',
  participant: 'alderia',
  person: `per_${'a'.repeat(22)}`,
  secret: { kept: 'file', seed: toHex(seed) } as object,
  key: describeKey('ed25519', publicKey),
};
const no = (): Promise<string> => Promise.reject(new Error('No passphrase was expected.'));
const open = (change: object, passphrase = no) =>
  openKeyFile(JSON.stringify({ ...identity, ...change }), passphrase);

/** As the command locks a seed. */
function locked(passphrase: string) {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const key = scryptSync(passphrase.normalize('NFKC'), salt, 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 });
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const box = Buffer.concat([cipher.update(seed), cipher.final(), cipher.getAuthTag()]);
  return { kept: 'passphrase', salt: toHex(salt), nonce: toHex(nonce), box: toHex(box) };
}

describe('a key file', () => {
  test('opens, with a passphrase where it is kept under one', async () => {
    expect((await open({})).signer.publicKey).toEqual(publicKey);
    const found = await open({ secret: locked('clé') }, async () => 'cle\u0301');
    expect(found).toMatchObject({ participant: 'alderia', person: identity.person });
    expect(found.signer.publicKey).toEqual(publicKey);
  }, 20_000);

  test('that is something else, or is not whole, is refused by its code', async () => {
    const code = (expected: string) => ({ code: `web.key-file-${expected}` });
    await expect(openKeyFile('no json', no)).rejects.toMatchObject(code('no-key-file'));
    await expect(openKeyFile('null', no)).rejects.toMatchObject(code('no-key-file'));
    await expect(open({ v: 2 })).rejects.toMatchObject(code('no-key-file'));
    await expect(open({ secret: { kept: 'file', seed: 'zz' } })).rejects.toMatchObject(code('no-key-file'));
    await expect(open({ secret: { kept: 'passphrase', salt: 'zz' } })).rejects.toMatchObject(
      code('no-key-file'),
    );
    await expect(open({ secret: { kept: 'gpg', fingerprint: 'ab' } })).rejects.toMatchObject(
      code('held-by-gpg'),
    );
    await expect(open({ person: undefined })).rejects.toMatchObject(code('root'));
    const other = describeKey('ed25519', (await ed25519Signer(new Uint8Array(32).fill(3))).publicKey);
    await expect(open({ key: other })).rejects.toMatchObject(code('no-key-file'));
    const wrong = open({ secret: locked('right') }, async () => 'wrong');
    await expect(wrong).rejects.toMatchObject(code('wrong-passphrase'));
  }, 20_000);
});

test('the key of a passkey is the one that acts name, for both algorithms', () => {
  const spki = (key: ReturnType<typeof generateKeyPairSync>['publicKey']) =>
    new Uint8Array((key as unknown as { export(o: object): Buffer }).export({ format: 'der', type: 'spki' }));
  const p256 = spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey as never);
  const rsa = spki(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey as never);
  expect(isAcceptableKey('p256', rawKey('p256', p256))).toBe(true);
  expect(isAcceptableKey('rs256', rawKey('rs256', rsa))).toBe(true);
});

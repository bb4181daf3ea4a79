import { fromHex, utf8 } from '@comity/log';
import { expect, test } from 'vitest';
import { identityFile, makeRoot, type Owner, readRoot, rootOf, seedFile, spokenSeed } from './rootkey.ts';

const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const owner: Owner = {
  participant: 'alderia',
  trust: { body: 'b'.repeat(64), key: 'log+00000000+key' },
  url: 'https://body.example',
};
const root = await rootOf(fromHex(SEED));

test('a seed gives the public key of RFC 8032, test 1', () => {
  expect(Buffer.from(root.key.key, 'base64url').toString('hex')).toBe(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  );
});

test('each root is another one', async () => {
  const [a, b] = await Promise.all([makeRoot(), makeRoot()]);
  expect(a.seed).toHaveLength(32);
  expect(a.keyId).not.toBe(b.keyId);
});

test.each([
  ['the file of its seed', utf8(seedFile(root))],
  ['32 bytes', root.seed],
  ['what was printed', utf8(`  ${spokenSeed(root).toUpperCase()}\n`)],
  ['the identity of the command', utf8(await identityFile(root, owner))],
])('a root comes back from %s', async (_, bytes) => {
  expect((await readRoot(bytes, owner)).keyId).toBe(root.keyId);
});

const identity = JSON.parse(await identityFile(root, owner));
const changed = (change: object) => utf8(JSON.stringify({ ...identity, ...change }));

test.each([
  ['nothing', utf8(''), 'no-root'],
  ['a seed that is too short', utf8(SEED.slice(2)), 'no-root'],
  ['a list', utf8('[]'), 'no-root'],
  ['null', utf8('null'), 'no-root'],
  ['the identity of a person', changed({ person: 'per_AAAAAAAAAAAAAAAAAAAAAA' }), 'person'],
  [
    'a locked secret that says nothing of how',
    changed({ secret: { kept: 'passphrase', box: 'aa' } }),
    'no-root',
  ],
  ['a secret that gpg holds', changed({ secret: { kept: 'gpg', fingerprint: 'aa' } }), 'no-root'],
  ['the root of another State', changed({ participant: 'brenmark' }), 'other-state'],
  ['the root of another body', changed({ trust: { body: 'c'.repeat(64) } }), 'other-body'],
])('refuses %s', async (_, bytes, fault) => {
  await expect(readRoot(bytes, owner)).rejects.toMatchObject({ code: 'web.not-a-root', fault });
});

test('a root under a passphrase opens with it, in whatever way its letters are composed, and with no other', async () => {
  const file = utf8(await identityFile(root, owner, 'Café 42'));
  expect(new TextDecoder().decode(file)).not.toContain(SEED);
  expect((await readRoot(file, owner, 'Cafe\u0301 42')).keyId).toBe(root.keyId);
  await expect(readRoot(file, owner, 'cafe 42')).rejects.toMatchObject({ fault: 'wrong-passphrase' });
  await expect(readRoot(file, owner)).rejects.toMatchObject({ fault: 'needs-passphrase' });
});

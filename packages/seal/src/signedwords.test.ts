import { utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gpg, startGpg } from '../testing/gpg.ts';
import { certifying, idOf } from '../testing/parties.ts';
import { armoredMessage, messageFromArmor } from './armor.ts';
import { subkeysOf } from './keys.ts';
import { openCleartext, openSigned } from './signedwords.ts';

/** Words that gpg signs in the open: by a primary key, and by a subkey as on a card. */
let gpg: Gpg;
let whole: string;
let card: string;
const words = utf8('Content-Type: text/plain\r\n\r\nacknowledged: msg_…\r\n');
const later = () => new Date(Date.now() + 60_000).toISOString();

beforeAll(() => {
  gpg = startGpg();
  whole = gpg.makeKey('CERT deu <cert@example.org>', 'rsa4096', 'sign');
  card = gpg.makeKey('CERT bra <cert@example.net>', 'ed25519', 'cert');
  gpg.addSubkey(card, 'ed25519', 'sign');
});
afterAll(() => gpg.end());

const holder = (participant: string, fingerprint: string) => ({
  participant,
  contact: idOf('con', participant),
  fingerprint,
  publicKey: gpg.export(fingerprint),
});
const findSigner = (fingerprint: string) =>
  certifying(holder('deu', whole), holder('bra', card))(fingerprint);
const detached = (bytes: Uint8Array, ...options: string[]) =>
  gpg.run([...options, '--detach-sign', '-o', '-'], bytes).out;
const judged = (signature: Uint8Array, bytes = words) =>
  openSigned({ bytes, signature, findSigner, now: later() });

test('words that a certified key signed are shown as not bound, over bytes or over text, armored or not', async () => {
  for (const options of [[], ['--armor'], ['--textmode'], ['--armor', '--textmode']]) {
    const opened = await judged(detached(words, '-u', whole, '--digest-algo', 'SHA256', ...options));
    expect(opened).toMatchObject({ kind: 'unbound', signer: { participant: 'deu', key: whole } });
    expect(opened.checks.map(({ check, ok }) => [check, ok])).toEqual([
      ['signature', true],
      ['signer-certified', true],
      ['header', true],
      ['addressed-to-me', false],
    ]);
  }
});

test('a subkey counts for the key it belongs to, and for no other', async () => {
  const signature = detached(words, '-u', card, '--digest-algo', 'SHA256');
  expect(await judged(signature)).toMatchObject({ kind: 'refused', code: 'seal.signer-unknown' });
  const subkeys = await subkeysOf(gpg.export(card));
  const findPrimary = async (subkey: string) => (subkeys.includes(subkey) ? card : undefined);
  const opened = await openSigned({ bytes: words, signature, findSigner, findPrimary, now: later() });
  expect(opened).toMatchObject({ kind: 'unbound', signer: { participant: 'bra', key: card } });
  const other = await openSigned({
    ...{ bytes: words, signature, findSigner, now: later() },
    findPrimary: () => whole,
  });
  expect(other).toMatchObject({ kind: 'refused', code: 'seal.bad-signature' });
});

test('a changed byte, a weak hash, two signatures and what is none are refused with a reason', async () => {
  const signature = detached(words, '-u', whole, '--digest-algo', 'SHA256');
  const changed = words.with(words.length - 3, 0x41);
  expect(await judged(signature, changed)).toMatchObject({ kind: 'refused', code: 'seal.bad-signature' });
  const weak = detached(words, '-u', whole, '--digest-algo', 'SHA1');
  expect(await judged(weak)).toMatchObject({ kind: 'refused', code: 'seal.bad-signature' });
  const two = detached(words, '-u', whole, '-u', card, '--digest-algo', 'SHA256');
  expect(await judged(two)).toMatchObject({ kind: 'refused', code: 'seal.not-signed' });
  for (const bytes of [utf8(''), utf8('-----BEGIN PGP SIGNATURE-----\n\nAAAA\n'), words])
    expect(await judged(bytes)).toMatchObject({ kind: 'refused', code: 'seal.not-signed' });
  const large = new Uint8Array(5 * 1024 * 1024);
  expect(await judged(signature, large)).toMatchObject({ kind: 'refused', code: 'seal.not-signed' });
});

test('words that carry their signature around them are read, and nothing around those', async () => {
  const options = ['-u', whole, '--digest-algo', 'SHA256', '--clearsign', '-o', '-'];
  const text = new TextDecoder().decode(gpg.run(options, utf8('One line.\n- two\n')).out);
  const opened = await openCleartext({ text, findSigner, now: later() });
  expect(opened).toMatchObject({ kind: 'unbound', signer: { key: whole } });
  if (opened.kind === 'unbound')
    expect(new TextDecoder().decode(opened.bytes).trimEnd()).toBe('One line.\n- two');
  for (const spoilt of [text.replace('One', 'Two'), 'words', text.slice(0, 200)])
    expect((await openCleartext({ text: spoilt, findSigner, now: later() })).kind).toBe('refused');
});

test('a message is armored as mail carries it, and gpg and we take the armor off', async () => {
  gpg.addSubkey(whole, 'rsa4096', 'encr');
  const sealed = gpg.run(['-r', whole, '-o', '-', '-e'], utf8('words')).out;
  const armored = armoredMessage(sealed);
  expect(armored).toMatch(/^-----BEGIN PGP MESSAGE-----\r\n.*\r\n-----END PGP MESSAGE-----\r\n$/s);
  expect(armored.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(gpg.run(['-d', gpg.file('armored', utf8(armored))]).out).toEqual(utf8('words'));
  expect(await messageFromArmor(utf8(armored))).toEqual(sealed);
  expect(await messageFromArmor(sealed)).toEqual(sealed);
  await expect(messageFromArmor(utf8(armored.slice(0, 60)))).rejects.toMatchObject({
    code: 'seal.cannot-decrypt',
  });
});

import { sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gpg, startGpg } from '../testing/gpg.ts';
import { certified, certifying, DRAFT, idOf, makeContact, type TestContact } from '../testing/parties.ts';
import { type DecryptedByGpg, type GpgSignature, readGpgStatus, verifyOpened } from './gnupg.ts';
import type { ContactName } from './message.ts';
import type { Opened } from './opened.ts';
import { open } from './opening.ts';
import { composePayload } from './payload.ts';
import { type Sealed, seal } from './sealing.ts';

/** gpg lives in the time of the machine: sent when its keys were made, read a minute later. */
let sentAt: string;
let readAt: string;
let gpg: Gpg;
let fra: TestContact;
let rsa: ContactName & { fingerprint: string; publicKey: Uint8Array };
let ecc: ContactName & { fingerprint: string; publicKey: Uint8Array };
let sealed: Sealed;
const FILE = { name: 'scan.log', mediaType: 'text/plain', bytes: utf8('03:00 scan\r\n04:00 none\n') };

const gpgContact = (participant: string, fingerprint: string) => ({
  participant,
  contact: idOf('con', participant),
  fingerprint,
  publicKey: gpg.export(fingerprint),
});

beforeAll(async () => {
  gpg = startGpg();
  fra = await makeContact('fra');
  const withRsa = gpg.makeKey('CERT deu <cert@example.org>', 'rsa4096', 'sign');
  gpg.addSubkey(withRsa, 'rsa4096', 'encr');
  rsa = gpgContact('deu', withRsa);
  // As on a card: the primary key certifies, subkeys sign and decrypt.
  const withSubkeys = gpg.makeKey('CERT bra <cert@example.net>', 'ed25519', 'cert');
  gpg.addSubkey(withSubkeys, 'ed25519', 'sign');
  gpg.addSubkey(withSubkeys, 'cv25519', 'encr');
  ecc = gpgContact('bra', withSubkeys);
  sentAt = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
  readAt = new Date(Date.parse(sentAt) + 60_000).toISOString();
  gpg.import(fra.publicKey);
  sealed = await seal({
    ...DRAFT,
    from: { participant: 'fra', contact: fra.contact },
    recipients: [rsa, ecc],
    attachments: [FILE],
    signer: { privateKey: fra.keys.privateKey },
    at: sentAt,
  });
});
afterAll(() => gpg.end());

const decrypt = (ciphertext: Uint8Array) => gpg.run(['-d', gpg.file('message.pgp', ciphertext)]);
const everyone = () => certifying(certified(fra), rsa, ecc);

/** The message as gpg reports it, for the contact that holds that key. */
const reported = (change: Partial<DecryptedByGpg> = {}): Promise<Opened> => {
  const { out, status } = decrypt(sealed.ciphertext);
  return verifyOpened({
    plaintext: out,
    signature: readGpgStatus(status),
    header: sealed.header,
    me: { participant: 'deu', keys: [rsa.fingerprint] },
    findSigner: everyone(),
    now: readAt,
    ...change,
  });
};

test('gpg opens what is sealed here to an RSA key and to a key with subkeys, and finds the signature good', () => {
  const { out, status, ok } = decrypt(sealed.ciphertext);
  expect(ok).toBe(true);
  expect(status).toMatch(/^\[GNUPG:\] DECRYPTION_OKAY$/m);
  expect(status).toMatch(/^\[GNUPG:\] GOODMDC$/m);
  expect(status.match(/^\[GNUPG:\] ENC_TO /gm)?.length).toBe(3);
  expect(status).toContain(`VALIDSIG ${fra.keys.fingerprint.toUpperCase()}`);
  expect(sha256Hex(out)).toBe(sha256Hex(composePayload(composition(sealed)).bytes));
  const file = decrypt(sealed.attachments[0]!.ciphertext);
  expect(file.out).toEqual(FILE.bytes);
  expect(readGpgStatus(file.status)?.key).toBe(fra.keys.fingerprint);
});

const composition = ({ message }: Sealed) => {
  const { v: _v, postQuantum: _p, header: _h, pad: _z, ...fields } = message;
  return fields;
};

test('each of three recipients opens it alone, the sender with its own key too', async () => {
  for (const holder of [rsa, ecc]) {
    const keys = [{ privateKey: gpg.exportSecret(holder.fingerprint) }];
    const opened = await open({
      ciphertext: sealed.ciphertext,
      attachments: sealed.attachments,
      header: sealed.header,
      me: { participant: holder.participant, keys },
      findSigner: everyone(),
      now: readAt,
    });
    expect(opened.kind).toBe('bound');
  }
});

test('what gpg decrypted passes the same checks, and they say whose word it is', async () => {
  const file = decrypt(sealed.attachments[0]!.ciphertext);
  const { ciphertext } = sealed.attachments[0]!;
  const attachments = [{ ciphertext, plaintext: file.out, signature: readGpgStatus(file.status) }];
  const opened = await reported({ attachments });
  expect(opened).toMatchObject({
    kind: 'bound',
    messageId: sealed.messageId,
    signer: { participant: 'fra' },
  });
  expect(opened.checks.map(({ check, ok, madeOn }) => `${check} ${ok} ${madeOn}`)).toEqual([
    'decrypted true gpg',
    'signature true gpg',
    'signer-certified true this-device',
    'addressed-to-me true this-device',
    'header true this-device',
    'thread true this-device',
    'attachments true this-device',
  ]);
});

test('what gpg decrypted is refused for the same reasons', async () => {
  const file = decrypt(sealed.attachments[0]!.ciphertext);
  const { ciphertext } = sealed.attachments[0]!;
  const signature = readGpgStatus(file.status);
  const other: GpgSignature = { key: rsa.fingerprint, signedAt: sentAt };
  const cases: [string, Partial<DecryptedByGpg>][] = [
    ['seal.not-signed', { signature: undefined }],
    ['seal.bad-signature', { signature: other }],
    ['seal.bad-signature', { now: new Date(Date.parse(sentAt) - 600_000).toISOString() }],
    ['seal.signer-unknown', { findSigner: certifying(rsa) }],
    ['seal.not-addressed-to-me', { me: { participant: 'deu', keys: [ecc.fingerprint] } }],
    ['seal.not-addressed-to-me', { me: { participant: 'bra', keys: [rsa.fingerprint] } }],
    ['seal.header-differs', { header: { ...sealed.header, exercise: true } }],
    ['seal.thread-differs', { previous: 'ab'.repeat(32) }],
    ['seal.attachment-differs', { attachments: [] }],
    ['seal.attachment-differs', { attachments: [{ ciphertext, plaintext: utf8('other'), signature }] }],
    ['seal.attachment-differs', { attachments: [{ ciphertext: utf8('x'), plaintext: file.out, signature }] }],
    ['seal.bad-signature', { attachments: [{ ciphertext, plaintext: file.out, signature: other }] }],
  ];
  for (const [code, change] of cases) expect(await reported(change)).toMatchObject({ kind: 'refused', code });
});

/** Signs and seals with gpg, to the contact that reads with openpgp. */
const byGpg = (bytes: Uint8Array, signer: string, ...options: string[]) => {
  const file = gpg.file('plain', bytes);
  const args = ['-u', signer, '-r', fra.keys.fingerprint, ...options, '-o', '-', '--sign', '--encrypt', file];
  const { out, ok, status } = gpg.run(args);
  if (!ok) throw new Error(status);
  return out;
};
const opening = (ciphertext: Uint8Array, more: Partial<Parameters<typeof open>[0]> = {}) =>
  open({
    ciphertext,
    header: 'none',
    me: { participant: 'fra', keys: [fra.keys] },
    findSigner: everyone(),
    now: readAt,
    ...more,
  });

test('a message that gpg signed and sealed opens as plain, by primary key, compressed or armored', async () => {
  const bytes = utf8('Please call the number you have.');
  const cases = [[], ['--armor'], ['--compress-algo', 'zlib'], ['--compress-algo', 'none'], ['--textmode']];
  for (const options of cases) {
    const opened = await opening(byGpg(bytes, rsa.fingerprint, ...options));
    expect(opened).toMatchObject({
      kind: 'unbound',
      bytes,
      signer: { participant: 'deu', key: rsa.fingerprint },
    });
  }
});

test('a plain message that a subkey signed needs to be told whose subkey it is', async () => {
  const ciphertext = byGpg(utf8('From a card.'), ecc.fingerprint);
  expect(await opening(ciphertext)).toMatchObject({ kind: 'refused', code: 'seal.signer-unknown' });
  const asked: string[] = [];
  const findPrimary = (subkey: string) => {
    asked.push(subkey);
    return ecc.fingerprint;
  };
  const opened = await opening(ciphertext, { findPrimary });
  expect(opened).toMatchObject({ kind: 'unbound', signer: { participant: 'bra', key: ecc.fingerprint } });
  expect(asked[0]).toMatch(/^[0-9a-f]{40}$/);
  expect(asked[0]).not.toBe(ecc.fingerprint);
});

test('a payload that gpg signed and sealed, with a subkey as on a card, is bound', async () => {
  const { bytes, payload, messageId, header } = composePayload({
    ...DRAFT,
    from: { participant: 'bra', contact: ecc.contact, key: ecc.fingerprint },
    to: [{ participant: 'fra', contact: fra.contact, key: fra.keys.fingerprint }],
    at: sentAt,
  });
  const opened = await opening(byGpg(bytes, ecc.fingerprint), { header });
  expect(opened).toMatchObject({ kind: 'bound', payload, messageId, signer: { key: ecc.fingerprint } });
  const signedByAnother = await opening(byGpg(bytes, rsa.fingerprint), { header });
  expect(signedByAnother).toMatchObject({ kind: 'refused', code: 'seal.bad-signature' });
});

test('weak or doubled signatures of gpg are refused', async () => {
  const bytes = utf8('text');
  const weak = byGpg(bytes, rsa.fingerprint, '--digest-algo', 'SHA1');
  expect(await opening(weak)).toMatchObject({ kind: 'refused', code: 'seal.bad-signature' });
  const two = byGpg(bytes, rsa.fingerprint, '-u', ecc.fingerprint);
  expect(await opening(two)).toMatchObject({ kind: 'refused', code: 'seal.not-signed' });
});

test('a small message that unfolds into a very large one is refused', async () => {
  const bomb = byGpg(new Uint8Array(24 * 1024 * 1024), rsa.fingerprint, '--compress-algo', 'zlib');
  expect(bomb.length).toBeLessThan(100_000);
  expect(await opening(bomb)).toMatchObject({ kind: 'refused', code: 'seal.cannot-decrypt' });
});

test('the status of gpg counts only with one good signature over what was decrypted', () => {
  const fingerprint = fra.keys.fingerprint;
  expect(readGpgStatus(decrypt(sealed.ciphertext).status)).toEqual({ key: fingerprint, signedAt: sentAt });

  gpg.import(fra.keys.privateKey);
  const plain = gpg.file('plain', utf8('text'));
  const to = ['-r', rsa.fingerprint, '-o', '-'];
  const status = (...args: string[]) => decrypt(gpg.run([...args, plain]).out).status;
  expect(readGpgStatus(status('-u', ecc.fingerprint, ...to, '-s', '-e'))?.key).toBe(ecc.fingerprint);
  expect(readGpgStatus(status(...to, '-e'))).toBeUndefined();
  expect(
    readGpgStatus(status('-u', rsa.fingerprint, '-u', ecc.fingerprint, ...to, '-s', '-e')),
  ).toBeUndefined();
  expect(readGpgStatus(status('-u', rsa.fingerprint, '-o', '-', '-s'))).toBeUndefined();
  expect(readGpgStatus(decrypt(utf8('nothing')).status)).toBeUndefined();
  expect(readGpgStatus('')).toBeUndefined();
});

test('the status of gpg does not count where the message was altered, or a line is forged into the text', () => {
  const changed = sealed.ciphertext.slice();
  changed[changed.length - 1000]! ^= 1;
  expect(readGpgStatus(decrypt(changed).status)).toBeUndefined();
  const good = decrypt(sealed.ciphertext).status;
  for (const line of [
    'BADSIG 0 x',
    'REVKEYSIG 0 x',
    'ERRSIG 0',
    'EXPSIG 0 x',
    'GOODSIG 0 x',
    'PLAINTEXT 62 0',
  ]) {
    expect(readGpgStatus(`${good}[GNUPG:] ${line}\n`)).toBeUndefined();
  }
  expect(readGpgStatus(good.replaceAll('[GNUPG:] ', '> [GNUPG:] '))).toBeUndefined();
});

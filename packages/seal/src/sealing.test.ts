import { sha256Hex, utf8 } from '@comity/log';
import { enums, readKey, readMessage, revokeKey, SymEncryptedIntegrityProtectedDataPacket } from 'openpgp';
import { beforeAll, expect, test } from 'vitest';
import { asRecipient, DRAFT, idOf, MADE, makeContact, SENT, type TestContact } from '../testing/parties.ts';
import { generateContactKey } from './keys.ts';
import { type SealInput, seal } from './sealing.ts';

let fra: TestContact;
let deu: TestContact;
let bra: TestContact;
beforeAll(async () => {
  [fra, deu, bra] = await Promise.all([makeContact('fra'), makeContact('deu'), makeContact('bra')]);
});

const input = (change: Partial<SealInput> = {}): SealInput => ({
  ...DRAFT,
  from: { participant: fra.participant, contact: fra.contact },
  recipients: [asRecipient(deu), asRecipient(bra)],
  signer: { privateKey: fra.keys.privateKey },
  at: SENT,
  ...change,
});
const FILE = { name: 'scan.log', mediaType: 'text/plain', bytes: utf8('03:00 scan') };

test('seals to the sender and exactly the listed keys, in the form every tool reads', async () => {
  const sealed = await seal(input());
  const message = await readMessage({ binaryMessage: sealed.ciphertext });
  const ids = message.getEncryptionKeyIDs().map((id) => id.toHex());
  const subkeys = await Promise.all(
    [fra, bra, deu].map(async ({ publicKey }) =>
      (await readKey({ binaryKey: publicKey })).subkeys[0]!.getKeyID().toHex(),
    ),
  );
  expect(ids.sort()).toEqual(subkeys.sort());
  const body = message.packets.at(-1) as SymEncryptedIntegrityProtectedDataPacket & { version: number };
  expect(body).toBeInstanceOf(SymEncryptedIntegrityProtectedDataPacket);
  expect(body.version).toBe(1);
  expect(message.packets.filterByTag(enums.packet.symEncryptedIntegrityProtectedData).length).toBe(1);
});

test('says in the payload for whom it is, by whom, and when', async () => {
  const { message, sha256, ciphertext, header } = await seal(input());
  const { publicKey: _f, keys: f, ...from } = fra;
  expect(message.from).toEqual({ ...from, key: f.fingerprint });
  expect(message.to.map((p) => p.participant)).toEqual(['bra', 'deu']);
  expect(message.to.map((p) => p.key)).toEqual([bra.keys.fingerprint, deu.keys.fingerprint]);
  expect(message.at).toBe(SENT);
  expect(sha256).toBe(sha256Hex(ciphertext));
  expect(header.message).toBe(DRAFT.message);
});

test('messages of one bucket to the same keys have one length, whatever they say', async () => {
  const lengths = await Promise.all(
    ['', 'yes', 'no '.repeat(500)].map(async (text) => (await seal(input({ text }))).ciphertext.length),
  );
  // Curve points have a byte more or less by chance; the text adds nothing.
  expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(8);
});

test('seals files to the same keys, each in its own ciphertext, and fixes both hashes', async () => {
  const { attachments, message } = await seal(input({ attachments: [FILE, { ...FILE, name: 'again.log' }] }));
  expect(attachments.map((a) => a.sealed)).toEqual(attachments.map((a) => sha256Hex(a.ciphertext)));
  expect(attachments[0]!.sealed).not.toBe(attachments[1]!.sealed);
  expect(message.attachments).toEqual(attachments.map(({ ciphertext: _, ...entry }) => entry));
  expect(message.attachments[0]).toMatchObject({ size: 10, sha256: sha256Hex(FILE.bytes) });
});

test('reports progress over payload and files', async () => {
  const seen: number[] = [];
  let all = 0;
  const onProgress = ({ done, total }: { done: number; total: number }) => {
    seen.push(done);
    all = total;
  };
  await seal(input({ attachments: [FILE], onProgress }));
  expect(seen).toEqual([3, 6]);
  expect(all).toBe(6);
});

test('one key that serves several contacts of a State is sealed to once', async () => {
  const second = { ...asRecipient(deu), contact: idOf('con', 'alternate') };
  const { ciphertext, message } = await seal(input({ recipients: [asRecipient(deu), second] }));
  expect(message.to.length).toBe(2);
  const ids = (await readMessage({ binaryMessage: ciphertext })).getEncryptionKeyIDs();
  expect(ids.length).toBe(2);
});

test('refuses a recipient whose key is not in force, and names it', async () => {
  const short = await generateContactKey({ at: MADE, expiresInSeconds: 3600 });
  const { publicKey: revoked } = await revokeKey({
    key: await readKey({ binaryKey: bra.publicKey }),
    revocationCertificate: bra.keys.revocationCertificate,
    date: new Date(SENT),
    format: 'binary',
  });
  const late = await generateContactKey({ at: '2026-12-01T00:00:00.000Z' });
  const cases = [
    ['seal.key-expired', short.publicKey],
    ['seal.key-revoked', revoked],
    ['seal.key-not-yet-valid', late.publicKey],
    ['seal.secret-key', bra.keys.privateKey],
    ['seal.not-a-key', utf8('none')],
  ] as const;
  for (const [cause, publicKey] of cases) {
    const recipient = { participant: 'bra', contact: bra.contact };
    const sealing = seal(input({ recipients: [asRecipient(deu), { ...recipient, publicKey }] }));
    await expect(sealing).rejects.toMatchObject({
      code: 'seal.recipient-unusable',
      details: { cause, recipient },
    });
  }
});

test('asks anew at every sealing whether a key it has read before is in force', async () => {
  const short = await generateContactKey({ at: MADE, expiresInSeconds: 3600 });
  const recipients = [{ participant: 'bra', contact: bra.contact, publicKey: short.publicKey }];
  await seal(input({ recipients, at: '2026-11-20T10:59:59.000Z' }));
  const later = seal(input({ recipients, at: '2026-11-20T11:00:00.000Z' }));
  await expect(later).rejects.toMatchObject({ details: { cause: 'seal.key-expired' } });
});

test('refuses before it seals anything', async () => {
  const stix = { name: 'a.json', mediaType: 'application/stix+json', bytes: utf8('{}') };
  const large = { ...FILE, bytes: new Uint8Array(20 * 1024 * 1024 + 1) };
  const cases: [string, Partial<SealInput>][] = [
    ['seal.no-recipients', { recipients: [] }],
    ['seal.duplicate-recipient', { recipients: [asRecipient(deu), asRecipient(deu)] }],
    [
      'seal.duplicate-recipient',
      { recipients: [{ ...asRecipient(deu), participant: 'bra' }, asRecipient(deu)] },
    ],
    ['seal.too-many-recipients', { recipients: Array.from({ length: 401 }, () => asRecipient(deu)) }],
    ['seal.too-many-attachments', { attachments: Array.from({ length: 21 }, () => FILE) }],
    ['seal.attachment-too-large', { attachments: [large] }],
    ['seal.bad-file-name', { attachments: [{ ...FILE, name: '..' }] }],
    ['seal.bad-file-name', { attachments: [FILE, FILE] }],
    ['seal.malformed-stix', { attachments: [stix] }],
    ['seal.malformed-message', { attachments: [{ ...FILE, mediaType: 'Text' }] }],
    ['seal.malformed-message', { at: 'now' }],
    ['seal.too-long', { attachments: [FILE], subject: 'x'.repeat(301) }],
    ['seal.not-a-key', { signer: { privateKey: fra.publicKey } }],
    ['seal.key-cannot-sign', { at: '2026-11-20T09:00:00.000Z' }],
  ];
  for (const [code, change] of cases) {
    let sealed = 0;
    const onProgress = () => {
      sealed++;
    };
    await expect(seal(input({ ...change, onProgress }))).rejects.toMatchObject({ code });
    expect(sealed).toBe(0);
  }
});

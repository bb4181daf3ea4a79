import { existsSync, readFileSync } from 'node:fs';
import { furtherKeysHash } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { sha256Hex, toBase64url, utf8 } from '@comity/log';
import {
  bucketOf,
  type ContactKey,
  fileBucketOf,
  generateContactKey,
  generateHybridKey,
  type HybridPair,
  type SealInput,
  seal,
  takeOffOuter,
} from '@comity/seal';

/**
 * `sealed.json`: messages as they travel, with the keys that open them. Seals hold random bytes, so the file was made
 * once and is an input from then on; that each case comes out as it says is a test.
 */
export async function sealedVectors(path: string): Promise<Uint8Array> {
  if (existsSync(path)) return new Uint8Array(readFileSync(path));
  return utf8(`${JSON.stringify(await make(), null, 1)}\n`);
}

const MADE = '2026-03-01T09:00:00.000Z';
const SENT = '2026-03-02T09:00:00.000Z';
const READ = '2026-03-02T09:05:00.000Z';

interface Holder {
  readonly participant: string;
  readonly contact: string;
  readonly openpgp: ContactKey;
  readonly hybrid: HybridPair;
}
const holder = async (participant: string, contact = participant): Promise<Holder> => ({
  participant,
  contact: testId('con', contact),
  openpgp: await generateContactKey({ at: MADE }),
  hybrid: await generateHybridKey(),
});

type People = Readonly<Record<'alpha' | 'beta' | 'recovery' | 'stranger', Holder>>;

async function make() {
  const people: People = {
    alpha: await holder('alpha'),
    beta: await holder('beta'),
    recovery: await holder('beta', 'recovery'),
    stranger: await holder('gamma'),
  };
  const cases = await allCases(people);
  return {
    note: 'Keys of nobody: they protect nothing. Bytes are base64url. Each case is read at `read` by `me`.',
    read: READ,
    keys: Object.fromEntries(Object.entries(people).map(([name, one]) => [name, describe(one)])),
    buckets: [0, 4096, 4097, 65_536, 65_537, 100_000, 1_000_000, 20_971_520].map((bytes) => ({
      bytes,
      payload: bucketOf(bytes),
      file: fileBucketOf(bytes),
    })),
    further: [
      { hybrid: [], recovery: [{ participant: 'alpha', key: 'a'.repeat(40) }] },
      { hybrid: ['b'.repeat(64), 'c'.repeat(64)], recovery: [] },
    ].map((keys) => ({ ...keys, hash: furtherKeysHash(keys) })),
    cases,
  };
}

const describe = ({ participant, contact, openpgp, hybrid }: Holder) => ({
  participant,
  contact,
  fingerprint: openpgp.fingerprint,
  publicKey: toBase64url(openpgp.publicKey),
  privateKey: toBase64url(openpgp.privateKey),
  ...hybrid,
});

function letter({ alpha, beta }: People, label: string): SealInput {
  return {
    body: sha256Hex(utf8('a body')),
    message: testId('msg', label),
    thread: testId('thr', label),
    type: 'notification',
    exercise: true,
    from: { participant: alpha.participant, contact: alpha.contact },
    language: 'en',
    subject: 'A vector',
    text: 'Sealed for a test.',
    recipients: [{ participant: beta.participant, contact: beta.contact, publicKey: beta.openpgp.publicKey }],
    signer: { privateKey: alpha.openpgp.privateKey },
    at: SENT,
  };
}

async function allCases(people: People) {
  const { alpha, beta, recovery } = people;
  const file = { name: 'scan.log', mediaType: 'text/plain', bytes: utf8('03:00 scan') };
  const once = await seal({ ...letter(people, 'once'), attachments: [file] });
  const both = letter(people, 'twice');
  const twice = await seal({
    ...both,
    attachments: [file],
    from: { ...both.from, hybrid: alpha.hybrid.recipient },
    recipients: both.recipients.map((r) => ({ ...r, hybrid: beta.hybrid.recipient })),
  });
  const { participant, openpgp } = recovery;
  const recoverable = await seal({
    ...letter(people, 'recoverable'),
    recovery: [{ participant, publicKey: openpgp.publicKey }],
  });
  const stripped = await takeOffOuter(twice.ciphertext, [beta.hybrid.identity]);
  const flipped = twice.ciphertext.slice();
  flipped[flipped.length - 9]! ^= 1;
  const stored = (sealed: typeof once, ciphertext = sealed.ciphertext) => ({
    header: sealed.header,
    layers: sealed.layers,
    ...(sealed.further ? { further: sealed.further } : {}),
    messageId: sealed.messageId,
    ciphertext: toBase64url(ciphertext),
    attachments: sealed.attachments.map((a) => toBase64url(a.ciphertext)),
  });
  return [
    { what: 'sealed once', me: 'beta', expect: 'bound', ...stored(once) },
    { what: 'sealed once, by its sender', me: 'alpha', expect: 'bound', ...stored(once) },
    { what: 'sealed once, for others', me: 'stranger', expect: 'seal.cannot-decrypt', ...stored(once) },
    { what: 'sealed twice', me: 'beta', expect: 'bound', ...stored(twice) },
    {
      what: 'its outer seal taken off',
      me: 'beta',
      expect: 'seal.layers-differ',
      ...stored(twice, stripped),
    },
    { what: 'one bit flipped', me: 'beta', expect: 'seal.cannot-decrypt', ...stored(twice, flipped) },
    { what: 'by the recovery key of the State', me: 'recovery', expect: 'bound', ...stored(recoverable) },
    {
      what: 'by a recovery key that it was not sealed to',
      me: 'recovery',
      expect: 'seal.cannot-decrypt',
      ...stored(once),
    },
  ];
}

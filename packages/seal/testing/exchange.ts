import { concat, utf8 } from '@comity/log';
import {
  createMessage,
  decryptSessionKeys,
  encrypt,
  encryptSessionKey,
  readKey,
  readMessage,
  readPrivateKey,
  type SessionKey,
} from 'openpgp';
import { expect } from 'vitest';
import type { Opened, OpenInput, Sealed, SealInput } from '../src/index.ts';
import { composePayload, open, seal } from '../src/index.ts';
import { splitPackets } from '../src/packets.ts';
import {
  asReader,
  asRecipient,
  certified,
  certifying,
  DRAFT,
  makeContact,
  READ,
  SENT,
  type TestContact,
} from './parties.ts';

/** A message with two files that fra sends to deu, and what a test can vary of it. Bra has a key and no part in it. */
export const [fra, deu, bra] = await Promise.all([
  makeContact('fra'),
  makeContact('deu'),
  makeContact('bra'),
]);

export const FILES = [
  { name: 'scan.log', mediaType: 'text/plain', bytes: utf8('03:00 scan') },
  { name: 'more.log', mediaType: 'text/plain', bytes: new Uint8Array(100_000).fill(7) },
] as const;

export const sealing = (change: Partial<SealInput> = {}): Promise<Sealed> =>
  seal({
    ...DRAFT,
    from: { participant: fra.participant, contact: fra.contact },
    recipients: [asRecipient(deu)],
    attachments: FILES,
    signer: { privateKey: fra.keys.privateKey },
    at: SENT,
    ...change,
  });
export const sealed = await sealing();

export const reading = (change: Partial<OpenInput> = {}): Promise<Opened> =>
  open({
    ciphertext: sealed.ciphertext,
    attachments: sealed.attachments,
    header: sealed.header,
    me: asReader(deu),
    findSigner: certifying(certified(fra), certified(deu), certified(bra)),
    now: READ,
    ...change,
  });

/** What reading came to: the kind, or the check that failed with its code. A refusal must hold nothing else. */
export const why = (opened: Opened): string => {
  if (opened.kind !== 'refused') return opened.kind;
  expect(Object.keys(opened).sort()).toEqual(['checks', 'code', 'kind']);
  const failed = opened.checks.filter(({ ok }) => !ok);
  expect(failed).toEqual([opened.checks.at(-1)]);
  return `${failed[0]!.check}: ${opened.code}`;
};

/** Seals the session key, which a recipient has, to somebody else; what was signed stays untouched. */
export async function readdressed(to: TestContact): Promise<Uint8Array> {
  const message = await readMessage({ binaryMessage: sealed.ciphertext });
  const decryptionKeys = await readPrivateKey({ binaryKey: deu.keys.privateKey });
  const [sessionKey] = await decryptSessionKeys({
    message,
    decryptionKeys,
    date: new Date(READ),
  });
  const key = await encryptSessionKey({
    ...(sessionKey as SessionKey),
    encryptionKeys: await readKey({ binaryKey: to.publicKey }),
    format: 'binary',
    date: new Date(READ),
  });
  const body = splitPackets(sealed.ciphertext)!.at(-1)!;
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, body.body.length);
  return concat(key, Uint8Array.of(0xc0 | body.tag, 255), new Uint8Array(length.buffer), body.body);
}

/** Seals bytes with the bare library, signed by whom one likes. */
export async function sealedBy(
  bytes: Uint8Array,
  signers: readonly TestContact[],
  date = SENT,
): Promise<Uint8Array> {
  return encrypt({
    message: await createMessage({ binary: bytes, date: new Date(date) }),
    encryptionKeys: await readKey({ binaryKey: deu.publicKey }),
    signingKeys: await Promise.all(signers.map(({ keys }) => readPrivateKey({ binaryKey: keys.privateKey }))),
    format: 'binary',
    date: new Date(date),
  });
}

/** The bytes of a payload from fra to deu. */
export const bytesOf = (change: object = {}) => {
  const party = ({ participant, contact, keys }: TestContact) => ({
    participant,
    contact,
    key: keys.fingerprint,
  });
  return composePayload({ ...DRAFT, from: party(fra), to: [party(deu)], at: SENT, ...change }).bytes;
};

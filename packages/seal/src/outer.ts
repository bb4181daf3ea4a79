import { fromUtf8, utf8 } from '@comity/log';
import { SealError } from './errors.ts';

/**
 * The outer seal: age with hybrid recipients (ML-KEM-768 with X25519), around a message that is sealed with OpenPGP
 * already. Whoever breaks one of the two has still the other before him. It is for everybody or for nobody: one
 * classic recipient among hybrid ones would undo it for all, and the library would say nothing.
 *
 * The library is loaded where something is sealed or opened this way, and never otherwise.
 */
const library = () => import('age-encryption');

/** The post-quantum half of a contact's key: `identity` is the secret, `recipient` what its State certifies. */
export interface HybridPair {
  readonly identity: string;
  readonly recipient: string;
}

/** `age1pq1` and 1216 bytes in Bech32, with its check. */
const RECIPIENT = /^age1pq1[02-9ac-hj-np-z]{1952}$/;
const IDENTITY = /^AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]{58}$/;
/** How every age file begins. */
const MAGIC = utf8('age-encryption.org/v1\n');
const STANZA = '-> mlkem768x25519 ';
/** Each recipient's stanza may have to be tried: more of them is an attack, not a message. */
const MAX_STANZAS = 1000;
/** A stanza takes 1,570 bytes or so; the header of an age file ends with a line of its own. */
const MAX_HEADER = MAX_STANZAS * 1700;

export async function generateHybridKey(): Promise<HybridPair> {
  const age = await library();
  const identity = await age.generateHybridIdentity();
  return { identity, recipient: await age.identityToRecipient(identity) };
}

/** The recipient that belongs to a secret. Throws `seal.not-a-hybrid-key`. */
export async function hybridRecipientOf(identity: string): Promise<string> {
  if (!IDENTITY.test(identity)) throw notHybrid();
  return (await library()).identityToRecipient(identity).catch(() => {
    throw notHybrid();
  });
}

/**
 * Reads a recipient from the bytes that a State certified: its text and nothing else. Throws
 * `seal.not-a-hybrid-key`: also for one that age knows and that is classic.
 */
export async function readHybridRecipient(bytes: Uint8Array): Promise<string> {
  const text = bytes.length > 4096 ? '' : asText(bytes);
  if (!RECIPIENT.test(text)) throw notHybrid();
  const { Encrypter } = await library();
  try {
    new Encrypter().addRecipient(text);
  } catch {
    throw notHybrid();
  }
  return text;
}

function asText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return '';
  }
}

const notHybrid = () =>
  new SealError(
    'seal.not-a-hybrid-key',
    'This is not a post-quantum key of age: one begins with age1pq1 and has 1,959 characters.',
  );

/** Whether bytes carry an outer seal. */
export const hasOuterSeal = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte);

/** Puts the outer seal around bytes. Throws `seal.not-a-hybrid-key`: a classic recipient is never mixed in. */
export async function sealOuter(bytes: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new (await library()).Encrypter();
  for (const recipient of recipients) {
    if (!RECIPIENT.test(recipient)) throw notHybrid();
    encrypter.addRecipient(recipient);
  }
  return encrypter.encrypt(bytes).catch(() => {
    throw notHybrid();
  });
}

/**
 * Takes the outer seal off. Throws `seal.cannot-decrypt`, whatever is wrong: no key of ours, altered on its way, or
 * a recipient among the others that is not post-quantum.
 */
export const openOuter = (bytes: Uint8Array, identities: readonly string[]): Promise<Uint8Array> =>
  takingOff(bytes, async (decrypter) => {
    addTo(decrypter, identities);
    return decrypter.decrypt(bytes);
  });

/** The file key of an outer seal: it opens this one file and nothing else. Throws as `openOuter`. */
export const outerKeyOf = (bytes: Uint8Array, identities: readonly string[]): Promise<Uint8Array> =>
  takingOff(bytes, async (decrypter) => {
    addTo(decrypter, identities);
    return decrypter.decryptHeader(bytes.subarray(0, MAX_HEADER));
  });

/** Takes the outer seal off with the file key that was taken out of it before. Throws as `openOuter`. */
export const openOuterWith = (bytes: Uint8Array, fileKey: Uint8Array): Promise<Uint8Array> =>
  takingOff(bytes, async (decrypter) => {
    decrypter.addIdentity({ unwrapFileKey: () => fileKey });
    return decrypter.decrypt(bytes);
  });

type Decrypter = InstanceType<Awaited<ReturnType<typeof library>>['Decrypter']>;

function addTo(decrypter: Decrypter, identities: readonly string[]): void {
  for (const identity of identities) {
    if (!IDENTITY.test(identity)) throw new Error('Not a hybrid identity.');
    decrypter.addIdentity(identity);
  }
}

async function takingOff(
  bytes: Uint8Array,
  work: (decrypter: Decrypter) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  try {
    assertHybridOnly(bytes);
    return await work(new (await library()).Decrypter());
  } catch {
    throw new SealError(
      'seal.cannot-decrypt',
      'The post-quantum seal cannot be opened with your keys, or the message was altered on its way.',
    );
  }
}

function assertHybridOnly(bytes: Uint8Array): void {
  // What follows the header is ciphertext: read as Latin letters it cannot fail.
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, MAX_HEADER));
  const header = head.slice(0, head.indexOf('\n--- '));
  const stanzas = header.split('\n').filter((line) => line.startsWith('-> '));
  if (stanzas.length === 0 || stanzas.length > MAX_STANZAS)
    throw new Error('Too few or too many recipients.');
  if (stanzas.some((line) => !line.startsWith(STANZA))) throw new Error('A recipient is not post-quantum.');
}

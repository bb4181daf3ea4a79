import { fromBase64url, sha256Hex } from '@comity/log';
import type { PrivateKey, PublicKey } from 'openpgp';
import {
  assertCiphertextSize,
  assertSigned,
  type Decrypted,
  decryptMessage,
  issuerOf,
} from './decrypting.ts';
import { SealError } from './errors.ts';
import { type FormerKeys, NO_FORMER_KEYS } from './formerkeys.ts';
import { dateOf } from './instant.ts';
import { type Evidence, judge } from './judging.ts';
import type { AttachmentEntry, Payload } from './message.ts';
import type { Opened, OpenedAttachment, ReadingContext } from './opened.ts';
import { hasOuterSeal, openOuter, openOuterWith } from './outer.ts';
import { type LockedKey, readUnlocked } from './privatekey.ts';
import { readPublicKey } from './publickey.ts';
import { sessionKeyFrom } from './rewrapping.ts';

/** Which primary key a signing subkey belongs to, both as 40 lower-case hex digits; undefined where it is not known. */
export type FindPrimary = (subkey: string) => string | undefined | Promise<string | undefined>;

/** A message as it arrived, and who reads it. */
export interface OpenInput extends ReadingContext {
  /** Binary, or armored as mail brings it. */
  readonly ciphertext: Uint8Array;
  readonly me: {
    readonly participant: string;
    readonly keys: readonly LockedKey[];
    /** The post-quantum halves of the keys: age identities. */
    readonly hybrid?: readonly string[];
    /** What opens single ciphertexts that were sealed to keys which are gone. */
    readonly former?: FormerKeys;
  };
  /** The files in the order of the payload. Absent: they are not looked at now. */
  readonly attachments?: readonly { readonly ciphertext: Uint8Array }[];
  /**
   * Needed only for plain OpenPGP messages that a subkey signed, as on a card: a payload names its sender's primary key
   * itself. Either says whose subkey it is, or gives the key that the sender whom the host names had then.
   */
  readonly findPrimary?: FindPrimary;
  readonly senderKey?: () => Promise<Uint8Array | undefined>;
}

/**
 * Opens a message and says what was checked. `bound`: everything is as it was signed. `unbound`: a plain
 * OpenPGP message of a known contact. `refused`: nothing to show, and why.
 * Never throws over what a message holds; throws `seal.not-a-key`, `seal.armored-key` and
 * `seal.wrong-passphrase` over the reader's own keys, and whatever `findSigner` throws.
 */
export async function open(input: OpenInput): Promise<Opened> {
  const now = dateOf(input.now, 'now');
  const keys = await Promise.all(input.me.keys.map(readUnlocked));
  const former = input.me.former ?? NO_FORMER_KEYS;
  const own = [...keys.map((key) => key.getFingerprint()), ...former.formerly];
  const me = { participant: input.me.participant, keys: own };
  const secrets = { keys, hybrid: input.me.hybrid ?? [], former: former.keys };
  const decrypt = async (): Promise<Evidence> => {
    const decrypted = await decryptBoth(input.ciphertext, secrets, now);
    const { attachments } = input;
    return {
      bytes: decrypted.bytes,
      isSigned: decrypted.signature !== undefined,
      hasOuter: hasOuterSeal(input.ciphertext),
      signer: decrypted.signature && issuerOf(decrypted.signature),
      findPrimary: input.findPrimary ?? primaryAmong(input.senderKey),
      verify: (key) => assertSigned(decrypted, key),
      ...(attachments && {
        openFiles: (payload, signer) => openFiles(payload, attachments, secrets, signer, now),
      }),
    };
  };
  return judge('this-device', decrypt, me, input);
}

/** What opens messages. */
interface Secrets {
  readonly keys: readonly PrivateKey[];
  readonly hybrid: readonly string[];
  readonly former: FormerKeys['keys'];
}

/** The outer seal first, where there is one. Throws `seal.cannot-decrypt`, `seal.ciphertext-too-large`. */
async function decryptBoth(ciphertext: Uint8Array, secrets: Secrets, now: Date): Promise<Decrypted> {
  const { keys, hybrid, former } = secrets;
  const taken = former.size > 0 ? former.get(sha256Hex(ciphertext)) : undefined;
  if (!taken) return decryptMessage(await takeOffOuter(ciphertext, hybrid), keys, now);
  assertCiphertextSize(ciphertext);
  const inner = taken.outer ? await openOuterWith(ciphertext, fromBase64url(taken.outer)) : ciphertext;
  return decryptMessage(inner, sessionKeyFrom(taken), now);
}

/**
 * The message inside its outer seal; the bytes themselves where they have none. What comes out goes to `open`'s
 * rest, or to gpg. Throws `seal.cannot-decrypt`, `seal.ciphertext-too-large`.
 */
export async function takeOffOuter(
  ciphertext: Uint8Array,
  identities: readonly string[],
): Promise<Uint8Array> {
  assertCiphertextSize(ciphertext);
  return hasOuterSeal(ciphertext) ? openOuter(ciphertext, identities) : ciphertext;
}

/** The primary key of a subkey, if the one key that may be its is. */
const primaryAmong =
  (senderKey: OpenInput['senderKey']): FindPrimary =>
  async (subkey) => {
    const bytes = await senderKey?.();
    const key = bytes && (await readPublicKey(bytes).catch(() => undefined));
    const isIts = key?.subkeys.some((held) => held.getFingerprint() === subkey);
    return isIts ? key?.getFingerprint() : undefined;
  };

async function openFiles(
  { attachments }: Payload,
  files: readonly { readonly ciphertext: Uint8Array }[],
  secrets: Secrets,
  signer: PublicKey,
  now: Date,
): Promise<OpenedAttachment[]> {
  assertSameCount(attachments, files);
  const opened: OpenedAttachment[] = [];
  for (const [i, entry] of attachments.entries()) {
    opened.push({ ...entry, bytes: await openFile(entry, files[i]!.ciphertext, secrets, signer, now) });
  }
  return opened;
}

async function openFile(
  entry: AttachmentEntry,
  ciphertext: Uint8Array,
  secrets: Secrets,
  signer: PublicKey,
  now: Date,
): Promise<Uint8Array> {
  // The hash before the decryption: nothing that the sender did not seal is even parsed.
  assertSealed(entry, ciphertext);
  const decrypted = await decryptBoth(ciphertext, secrets, now);
  await assertSigned(decrypted, signer);
  assertPlain(entry, decrypted.bytes);
  return decrypted.bytes;
}

export function assertSameCount(entries: readonly unknown[], files: readonly unknown[]): void {
  if (entries.length === files.length) return;
  throw new SealError(
    'seal.attachment-differs',
    `It names ${entries.length} files, but ${files.length} came with it.`,
  );
}

export function assertSealed(entry: AttachmentEntry, ciphertext: Uint8Array): void {
  if (sha256Hex(ciphertext) === entry.sealed) return;
  throw new SealError('seal.attachment-differs', `The file "${entry.name}" is not the one that was sealed.`);
}

export function assertPlain(entry: AttachmentEntry, bytes: Uint8Array): void {
  if (bytes.length === entry.size && sha256Hex(bytes) === entry.sha256) return;
  throw new SealError(
    'seal.attachment-differs',
    `The file "${entry.name}" holds something else than was signed.`,
  );
}

/**
 * Opens one file of a message that `open` found bound: `entry` is its line in the payload, `signer` the public
 * key that the record certifies for the payload's sender. Throws `seal.attachment-differs`,
 * `seal.cannot-decrypt`, `seal.bad-signature`, and over the reader's keys as `open` does.
 */
export async function openAttachment(input: {
  readonly entry: AttachmentEntry;
  readonly ciphertext: Uint8Array;
  readonly keys: readonly LockedKey[];
  readonly hybrid?: readonly string[];
  readonly former?: FormerKeys;
  readonly signer: Uint8Array;
  readonly now: string;
}): Promise<Uint8Array> {
  const keys = await Promise.all(input.keys.map(readUnlocked));
  const signer = await readPublicKey(input.signer);
  const secrets = { keys, hybrid: input.hybrid ?? [], former: (input.former ?? NO_FORMER_KEYS).keys };
  return openFile(input.entry, input.ciphertext, secrets, signer, dateOf(input.now, 'now'));
}

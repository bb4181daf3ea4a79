import { readFile } from 'node:fs/promises';
import { newId } from '@comity/acts';
import type { Connection } from '@comity/client';
import { findSigner } from '@comity/client/messages';
import { fromBase64, fromUtf8, toBase64, utf8 } from '@comity/log';
import {
  type ClearHeader,
  hybridRecipientOf,
  lockPrivateKey,
  open,
  seal,
  unlockPrivateKey,
} from '@comity/seal';
import { keptHalf } from './contactkeys.ts';
import { CommandError } from './errors.ts';
import { type HeldContact, type Identity, openSecret } from './keyring.ts';

/**
 * How an office changes hands: the keys of a contact, sealed by who holds them to the fresh key of who comes after.
 * It is a message of the contact to itself, so the same checks hold: signed by the key that the record certifies for
 * this contact, addressed to the new key, opened by nobody else.
 */
interface HandOver {
  readonly v: 1;
  readonly handOver: 'contact-keys';
  readonly contact: string;
  readonly header: ClearHeader;
  readonly ciphertext: string;
  readonly keys: string;
}
interface HandedKey {
  readonly fingerprint: string;
  readonly privateKey: string;
  readonly hybrid?: string;
}

const FILE = 'keys.json';

/** The keys of a contact that a file holds, newest first, as text for a hand-over. */
export async function sealHandOver(
  identity: Identity,
  passphrase: string | undefined,
  contact: string,
  to: { readonly publicKey: Uint8Array },
): Promise<HandOver> {
  const held = keysHere(identity, contact);
  const handed = await Promise.all(held.map((one) => opened(one, passphrase)));
  const at = new Date().toISOString();
  const { participant, trust } = identity;
  const sealed = await seal({
    body: trust.body,
    message: newId('msg'),
    thread: newId('thr'),
    type: 'closing',
    exercise: false,
    language: 'en',
    subject: 'Hand-over',
    text: 'The keys of this contact, for who comes after.',
    from: { participant, contact },
    recipients: [{ participant, contact, publicKey: to.publicKey }],
    attachments: [{ name: FILE, mediaType: 'application/json', bytes: utf8(JSON.stringify(handed)) }],
    signer: { privateKey: fromBase64(handed[0]!.privateKey) },
    at,
  });
  return {
    v: 1,
    handOver: 'contact-keys',
    contact,
    header: sealed.header,
    ciphertext: toBase64(sealed.ciphertext),
    keys: toBase64(sealed.attachments[0]!.ciphertext),
  };
}

function keysHere({ name, contacts = [] }: Identity, contact: string): HeldContact[] {
  const here = contacts.filter((c) => c.contact === contact && c.privateKey !== undefined);
  if (here.length > 0) return here;
  throw new CommandError(
    'comity.no-contact-key',
    `${name} holds no key of ${contact} in a file: what gpg or a card holds is handed over there.`,
    'Nothing was written.',
  );
}

async function opened(held: HeldContact, passphrase: string | undefined): Promise<HandedKey> {
  const locked = {
    privateKey: fromBase64(held.privateKey!),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
  return {
    fingerprint: held.fingerprint,
    privateKey: toBase64(await unlockPrivateKey(locked)),
    ...(held.hybrid ? { hybrid: fromUtf8(openSecret(held.hybrid.secret, passphrase)) } : {}),
  };
}

/**
 * Opens a hand-over with the fresh key of this person, and checks it as any message: the record must certify, now, the
 * key that signed. Answers with the keys as this person keeps them.
 */
export async function openHandOver(
  path: string,
  reader: Connection,
  identity: Identity,
  passphrase: string | undefined,
  head: number,
): Promise<{ contact: string; keys: HeldContact[] }> {
  const file = await readHandOver(path);
  const mine = keysHere(identity, file.contact);
  const result = await open({
    ciphertext: fromBase64(file.ciphertext),
    attachments: [{ ciphertext: fromBase64(file.keys) }],
    header: file.header,
    me: {
      participant: identity.participant,
      keys: mine.map((held) => ({
        privateKey: fromBase64(held.privateKey!),
        ...(passphrase === undefined ? {} : { passphrase }),
      })),
    },
    findSigner: (fingerprint) => findSigner(reader, fingerprint, head),
    now: new Date().toISOString(),
  });
  if (result.kind !== 'bound' || result.signer.contact !== file.contact)
    throw refused(path, result.checks.at(-1));
  const handed = JSON.parse(fromUtf8(result.attachments[0]!.bytes)) as HandedKey[];
  const keys = await Promise.all(handed.map((one) => kept(file.contact, one, passphrase)));
  return { contact: file.contact, keys };
}

const refused = (path: string, check: { readonly says: string } | undefined) =>
  new CommandError(
    'comity.hand-over-refused',
    `${path} did not pass its checks: ${check?.says ?? 'it is of another contact.'}`,
    'Nothing was kept.',
  );

async function kept(contact: string, one: HandedKey, passphrase: string | undefined): Promise<HeldContact> {
  const bytes = fromBase64(one.privateKey);
  const privateKey = passphrase === undefined ? bytes : await lockPrivateKey(bytes, passphrase);
  const half = one.hybrid
    ? {
        hybrid: keptHalf(
          { identity: one.hybrid, recipient: await hybridRecipientOf(one.hybrid) },
          passphrase,
        ),
      }
    : {};
  return { contact, fingerprint: one.fingerprint, privateKey: toBase64(privateKey), ...half };
}

async function readHandOver(path: string): Promise<HandOver> {
  try {
    const found = JSON.parse(await readFile(path, 'utf8')) as Partial<HandOver> | null;
    if (found?.v === 1 && found.handOver === 'contact-keys' && found.ciphertext && found.keys)
      return found as HandOver;
  } catch {
    // One answer for whatever is wrong with the file.
  }
  throw new CommandError('comity.not-a-hand-over', `${path} holds no hand-over of a contact.`);
}

import { readFile } from 'node:fs/promises';
import {
  enrolment,
  formats,
  idOfKey,
  type OpenpgpKey,
  parseSignature,
  parseWith,
  plainTrust,
  proveKey,
  verifyStatement,
} from '@comity/acts';
import { fromBase64, sha256Hex, toBase64, utf8 } from '@comity/log';
import { inspectPublicKey, openpgpVerifier, readHybridRecipient } from '@comity/seal';
import { refusal } from './errors.ts';
import { type Identity, signerOf } from './keyring.ts';
import type { ProvenKey } from './people.ts';

/**
 * What a person hands to the administrator: the public key with proof that the person holds its secret.
 * It holds no secret, and serves one person of one participant of one body.
 */
export interface PersonRequest extends ProvenKey {
  readonly v: 1;
  readonly request: 'person-key';
  readonly body: string;
  readonly participant: string;
  /** The transferable public key, base64, where gpg holds the secret. */
  readonly openpgp?: string;
}

/** The same for the key to which messages of a contact are sealed. */
export interface ContactRequest {
  readonly v: 1;
  readonly request: 'contact-key';
  readonly body: string;
  readonly participant: string;
  readonly contact: string;
  readonly fingerprint: string;
  readonly openpgp: string;
  /** The post-quantum half: an age recipient. */
  readonly hybrid?: string;
}

/** Makes the request of a person; `openpgp` are the bytes of a key that gpg holds. */
export async function requestPerson(
  identity: Identity,
  passphrase: string | undefined,
  openpgp?: Uint8Array,
): Promise<PersonRequest> {
  const { trust, participant, key } = identity;
  const person = identity.person!;
  const who = { body: trust.body, participant, person };
  const proof = await proveKey(who, key, await signerOf(identity, passphrase));
  return {
    v: 1,
    request: 'person-key',
    ...who,
    key,
    proof,
    ...(openpgp ? { openpgp: toBase64(openpgp) } : {}),
  };
}

export const requestContact = (
  { trust, participant }: Identity,
  contact: string,
  { fingerprint, publicKey, hybrid }: { fingerprint: string; publicKey: Uint8Array; hybrid?: string },
): ContactRequest => ({
  v: 1,
  request: 'contact-key',
  body: trust.body,
  participant,
  contact,
  fingerprint,
  openpgp: toBase64(publicKey),
  ...(hybrid ? { hybrid } : {}),
});

const bad = (path: string, why: string) =>
  refusal(
    'comity.bad-request-file',
    `${path} is not a request that can be used: ${why}`,
    'Nothing was sent.',
  );

async function readRequest(path: string, kind: string, who: Identity): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8');
  let found: Record<string, unknown>;
  try {
    found = { ...(JSON.parse(text) as Record<string, unknown>) };
  } catch {
    throw bad(path, 'it is not JSON.');
  }
  if (found.v !== 1 || found.request !== kind) throw bad(path, `it is not a ${kind} of version 1.`);
  if (found.body !== who.trust.body) throw bad(path, 'it was made for another body.');
  if (found.participant !== who.participant) throw bad(path, `it was made for ${String(found.participant)}.`);
  return found;
}

/** Reads the request of a person and checks its proof. `openpgp` are the bytes to upload first. */
export async function readPersonRequest(
  path: string,
  who: Identity,
): Promise<ProvenKey & { openpgp?: Uint8Array }> {
  const found = await readRequest(path, 'person-key', who);
  const request = parsed(path, found);
  const openpgp = request.openpgp === undefined ? undefined : fromBase64(request.openpgp);
  const { key, proof, person } = request;
  if (key.alg === 'openpgp' && (!openpgp || sha256Hex(openpgp) !== key.blob.sha256))
    throw bad(path, 'the public key is not the one it names.');
  const trust = {
    ...plainTrust,
    verifiers: { ...plainTrust.verifiers, openpgp: openpgpVerifier },
    blob: () => openpgp,
  };
  const statement = enrolment(who.trust.body, who.participant, person, idOfKey(key));
  if (!(await verifyStatement(trust, 'enrol', statement, key, proof)))
    throw bad(path, 'nothing proves that its author holds the key.');
  return { person, key, proof, ...(openpgp ? { openpgp } : {}) };
}

function parsed(path: string, found: Record<string, unknown>): PersonRequest {
  try {
    const proof = parseSignature(found.proof);
    const person = parseWith(formats.personId, found.person, 'The person');
    const key = found.key as PersonRequest['key'];
    idOfKey(key);
    return { ...(found as unknown as PersonRequest), person, proof, key };
  } catch (error) {
    throw bad(path, (error as Error).message);
  }
}

/** Reads the request for a contact's key and checks that it is the key it says. */
export async function readContactRequest(
  path: string,
  who: Identity,
  contact: string,
): Promise<{ publicKey: Uint8Array; fingerprint: string; expires?: string; hybrid?: string }> {
  const found = await readRequest(path, 'contact-key', who);
  if (found.contact !== contact) throw bad(path, `it was made for the contact ${String(found.contact)}.`);
  const publicKey = bytesOf(path, found.openpgp);
  const { fingerprint, expires } = await inspectPublicKey(publicKey, new Date().toISOString());
  if (fingerprint !== found.fingerprint) throw bad(path, 'the key does not have the fingerprint it names.');
  const half = found.hybrid === undefined ? undefined : await readHybridRecipient(utf8(String(found.hybrid)));
  return { publicKey, fingerprint, ...(expires ? { expires } : {}), ...(half ? { hybrid: half } : {}) };
}

function bytesOf(path: string, text: unknown): Uint8Array {
  try {
    return fromBase64(String(text));
  } catch {
    throw bad(path, 'it holds no public key.');
  }
}

/** How acts name a key that gpg holds. */
export const openpgpKeyOf = (publicKey: Uint8Array, fingerprint: string): OpenpgpKey => ({
  alg: 'openpgp',
  blob: { sha256: sha256Hex(publicKey), size: publicKey.length },
  fingerprint,
});

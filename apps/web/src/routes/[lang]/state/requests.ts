import {
  type Domains,
  enrolment,
  formats,
  idOfKey,
  parseSignature,
  parseWith,
  plainTrust,
  publicKey,
  type Trust,
  verifyStatement,
} from '@comity/acts';
import { fromBase64, sha256Hex, utf8 } from '@comity/log';
import type { ProvenKey, ReadKey } from '#lib/browser/house.ts';
import { type KeyReading, keysHere } from '#lib/browser/sealing.ts';

/** Why a request or a key cannot be used: the last part of `house.request.…` in the catalogues. */
export type Fault =
  | 'no-json'
  | 'wrong-kind'
  | 'other-body'
  | 'other-state'
  | 'other-person'
  | 'other-contact'
  | 'malformed'
  | 'unproven';

/** What was pasted is not a request that can be used; nothing was sent. */
export class RequestRefused extends Error {
  readonly code = 'web.bad-request';
  readonly fault: Fault;
  constructor(fault: Fault, detail = '') {
    super(detail || fault);
    this.name = 'RequestRefused';
    this.fault = fault;
  }
}

interface Owner {
  readonly body: string;
  readonly participant: string;
  /** Where passkeys of the body may be used. */
  readonly domains?: Domains;
}

/**
 * Reads the key request of a person (`comity key make` writes it) and checks its proof.
 * `expected` is the person it must be for, where that one stands on the record. Throws `RequestRefused`.
 */
export async function readPersonRequest(
  text: string,
  owner: Owner,
  expected?: string,
  keys: KeyReading = keysHere,
): Promise<ProvenKey> {
  const found = readRequest(text, 'person-key', owner);
  const request = wellFormed(() => ({
    person: parseWith(formats.personId, found.person, 'The person'),
    key: parseWith(publicKey, found.key, 'The key'),
    proof: parseSignature(found.proof),
    openpgp: found.openpgp === undefined ? undefined : fromBase64(String(found.openpgp)),
  }));
  const { person, key, proof, openpgp } = request;
  if (expected !== undefined && person !== expected) throw new RequestRefused('other-person');
  if (key.alg === 'openpgp' && (!openpgp || sha256Hex(openpgp) !== key.blob.sha256)) {
    throw new RequestRefused('malformed', 'The public key is not the one it names.');
  }
  const statement = enrolment(owner.body, owner.participant, person, idOfKey(key));
  if (
    !(await verifyStatement(trustFor(key.alg, openpgp, owner.domains, keys), 'enrol', statement, key, proof))
  ) {
    throw new RequestRefused('unproven');
  }
  return { person, key, proof, ...(openpgp ? { openpgp } : {}) };
}

/** OpenPGP is asked only where somebody's key is one. */
function trustFor(
  alg: string,
  openpgp: Uint8Array | undefined,
  domains = plainTrust.domains,
  keys: KeyReading,
): Trust {
  if (alg !== 'openpgp') return { ...plainTrust, domains };
  return {
    ...plainTrust,
    verifiers: { ...plainTrust.verifiers, openpgp: keys.verify },
    blob: () => openpgp,
  };
}

function readRequest(text: string, kind: string, owner: Owner): Record<string, unknown> {
  let found: Record<string, unknown>;
  try {
    found = { ...(JSON.parse(text) as Record<string, unknown>) };
  } catch {
    throw new RequestRefused('no-json');
  }
  if (found.v !== 1 || found.request !== kind) throw new RequestRefused('wrong-kind');
  if (found.body !== owner.body) throw new RequestRefused('other-body');
  if (found.participant !== owner.participant) throw new RequestRefused('other-state');
  return found;
}

function wellFormed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new RequestRefused('malformed', (error as Error).message);
  }
}

/** A key to be certified, with what it says of itself. */
export interface OfferedKey extends ReadKey {
  readonly userIds: readonly string[];
  readonly algorithm: string;
  /** The post-quantum half: an age recipient. */
  readonly hybrid?: string;
}

/**
 * Reads the key offered for a contact: armored text, binary, or the key request that `comity key contact` and
 * this browser write. Throws `RequestRefused`, and the codes of `inspectPublicKey`.
 */
export async function readOfferedKey(
  given: Uint8Array | string,
  owner: Owner,
  contact: string,
  keys: KeyReading = keysHere,
): Promise<OfferedKey> {
  const asText = (typeof given === 'string' ? given : new TextDecoder().decode(given)).trim();
  const request = asText.startsWith('{') ? contactRequest(asText, owner, contact) : undefined;
  const armored = request === undefined && (typeof given === 'string' || asText.startsWith('-----'));
  const bytes = request?.publicKey ?? (armored ? await keys.fromArmor(asText) : (given as Uint8Array));
  const { fingerprint, expires, userIds, algorithm } = await keys.inspect(bytes, new Date().toISOString());
  if (request && request.fingerprint !== fingerprint) {
    throw new RequestRefused('malformed', 'The key does not have the fingerprint it names.');
  }
  const half = request?.hybrid === undefined ? {} : { hybrid: await keys.hybrid(utf8(request.hybrid)) };
  return { publicKey: bytes, fingerprint, userIds, algorithm, ...half, ...(expires ? { expires } : {}) };
}

function contactRequest(text: string, owner: Owner, contact: string) {
  const found = readRequest(text, 'contact-key', owner);
  if (found.contact !== contact) throw new RequestRefused('other-contact');
  return wellFormed(() => ({
    publicKey: fromBase64(String(found.openpgp)),
    fingerprint: String(found.fingerprint),
    hybrid: found.hybrid === undefined ? undefined : String(found.hybrid),
  }));
}

import {
  type ActType,
  type AnyAct,
  type AnySigner,
  type Certificate,
  certificateHash,
  certifySession,
  commitField,
  type DataOf,
  describeKey,
  draftAct,
  emptyList,
  type FieldOpening,
  idOfKey,
  type ListStep,
  listAfter,
  newNonce,
  newSalt,
  type PublicKey,
  paddedSubmission,
  readManifest,
  signPreimage,
  signStatement,
  tierOf,
} from '@comity/acts';
import {
  canonicalBytes,
  EMPTY_ROOT,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  platformVerifiers,
  type Signer,
  toHex,
  utf8,
  verifyNote,
} from '@comity/log';
import { type Connection, connect, dataOf, send } from './connection.ts';
import type { paths } from './generated/api.ts';
import { Mistrust } from './problem.ts';

/** The hand that acts: for which participant and person, with which key; a session hand also says by what certificate. */
export interface Hand {
  readonly participant: string;
  /** Absent for the root of the participant. */
  readonly person?: string;
  readonly signer: AnySigner;
  /** The key as registered; for a signer with an inline key it follows from the signer. */
  readonly key?: PublicKey;
  /** The hash of the certificate, where `signer` is a session key. */
  readonly session?: string;
}

/** What the reader of a server holds it to: got from the own ministry, never from the server. */
export interface TrustedBody {
  readonly body: string;
  /** The verifier key line of the log. */
  readonly key: string;
}

export type Receipt = paths['/api/acts']['post']['responses']['200']['content']['application/json'];

export const keyIdOf = ({ signer, key }: Pick<Hand, 'signer' | 'key'>): string => {
  if (key) return idOfKey(key);
  if (signer.alg === 'openpgp') throw new TypeError('An OpenPGP hand names its registered key.');
  return idOfKey(describeKey(signer.alg, signer.publicKey));
};

/** The newest checkpoint, with its signature checked: what an act says its signer had seen. */
export async function seenCheckpoint(
  connection: Connection,
  trust: TrustedBody,
): Promise<{ size: number; root: string }> {
  const text = await (await send(connection, '/checkpoint')).text();
  const note = parseNote(utf8(text));
  const { name, publicKey } = parseVerifierKey(trust.key);
  if (!(await verifyNote(note, name, publicKey, platformVerifiers.ed25519!))) {
    throw new Mistrust(
      'client.checkpoint-not-trusted',
      'The checkpoint is not signed by the log you trust. Nothing was sent.',
    );
  }
  const { size, root } = parseCheckpoint(note.text);
  return { size, root: toHex(root) };
}

export interface ActOptions {
  readonly openings?: readonly FieldOpening[];
  readonly base?: string;
  readonly at?: string;
  /** A root that has no network names no checkpoint. */
  readonly offline?: true;
}

/** A signed act, ready to be sent as it is: canonical bytes. */
export interface Prepared {
  readonly id: string;
  readonly act: AnyAct;
  readonly bytes: Uint8Array;
}

/** Drafts and signs an act. Nothing is sent. */
export async function signAct<T extends ActType>(
  hand: Hand,
  body: string,
  seen: { size: number; root: string },
  type: T,
  data: DataOf<T>,
  options: ActOptions = {},
): Promise<Prepared> {
  const actor = {
    participant: hand.participant,
    key: keyIdOf(hand),
    ...(hand.person ? { person: hand.person } : {}),
  };
  const prepared = draftAct({
    body,
    type,
    actor,
    at: options.at ?? new Date().toISOString(),
    seen,
    data,
    ...(options.base ? { base: options.base } : {}),
  });
  const sig = await signPreimage(prepared.preimage, hand.signer, hand.session);
  const restricted = tierOf(prepared.act) === 'restricted';
  const submission = {
    act: prepared.act,
    sig,
    ...(options.openings?.length ? { openings: options.openings } : {}),
  };
  const bytes = restricted
    ? paddedSubmission({ ...submission, salt: newSalt() })
    : canonicalBytes(submission);
  return { id: prepared.id, act: prepared.act, bytes };
}

const unplaced = new WeakMap<object, Prepared>();

/**
 * The signed act that an error of `submitAct` left without a place; undefined for any other error. It is not lost: its
 * bytes may be sent again, or handed to a mirror, which stamps it and makes public that there is one.
 */
export const unplacedAct = (error: unknown): Prepared | undefined =>
  typeof error === 'object' && error !== null ? unplaced.get(error) : undefined;

/** Sends a signed act; the same bytes may be sent again without harm. Throws ApiProblem, Unreachable, Mistrust. */
export async function submitAct(connection: Connection, prepared: Prepared): Promise<Receipt> {
  try {
    return await place(connection, prepared);
  } catch (error) {
    unplaced.set(error as object, prepared);
    throw error;
  }
}

async function place(connection: Connection, prepared: Prepared): Promise<Receipt> {
  const answer = await send(connection, '/api/acts', {
    method: 'POST',
    body: prepared.bytes,
    type: 'application/json',
  });
  const receipt = (await answer.json()) as Receipt;
  if (receipt.act !== prepared.id)
    throw new Mistrust('client.foreign-receipt', 'The receipt is for another act.');
  return receipt;
}

/** Drafts on the newest checkpoint, signs and sends. */
export async function act<T extends ActType>(
  connection: Connection,
  trust: TrustedBody,
  hand: Hand,
  type: T,
  data: DataOf<T>,
  options: ActOptions = {},
): Promise<Receipt> {
  const seen = options.offline ? NOTHING_SEEN : await seenCheckpoint(connection, trust);
  return submitAct(connection, await signAct(hand, trust.body, seen, type, data, options));
}

const NOTHING_SEEN = { size: 0, root: toHex(EMPTY_ROOT) };
const HOURS = 3_600_000;

/** A session: a hand for ordinary acts, and a connection that reads as this person. */
export interface SignedIn {
  readonly connection: Connection;
  readonly hand: Hand;
  readonly certificate: Certificate;
  readonly expires: string;
}

/** Certifies a fresh session key with the hand's own key, and opens a reading session with it. */
export async function signIn(
  connection: Connection,
  trust: TrustedBody,
  hand: Hand,
  session: Signer,
  hours = 8,
): Promise<SignedIn> {
  const now = Date.now();
  const key = describeKey('ed25519', session.publicKey) as Certificate['statement']['key'];
  const statement = {
    v: 1 as const,
    body: trust.body,
    participant: hand.participant,
    ...(hand.person ? { person: hand.person } : {}),
    by: keyIdOf(hand),
    key,
    at: new Date(now).toISOString(),
    expires: new Date(now + hours * HOURS).toISOString(),
  };
  const certificate = await certifySession(statement, hand.signer);
  return resume(connection, certificate, session);
}

/** Opens a reading session with a certificate that is still in force. */
export async function resume(
  connection: Connection,
  certificate: Certificate,
  session: Signer,
  options: { cookie?: true } = {},
): Promise<SignedIn> {
  const hash = certificateHash(certificate);
  const request = { v: 1, certificate: hash, at: new Date().toISOString(), nonce: newNonce() };
  const sig = await signStatement('session', request, session);
  const body = { certificate, request, sig, ...options };
  const opened = dataOf(await connection.api.POST('/api/sessions', { body }));
  const { participant, person, expires } = certificate.statement;
  return {
    connection: connect(connection.url, { token: opened.token, fetch: connection.fetch }),
    hand: { participant, signer: session, session: hash, ...(person ? { person } : {}) },
    certificate,
    expires,
  };
}

export type DirectoryAct = Exclude<Extract<ActType, `directory.${string}`>, `directory.list-${string}`>;
type WithoutList<T extends DirectoryAct> = Omit<DataOf<T>, 'list'>;

/**
 * Acts on a State's list of contacts: takes the list as it stands, checks that it is what its manifest says,
 * and signs the number and manifest of the result.
 */
export async function actOnDirectory<T extends DirectoryAct>(
  connection: Connection,
  trust: TrustedBody,
  hand: Hand,
  type: T,
  data: WithoutList<T>,
  options: ActOptions = {},
): Promise<Receipt> {
  const owner = 'participant' in data ? (data.participant as string) : hand.participant;
  const list = await listStep(connection, trust, owner, hand, type, data);
  return act(connection, trust, hand, type, { ...data, list } as DataOf<T>, options);
}

async function listStep<T extends DirectoryAct>(
  connection: Connection,
  trust: TrustedBody,
  owner: string,
  { participant }: Hand,
  type: T,
  data: WithoutList<T>,
): Promise<ListStep> {
  const held = dataOf(
    await connection.api.GET('/api/directory/lists/{participant}', {
      params: { path: { participant: owner } },
    }),
  );
  const before = held.bytes && held.seq > 0 ? readManifest(utf8(held.bytes)) : undefined;
  if (before && (before.body !== trust.body || before.participant !== owner)) {
    throw new Mistrust(
      'client.foreign-list',
      'The server answered with the list of another State. Nothing was sent.',
    );
  }
  const list = before?.list ?? emptyList();
  const draft = { type, data, actor: { participant } } as unknown as AnyAct;
  const after = listAfter({ id: trust.body, directory: new Map([[owner, list]]) }, draft, '');
  return {
    seq: after.seq,
    manifest: after.manifest!,
    ...(after.previous ? { previous: after.previous } : {}),
  };
}

/** Values that do not stand in the open, each committed to with its own salt. */
export function commitFields(
  subject: string,
  fields: Readonly<Record<string, { value: unknown; readers: 'participants' | 'own' | readonly string[] }>>,
): { fields: Record<string, { commitment: string; readers: unknown }>; openings: FieldOpening[] } {
  const openings: FieldOpening[] = [];
  const committed: Record<string, { commitment: string; readers: unknown }> = {};
  for (const [path, { value, readers }] of Object.entries(fields)) {
    const { commitment, opening } = commitField(subject, path, value);
    committed[path] = { commitment, readers };
    openings.push(opening);
  }
  return { fields: committed, openings };
}

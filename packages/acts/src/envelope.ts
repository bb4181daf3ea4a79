import { canonicalBytes, preimageOf, sha256Hex } from '@comity/log';
import * as z from 'zod/mini';
import { accepts, holdsProto } from './accepts.ts';
import { type ActType, CATALOGUE, type DataOf, isActType, kindOf } from './catalogue/index.ts';
import { ActError } from './errors.ts';
import { count, hex64, nonce, participantId, personId, time } from './formats.ts';
import { rootKey, type Signature, signature } from './key.ts';

/**
 * Who acts: a person of a participant, a participant's root (no person), or the host. `key` is the id of
 * the key that makes the signature: for a session, the session key's.
 */
export const actor = z.union([
  z.strictObject({ participant: participantId, person: z.optional(personId), key: hex64 }),
  z.strictObject({ host: z.string().check(z.minLength(3), z.maxLength(100)), key: hex64 }),
]);
export type Actor = z.infer<typeof actor>;
export type HostActor = Extract<Actor, { host: string }>;
export type ParticipantActor = Exclude<Actor, HostActor>;
export const isHost = (a: Actor): a is HostActor => 'host' in a;

const envelope = {
  v: z.literal(1),
  actor,
  nonce,
  at: time,
  /** The checkpoint the signer had seen; size 0 with the root of the empty tree where there was none. */
  seen: z.strictObject({ size: count, root: hex64 }),
  base: z.optional(hex64),
};

export interface Act<T extends ActType = ActType> {
  readonly v: 1;
  /** The id of the founding act; absent only there. */
  readonly body?: string;
  readonly type: T;
  readonly actor: Actor;
  readonly nonce: string;
  readonly at: string;
  readonly seen: { readonly size: number; readonly root: string };
  /** The version (act id) that this act builds on, where it depends on one. */
  readonly base?: string;
  readonly data: DataOf<T>;
}
/** Any act, discriminated by its type. */
export type AnyAct = { [T in ActType]: Act<T> }[ActType];
export const isType = <T extends ActType>(act: Act, type: T): act is Act<T> => act.type === type;

/** The schema of a whole act of this type. */
export const actSchema = <T extends ActType>(type: T) =>
  z.strictObject({
    ...envelope,
    type: z.literal(type),
    data: CATALOGUE[type].data,
    ...(type === 'body.founded' ? {} : { body: hex64 }),
  });

const SCHEMAS = new Map<string, z.ZodMiniType>();
function schemaOf(type: ActType): z.ZodMiniType {
  let schema = SCHEMAS.get(type);
  if (!schema) {
    schema = actSchema(type);
    SCHEMAS.set(type, schema);
  }
  return schema;
}

const where = (issue: { path: PropertyKey[]; message: string }) =>
  `${issue.path.map(String).join('.') || 'the whole'}: ${issue.message}`;

/** Parses with a schema; a failure names the first place. Throws `acts.malformed`. */
export function parseWith<T extends z.ZodMiniType>(schema: T, value: unknown, what: string): z.infer<T> {
  if (accepts(schema, value)) return value as z.infer<T>;
  if (holdsProto(value))
    throw new ActError('acts.malformed', `${what} is malformed: no member may be named __proto__.`);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ActError(
    'acts.malformed',
    `${what} is malformed: ${result.error.issues.slice(0, 3).map(where).join('; ')}.`,
  );
}

/** Checks the shape of an act. Throws `acts.unknown-type` or `acts.malformed`. */
export function parseAct(value: unknown): AnyAct {
  const type = (value as { type?: unknown } | null)?.type;
  if (typeof type !== 'string' || !isActType(type)) {
    throw new ActError('acts.unknown-type', `There is no act of type ${JSON.stringify(type)?.slice(0, 80)}.`);
  }
  return parseWith(schemaOf(type), value, `The act ${type}`) as AnyAct;
}

/** An act with its bytes: what is signed is P = tag, line feed, canonical bytes. */
export interface PreparedAct {
  readonly act: AnyAct;
  readonly id: string;
  readonly preimage: Uint8Array;
}
export function prepareAct(act: AnyAct): PreparedAct {
  const preimage = preimageOf('act', canonicalBytes(act));
  return { act, id: sha256Hex(preimage), preimage };
}

export const parseSignature = (value: unknown): Signature => parseWith(signature, value, 'The signature');

/**
 * The one statement that a person's key makes about a session key. It travels by hash; acts name that hash.
 * Without `person` the State's root certified it: such a session reads, and never signs an act.
 */
export const sessionStatement = z.strictObject({
  v: z.literal(1),
  body: hex64,
  participant: participantId,
  person: z.optional(personId),
  /** The id of the key that certifies. */
  by: hex64,
  key: rootKey,
  at: time,
  expires: time,
});
export type SessionStatement = z.infer<typeof sessionStatement>;
export const certificate = z.strictObject({ statement: sessionStatement, sig: signature });
export type Certificate = z.infer<typeof certificate>;
/** The hash by which acts name a certificate: SHA-256 of its canonical bytes, signature included. */
export const certificateHash = (c: Certificate): string => sha256Hex(canonicalBytes(c));

/** What a new key signs under `enrol` to prove that somebody holds it. */
export const enrolment = (body: string, participant: string, person: string, key: string) => ({
  v: 1,
  body,
  participant,
  person,
  key,
});

/** The stream an act is numbered in, from its type and data alone. */
export function streamOf(act: AnyAct): string {
  const room = act.type.slice(0, act.type.indexOf('.'));
  switch (act.type) {
    case 'people.participant-invited':
    case 'people.notice-given':
    case 'directory.contact-recorded':
      return `${room === 'people' ? 'participant' : 'directory'}/${act.data.participant}`;
    case 'directory.list-imported':
    case 'directory.list-withdrawn':
      // Apart from the directory of its importer: whoever follows that meets nothing of another's list.
      return `regional/${act.data.regional}`;
    case 'documents.organ-registered':
      return 'document/organs';
    case 'documents.initiative-presented':
    case 'documents.initiative-recorded':
    case 'documents.initiative-withdrawn':
      return `document/${act.data.initiative}`;
    case 'documents.round-opened':
    case 'documents.round-extended':
    case 'documents.input-submitted':
    case 'documents.synthesis-issued':
    case 'documents.correction-requested':
    case 'documents.correction-answered':
      // A round is a procedure: its stream holds all that was put into it, so that nothing can be left out.
      return `procedure/${act.data.round}`;
  }
  if (room === 'documents' || room === 'negotiation')
    return `document/${(act.data as { document: string }).document}`;
  if (room === 'decisions') return `procedure/${(act.data as { procedure: string }).procedure}`;
  if (room === 'body' || room === 'host' || room === 'exchange') return room;
  if (isHost(act.actor)) return 'host';
  return `${room === 'directory' ? 'directory' : 'participant'}/${act.actor.participant}`;
}

export const STREAM =
  /^(?:body|host|exchange|(?:participant|directory)\/[a-z0-9-]{2,32}|(?:document|procedure|regional)\/[A-Za-z0-9_-]{4,40})$/;
export const tierOf = (act: AnyAct): 'public' | 'restricted' => kindOf(act.type).tier;

/** Whose act it is, as one string: nonces are unique within it. */
export const actorName = (a: Actor): string =>
  isHost(a) ? 'host' : `${a.participant}/${a.person ?? 'root'}`;

/** The most bytes an act may have when it arrives, and an entry when it is written. */
export const MAX_ACT_BYTES = 64 * 1024;
export const MAX_ENTRY_BYTES = 4096;

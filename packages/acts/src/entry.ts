import { canonicalBytes, commitment, parseCanonical } from '@comity/log';
import * as z from 'zod/mini';
import { disclosedOf } from './disclosing.ts';
import { type AnyAct, MAX_ENTRY_BYTES, parseAct, parseWith, prepareAct, STREAM } from './envelope.ts';
import { ActError } from './errors.ts';
import { count, hex64, mirrorName, salt, time } from './formats.ts';
import { type Signature, signature } from './key.ts';

/** A statement of a mirror that it saw the act at an instant. */
export const stamp = z.strictObject({
  mirror: mirrorName,
  at: time,
  sig: signature,
});
export type Stamp = z.infer<typeof stamp>;
export const stamps = z.array(stamp).check(z.minLength(1), z.maxLength(8));

const shared = {
  v: z.literal(1),
  stream: z.string().check(z.regex(STREAM, 'not a stream')),
  number: count,
  prev: z.optional(hex64),
  received: time,
  stamps: z.optional(stamps),
};
const publicLeaf = z.strictObject({ ...shared, tier: z.literal('public'), act: z.unknown(), sig: signature });
/**
 * What the body chose to disclose of a restricted act. `voucher` is of the form and of no use so far: an objection
 * waits for nobody, so the chair vouches for it by an act of its own (`decisions.vouched`).
 */
const disclosed = z.strictObject({
  type: z.string().check(z.regex(/^[a-z]+\.[a-z-]+$/)),
  facts: z.optional(z.record(z.string(), z.unknown())),
  voucher: z.optional(z.strictObject({ key: hex64, sig: signature })),
});
const restrictedLeaf = z.strictObject({
  ...shared,
  tier: z.literal('restricted'),
  commitment: hex64,
  disclosed: z.optional(disclosed),
});
const leafSchema = z.discriminatedUnion('tier', [publicLeaf, restrictedLeaf]);

interface Common {
  readonly v: 1;
  readonly stream: string;
  readonly number: number;
  readonly prev?: string;
  readonly received: string;
  readonly stamps?: readonly Stamp[];
}
export type PublicLeaf = Common & { readonly tier: 'public'; readonly act: AnyAct; readonly sig: Signature };
export type RestrictedLeaf = Common & {
  readonly tier: 'restricted';
  readonly commitment: string;
  readonly disclosed?: z.infer<typeof disclosed>;
};
/** What the log carries for an entry. */
export type Leaf = PublicLeaf | RestrictedLeaf;

/** What the host adds to an act. */
export type Placement = Omit<Common, 'v'>;

/** What opens a restricted leaf: the client's salt, the act and its signature. */
export interface Opening {
  readonly salt: string;
  readonly act: AnyAct;
  readonly sig: Signature;
}

export const leafCommitment = (o: Opening): string => commitment('leaf', o.salt, o.act, o.sig);

/** The leaf of a placed act. A restricted act needs the client's salt. */
export function makeLeaf(
  place: Placement,
  tier: Leaf['tier'],
  opening: Omit<Opening, 'salt'> & { salt?: string },
): Leaf {
  if (tier === 'public') return { v: 1, ...place, tier, act: opening.act, sig: opening.sig };
  if (!opening.salt)
    throw new ActError('acts.bad-opening', 'A restricted act needs a salt of 32 bytes from the client.');
  const disclosed = disclosedOf(opening.act);
  return {
    ...{ v: 1, ...place, tier, commitment: leafCommitment({ ...opening, salt: opening.salt }) },
    ...(disclosed ? { disclosed: { type: disclosed.type, facts: { ...disclosed.facts } } } : {}),
  };
}

/** The bytes that the tree hashes. Throws `acts.too-large` beyond 4 KB. */
export function leafBytes(leaf: Leaf): Uint8Array {
  const bytes = canonicalBytes(leaf);
  if (bytes.length > MAX_ENTRY_BYTES) {
    throw new ActError(
      'acts.too-large',
      `The entry has ${bytes.length} bytes; ${MAX_ENTRY_BYTES} is the most.`,
    );
  }
  return bytes;
}

/** Reads leaf bytes, which must be canonical. Throws `acts.malformed`, `acts.unknown-type`, `log.not-canonical`. */
export function parseLeaf(bytes: Uint8Array): Leaf {
  if (bytes.length > MAX_ENTRY_BYTES)
    throw new ActError('acts.too-large', 'An entry has at most 4,096 bytes.');
  const leaf = parseWith(leafSchema, parseCanonical(bytes), 'The entry');
  if (leaf.tier === 'restricted') return leaf as RestrictedLeaf;
  return { ...leaf, act: parseAct(leaf.act) } as PublicLeaf;
}

const openingSchema = z.strictObject({ salt, act: z.unknown(), sig: signature });
export function parseOpening(value: unknown): Opening {
  const opening = parseWith(openingSchema, value, 'The opening');
  return { ...opening, act: parseAct(opening.act) };
}

/** A field that appears in an act only as a commitment, opened: who is it about, which field, its salt and value. */
export const fieldOpening = z.strictObject({
  subject: z.string().check(z.minLength(2), z.maxLength(40)),
  path: z.string().check(z.regex(/^[a-zA-Z]{1,40}$/)),
  salt,
  value: z.unknown(),
});
export type FieldOpening = z.infer<typeof fieldOpening>;
export const fieldCommitment = (o: FieldOpening): string =>
  commitment('field', o.subject, o.path, o.salt, o.value);

/** The id of an act, where only the act is at hand. */
export const actId = (act: AnyAct): string => prepareAct(act).id;

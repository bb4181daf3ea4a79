import { concat, utf8 } from './bytes.ts';
import { canonicalBytes, canonicalText } from './canonical.ts';
import { sha256HexOfText } from './hash.ts';

/**
 * What a signature can be about: a closed list. The tag stands before the canonical bytes in everything
 * signed or committed, so a signature made for one purpose never serves for another.
 */
export const TAGS = {
  act: 'comity/act/v1',
  session: 'comity/session/v1',
  enrol: 'comity/enrol/v1',
  field: 'comity/field/v1',
  leaf: 'comity/leaf/v1',
  promise: 'comity/promise/v1',
  manifest: 'comity/manifest/v1',
  bundle: 'comity/bundle/v1',
  stamp: 'comity/stamp/v1',
  message: 'comity/message/v1',
  dossier: 'comity/dossier/v1',
  papers: 'comity/papers/v1',
} as const;
export type Tag = keyof typeof TAGS;

const PREFIX = Object.fromEntries(
  Object.entries(TAGS).map(([name, tag]) => [name, utf8(`${tag}\n`)]),
) as Record<Tag, Uint8Array>;

/** P = tag, a line feed, the canonical bytes: what every algorithm signs. */
export const preimage = (tag: Tag, statement: unknown): Uint8Array =>
  concat(PREFIX[tag], canonicalBytes(statement));

/** The same where the canonical bytes are at hand already. */
export const preimageOf = (tag: Tag, canonical: Uint8Array): Uint8Array => concat(PREFIX[tag], canonical);

/** SHA-256(P) in hex: the id of an act, and its WebAuthn challenge. */
export const statementId = (tag: Tag, statement: unknown): string =>
  sha256HexOfText(`${TAGS[tag]}\n${canonicalText(statement)}`);

/**
 * A commitment: SHA-256 over the canonical array whose first member is the tag.
 * For `field`: subject id, path, 32-byte salt, value. For `leaf`: salt, act, sig.
 */
export const commitment = (tag: 'field' | 'leaf', ...members: unknown[]): string =>
  sha256HexOfText(canonicalText([TAGS[tag], ...members]));

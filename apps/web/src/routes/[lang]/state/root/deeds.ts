import {
  type ActType,
  commitField,
  type DataOf,
  type FieldOpening,
  parseSubmission,
  prepareAct,
  type RootKey,
} from '@comity/acts';
import { type Prepared, signAct } from '@comity/client';
import { EMPTY_ROOT, parseCanonical, toHex } from '@comity/log';
import type { ProvenKey } from '#lib/browser/house.ts';
import type { Deed } from '#lib/browser/proposal.ts';

/** A root that has no network names no checkpoint: the empty tree. */
const NOTHING_SEEN = { size: 0, root: toHex(EMPTY_ROOT) };

const offline =
  <T extends ActType>(
    body: string,
    type: T,
    data: DataOf<T>,
    openings: readonly FieldOpening[] = [],
  ): Deed<Prepared> =>
  (hand) =>
    signAct(hand, body, NOTHING_SEEN, type, data, { openings });

/** How the secretariat writes a token: 32 bytes, unpadded base64url. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** Enrols the root; the token proves that its State was invited. */
export const enrolRoot = (body: string, key: RootKey, token: string): Deed<Prepared> =>
  offline(body, 'people.root-enrolled', { key, token });

/** Adds a person: the first one of a State can be added by its root only. */
export function addFirst(body: string, { person, key, proof }: ProvenKey, name: string): Deed<Prepared> {
  const { commitment, opening } = commitField(person, 'name', name);
  return offline(body, 'people.person-added', { person, key, proof, name: commitment }, [opening]);
}

export const nameAdministrators = (
  body: string,
  people: readonly string[],
  threshold: number,
): Deed<Prepared> =>
  offline(body, 'people.administrators-set', { administrators: [...people].sort(), threshold });

/** An act that was signed on a page, with the file it can be saved as. */
export interface Signed {
  readonly act: Prepared;
  readonly href: string;
  readonly file: string;
}

/** A file that holds no signed act: not a byte of it may have been changed. */
export class NotAnAct extends Error {
  readonly code = 'web.not-a-signed-act';
}

/** Reads a signed act as `--offline` and this page write it. Throws `NotAnAct`. */
export function readSigned(bytes: Uint8Array): Prepared {
  try {
    const { act, id } = prepareAct(parseSubmission(parseCanonical(bytes)).act);
    return { act, id, bytes };
  } catch (error) {
    throw new NotAnAct((error as Error).message);
  }
}

import type { BodyState } from '@comity/acts';
import { peopleError } from './errors.ts';

/** Who reads: nobody known, or a person (or the root) of a participant. */
export interface Reader {
  readonly participant: string;
  /** Absent where the root itself signed in. */
  readonly person?: string;
  /** The key behind the session: when it ends, so does the session. */
  readonly key: string;
  /** When the session ends by itself, milliseconds since 1970. */
  readonly until: number;
}
export type Visitor = Reader | undefined;

/** What can be read, by who may: the one list of all objects that are not simply public. */
export type Readable =
  | { readonly object: 'public' }
  /** Shown to everyone who signed in for a participant. */
  | { readonly object: 'participants' }
  /** A participant's own house. */
  | { readonly object: 'own'; readonly participant: string }
  /** A field of a contact. */
  | {
      readonly object: 'field';
      readonly owner: string;
      readonly readers: 'participants' | 'own' | readonly string[];
    }
  /** A restricted act, a message, its ciphertext: open to those it concerns. */
  | { readonly object: 'restricted'; readonly audience: readonly string[] };

/** The one place that decides who may read what; whatever is not named here is refused. */
export function canRead(visitor: Visitor, what: Readable): boolean {
  if (what.object === 'public') return true;
  if (!visitor) return false;
  switch (what.object) {
    case 'participants':
      return true;
    case 'own':
      return what.participant === visitor.participant;
    case 'field':
      if (what.owner === visitor.participant || what.readers === 'participants') return true;
      return what.readers !== 'own' && what.readers.includes(visitor.participant);
    case 'restricted':
      return what.audience.includes(visitor.participant);
    default:
      return false;
  }
}

/** Throws `people.sign-in-required`. */
export function assertSignedIn(visitor: Visitor): asserts visitor is Reader {
  if (!visitor) {
    throw peopleError('sign-in-required', {
      detail: 'Post a session certificate to /api/sessions and send its token as “Authorization: Bearer …”.',
    });
  }
}

/**
 * The one gate before anything that is not public: signs in first, then must be allowed. Where the mere
 * existence is a secret, the caller answers its own not-found instead.
 */
export function authorize(visitor: Visitor, what: Readable): Reader {
  assertSignedIn(visitor);
  if (!canRead(visitor, what)) throw peopleError('not-allowed');
  return visitor;
}

/** Whether the session lasts and its key is still in force: a removed person reads nothing more. */
export function isInForce(state: BodyState, reader: Reader, now: number): boolean {
  const held = state.keys.get(reader.key);
  return (
    now < reader.until &&
    held !== undefined &&
    !held.ended &&
    held.participant === reader.participant &&
    held.person === reader.person
  );
}

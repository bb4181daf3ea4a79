import type { BodyState } from '@comity/acts';
import { clearanceError } from './errors.ts';

export const MOST_CLEARANCES = 100;
export const MOST_ITEMS = 300;

/** Who asks: a person of a participant, or its root. */
export interface Asker {
  readonly participant: string;
  readonly person: string;
}

interface Addressed {
  readonly header: { readonly from: Contact };
  readonly to: readonly Contact[];
}
interface Contact {
  readonly participant: string;
  readonly contact: string;
}

/** Sender and addressees are contacts of the own State: the host keeps nothing here for anybody else. */
export function assertOwn({ directory }: BodyState, participant: string, { header, to }: Addressed): void {
  const own = directory.get(participant)?.contacts;
  const isOwn = (one: Contact) => one.participant === participant && own?.has(one.contact) === true;
  if (![header.from, ...to].every(isOwn)) throw clearanceError('not-own-contact');
}

/** Whoever opened it, the root, and the administrators. */
export const mayRemove = (state: BodyState, { participant, person }: Asker, openedBy: string): boolean =>
  person === openedBy ||
  person === 'root' ||
  (state.seats.get(participant)?.administrators.includes(person) ?? false);

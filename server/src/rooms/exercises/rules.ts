import type { BodyState } from '@comity/acts';
import { exercisesError } from './errors.ts';

export const MOST_EXERCISES = 100;
export const MOST_ITEMS = 500;
export const MOST_IN_CONTROL = 8;

/** Who asks: a person of a participant, or its root. */
export interface Asker {
  readonly participant: string;
  readonly person: string;
}

interface Contact {
  readonly participant: string;
  readonly contact: string;
}
interface Addressed {
  readonly header: { readonly from: Contact };
  readonly to: readonly Contact[];
}

/** The States that an item names: whose contact sealed it, and whose contacts it is sealed to. */
export const statesOf = ({ header, to }: Addressed): string[] =>
  [...new Set([header.from, ...to].map(({ participant }) => participant))].sort();

/**
 * The sender is a contact of the asker's own State, and everybody is a contact of a State in control: this host keeps
 * nothing here for anybody else. Throws `exercises.not-of-control`.
 */
export function assertOfControl(
  { directory }: BodyState,
  { participant }: Asker,
  control: readonly string[],
  addressed: Addressed,
): void {
  const { from } = addressed.header;
  const isKnown = (one: Contact) =>
    control.includes(one.participant) && directory.get(one.participant)?.contacts.has(one.contact) === true;
  if (from.participant !== participant || ![from, ...addressed.to].every(isKnown))
    throw exercisesError('not-of-control');
}

/** Whoever opened it, and root and administrators of the State that did. */
export const mayRemove = (state: BodyState, { participant, person }: Asker, openedBy: Asker): boolean =>
  participant === openedBy.participant &&
  (person === openedBy.person ||
    person === 'root' ||
    (state.seats.get(participant)?.administrators.includes(person) ?? false));

import type { BodyState } from '@comity/acts';

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

/** Whether the sender is a contact of the asker's own State, and everybody a contact of a State that has part in it. */
export function isAmong(
  { directory }: BodyState,
  { participant }: Asker,
  among: readonly string[],
  { header, to }: Addressed,
): boolean {
  const isKnown = (one: Contact) =>
    among.includes(one.participant) && directory.get(one.participant)?.contacts.has(one.contact) === true;
  return header.from.participant === participant && [header.from, ...to].every(isKnown);
}

/** Whether a room keeps it, and these States have part in it. */
export const isWithin = (
  { kind, among }: { readonly kind: string; readonly among: readonly string[] },
  kinds: readonly string[],
  states: readonly string[],
): boolean => kinds.includes(kind) && states.every((state) => among.includes(state));

/** Whoever opened it, and root and administrators of the State that did. */
export const mayRemove = (
  state: BodyState,
  { participant, person }: Asker,
  { openedBy }: { readonly openedBy: Asker },
): boolean =>
  participant === openedBy.participant &&
  (person === openedBy.person ||
    person === 'root' ||
    (state.seats.get(participant)?.administrators.includes(person) ?? false));

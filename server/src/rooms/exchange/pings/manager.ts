import type { BodyState } from '@comity/acts';
import type { Reader } from '../../people/index.ts';

/** The secretariat manages the directory: its root, and those of its people who were given the authority for it. */
export function isManager(state: BodyState, { participant, person }: Reader): boolean {
  if (participant !== state.founding.secretariat.participant) return false;
  if (person === undefined) return true;
  return state.seats.get(participant)?.people.get(person)?.authorities.has('directory') ?? false;
}

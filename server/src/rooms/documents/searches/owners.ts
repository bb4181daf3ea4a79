import type { BodyState } from '@comity/acts';
import type { Record as ActRecord } from '../../record/index.ts';
import { deleteSearchesOf, listOwners, type Owner } from './store.ts';

/** Whether somebody still acts for their participant; `root` is its root. */
export function isStillHere({ seats }: BodyState, { participant, person }: Owner): boolean {
  const seat = seats.get(participant);
  if (person === 'root') return seat?.root !== undefined;
  const known = seat?.people.get(person);
  return known !== undefined && !known.removed;
}

/** Whoever left is mailed nothing more, and what they followed is forgotten. */
export async function forgetThoseWhoLeft(record: ActRecord): Promise<void> {
  const state = await record.held.level(record.database.read);
  const gone = (await listOwners(record.database.read)).filter((owner) => !isStillHere(state, owner));
  if (gone.length === 0) return;
  await record.database.transaction(async (tx) => {
    for (const owner of gone) deleteSearchesOf(tx, owner);
  });
}

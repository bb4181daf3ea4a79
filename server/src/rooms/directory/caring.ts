import { type Post, type Reader, writeNotices } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { mailboxesOf } from './addresses.ts';
import { type Care, careDue } from './care.ts';
import { careWords, noticeLanguage } from './notice-texts.ts';
import { PlacedAt } from './placed.ts';
import { takeNotices } from './store.ts';

/** Where the missions of these participants are written to, as far as their States said so. */
export type MissionsOf = (
  read: Reader,
  participants: readonly string[],
) => Promise<ReadonlyMap<string, string>>;

/**
 * Tells contacts, and the missions that act for their States. Notices are on disk before it is noted that they were written: a crash in between writes the same files again. Times
 * at which versions were placed never change and are kept from run to run.
 */
export async function careNow(
  record: ActRecord,
  post: Post,
  missionsOf: MissionsOf,
  placed = new PlacedAt(),
): Promise<void> {
  const state = await record.held.level(record.database.read);
  for (const { contacts } of state.directory.values()) await placed.load(record, contacts.values());
  const now = record.clock();
  const due = careDue(state, (contact) => placed.of(contact), now);
  if (due.length === 0) return;
  const mailboxes = await mailboxesOf(record, [...new Set(due.map((care) => care.contact))]);
  const missions = await missionsOf(record.database.read, [...new Set(due.map((care) => care.participant))]);
  const addressesOf = ({ contact, participant }: Care): string[] => {
    const mission = missions.get(participant);
    return [...new Set([...(mailboxes.get(contact)?.emails ?? []), ...(mission ? [mission] : [])])];
  };
  // Whoever cannot be reached now is told once there is an address.
  const told = due.filter((care) => addressesOf(care).length > 0);
  const { outbox, from, onFailure } = post;
  await record.database.transaction(async (tx) => {
    const fresh = await takeNotices(
      tx,
      told.map((care) => care.id),
      new Date(now),
    );
    const notices = told
      .filter((care) => fresh.has(care.id))
      .flatMap((care) =>
        addressesOf(care).map((to) => ({
          ...{ from, to, at: new Date(now), about: care.contact, id: `${care.id} ${to}` },
          ...careWords(care, noticeLanguage(mailboxes.get(care.contact)?.languages ?? [])),
        })),
      );
    for (const refused of await writeNotices(outbox, notices)) onFailure?.(refused);
  });
}

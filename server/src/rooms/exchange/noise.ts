import { findContact } from '@comity/acts';
import { addJob, type Tx } from '../../platform/index.ts';
import { clockOf, isZone, minutesOf } from '../directory/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { exchangeError } from './errors.ts';
import type { NoticeKind } from './notice-texts.ts';
import { isPressing, isUrgent, type Quiet, quietUntil } from './rules.ts';
import { listThread, type ToTell } from './store.ts';
import { deleteMuted, deleteQuiet, listMuted, listQuiet, putMuted, putQuiet } from './store-noise.ts';

/** Notices of a thread are spared the contacts of a participant until then. Throws `exchange.thread-not-found`. */
export async function mute(
  record: ActRecord,
  participant: string,
  thread: string,
  until: string,
): Promise<void> {
  await assertParty(record, participant, thread);
  await record.database.transaction(async (tx) =>
    putMuted(tx, { participant, thread, until: new Date(until) }),
  );
}

/** Until when a thread is muted for a participant, where it is. Throws `exchange.thread-not-found`. */
export async function readMuted(record: ActRecord, participant: string, thread: string) {
  await assertParty(record, participant, thread);
  const muted = await listMuted(record.database.read, [thread], new Date(record.clock()));
  return muted.find((one) => one.participant === participant)?.until.toISOString();
}

export async function unmute(record: ActRecord, participant: string, thread: string): Promise<void> {
  await assertParty(record, participant, thread);
  await record.database.transaction(async (tx) => deleteMuted(tx, participant, thread));
}

async function assertParty(record: ActRecord, participant: string, thread: string): Promise<void> {
  const messages = await listThread(record.database.read, thread, participant);
  if (messages.length === 0) throw exchangeError('thread-not-found');
}

/** The quiet hours of a contact of this participant. Throws `exchange.no-such-contact` for one of others. */
export async function readQuiet(record: ActRecord, participant: string, contact: string) {
  await assertOwn(record, participant, contact);
  const [found] = await listQuiet(record.database.read, [contact]);
  return found && { from: clockOf(found.starts), to: clockOf(found.ends), zone: found.zone };
}

/** Throws `exchange.no-such-contact`, `exchange.bad-hours`. */
export async function setQuiet(
  record: ActRecord,
  participant: string,
  contact: string,
  { from, to, zone }: { readonly from: string; readonly to: string; readonly zone: string },
): Promise<void> {
  await assertOwn(record, participant, contact);
  const quiet = { starts: minutesOf(from), ends: minutesOf(to), zone };
  if (quiet.starts === quiet.ends || !isZone(zone)) throw exchangeError('bad-hours');
  await record.database.transaction(async (tx) => putQuiet(tx, contact, quiet));
}

export async function endQuiet(record: ActRecord, participant: string, contact: string): Promise<void> {
  await assertOwn(record, participant, contact);
  await record.database.transaction(async (tx) => deleteQuiet(tx, contact));
}

async function assertOwn(record: ActRecord, participant: string, contact: string): Promise<void> {
  const state = await record.held.level(record.database.read);
  if (findContact(state, contact)?.participant !== participant) throw exchangeError('no-such-contact');
}

/** A delivery to be told of; what cannot wait is told of in quiet hours, and rung for. */
export interface Telling extends ToTell {
  readonly isUrgent: boolean;
}

/**
 * Of these deliveries those to be told of now. Muted threads are passed over: the message lies where it lay. During
 * quiet hours what is not urgent waits for their end; it is told then by a job, if the transaction commits.
 */
export async function tellNow(
  tx: Tx,
  tellings: readonly ToTell[],
  what: NoticeKind,
  now: number,
): Promise<Telling[]> {
  const muted = await listMuted(tx, [...new Set(tellings.map((t) => t.thread))], new Date(now));
  const isMuted = (t: ToTell) => muted.some((m) => m.thread === t.thread && m.participant === t.participant);
  const quiet = new Map<string, Quiet>(
    (await listQuiet(tx, [...new Set(tellings.map((t) => t.contact))])).map((q) => [q.contact, q]),
  );
  return tellings.flatMap((t): Telling[] => {
    if (isMuted(t)) return [];
    const hours = quiet.get(t.contact);
    const until = hours && quietUntil(hours, now);
    const passes = until !== undefined && isUrgent(t.deadline ?? undefined, until);
    if (until === undefined || passes)
      return [{ ...t, isUrgent: passes || isPressing(t.deadline ?? undefined, now) }];
    const payload = { message: t.message, contact: t.contact, what };
    addJob(tx, 'exchange.quiet-ended', payload, {
      runAt: new Date(until),
      key: `exchange.quiet-ended ${what} ${t.message} ${t.contact}`,
    });
    return [];
  });
}

import { type Post, type Tx, writeNotices } from '../../platform/index.ts';
import { mailboxesOf, noticeLanguage } from '../directory/index.ts';
import { type Record as ActRecord, keepUp } from '../record/index.ts';
import { beginLadders, lookAgain, noteDuty } from './ladder/index.ts';
import { type Telling, tellNow } from './noise.ts';
import { type NoticeKind, noticeWords } from './notice-texts.ts';
import { pushFor } from './pushes/index.ts';
import { ringFor } from './rings/index.ts';
import {
  findMessage,
  listDeliveriesFrom,
  listOpenSince,
  listUnacknowledged,
  lockNoticed,
  moveNoticed,
  type ToTell,
} from './store.ts';

/**
 * Every contact that a message was sent to hears that something waits. The messages of a moment are told of
 * together, and where that ended stands in the database: a crash in between writes the same notices again, and
 * the same notice is the same file.
 */
export function keepNotices(record: ActRecord, post: Post) {
  const work = async () => {
    while (await noticeWaiting(record, post));
  };
  return keepUp(record, work, {
    delay: 100,
    every: 1000,
    calledBy: ({ type }) => type === 'exchange.sent',
    onFailure: (error) => post.onFailure?.(error),
  });
}

/** Answers whether more may wait. */
function noticeWaiting(record: ActRecord, post: Post): Promise<boolean> {
  return record.database.transaction(async (tx) => {
    const from = await lockNoticed(tx);
    const news = from === undefined ? [] : await listDeliveriesFrom(tx, from, BATCH);
    if (news.length === 0) return false;
    await tell(tx, record, post, await tellNow(tx, news, 'waiting', record.clock()), 'waiting');
    await beginLadders(tx, record, news);
    moveNoticed(tx, Math.max(...news.map((d) => d.index)) + 1);
    return true;
  });
}
const BATCH = 100;

const MINUTE = 60_000;
/** So long a move may take, milliseconds. */
const MOVING = 48 * 60 * MINUTE;

/**
 * After a body moved here: what its former host placed, it told of. Whom it woke it does not say: what nobody acknowledged is
 * looked at anew, so that somebody may be told twice and nobody is forgotten.
 */
export async function settleNotices(tx: Tx, size: number, now: number): Promise<void> {
  moveNoticed(tx, size);
  for (const message of await listOpenSince(tx, new Date(now - MOVING))) lookAgain(tx, message, now + MINUTE);
}

/** Its deadline passed: those who have not acknowledged hear of it once more. */
export async function noticeOverdue(record: ActRecord, post: Post, message: string): Promise<void> {
  await record.database.transaction(async (tx) => {
    const open = await listUnacknowledged(tx, message);
    await tell(tx, record, post, await tellNow(tx, open, 'overdue', record.clock()), 'overdue');
  });
}

/** Quiet hours of a contact are over: it is told what it was not told then, unless somebody acknowledged meanwhile. */
export async function noticeAfterQuiet(
  record: ActRecord,
  post: Post,
  { message, contact, what }: { message: string; contact: string; what: NoticeKind },
): Promise<void> {
  await record.database.transaction(async (tx) => {
    const open = await listUnacknowledged(tx, message);
    const told = open.filter((d) => d.contact === contact).map((d) => ({ ...d, isUrgent: false }));
    await tell(tx, record, post, told, what);
  });
}

/** By mail, and by whatever else rings or is pushed to; that its duty was told of a message stands beside it. */
async function tell(
  tx: Tx,
  record: ActRecord,
  post: Post,
  told: readonly Telling[],
  what: NoticeKind,
): Promise<void> {
  if (what === 'waiting') await noteDuty(tx, record, told);
  await ringFor(tx, told, what, record.clock());
  await pushFor(tx, record, told, what);
  await notify(record, post, told, what);
}

/** The deadline of a message, if it has one. */
export const deadlineOf = async (record: ActRecord, message: string): Promise<string | undefined> =>
  (await findMessage(record.database.read, message))?.header.deadline;

/** An address that no mail can go to is reported and passed over: it must not hold up the others. */
async function notify(
  record: ActRecord,
  { outbox, from, origin, onFailure }: Post,
  deliveries: readonly Pick<ToTell, 'message' | 'contact' | 'exercise'>[],
  what: NoticeKind,
): Promise<void> {
  const mailboxes = await mailboxesOf(
    record,
    deliveries.map((d) => d.contact),
  );
  const notices = deliveries.flatMap(({ message, contact, exercise }) => {
    const { emails = [], languages = [] } = mailboxes.get(contact) ?? {};
    return emails.map((to) => ({
      ...{ from, to, at: new Date(record.clock()), about: contact },
      id: `${what}-${message}-${contact}-${to}`,
      ...noticeWords({ what, exercise }, noticeLanguage(languages), contact, origin),
    }));
  });
  for (const refused of await writeNotices(outbox, notices)) onFailure?.(refused);
}

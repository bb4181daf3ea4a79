import { findContact } from '@comity/acts';
import { parseCanonical } from '@comity/log';
import { type Tx, writeNotices } from '../../platform/index.ts';
import { type Record as ActRecord, keepUp, listOpeningsOf } from '../record/index.ts';
import {
  findMessage,
  listDeliveries,
  listDeliveriesFrom,
  lockNoticed,
  moveNoticed,
  type StoredDelivery,
} from './store.ts';

/** Where notices go, from which address, and how the reader reaches this server. */
export interface Post {
  readonly outbox: string;
  readonly from: string;
  readonly origin: string;
  /** Called with what could not be done; a notice that cannot be written is passed over, the rest tried again. */
  readonly onFailure?: (error: unknown) => void;
}

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
    await notify(record, post, news, 'waiting');
    moveNoticed(tx, Math.max(...news.map((d) => d.index)) + 1);
    return true;
  });
}
const BATCH = 100;

/** After a body moved here: what its former host placed, it told of. */
export const settleNotices = (tx: Tx, size: number): void => moveNoticed(tx, size);

/** Its deadline passed: those who have not acknowledged hear of it once more. */
export async function noticeOverdue(record: ActRecord, post: Post, message: string): Promise<void> {
  const open = (await listDeliveries(record.database.read, [message])).filter((d) => d.acknowledged === null);
  await notify(record, post, open, 'overdue');
}

/** The deadline of a message, if it has one. */
export const deadlineOf = async (record: ActRecord, message: string): Promise<string | undefined> =>
  (await findMessage(record.database.read, message))?.header.deadline;

/** An address that no mail can go to is reported and passed over: it must not hold up the others. */
async function notify(
  record: ActRecord,
  { outbox, from, origin, onFailure }: Post,
  deliveries: readonly Pick<StoredDelivery, 'message' | 'contact'>[],
  what: 'waiting' | 'overdue',
): Promise<void> {
  const addresses = await addressesOf(
    record,
    deliveries.map((d) => d.contact),
  );
  const notices = deliveries.flatMap(({ message, contact }) =>
    (addresses.get(contact) ?? []).map((to) => ({
      ...{ from, to, at: new Date(record.clock()) },
      id: `${what}-${message}-${contact}-${to}`,
      ...TEXTS[what](contact, origin),
    })),
  );
  for (const refused of await writeNotices(outbox, notices)) onFailure?.(refused);
}

/** Plain text and no link to press: whoever is on duty knows where to look. */
const TEXTS = {
  waiting: (contact: string, origin: string) => ({
    subject: 'A sealed message is waiting',
    text: `A sealed message is waiting for the point of contact ${contact}.\nOpen it with your own client at ${origin}.\nThis notice holds nothing of its content.\n`,
  }),
  overdue: (contact: string, origin: string) => ({
    subject: 'A sealed message has passed its deadline',
    text: `A sealed message for the point of contact ${contact} has passed its deadline without acknowledgement.\nOpen it with your own client at ${origin}.\n`,
  }),
};

/** E-mail addresses of contacts that their States opened to this host. */
async function addressesOf(
  record: ActRecord,
  contacts: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const state = await record.held.level(record.database.read);
  const openings = await listOpeningsOf(record.database.read, [...new Set(contacts)]);
  const opened = new Map(openings.map((o) => [o.commitment, o.opened]));
  const addresses = new Map<string, readonly string[]>();
  for (const contact of contacts) {
    const field = findContact(state, contact)?.contact.fields.emails;
    if (!field) continue;
    const bytes = 'value' in field ? undefined : opened.get(field.commitment);
    const value =
      'value' in field ? field.value : bytes && (parseCanonical(bytes) as { value: unknown }).value;
    if (value !== undefined) addresses.set(contact, [value].flat() as string[]);
  }
  return addresses;
}

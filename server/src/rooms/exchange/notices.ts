import { findContact } from '@comity/acts';
import { parseCanonical } from '@comity/log';
import { writeNotice } from '../../platform/index.ts';
import { type Record as ActRecord, listOpeningsOf } from '../record/index.ts';
import { findMessage, listDeliveries, type StoredDelivery } from './store.ts';

/** Where notices go, from which address, and how the reader reaches this server. */
export interface Post {
  readonly outbox: string;
  readonly from: string;
  readonly origin: string;
}

/** A message was placed: every contact it was sent to hears that something waits. */
export async function noticeWaiting(record: ActRecord, post: Post, message: string): Promise<void> {
  for (const d of await listDeliveries(record.database.read, [message]))
    await notify(record, post, d, 'waiting');
}

/** Its deadline passed: those who have not acknowledged hear of it once more. */
export async function noticeOverdue(record: ActRecord, post: Post, message: string): Promise<void> {
  const open = (await listDeliveries(record.database.read, [message])).filter((d) => d.acknowledged === null);
  for (const d of open) await notify(record, post, d, 'overdue');
}

/** The deadline of a message, if it has one. */
export const deadlineOf = async (record: ActRecord, message: string): Promise<string | undefined> =>
  (await findMessage(record.database.read, message))?.header.deadline;

async function notify(
  record: ActRecord,
  { outbox, from, origin }: Post,
  d: StoredDelivery,
  what: 'waiting' | 'overdue',
): Promise<void> {
  for (const address of await addressesOf(record, d.contact)) {
    await writeNotice(outbox, {
      from,
      at: new Date(record.clock()),
      id: `${what}-${d.message}-${d.contact}-${address}`,
      to: address,
      ...TEXTS[what](d.contact, origin),
    });
  }
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

/** E-mail addresses of a contact that its State opened to this host. */
async function addressesOf(record: ActRecord, id: string): Promise<readonly string[]> {
  const field = findContact(await record.held.level(record.database.read), id)?.contact.fields.emails;
  if (!field) return [];
  if ('value' in field) return [field.value].flat();
  const opened = (await listOpeningsOf(record.database.read, [id])).find(
    (o) => o.commitment === field.commitment,
  );
  return opened ? [(parseCanonical(opened.opened) as { value: string | string[] }).value].flat() : [];
}

import type { z } from 'zod';
import { type Record as ActRecord, entryIds } from '../record/index.ts';
import { exchangeError } from './errors.ts';
import { wokenFor } from './ladder/index.ts';
import type { conversation, threads } from './schema.ts';
import {
  listDeliveries,
  listThread,
  listThreads,
  type StoredDelivery,
  type StoredMessage,
  type ThreadPage,
} from './store.ts';

/** Threads of one kind: the two are never listed together. */
export async function readThreads(
  record: ActRecord,
  participant: string,
  page: ThreadPage,
): Promise<z.infer<typeof threads>> {
  const rows = await listThreads(record.database.read, participant, page);
  const last = rows.at(-1);
  return {
    threads: rows.map(({ thread, messages, unacknowledged, last, received, header }) => ({
      thread,
      messages,
      unacknowledged,
      last: { index: last, received: received.toISOString(), header },
    })),
    ...(last && rows.length === page.limit ? { next: last.last } : {}),
  };
}

/** The messages of a thread that this participant is party to. Throws `exchange.thread-not-found` alike for absent and not-yours. */
export async function readThread(
  record: ActRecord,
  participant: string,
  thread: string,
): Promise<z.infer<typeof conversation>> {
  const { read } = record.database;
  const messages = await listThread(read, thread, participant);
  if (messages.length === 0) throw exchangeError('thread-not-found');
  const deliveries = await listDeliveries(
    read,
    messages.map((m) => m.id),
  );
  const acts = await entryIds(
    read,
    messages.map((m) => m.index),
  );
  const wakings = await wokenFor(
    read,
    participant,
    messages.map(({ id, header }) => ({ id, from: header.from.participant })),
  );
  return { thread, messages: messages.map((m) => viewMessage(m, acts.get(m.index)!, deliveries, wakings)) };
}

type Wakings = Awaited<ReturnType<typeof wokenFor>>;

const viewMessage = (m: StoredMessage, act: string, all: readonly StoredDelivery[], wakings: Wakings) => ({
  message: m.id,
  act,
  index: m.index,
  received: m.received.toISOString(),
  header: m.header,
  ciphertext: m.ciphertext,
  attachments: [...m.attachments],
  to: all
    .filter((d) => d.message === m.id)
    .map((d) => ({ ...viewDelivery(d), woken: wakings(m.id, d.contact) })),
});

const viewDelivery = ({ participant, contact, key, acknowledged, acknowledgedAt }: StoredDelivery) => ({
  participant,
  contact,
  key,
  ...(acknowledged === null
    ? {}
    : { acknowledged: { index: acknowledged, received: acknowledgedAt!.toISOString() } }),
});

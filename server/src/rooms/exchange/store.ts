import type { ClearHeader, formats, Recipient } from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';

type Blob = formats.Blob;

export interface NewMessage {
  readonly index: number;
  readonly header: ClearHeader;
  readonly ciphertext: Blob;
  readonly attachments: readonly Blob[];
  readonly recipients: readonly Recipient[];
  readonly received: Date;
}

/** The message, its deliveries and what the lists of all its parties show of its thread, in one statement. */
export function insertMessage(tx: Tx, m: NewMessage): void {
  tx.send(
    'exchange.insert-message',
    `with sent as (
       insert into message (id, index, thread, participant, contact, header, ciphertext, attachments, received)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id),
     party as (
       select participant, sum(open)::int as open
       from (select $4::text as participant, 0 as open union all select unnest($10::text[]), 1) each
       group by participant),
     listed as (
       insert into inbox (participant, thread, last, messages, open, exercise)
       select participant, $3, $2, 1, open, $13 from party
       on conflict (participant, thread) do update
       set last = excluded.last, messages = inbox.messages + 1, open = inbox.open + excluded.open,
         exercise = inbox.exercise and excluded.exercise)
     insert into delivery (message, participant, contact, key, index)
     select sent.id, r.p, r.c, r.k, $2 from sent, unnest($10::text[], $11::text[], $12::text[]) r(p, c, k)`,
    [
      m.header.message,
      m.index,
      m.header.thread,
      m.header.from.participant,
      m.header.from.contact,
      JSON.stringify(m.header),
      JSON.stringify(m.ciphertext),
      JSON.stringify(m.attachments),
      m.received,
      m.recipients.map((r) => r.participant),
      m.recipients.map((r) => r.contact),
      m.recipients.map((r) => r.key),
      m.header.exercise,
    ],
  );
}

export function insertAcknowledgement(
  tx: Tx,
  a: { message: string; contact: string; index: number; received: Date },
): void {
  tx.send(
    'exchange.insert-acknowledgement',
    `with acknowledged as (
       insert into acknowledgement (message, contact, index, received) values ($1, $2, $3, $4))
     update inbox set open = open - 1
     from message m join delivery d on d.message = m.id
     where m.id = $1 and d.contact = $2 and inbox.participant = d.participant and inbox.thread = m.thread`,
    [a.message, a.contact, a.index, a.received],
  );
}

export interface StoredMessage {
  readonly id: string;
  readonly index: number;
  readonly thread: string;
  readonly header: ClearHeader;
  readonly ciphertext: Blob;
  readonly attachments: readonly Blob[];
  readonly received: Date;
}

export async function findMessage(read: Reader, id: string): Promise<StoredMessage | undefined> {
  const [row] = await read.rows<StoredMessage>(
    'exchange.find-message',
    'select id, index, thread, header, ciphertext, attachments, received from message where id = $1',
    [id],
  );
  return row;
}

export interface StoredDelivery extends Recipient {
  readonly message: string;
  /** The entry of the acknowledgement, if there is one. */
  readonly acknowledged: number | null;
  readonly acknowledgedAt: Date | null;
}

export async function listDeliveries(read: Reader, messages: readonly string[]): Promise<StoredDelivery[]> {
  return read.rows<StoredDelivery>(
    'exchange.list-deliveries',
    `select d.message, d.participant, d.contact, d.key, a.index as acknowledged, a.received as "acknowledgedAt"
     from delivery d left join acknowledgement a using (message, contact)
     where d.message = any($1::text[]) order by d.message, d.participant, d.contact`,
    [messages],
  );
}

/** Below which index messages were noticed; the row stays locked. Undefined while another server has it. */
export async function lockNoticed(tx: Tx): Promise<number | undefined> {
  const [row] = await tx.rows<{ below: number }>(
    'exchange.lock-noticed',
    'select below from noticed for update skip locked',
  );
  return row?.below;
}
export const moveNoticed = (tx: Tx, below: number): void =>
  tx.send('exchange.move-noticed', 'update noticed set below = $1', [below]);

/** A delivery that somebody may be told of. */
export interface ToTell {
  readonly message: string;
  readonly thread: string;
  readonly participant: string;
  readonly contact: string;
  readonly index: number;
  readonly deadline: string | null;
  readonly exercise: boolean;
}

/** The deliveries of a message that nobody has acknowledged. */
export const listUnacknowledged = (read: Reader, message: string): Promise<ToTell[]> =>
  read.rows(
    'exchange.list-unacknowledged',
    `select d.message, m.thread, d.participant, d.contact, m.index, m.header ->> 'deadline' as deadline,
       (m.header ->> 'exercise')::boolean as exercise
     from message m join delivery d on d.message = m.id
     left join acknowledgement a on a.message = d.message and a.contact = d.contact
     where m.id = $1 and a.index is null order by d.contact`,
    [message],
  );

/** To whom the next messages from an index on were sent, at most `limit` messages. */
export async function listDeliveriesFrom(read: Reader, from: number, limit: number): Promise<ToTell[]> {
  return read.rows(
    'exchange.list-deliveries-from',
    `select d.message, m.thread, d.participant, d.contact, m.index, m.header ->> 'deadline' as deadline,
       (m.header ->> 'exercise')::boolean as exercise
     from (select id, index, thread, header from message where index >= $1 order by index limit $2) m
     join delivery d on d.message = m.id order by m.index, d.contact`,
    [from, limit],
  );
}

/** Messages received since then that somebody has not acknowledged. */
export async function listOpenSince(read: Reader, since: Date): Promise<string[]> {
  const rows = await read.rows<{ id: string }>(
    'exchange.list-open-since',
    `select m.id from message m where m.received >= $1 and exists (
       select from delivery d left join acknowledgement a using (message, contact)
       where d.message = m.id and a.index is null)
     order by m.index`,
    [since],
  );
  return rows.map(({ id }) => id);
}

/** What the rules ask of a thread: who ever sent or received in it, and what its first message says it is. */
export async function findThread(
  read: Reader,
  thread: string,
): Promise<{ contacts: string[]; exercise: boolean } | undefined> {
  const [row] = await read.rows<{ contacts: string[]; exercise: boolean | null }>(
    'exchange.find-thread',
    `select array(select contact from message where thread = $1
         union select d.contact from message m join delivery d on d.message = m.id where m.thread = $1) as contacts,
       (select (header ->> 'exercise')::boolean from message where thread = $1 order by index limit 1) as exercise`,
    [thread],
  );
  return row && row.exercise !== null ? { contacts: row.contacts, exercise: row.exercise } : undefined;
}

/** Messages of a thread that a participant sent or received, in order. */
export async function listThread(
  read: Reader,
  thread: string,
  participant: string,
): Promise<StoredMessage[]> {
  return read.rows<StoredMessage>(
    'exchange.list-thread',
    `select m.id, m.index, m.thread, m.header, m.ciphertext, m.attachments, m.received from message m
     where m.thread = $1 and (m.participant = $2
       or exists (select from delivery d where d.message = m.id and d.participant = $2))
     order by m.index`,
    [thread, participant],
  );
}

export interface ThreadRow {
  readonly thread: string;
  readonly messages: number;
  readonly last: number;
  readonly unacknowledged: number;
  readonly header: ClearHeader;
  readonly received: Date;
}

/** A page of a list: which kind of threads, and from where on. */
export interface ThreadPage {
  readonly exercise: boolean;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Threads of a participant of one kind, real or of exercises, those with the newest message first. */
export async function listThreads(
  read: Reader,
  participant: string,
  { exercise, before, limit }: ThreadPage,
): Promise<ThreadRow[]> {
  return read.rows<ThreadRow>(
    'exchange.list-threads',
    `select i.thread, i.messages, i.last, i.open as unacknowledged, m.header, m.received
     from inbox i join message m on m.index = i.last
     where i.participant = $1 and i.exercise = $4 and i.last < coalesce($2, 9223372036854775807)
     order by i.last desc limit $3`,
    [participant, before ?? null, limit, exercise],
  );
}

export interface ToErase {
  readonly messages: readonly string[];
  /** Entries that send or acknowledge them. */
  readonly entries: readonly number[];
  /** Their sealed files. */
  readonly blobs: readonly string[];
}

/** The messages under an id, its own or that of a thread, with all that is kept of them. */
export async function findToErase(read: Reader, id: string): Promise<ToErase> {
  const sent = await read.rows<{ id: string; index: number; ciphertext: Blob; attachments: Blob[] }>(
    'exchange.list-to-erase',
    'select id, index, ciphertext, attachments from message where id = $1 or thread = $1',
    [id],
  );
  const messages = sent.map((message) => message.id);
  const acknowledged = await read.rows<{ index: number }>(
    'exchange.list-acknowledged-to-erase',
    'select index from acknowledgement where message = any($1::text[])',
    [messages],
  );
  return {
    messages,
    entries: [...sent, ...acknowledged].map(({ index }) => index),
    blobs: sent.flatMap(({ ciphertext, attachments }) => [ciphertext, ...attachments].map((b) => b.sha256)),
  };
}

/** A message with everybody who sent or received it. */
export interface PartiedMessage {
  readonly id: string;
  readonly index: number;
  readonly received: Date;
  /** SHA-256 of its ciphertext. */
  readonly ciphertext: string;
  readonly parties: readonly string[];
}

/** Messages received before an instant of which every party is among these participants, from an index on. */
export const listMessagesAmong = (
  read: Reader,
  participants: readonly string[],
  page: { readonly before: Date; readonly from: number; readonly limit: number },
): Promise<PartiedMessage[]> =>
  read.rows(
    'exchange.list-messages-among',
    `select m.id, m.index, m.received, m.ciphertext ->> 'sha256' as ciphertext,
       array(select m.participant union select d.participant from delivery d where d.message = m.id) as parties
     from message m
     where m.received < $2 and m.index >= $3 and m.participant = any($1::text[])
       and not exists (select from delivery d where d.message = m.id and d.participant <> all($1::text[]))
     order by m.index limit $4`,
    [participants, page.before, page.from, page.limit],
  );

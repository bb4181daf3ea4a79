import type { Reader, Tx } from '../../platform/index.ts';
import type { Quiet } from './rules.ts';

export interface Muted {
  readonly participant: string;
  readonly thread: string;
  readonly until: Date;
}

export const putMuted = (tx: Tx, m: Muted): void =>
  tx.send(
    'exchange.put-muted',
    `insert into muted (participant, thread, until) values ($1, $2, $3)
     on conflict (participant, thread) do update set until = excluded.until`,
    [m.participant, m.thread, m.until],
  );

export const deleteMuted = (tx: Tx, participant: string, thread: string): void =>
  tx.send('exchange.delete-muted', 'delete from muted where participant = $1 and thread = $2', [
    participant,
    thread,
  ]);

/** Threads that are muted for somebody at an instant. */
export const listMuted = (read: Reader, threads: readonly string[], now: Date): Promise<Muted[]> =>
  read.rows<Muted>(
    'exchange.list-muted',
    'select participant, thread, until from muted where thread = any($1::text[]) and until > $2',
    [threads, now],
  );

export const putQuiet = (tx: Tx, contact: string, q: Quiet): void =>
  tx.send(
    'exchange.put-quiet',
    `insert into quiet (contact, starts, ends, zone) values ($1, $2, $3, $4)
     on conflict (contact) do update set starts = excluded.starts, ends = excluded.ends, zone = excluded.zone`,
    [contact, q.starts, q.ends, q.zone],
  );

export const deleteQuiet = (tx: Tx, contact: string): void =>
  tx.send('exchange.delete-quiet', 'delete from quiet where contact = $1', [contact]);

export const listQuiet = (
  read: Reader,
  contacts: readonly string[],
): Promise<(Quiet & { readonly contact: string })[]> =>
  read.rows(
    'exchange.list-quiet',
    'select contact, starts, ends, zone from quiet where contact = any($1::text[])',
    [contacts],
  );

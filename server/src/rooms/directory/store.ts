import type { Reader, Tx } from '../../platform/index.ts';
import type { Channel, Outcome } from './schema.ts';

/** That a way to a contact was tried, and what came of it. */
export interface ChannelTest {
  readonly contact: string;
  readonly channel: Channel;
  /** Names the address or number, and does not hold it: see `digestOf`. */
  readonly digest: string;
  readonly outcome: Outcome;
  readonly says: string;
  /** The participant who tried; null where it was this host. */
  readonly by: string | null;
  readonly tested: Date;
  /** The round of pings it belongs to. */
  readonly round: string | null;
  /** From when others than the own State are shown it; null: at once. */
  readonly shown: Date | null;
  /** When it was answered by its own word, without a line; it arrived when it was tested. */
  readonly claimed: Date | null;
}

export const insertChannelTest = (tx: Tx, t: ChannelTest): void =>
  tx.send(
    'directory.insert-channel-test',
    `insert into channel_test (contact, channel, digest, outcome, says, by, tested, round, shown, claimed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [t.contact, t.channel, t.digest, t.outcome, t.says, t.by, t.tested, t.round, t.shown, t.claimed],
  );

/** The newest tests of a contact, newest first. */
export const listChannelTests = (read: Reader, contact: string, limit: number): Promise<ChannelTest[]> =>
  read.rows<ChannelTest>(
    'directory.list-channel-tests',
    `select contact, channel, digest, outcome, says, by, tested, round, shown, claimed from channel_test
     where contact = $1 order by id desc limit $2`,
    [contact, limit],
  );

/** The newest test of each way to any contact, of those that a participant is shown at an instant. */
export const listNewestTests = (read: Reader, own: readonly string[], at: Date): Promise<ChannelTest[]> =>
  read.rows<ChannelTest>(
    'directory.list-newest-tests',
    `select distinct on (contact, channel, digest)
       contact, channel, digest, outcome, says, by, tested, round, shown, claimed
     from channel_test where shown is null or shown <= $2 or contact = any($1)
     order by contact, channel, digest, id desc`,
    [own, at],
  );

/** Of these notices those that were not written before; they are now, if the transaction commits. */
export async function takeNotices(tx: Tx, ids: readonly string[], written: Date): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(
    'directory.take-notices',
    `insert into care_notice (id, written) select id, $2 from unnest($1::text[]) id
     on conflict do nothing returning id`,
    [ids, written],
  );
  return new Set(rows.map((row) => row.id));
}

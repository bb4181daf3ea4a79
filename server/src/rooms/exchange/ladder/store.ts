import type { Ladder } from '@comity/acts';
import type { Reader, Tx } from '../../../platform/index.ts';
import type { Rung } from './rules.ts';

export interface Woken {
  readonly message: string;
  readonly contact: string;
  readonly participant: string;
  readonly rung: Rung;
  readonly whom: string;
  readonly at: Date;
}

/** Notes who is told. Answers with those who were not noted before: they are told once, by whichever server noted it. */
export const insertWoken = (tx: Tx, woken: readonly Woken[]): Promise<Woken[]> =>
  tx.rows<Woken>(
    'exchange.insert-woken',
    `insert into woken (message, contact, participant, rung, whom, at)
     select w.message, w.contact, w.participant, w.rung, w.whom, $6
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       w(message, contact, participant, rung, whom)
     on conflict do nothing returning message, contact, participant, rung, whom, at`,
    [
      woken.map((w) => w.message),
      woken.map((w) => w.contact),
      woken.map((w) => w.participant),
      woken.map((w) => w.rung),
      woken.map((w) => w.whom),
      woken[0]?.at ?? new Date(0),
    ],
  );

export const listWoken = (read: Reader, messages: readonly string[]): Promise<Woken[]> =>
  read.rows<Woken>(
    'exchange.list-woken',
    `select message, contact, participant, rung, whom, at from woken
     where message = any($1::text[]) order by at, contact, rung, whom`,
    [messages],
  );

/** What a State set for itself. */
export interface OwnLadder extends Ladder {
  readonly participant: string;
  /** Where its mission is told. */
  readonly address: string | null;
}

export const listLadders = (read: Reader, participants: readonly string[]): Promise<OwnLadder[]> =>
  read.rows<OwnLadder>(
    'exchange.list-ladders',
    'select participant, alternate, diplomatic, mission, address from ladder where participant = any($1::text[])',
    [participants],
  );

/** Where missions are told, by participant. */
export const missionsOf = async (
  read: Reader,
  participants: readonly string[],
): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await listLadders(read, participants)).flatMap(({ participant, address }) =>
      address === null ? [] : [[participant, address]],
    ),
  );

export const putLadder = (tx: Tx, l: OwnLadder): void =>
  tx.send(
    'exchange.put-ladder',
    `insert into ladder (participant, alternate, diplomatic, mission, address) values ($1, $2, $3, $4, $5)
     on conflict (participant) do update set alternate = excluded.alternate, diplomatic = excluded.diplomatic,
       mission = excluded.mission, address = excluded.address`,
    [l.participant, l.alternate, l.diplomatic, l.mission, l.address],
  );

export const deleteLadder = (tx: Tx, participant: string): void =>
  tx.send('exchange.delete-ladder', 'delete from ladder where participant = $1', [participant]);

/** Messages to a participant that nobody of it acknowledged, received since an instant; the newest first. */
export const listOpenMessages = async (
  read: Reader,
  participant: string,
  since: Date,
  limit: number,
): Promise<string[]> => {
  const rows = await read.rows<{ id: string }>(
    'exchange.list-open-messages',
    `select distinct m.id, m.index from message m join delivery d on d.message = m.id
     left join acknowledgement a on a.message = d.message and a.contact = d.contact
     where d.participant = $1 and a.index is null and m.received >= $2 order by m.index desc limit $3`,
    [participant, since, limit],
  );
  return rows.map(({ id }) => id);
};

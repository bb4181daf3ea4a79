import type { Reader, Tx } from '../../../platform/index.ts';
import type { PingChannel } from './rules.ts';

/** The SQL of pings and their rounds. */

export interface Round {
  readonly id: string;
  readonly person: string | null;
  readonly slot: number | null;
  readonly started: Date;
  readonly ends: Date;
  readonly shown: Date;
  readonly channels: readonly PingChannel[];
  readonly outOfHours: boolean;
  readonly paused: boolean;
  readonly message: string | null;
  readonly settled: Date | null;
}

const ROUND =
  'id, person, slot, started, ends, shown, channels, out_of_hours as "outOfHours", paused, message, settled';

/** Answers whether it is new: one of the schedule begins once. */
export async function insertRound(
  tx: Tx,
  r: Omit<Round, 'message' | 'settled' | 'paused'>,
): Promise<boolean> {
  const rows = await tx.rows(
    'exchange.insert-ping-round',
    `insert into ping_round (id, person, slot, started, ends, shown, channels, out_of_hours, paused)
     values ($1, $2, $3, $4, $5, $6, $7, $8, false) on conflict (slot) do nothing returning id`,
    [r.id, r.person, r.slot, r.started, r.ends, r.shown, r.channels, r.outOfHours],
  );
  return rows.length > 0;
}

/** Only one transaction at a time begins a round. */
export const lockRounds = (tx: Tx): Promise<unknown> =>
  tx.rows('exchange.lock-ping-rounds', `select pg_advisory_xact_lock(hashtext('exchange.ping-round'))`, []);

/** The newest first. */
export const listRounds = (read: Reader, limit: number): Promise<Round[]> =>
  read.rows<Round>(
    'exchange.list-ping-rounds',
    `select ${ROUND} from ping_round order by started desc, id limit $1`,
    [limit],
  );

export async function findRound(read: Reader, id: string): Promise<Round | undefined> {
  const [row] = await read.rows<Round>(
    'exchange.find-ping-round',
    `select ${ROUND} from ping_round where id = $1`,
    [id],
  );
  return row;
}

/** Held until the transaction ends. */
export async function lockRound(tx: Tx, id: string): Promise<Round | undefined> {
  const [row] = await tx.rows<Round>(
    'exchange.lock-ping-round',
    `select ${ROUND} from ping_round where id = $1 for update`,
    [id],
  );
  return row;
}

/** What of a round changes. */
export const updateRound = (tx: Tx, r: Round): void =>
  tx.send(
    'exchange.update-ping-round',
    `update ping_round set ends = $2, shown = $3, paused = $4, message = $5, settled = $6 where id = $1`,
    [r.id, r.ends, r.shown, r.paused, r.message, r.settled],
  );

/** One that is over and not settled; another server on the same database takes another. */
export async function lockOver(tx: Tx, now: Date): Promise<Round | undefined> {
  const [row] = await tx.rows<Round>(
    'exchange.lock-ping-round-over',
    `select ${ROUND} from ping_round where ends <= $1 and settled is null
     order by ends limit 1 for update skip locked`,
    [now],
  );
  return row;
}

export interface Ping {
  readonly id: string;
  readonly round: string;
  readonly participant: string;
  readonly contact: string;
  readonly channel: PingChannel;
  readonly digest: string;
  readonly ring: string | null;
  readonly code: string;
  readonly due: Date;
  readonly state: 'waiting' | 'left' | 'sent' | 'failed';
  readonly tried: Date | null;
  readonly called: 'reached' | 'not-reached' | null;
  readonly says: string;
  readonly answered: Date | null;
  readonly claimed: Date | null;
}
export type NewPing = Pick<
  Ping,
  'id' | 'round' | 'participant' | 'contact' | 'channel' | 'digest' | 'ring' | 'code' | 'due'
>;

const PING =
  'id, round, participant, contact, channel, digest, ring, code, due, state, tried, called, says, answered, claimed';

export const insertPings = (tx: Tx, pings: readonly NewPing[]): void =>
  tx.send(
    'exchange.insert-pings',
    `insert into ping (id, round, participant, contact, channel, digest, ring, code, due, state)
     select id, round, participant, contact, channel, digest, ring, code, due, 'waiting'
     from jsonb_to_recordset($1::jsonb) p(id text, round text, participant text, contact text, channel text,
       digest text, ring text, code text, due timestamptz)`,
    [JSON.stringify(pings)],
  );

export const listPings = (read: Reader, round: string): Promise<Ping[]> =>
  read.rows<Ping>(
    'exchange.list-pings',
    `select ${PING} from ping where round = $1 order by participant, contact, channel, id`,
    [round],
  );

export const listPingsOf = (read: Reader, rounds: readonly string[], participant: string): Promise<Ping[]> =>
  read.rows<Ping>(
    'exchange.list-pings-of',
    `select ${PING} from ping where round = any($1::text[]) and participant = $2 order by contact, channel, id`,
    [rounds, participant],
  );

/** Held until the transaction ends; undefined too while another job has it. */
export async function lockPing(tx: Tx, id: string): Promise<Ping | undefined> {
  const [row] = await tx.rows<Ping>(
    'exchange.lock-ping',
    `select ${PING} from ping where id = $1 for update`,
    [id],
  );
  return row;
}

export async function findByCode(read: Reader, code: string): Promise<Ping | undefined> {
  const [row] = await read.rows<Ping>(
    'exchange.find-ping-by-code',
    `select ${PING} from ping where code = $1`,
    [code],
  );
  return row;
}

/** Mails that were written and of which no mail server said anything yet. */
export const listLeft = (read: Reader): Promise<Ping[]> =>
  read.rows<Ping>(
    'exchange.list-left-pings',
    `select ${PING} from ping where state = 'left' order by id`,
    [],
  );

export const updatePing = (tx: Tx, p: Ping): void =>
  tx.send(
    'exchange.update-ping',
    `update ping set state = $2, tried = $3, called = $4, says = $5, answered = $6, claimed = $7 where id = $1`,
    [p.id, p.state, p.tried, p.called, p.says, p.answered, p.claimed],
  );

/** Pings by sealed message that were acknowledged in time and are not noted yet, with when. */
export const listAcknowledged = (
  read: Reader,
  limit: number,
): Promise<(Ping & { readonly acknowledged: Date; readonly shown: Date })[]> =>
  read.rows(
    'exchange.list-acknowledged-pings',
    `select ${PING.split(', ')
      .map((column) => `p.${column}`)
      .join(', ')}, a.received as acknowledged, r.shown
     from ping_round r join ping p on p.round = r.id and p.channel = 'message'
     join acknowledgement a on a.message = r.message and a.contact = p.contact
     where r.message is not null and p.answered is null and a.received <= r.ends
     order by p.id limit $1`,
    [limit],
  );

export interface Counted {
  readonly channel: PingChannel;
  readonly asked: number;
  readonly reached: number;
}

/** States asked and reached, by channel, as it stood at an instant: what arrives later changes nothing any more. */
export const countStates = (read: Reader, round: string, at: Date): Promise<Counted[]> =>
  read.rows<Counted>(
    'exchange.count-pinged-states',
    `select channel, count(distinct participant)::int as asked,
       count(distinct participant) filter (where answered <= $2 or (called = 'reached' and tried <= $2))::int as reached
     from ping where round = $1 and state = 'sent' and tried <= $2 group by channel order by channel`,
    [round, at],
  );

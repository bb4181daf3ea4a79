import type { Tx } from '../../../platform/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { readCode } from '../codes.ts';
import { exchangeError } from '../errors.ts';
import { Rates } from '../rules.ts';
import { noteOutcome } from './noting.ts';
import { judgeAnswer } from './rules.ts';
import { findByCode, findRound, lockPing, type Ping, type Round, updatePing } from './store.ts';

/** Wrong codes of one address in a minute; then nothing is looked up for it until the minute is over. */
const MOST_WRONG = 30;
/** Counted for each record by itself: several bodies may run in one process. */
const wrong = new WeakMap<ActRecord, Rates>();

export interface Asked {
  readonly ping: string;
  readonly contact: string;
  readonly channel: Ping['channel'];
  readonly state: 'open' | 'answered' | 'over';
  readonly ends: string;
  readonly answered?: string;
  /** When it was answered, by its own word. */
  readonly claimed?: string;
}

/** What a code asks. Reading it answers nothing, however often. Throws `exchange.no-such-ping`, `exchange.too-many-codes`. */
export async function readAsked(record: ActRecord, from: string, written: string): Promise<Asked> {
  const ping = await getByCode(record, from, written);
  const round = (await findRound(record.database.read, ping.round))!;
  return viewAsked(ping, round, record.clock());
}

async function getByCode(record: ActRecord, from: string, written: string): Promise<Ping> {
  const rates = wrong.get(record) ?? new Rates();
  wrong.set(record, rates);
  const now = record.clock();
  const retryAfter = rates.wait(from, MOST_WRONG, now);
  if (retryAfter > 0)
    throw exchangeError('too-many-codes', { detail: `Try again in ${retryAfter} seconds.`, retryAfter });
  const code = readCode(written);
  const found = code === '' ? undefined : await findByCode(record.database.read, code);
  if (found) return found;
  rates.count(from, now);
  throw exchangeError('no-such-ping');
}

/**
 * The one confirmation: by whoever has the code, once; again it changes nothing. `made` says when it was done, where
 * that was without a line. Throws `exchange.ping-over` where it counts no more.
 */
export async function answerPing(
  record: ActRecord,
  from: string,
  written: string,
  made: number | undefined,
): Promise<Asked> {
  const { id } = await getByCode(record, from, written);
  return record.database.transaction(async (tx) => {
    const ping = (await lockPing(tx, id))!;
    const round = (await findRound(tx, ping.round))!;
    if (ping.answered) return viewAsked(ping, round, record.clock());
    return viewAsked(await place(tx, record, ping, round, made), round, record.clock());
  });
}

async function place(
  tx: Tx,
  record: ActRecord,
  ping: Ping,
  { ends, shown, started }: Round,
  made: number | undefined,
): Promise<Ping> {
  const now = record.clock();
  const judged = judgeAnswer({ now, made, sent: +(ping.tried ?? started), ends: +ends });
  if (!judged.counts) throw exchangeError('ping-over', { ended: ends.toISOString() });
  const claimed = judged.claimed === undefined ? null : new Date(judged.claimed);
  const tested = new Date(now);
  // A code that is spoken comes back while the officer still speaks.
  const answered: Ping = { ...ping, state: 'sent', tried: ping.tried ?? tested, answered: tested, claimed };
  updatePing(tx, answered);
  await noteOutcome(tx, record, ping, { outcome: 'reached', tested, shown, claimed });
  return answered;
}

function viewAsked({ id, contact, channel, answered, claimed }: Ping, { ends }: Round, now: number): Asked {
  const state = answered ? 'answered' : now > +ends ? 'over' : 'open';
  return {
    ...{ ping: id, contact, channel, state, ends: ends.toISOString() },
    ...(answered ? { answered: answered.toISOString() } : {}),
    ...(claimed ? { claimed: claimed.toISOString() } : {}),
  };
}

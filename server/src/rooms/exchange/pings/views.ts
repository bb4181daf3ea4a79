import { pingRulesOf } from '@comity/acts';
import type { z } from 'zod';
import { digestOf, mailboxesOf } from '../../directory/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { exchangeError } from '../errors.ts';
import { findRing } from '../rings/index.ts';
import { PING_CHANNELS, shownNumbers } from './rules.ts';
import type { ownPing, progress, round, roundOfOne } from './schema.ts';
import {
  countStates,
  findRound,
  listPings,
  listPingsOf,
  listRounds,
  type Ping,
  type Round,
} from './store.ts';

const MOST = 50;

type RoundView = z.infer<typeof round>;
type OwnPing = z.infer<typeof ownPing>;

/** The newest rounds, each with what came of it for one participant. */
export async function readRounds(record: ActRecord, participant: string): Promise<RoundView[]> {
  const rounds = await listRounds(record.database.read, MOST);
  const ids = rounds.map(({ id }) => id);
  const own = await viewOwn(record, rounds, await listPingsOf(record.database.read, ids, participant));
  return rounds.map((r) => ({ ...viewRound(r, record.clock()), own: own.get(r.id) ?? [] }));
}

/** What a body adopted about pings, and what stands where it adopted nothing. */
export function readRules(record: ActRecord) {
  const { every, open, held, aggregates } = pingRulesOf(record.held.now.rules);
  return { every, open, held, ...(aggregates ? { least: aggregates.least } : {}) };
}

/** One round. `isManager`: with how far it is. Throws `exchange.no-such-round`. */
export async function readRound(
  record: ActRecord,
  id: string,
  participant: string,
  isManager: boolean,
): Promise<z.infer<typeof roundOfOne>> {
  const { read } = record.database;
  const found = await findRound(read, id);
  if (!found) throw exchangeError('no-such-round');
  const own = await viewOwn(record, [found], await listPingsOf(read, [id], participant));
  const numbers = await numbersOf(record, found);
  return {
    ...viewRound(found, record.clock()),
    own: own.get(id) ?? [],
    ...(numbers ? { numbers } : {}),
    ...(isManager ? { progress: progressOf(await listPings(read, id)) } : {}),
  };
}

/** Numbers of States: only where the body adopted that they are shown, after the time it set, as they stood then. */
async function numbersOf(record: ActRecord, { id, shown }: Round) {
  const { aggregates } = pingRulesOf(record.held.now.rules);
  if (!aggregates || record.clock() < +shown) return undefined;
  const counted = await countStates(record.database.read, id, shown);
  const channels = shownNumbers(counted, aggregates.least) as typeof counted;
  return { least: aggregates.least, channels, withheld: counted.length - channels.length };
}

/** How far the sending is: nothing of who answered. */
function progressOf(pings: readonly Ping[]): z.infer<typeof progress> {
  return PING_CHANNELS.flatMap((channel) => {
    const own = pings.filter((p) => p.channel === channel);
    if (own.length === 0) return [];
    const count = (state: Ping['state']) => own.filter((p) => p.state === state).length;
    const next = own.filter((p) => p.state === 'waiting').map(({ due }) => due.toISOString());
    return {
      ...{ channel, all: own.length, waiting: count('waiting'), left: count('left') },
      ...{ sent: count('sent'), failed: count('failed') },
      ...(next.length > 0 ? { next: next.sort()[0]! } : {}),
    };
  });
}

const viewRound = (r: Round, now: number) => ({
  ...{ round: r.id, by: r.person === null ? ('schedule' as const) : ('secretariat' as const) },
  state: now >= +r.ends ? ('over' as const) : r.paused ? ('paused' as const) : ('running' as const),
  ...{ started: r.started.toISOString(), ends: r.ends.toISOString(), shown: r.shown.toISOString() },
  ...{ channels: [...r.channels], outOfHours: r.outOfHours },
  ...(r.message === null ? {} : { message: r.message }),
});

async function viewOwn(
  record: ActRecord,
  rounds: readonly Round[],
  pings: readonly Ping[],
): Promise<Map<string, OwnPing[]>> {
  const views = new Map<string, OwnPing[]>();
  for (const ping of pings) {
    const { ends } = rounds.find(({ id }) => id === ping.round)!;
    const view = { ...viewPing(ping, +ends <= record.clock()), ...(await whereTo(record, ping)) };
    views.set(ping.round, [...(views.get(ping.round) ?? []), view]);
  }
  return views;
}

function viewPing(p: Ping, isOver: boolean): OwnPing {
  return {
    ...{ ping: p.id, contact: p.contact, channel: p.channel, result: resultOf(p, isOver) },
    ...{ due: p.due.toISOString(), says: p.says },
    ...(p.tried ? { tried: p.tried.toISOString() } : {}),
    ...(p.answered ? { answered: p.answered.toISOString() } : {}),
    ...(p.claimed ? { claimed: p.claimed.toISOString() } : {}),
  };
}

function resultOf({ answered, called, state }: Ping, isOver: boolean): OwnPing['result'] {
  if (answered) return 'answered';
  if (called) return called;
  if (state === 'failed') return 'failed';
  if (state === 'waiting') return isOver ? 'not-tried' : 'waiting';
  return isOver ? 'unanswered' : 'sent';
}

/** The address or number itself, where it still stands there. */
async function whereTo(record: ActRecord, p: Ping): Promise<{ value?: string }> {
  if (p.channel === 'sms') {
    const ring = await findRing(record.database.read, p.ring!);
    return ring ? { value: ring.destination } : {};
  }
  if (p.channel === 'message') return {};
  const { channel } = p;
  const values = (await mailboxesOf(record, [p.contact])).get(p.contact)?.[channel] ?? [];
  const value = values.find((v) => digestOf(p.contact, channel, v) === p.digest);
  return value === undefined ? {} : { value };
}

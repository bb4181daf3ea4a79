import type { Tx } from '../../../platform/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { noteOutcome } from './noting.ts';
import { listAcknowledged, listPings, lockOver, lockPing, updatePing, updateRound } from './store.ts';

const BATCH = 200;

/** Notes acknowledgements of pings that went as sealed messages: an acknowledgement is the answer. */
export async function noteAcknowledged(record: ActRecord): Promise<void> {
  while ((await record.database.transaction((tx) => noteSome(tx, record))) === BATCH);
}

async function noteSome(tx: Tx, record: ActRecord): Promise<number> {
  const found = await listAcknowledged(tx, BATCH);
  for (const { id, acknowledged, shown } of found) {
    const ping = await lockPing(tx, id);
    // Another server of the body may have noted it a moment ago.
    if (!ping || ping.answered) continue;
    const tried = ping.tried ?? acknowledged;
    updatePing(tx, { ...ping, state: 'sent', tried, answered: acknowledged });
    await noteOutcome(tx, record, ping, { outcome: 'reached', tested: acknowledged, shown });
  }
  return found.length;
}

/** Rounds that are over: what was sent and not answered in time is noted, each round once. */
export async function settleRounds(record: ActRecord): Promise<void> {
  await noteAcknowledged(record);
  while (await record.database.transaction((tx) => settleNext(tx, record)));
}

async function settleNext(tx: Tx, record: ActRecord): Promise<boolean> {
  const round = await lockOver(tx, new Date(record.clock()));
  if (!round) return false;
  for (const ping of await listPings(tx, round.id)) {
    // Of a call the officer said what came of it.
    if (ping.state !== 'sent' || ping.answered || ping.channel === 'telephones') continue;
    await noteOutcome(tx, record, ping, { outcome: 'not-reached', tested: round.ends, shown: round.shown });
  }
  updateRound(tx, { ...round, settled: new Date(record.clock()) });
  return true;
}

import { pingRulesOf } from '@comity/acts';
import { addJob, type Tx } from '../../../platform/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { exchangeError } from '../errors.ts';
import { findMessage, listDeliveries } from '../store.ts';
import { isSentByHost, keyOf } from './starting.ts';
import { listPings, lockRound, type Round, updatePing, updateRound } from './store.ts';

/** Pauses a round, lets it go on, or ends it now. Throws `exchange.no-such-round`, `exchange.round-over`. */
export async function steerRound(
  record: ActRecord,
  id: string,
  to: 'paused' | 'running' | 'over',
): Promise<void> {
  await record.database.transaction(async (tx) => {
    const round = await getRunning(tx, record, id);
    const now = record.clock();
    if (to === 'over') {
      const { held } = pingRulesOf(record.held.now.rules);
      updateRound(tx, { ...round, ends: new Date(now), shown: new Date(now + held * 1000) });
    } else {
      updateRound(tx, { ...round, paused: to === 'paused' });
      if (to === 'running') await sendWaiting(tx, round);
    }
  });
}

async function getRunning(tx: Tx, record: ActRecord, id: string): Promise<Round> {
  const round = await lockRound(tx, id);
  if (!round) throw exchangeError('no-such-round');
  if (+round.ends <= record.clock()) throw exchangeError('round-over', { ended: round.ends.toISOString() });
  return round;
}

/** What came due while it was paused was passed over then. */
async function sendWaiting(tx: Tx, round: Round): Promise<void> {
  for (const { id, channel, state, due } of await listPings(tx, round.id))
    if (state === 'waiting' && isSentByHost(channel))
      addJob(tx, 'exchange.ping', { ping: id, attempt: 0 }, { runAt: due, key: keyOf(id) });
}

/**
 * Says by which sealed message a round went: one of the secretariat's own, placed while the round runs. Whoever it was
 * sent to answers by acknowledging it. Throws `exchange.bad-ping-message`.
 */
export async function nameMessage(record: ActRecord, id: string, message: string): Promise<void> {
  const secretariat = record.held.now.founding.secretariat.participant;
  await record.database.transaction(async (tx) => {
    const round = await getRunning(tx, record, id);
    const found = await findMessage(tx, message);
    const isOwn = found?.header.from.participant === secretariat && found.received >= round.started;
    if (!isOwn || (round.message !== null && round.message !== message))
      throw exchangeError('bad-ping-message', {
        detail: 'It is one message of the secretariat, sent since the round began.',
      });
    if (round.message === message) return;
    updateRound(tx, { ...round, message });
    const to = new Set((await listDeliveries(tx, [message])).map(({ contact }) => contact));
    for (const ping of await listPings(tx, id))
      if (ping.channel === 'message' && to.has(ping.contact))
        updatePing(tx, { ...ping, state: 'sent', tried: found.received });
  });
}

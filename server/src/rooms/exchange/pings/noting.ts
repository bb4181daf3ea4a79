import type { Tx } from '../../../platform/index.ts';
import { type Channel, digestOf, notePing, type PingOutcome } from '../../directory/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { findRing, wayOf } from '../rings/index.ts';
import type { Ping } from './store.ts';

type What = Pick<PingOutcome, 'outcome' | 'tested' | 'shown'> & Partial<PingOutcome>;

/** Keeps with the directory what came of a ping, in the history of the way it went. */
export async function noteOutcome(tx: Tx, record: ActRecord, ping: Ping, what: What): Promise<void> {
  const { channel, digest } = await historyOf(tx, record, ping);
  notePing(tx, {
    ...{ contact: ping.contact, channel, digest, round: ping.round, says: '', by: null, claimed: null },
    ...what,
  });
}

/** A text message belongs to the history of the telephone it went to. */
async function historyOf(
  tx: Tx,
  record: ActRecord,
  ping: Ping,
): Promise<{ channel: Channel; digest: string }> {
  if (ping.channel !== 'sms') return { channel: ping.channel, digest: ping.digest };
  const ring = await findRing(tx, ping.ring!);
  if (!ring) return { channel: 'telephones', digest: ping.digest };
  const { channel, value } = await wayOf(record, { way: 'sms' }, ring);
  return { channel, digest: digestOf(ping.contact, channel, value) };
}

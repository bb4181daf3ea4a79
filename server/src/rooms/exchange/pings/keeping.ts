import type { JobHandlers } from '../../../platform/index.ts';
import type { Directory } from '../../directory/index.ts';
import { type Record as ActRecord, keepUp } from '../../record/index.ts';
import { forgetPushes } from '../pushes/index.ts';
import { forgetRings } from '../rings/index.ts';
import { noteForgotten, type PingPost, sendPing } from './sending.ts';
import { settleRounds } from './settling.ts';
import { startDue } from './starting.ts';

export const pingJobs = (record: ActRecord, post: PingPost): JobHandlers => ({
  'exchange.ping': async (payload) => sendPing(record, post, payload as Parameters<typeof sendPing>[2]),
});

/** Looks each minute, and soon after an acknowledgement: what was answered, what is over, what the rules have due. */
export const keepPings = (
  directory: Directory,
  { outbox, onFailure }: Pick<PingPost, 'outbox' | 'onFailure'>,
) =>
  keepUp(directory.record, () => tendPings(directory, outbox), {
    ...{ delay: 1000, every: 60_000, atOnce: true },
    ...(onFailure ? { onFailure } : {}),
    calledBy: ({ type }) => type === 'exchange.acknowledged',
  });

export async function tendPings(directory: Directory, outbox: string): Promise<void> {
  await noteForgotten(directory.record, outbox);
  await settleRounds(directory.record);
  await startDue(directory);
  await forgetRings(directory.record);
  await forgetPushes(directory.record);
}

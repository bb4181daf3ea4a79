import { type DataOf, draftAct, signPreimage } from '@comity/acts';
import { canonicalBytes, EMPTY_ROOT, toHex } from '@comity/log';
import { type Receipt, submit } from './actions.ts';
import type { Record } from './record.ts';
import { sequence } from './tree.ts';

/**
 * Names another host, or other domains, as the host in force, and publishes that. Where it names another key, it is
 * the last this one writes and signs. Throws as `submit` does.
 */
export async function handOver(record: Record, change: DataOf<'body.host-changed'>): Promise<Receipt> {
  const { id, founding, host } = await record.held.level(record.database.read);
  const prepared = draftAct({
    body: id,
    type: 'body.host-changed',
    actor: { host: founding.origin, key: record.hostId },
    at: new Date(record.clock()).toISOString(),
    seen: { size: 0, root: toHex(EMPTY_ROOT) },
    base: host.act,
    data: change,
  });
  const sig = await signPreimage(prepared.preimage, record.host);
  const receipt = await submit(record, canonicalBytes({ act: prepared.act, sig }));
  await sequence(record);
  return receipt;
}

import { type ActType, type DataOf, draftAct, signPreimage } from '@comity/acts';
import { canonicalBytes, EMPTY_ROOT, sha256, toBase64url, toHex, utf8 } from '@comity/log';
import { type Receipt, submit } from './actions.ts';
import type { Record } from './record.ts';

/**
 * States a fact as the host. `once` names the occasion: the nonce follows from it, so a job that runs twice
 * finds its first statement refused as a nonce used before, and nothing is stated twice.
 */
export async function stateFact<T extends Extract<ActType, `host.${string}`>>(
  record: Record,
  type: T,
  data: DataOf<T>,
  once: string,
): Promise<Receipt | undefined> {
  const { id, founding } = record.held.now;
  const prepared = draftAct({
    body: id,
    type,
    actor: { host: founding.origin, key: record.hostId },
    at: new Date(record.clock()).toISOString(),
    seen: { size: 0, root: toHex(EMPTY_ROOT) },
    nonce: toBase64url(sha256(utf8(`${type} ${once}`)).subarray(0, 16)),
    data,
  });
  const sig = await signPreimage(prepared.preimage, record.host);
  try {
    return await submit(record, canonicalBytes({ act: prepared.act, sig }));
  } catch (error) {
    if ((error as { code?: string }).code === 'record.nonce-reused') return undefined;
    throw error;
  }
}

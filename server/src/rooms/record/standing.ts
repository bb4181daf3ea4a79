import { type AnyAct, type BodyState, type Host, idOfKey, isHost, signersAt } from '@comity/acts';
import type { Reader } from '../../platform/index.ts';
import { recordError } from './errors.ts';
import type { Record } from './record.ts';
import { listRecent } from './store.ts';

/** `in-force`: this server keeps the record. `awaited`: it would, once it is named. `moved`: it did, before another. */
export type Standing = 'in-force' | 'awaited' | 'moved';

export function standingOf({ hostId }: Pick<Record, 'hostId'>, { host, hosts }: BodyState): Standing {
  if (host.keyId === hostId) return 'in-force';
  return hosts.some(({ keyId }) => keyId === hostId) ? 'moved' : 'awaited';
}

/** Whether this server's key may sign for the log at a size. The held state has that many entries at least. */
export const maySign = ({ hostId, held }: Pick<Record, 'hostId' | 'held'>, size: number): boolean =>
  signersAt(held.now, size).some(({ keyId }) => keyId === hostId);

/** The same for a size that the held state may not have reached: it catches up where a change of host lies ahead. */
export async function mayPublish(
  record: Pick<Record, 'hostId' | 'held'>,
  read: Reader,
  size: number,
): Promise<boolean> {
  const [change] = await listRecent(read, { type: 'body.host-changed', limit: 1 });
  if (change && change.index >= record.held.now.size) await record.held.catchUp(read, size);
  return maySign(record, size);
}

/** Throws `record.host-not-recognised` or `record.host-moved` where this server may sign nothing at this size. */
export function assertMaySign(record: Pick<Record, 'hostId' | 'held'>, size: number): void {
  if (!maySign(record, size)) throw notOurs(standingOf(record, record.held.now), record.held.now);
}

/** Asked under the lock, before the rules: only the host in force writes on, and what names it is let in before. */
export function houseObstacle(
  record: Pick<Record, 'hostId'>,
  { state, under, submission }: { state: BodyState; under: Host; submission: { act: AnyAct } },
): unknown {
  const standing = standingOf(record, state);
  if (standing === 'awaited' && namesUs(record, submission.act)) return undefined;
  if (standing !== 'in-force') return notOurs(standing, state);
  if (under === state.host) return undefined;
  return recordError('bad-signature', {
    detail: 'The host or its domains changed while this act arrived. Sign it again.',
  });
}

const namesUs = ({ hostId }: Pick<Record, 'hostId'>, act: AnyAct): boolean =>
  act.type === 'body.host-changed' && !isHost(act.actor) && idOfKey(act.data.host) === hostId;

function notOurs(standing: Standing, { host, founding }: BodyState) {
  const where = host.origins.join(' ');
  if (standing === 'moved')
    return recordError('host-moved', { detail: `It is now at ${where}.`, origins: host.origins });
  return recordError('host-not-recognised', {
    detail: `The host in force is at ${where}. Until it, or the roots of ${founding.hostChange} States, name this one, nothing else is placed here.`,
  });
}

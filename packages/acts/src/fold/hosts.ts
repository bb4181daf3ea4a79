import { canonicalBytes, sha256Hex } from '@comity/log';
import type { DataOf } from '../catalogue/index.ts';
import { type Act, isHost } from '../envelope.ts';
import { idOfKey, type RootKey } from '../key.ts';
import type { BodyState, Host } from '../state.ts';

type Change = DataOf<'body.host-changed'>;

/** What roots must sign alike for it to count together: 64 hex digits. */
export const changeOf = (data: Change): string => sha256Hex(canonicalBytes(data));

/** The States whose roots stand behind a change now, sorted. Old wishes lapse, as those of administrators do. */
export function standBehind(state: BodyState, change: string, now: number): string[] {
  const life = state.rules.numbers.confirmationLife * 1000;
  return [...state.hostChanges]
    .filter(([participant, wish]) => {
      const root = state.seats.get(participant)?.root?.keyId;
      return wish.change === change && wish.root === root && now - wish.since <= life;
    })
    .map(([participant]) => participant)
    .sort();
}

/** Folds a change of host into the state. It was allowed before. A State stands behind the one it signed last. */
export function foldHostChange(state: BodyState, act: Act<'body.host-changed'>, id: string): void {
  if (isHost(act.actor)) {
    takeOffice(state, act.data, id, 'host');
    return;
  }
  const { participant, key } = act.actor;
  const change = changeOf(act.data);
  state.hostChanges.set(participant, { change, root: key, since: state.received });
  const behind = standBehind(state, change, state.received);
  if (behind.length >= state.founding.hostChange) takeOffice(state, act.data, id, behind);
}

function takeOffice(
  state: BodyState,
  { host: key, rpIds, origins }: Change,
  act: string,
  by: Host['by'],
): void {
  const index = state.size - 1;
  state.host = { key, keyId: idOfKey(key), rpIds, origins, act, index, by };
  state.hosts.push(state.host);
  state.hostChanges.clear();
}

/** Whether this key is, or was, that of a host. */
export const hostKey = (state: BodyState, keyId: string): RootKey | undefined =>
  state.hosts.find((host) => host.keyId === keyId)?.key;

/** The host in force after so many entries, at least one. The state holds them all. */
export const hostAfter = ({ hosts }: Pick<BodyState, 'hosts'>, size: number): Host =>
  hosts.findLast(({ index }) => index < size) ?? hosts[0]!;

/**
 * Who may sign for the log at a size: the host in force after so many entries. One that handed over in the last of
 * them may as well: so its hand-over is published, and exported, by itself.
 */
export function signersAt(state: Pick<BodyState, 'hosts'>, size: number): readonly Host[] {
  const host = hostAfter(state, size);
  const before = state.hosts[state.hosts.indexOf(host) - 1];
  return before && host.by === 'host' && host.index === size - 1 ? [host, before] : [host];
}

import { toHex } from '@comity/log';
import type { ActType } from '../catalogue/index.ts';
import type { Leaf } from '../entry.ts';
import type { AnyAct } from '../envelope.ts';
import type { BodyState } from '../state.ts';
import { foldDirectory } from './directory.ts';
import { foldHostChange } from './hosts.ts';
import { foldPeople } from './people.ts';

/**
 * Whether acts of this type change what the body is: its people, its directory, who confirmed, the newest epoch. All others move
 * only size, time and their own stream, so no decision about another act depends on them but through facts.
 */
export const movesBody = (type: ActType): boolean =>
  type === 'host.epoch' || /^(?:people|directory|body)\./.test(type);

/**
 * Folds one entry into the state, in place: the order is the log's. `act` is absent where a restricted
 * entry cannot be opened; then only size, time and stream move, and that is all any act of the exchange
 * ever moves here: the state is the same for every audience.
 */
export function foldEntry(
  state: BodyState,
  leaf: Leaf,
  leafHash: Uint8Array,
  act: AnyAct | undefined,
  id: string,
): void {
  state.size++;
  state.received = Date.parse(leaf.received);
  state.streams.set(leaf.stream, { next: leaf.number + 1, prev: toHex(leafHash) });
  if (!act || !movesBody(act.type)) return;
  if (act.type.startsWith('people.')) foldPeople(state, act, id);
  else if (act.type.startsWith('directory.')) foldDirectory(state, act, id);
  else if (act.type === 'body.host-changed') foldHostChange(state, act, id);
  else if (act.type === 'host.epoch') state.epoch = { ...act.data, act: id, index: state.size - 1 };
  else if (act.type === 'body.confirmed' && 'participant' in act.actor)
    state.confirmedBy.add(act.actor.participant);
}

export * from './directory.ts';
export * from './found.ts';
export { HashIndex } from './hashindex.ts';
export { changeOf, hostAfter, hostKey, signersAt, standBehind } from './hosts.ts';
export * from './ledger.ts';
export { findNotice, noticeFor } from './notices.ts';
export * from './papers.ts';
export { confirmations, isLapsed, seatOf, waitsForOthers } from './people.ts';
export { type Standing, standingOf } from './standing.ts';

import { parseCanonical, toHex } from '@comity/log';
import { type RuleBook, ruleBook } from '../catalogue/body.ts';
import type { ActType } from '../catalogue/index.ts';
import type { Leaf } from '../entry.ts';
import type { AnyAct } from '../envelope.ts';
import { ActError } from '../errors.ts';
import type { BodyState } from '../state.ts';
import { foldDirectory } from './directory.ts';
import { foldHostChange } from './hosts.ts';
import { foldList, isListAct } from './lists.ts';
import { foldClosed } from './offices.ts';
import { foldPeople } from './people.ts';

/**
 * Whether acts of this type change what the body is: its people, its directory, its rules and offices, who confirmed, the
 * newest epoch. All others move only size, time and their own stream, so no decision about another act depends on them but
 * through facts.
 */
export const movesBody = (type: ActType): boolean =>
  type === 'host.epoch' || /^(?:people|directory|body)\.|^decisions\.closed$/.test(type);

/**
 * Folds one entry into the state, in place: the order is the log's. `act` is absent where a restricted
 * entry cannot be opened; then only size, time and stream move, and that is all any restricted act
 * ever moves here: the state is the same for every audience. `book` are the rules that a `body.rules-changed` names.
 */
export function foldEntry(
  state: BodyState,
  leaf: Leaf,
  leafHash: Uint8Array,
  act: AnyAct | undefined,
  id: string,
  book?: RuleBook,
): void {
  state.size++;
  state.received = Date.parse(leaf.received);
  state.streams.set(leaf.stream, { next: leaf.number + 1, prev: toHex(leafHash) });
  if (!act || !movesBody(act.type)) return;
  if (act.type.startsWith('people.')) foldPeople(state, act, id);
  else if (isListAct(act)) foldList(state, act, id);
  else if (act.type.startsWith('directory.')) foldDirectory(state, act, id);
  else if (act.type === 'decisions.closed') foldClosed(state, act, id);
  else if (act.type === 'body.rules-changed') {
    if (!book) throw new ActError('acts.missing-blob', `The rules (${act.data.rules}) are missing.`);
    state.rules = book;
    state.rulesIn = { sha256: act.data.rules, act: id, since: state.received };
  } else if (act.type === 'body.host-changed') foldHostChange(state, act, id);
  else if (act.type === 'host.epoch') state.epoch = { ...act.data, act: id, index: state.size - 1 };
  else if (act.type === 'body.confirmed' && 'participant' in act.actor)
    state.confirmedBy.add(act.actor.participant);
}

/**
 * The rules that an act puts into force, or whose adoption it opens; undefined where they are not at hand or are none
 * that this engine can follow. `blob` gives a file by its SHA-256.
 */
export function bookNamedBy(
  act: AnyAct,
  blob: (sha256: string) => Uint8Array | undefined,
): RuleBook | undefined {
  const sha256 = rulesNamedBy(act);
  const bytes = sha256 === undefined ? undefined : blob(sha256);
  if (!bytes) return undefined;
  try {
    const parsed = ruleBook.safeParse(parseCanonical(bytes));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The file of rules that an act names. */
export function rulesNamedBy(act: AnyAct): string | undefined {
  if (act.type === 'body.rules-changed') return act.data.rules;
  return act.type === 'decisions.opened' && act.data.subject.kind === 'rules'
    ? act.data.subject.sha256
    : undefined;
}

export * from './compendium.ts';
export * from './directory.ts';
export * from './found.ts';
export { HashIndex } from './hashindex.ts';
export { changeOf, hostAfter, hostKey, signersAt, standBehind } from './hosts.ts';
export * from './ledger.ts';
export { isListAct, listReadersOf } from './lists.ts';
export * from './negotiations.ts';
export { findNotice, noticeFor } from './notices.ts';
export * from './offices.ts';
export * from './papers.ts';
export { confirmations, isLapsed, seatOf, waitsForOthers } from './people.ts';
export * from './procedures.ts';
export { type Standing, standingOf } from './standing.ts';

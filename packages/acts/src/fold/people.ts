import { kindOf } from '../catalogue/index.ts';
import type { AnyAct, ParticipantActor } from '../envelope.ts';
import { isHost } from '../envelope.ts';
import { idOfKey, type PublicKey, type RootKey } from '../key.ts';
import { type BodyState, emptySeat, type Pending, type Seat } from '../state.ts';
import { cancelNotice, giveNotice } from './notices.ts';

export function seatOf(state: BodyState, participant: string): Seat {
  let seat = state.seats.get(participant);
  if (!seat) {
    seat = emptySeat();
    state.seats.set(participant, seat);
  }
  return seat;
}

/** Whether this act by an administrator waits for others before it has an effect. */
export function waitsForOthers(state: BodyState, act: AnyAct): boolean {
  if (isHost(act.actor) || !act.actor.person || act.type === 'people.act-confirmed') return false;
  return (
    kindOf(act.type).signedBy.by === 'administrators' &&
    (state.seats.get(act.actor.participant)?.threshold ?? 1) > 1
  );
}

/** How many of those who confirmed are administrators now. */
export const confirmations = (seat: Seat, pending: Pending, and?: string): number =>
  seat.administrators.filter((a) => pending.confirmedBy.has(a) || a === and).length;

/** Whether the pending act lapsed: it waited longer than the rules allow. */
export const isLapsed = (state: BodyState, pending: Pending, now: number): boolean =>
  now - pending.since > state.rules.numbers.confirmationLife * 1000;

/** Folds an act of the room people into the state. It was allowed before. */
export function foldPeople(state: BodyState, act: AnyAct, id: string): void {
  if (act.type === 'people.participant-invited') {
    const seat = seatOf(state, act.data.participant);
    seat.invitation = { token: act.data.token, expires: act.data.expires, act: id };
    return;
  }
  if (act.type === 'people.notice-given') {
    giveNotice(seatOf(state, act.data.participant), act, { act: id, since: state.received });
    return;
  }
  const actor = act.actor as ParticipantActor;
  const seat = seatOf(state, actor.participant);
  for (const [key, pending] of seat.pending)
    if (isLapsed(state, pending, state.received)) seat.pending.delete(key);
  if (waitsForOthers(state, act)) {
    seat.pending.set(id, { act, since: state.received, confirmedBy: new Set([actor.person!]) });
  } else if (act.type === 'people.act-confirmed') {
    confirm(state, seat, act.data.act, actor);
  } else {
    takeEffect(state, seat, act, id);
  }
}

function confirm(state: BodyState, seat: Seat, act: string, actor: ParticipantActor): void {
  const pending = seat.pending.get(act);
  if (!pending) return;
  if (actor.person) pending.confirmedBy.add(actor.person);
  // The root needs nobody beside it.
  if (actor.person && confirmations(seat, pending) < seat.threshold) return;
  seat.pending.delete(act);
  takeEffect(state, seat, pending.act, act);
}

function takeEffect(state: BodyState, seat: Seat, act: AnyAct, id: string): void {
  const { participant } = act.actor as ParticipantActor;
  switch (act.type) {
    case 'people.root-enrolled':
      enrolRoot(state, seat, { participant, key: act.data.key, act: id });
      return;
    case 'people.administrators-set':
      seat.administrators = act.data.administrators;
      seat.threshold = act.data.threshold;
      return;
    case 'people.person-added': {
      const { person, name, key } = act.data;
      seat.people.set(person, { person, name, keys: new Set(), authorities: new Set() });
      addKey(state, seat, { participant, person, key, act: id });
      return;
    }
    case 'people.person-removed': {
      const person = seat.people.get(act.data.person)!;
      person.removed = true;
      person.authorities = new Set();
      for (const key of person.keys) endKey(state, key);
      seat.administrators = seat.administrators.filter((a) => a !== person.person);
      return;
    }
    case 'people.key-added':
      addKey(state, seat, { participant, ...act.data, act: id });
      return;
    case 'people.key-removed':
      endKey(state, act.data.key);
      return;
    case 'people.key-replaced':
      endKey(state, act.data.old);
      addKey(state, seat, { participant, ...act.data, act: id });
      return;
    case 'people.authorities-set':
      seat.people.get(act.data.person)!.authorities = new Set(act.data.authorities);
      return;
    case 'people.act-challenged':
      state.challenges.set(act.data.act, id);
      return;
    case 'people.notice-cancelled':
      cancelNotice(seat, act.data.notice);
      return;
    case 'people.key-reseated': {
      const person = (act.actor as ParticipantActor).person!;
      for (const key of seat.people.get(person)!.keys) endKey(state, key);
      seat.notices.delete(person);
      addKey(state, seat, { participant, person, key: act.data.key, act: id });
    }
  }
}

/** A root that takes the place of a lost one ends it and every notice: the people it certified stay, and are the new root's to judge. */
function enrolRoot(
  state: BodyState,
  seat: Seat,
  { participant, key, act }: { participant: string; key: RootKey; act: string },
): void {
  if (seat.root) endKey(state, seat.root.keyId);
  const keyId = idOfKey(key);
  seat.root = { key, keyId, act };
  delete seat.invitation;
  seat.notices.clear();
  state.keys.set(keyId, { key, participant, act });
}

interface NewKey {
  readonly participant: string;
  readonly person: string;
  readonly key: PublicKey;
  readonly act: string;
}

function addKey(state: BodyState, seat: Seat, { participant, person, key, act }: NewKey): void {
  const id = idOfKey(key);
  state.keys.set(id, { key, participant, person, act });
  seat.people.get(person)!.keys.add(id);
}

function endKey(state: BodyState, key: string): void {
  const held = state.keys.get(key);
  if (held) held.ended = true;
}

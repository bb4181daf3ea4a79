import {
  type Act,
  type ActType,
  confirmations,
  findNotice,
  idOfKey,
  isLapsed,
  type ParticipantActor,
  type Person,
  type PublicKey,
  type Seat,
  waitsForOthers,
} from '@comity/acts';
import { fromBase64url, sha256Hex } from '@comity/log';
import { type Case, type Obstacle, refused } from './case.ts';
import { challengeObstacle } from './challenge.ts';
import { isKnown, keyOnce } from './keys.ts';
import { cancellationObstacle, noticeObstacle, servedObstacle } from './notices.ts';
import { effectiveTime } from './stamps.ts';

/** A root is enrolled by whoever holds the token of the newest invitation, before it expires. */
export function invitationProves(c: Case, { data }: Act<'people.root-enrolled'>): Obstacle {
  const { act, state } = c;
  const actor = act.actor as ParticipantActor;
  const seat = state.seats.get(actor.participant);
  if (seat?.root) return replacesRoot(c, seat, data);
  const invitation = seat?.invitation;
  const proven =
    invitation !== undefined &&
    !actor.person &&
    actor.key === idOfKey(data.key) &&
    sha256Hex(fromBase64url(data.token)) === invitation.token &&
    effectiveTime(c) <= Date.parse(invitation.expires);
  if (!proven) {
    return refused(
      'people.invitation-proves',
      'The token is not that of a current invitation of this participant.',
      'The secretariat invites the participant again, and the new token is used in time.',
    );
  }
  return keyOnce(isKnown(state, idOfKey(data.key)));
}

/** A lost root is replaced by whoever holds the token of a notice, after it stood for as long as the rules ask. */
function replacesRoot(c: Case, seat: Seat, data: Act<'people.root-enrolled'>['data']): Obstacle {
  const notice = findNotice(seat, 'root', c.received);
  const { person, key } = c.act.actor as ParticipantActor;
  if (!notice || person !== undefined || key !== idOfKey(data.key)) return seatedOnce();
  return servedObstacle(c, 'root', notice, data) ?? keyOnce(isKnown(c.state, key));
}

const seatedOnce = () =>
  refused(
    'people.seated-once',
    'This participant has already enrolled its root.',
    'Its own root and administrators act; a lost root is replaced after public notice.',
  );

export function peopleObstacle(c: Case): Obstacle {
  const { act, state } = c;
  if (act.type === 'people.participant-invited') return invitationObstacle(c, act);
  if (act.type === 'people.notice-given') return noticeObstacle(c, act);
  if (act.type === 'people.root-enrolled' || act.type === 'people.key-reseated') return undefined;
  const actor = act.actor as ParticipantActor;
  const seat = state.seats.get(actor.participant);
  if (!seat) return undefined;
  if (act.type === 'people.act-confirmed') return confirmationObstacle(c, seat, act);
  if (act.type === 'people.act-challenged') return challengeObstacle(c, act);
  return effectObstacle(c, seat, act.type, act.data as never);
}

function invitationObstacle(
  { state, received }: Case,
  { data }: Act<'people.participant-invited'>,
): Obstacle {
  if (!state.participants.has(data.participant)) {
    return refused(
      'people.secretariat-invites',
      'There is no such participant.',
      'A participant of the body is invited.',
    );
  }
  if (state.seats.get(data.participant)?.root) return seatedOnce();
  if (Date.parse(data.expires) > received) return undefined;
  return refused(
    'people.secretariat-invites',
    'The invitation has expired already.',
    'It expires in the future.',
  );
}

/** What stands against the effect of an act on a seat: checked when it is made, and again when it takes effect. */
function effectObstacle<T extends ActType>(c: Case, seat: Seat, type: T, data: Act<T>['data']): Obstacle {
  if (type === 'people.notice-cancelled')
    return cancellationObstacle(c, seat, (data as Act<'people.notice-cancelled'>['data']).notice);
  const d = data as { person?: string; key?: PublicKey | string; old?: string; administrators?: string[] };
  const person = d.person ? seat.people.get(d.person) : undefined;
  const newKey = typeof d.key === 'object' ? idOfKey(d.key) : undefined;
  const endedKey = type === 'people.key-replaced' ? d.old : typeof d.key === 'string' ? d.key : undefined;
  return (
    (type === 'people.person-added' ? personOnce(c, d.person!) : personObstacle(d.person, person)) ??
    keyOnce(newKey !== undefined && isKnown(c.state, newKey)) ??
    endedKeyObstacle(c, person, endedKey) ??
    (type === 'people.person-removed' ? thresholdObstacle(seat, d.person!) : undefined) ??
    (type === 'people.administrators-set' ? ownPeople(seat, d.administrators!) : undefined)
  );
}

function personOnce({ state }: Case, person: string): Obstacle {
  for (const seat of state.seats.values()) {
    if (seat.people.has(person)) {
      return refused('people.person-once', 'There is a person with this id.', 'A new id is made.');
    }
  }
  return undefined;
}

const notOurs = () =>
  refused(
    'people.own-people',
    'This is not a current person of the participant.',
    'The act names a current person.',
  );

const personObstacle = (id: string | undefined, person: Person | undefined): Obstacle =>
  id === undefined || (person && !person.removed) ? undefined : notOurs();

const ownPeople = (seat: Seat, ids: readonly string[]): Obstacle =>
  ids.every((id) => seat.people.get(id) && !seat.people.get(id)!.removed) ? undefined : notOurs();

function endedKeyObstacle({ state }: Case, person: Person | undefined, key: string | undefined): Obstacle {
  if (key === undefined || (person?.keys.has(key) && !state.keys.get(key)?.ended)) return undefined;
  return refused(
    'people.current-key',
    'This is not a current key of the person.',
    'The act names a current key.',
  );
}

function thresholdObstacle(seat: Seat, person: string): Obstacle {
  if (!seat.administrators.includes(person) || seat.administrators.length - 1 >= seat.threshold)
    return undefined;
  return refused(
    'people.last-administrator',
    'Too few administrators would remain to meet the threshold.',
    'The root first names other administrators or a lower threshold.',
  );
}

function confirmationObstacle(c: Case, seat: Seat, { data, actor }: Act<'people.act-confirmed'>): Obstacle {
  const pending = seat.pending.get(data.act);
  const who = (actor as ParticipantActor).person;
  if (!pending || isLapsed(c.state, pending, c.received)) {
    return refused(
      'people.confirm-once',
      'No such act waits for confirmation.',
      'The act is made again, then confirmed.',
    );
  }
  if (who && pending.confirmedBy.has(who)) {
    return refused(
      'people.confirm-once',
      'This person has confirmed it already.',
      'Another administrator confirms it.',
    );
  }
  const completes = !who || confirmations(seat, pending, who) >= seat.threshold;
  return completes ? effectObstacle(c, seat, pending.act.type, pending.act.data as never) : undefined;
}

/** Whether an allowed act waits for other administrators before it has an effect. */
export const isPending = (c: Pick<Case, 'state' | 'act'>): boolean => waitsForOthers(c.state, c.act);

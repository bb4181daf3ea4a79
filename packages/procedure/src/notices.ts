import {
  type Act,
  findNotice,
  formats,
  idOfKey,
  type Notice,
  noticeFor,
  noticeTime,
  type ParticipantActor,
  type Seat,
} from '@comity/acts';
import { fromBase64url, sha256Hex } from '@comity/log';
import { type Case, type Obstacle, refused } from './case.ts';
import { isKnown, keyOnce } from './keys.ts';
import type { RuleId } from './rule-ids.ts';

const unproven = (why: string, allowedWhen: string) => refused('people.notice-proven', why, allowedWhen);
const unserved = (why: string, allowedWhen: string) => refused('people.notice-served', why, allowedWhen);

const kindOfNotice = (whom: string) => (whom === 'root' ? 'root' : 'administrator');
const lifeOf = ({ state }: Pick<Case, 'state'>, whom: string): number =>
  noticeTime(state.rules, kindOfNotice(whom)) * 1000;

/** The secretariat gives notice on a note or a letter: one at a time, and for long enough that it can be used. */
export function noticeObstacle(c: Case, { data }: Act<'people.notice-given'>): Obstacle {
  const { participant, person, expires } = data;
  const seat = c.state.seats.get(participant);
  const whom = noticeFor(person);
  if (!seat?.root) {
    return unproven(
      'This participant has no root that could be lost.',
      'The secretariat invites the participant.',
    );
  }
  if (person !== undefined && !seat.administrators.includes(person)) {
    return unproven(
      'This person is not an administrator of the participant.',
      'The notice names an administrator; the keys of others are their administrators’ to replace.',
    );
  }
  const standing = findNotice(seat, whom, c.received);
  if (standing) {
    return unproven(
      `Notice ${standing.act} stands already.`,
      `It is used, cancelled, or expires at ${standing.expires}.`,
    );
  }
  const earliest = c.received + lifeOf(c, whom);
  if (Date.parse(expires) > earliest) return undefined;
  return unproven(
    'The notice would expire before it could be used.',
    `It expires after ${formats.timeOf(earliest)}.`,
  );
}

/** What speaks for the participant, its root or as many administrators as it asks for, cancels a notice that stands. */
export function cancellationObstacle(c: Case, seat: Seat, notice: string): Obstacle {
  const given = [...seat.notices].find(([, { act }]) => act === notice);
  if (given && findNotice(seat, given[0], c.received)) return undefined;
  return refused(
    'people.notice-stands',
    'No notice with this id stands for this participant.',
    'The act names a notice that was neither used nor cancelled and has not expired.',
  );
}

/** Whether a notice was proven by its token, and stood for as long as the rules ask. */
export function servedObstacle(c: Case, whom: string, notice: Notice, data: { token: string }): Obstacle {
  if (sha256Hex(fromBase64url(data.token)) !== notice.token)
    return unserved('The token is not that of the notice.', 'The token is used that the State was handed.');
  const earliest = notice.since + lifeOf(c, whom);
  if (c.received >= earliest) return undefined;
  const hours = Math.round(lifeOf(c, whom) / 3_600_000);
  return unserved(
    `The notice stands for less than ${hours} hours.`,
    `From ${formats.timeOf(earliest)} on, unless the participant cancels the notice before.`,
  );
}

/** An administrator takes up another key after notice. Whoever holds the token signs with that key. */
export function keyReseats(c: Case, { actor, data }: Act<'people.key-reseated'>): Obstacle {
  const { participant, person, key } = actor as ParticipantActor;
  const seat = c.state.seats.get(participant);
  const notice = person === undefined ? undefined : findNotice(seat, person, c.received);
  if (!notice || key !== idOfKey(data.key)) {
    return unserved(
      'No notice stands for a key of this person.',
      'The secretariat gives notice on a letter of the State, and the new key itself signs.',
    );
  }
  return (
    servedObstacle(c, person!, notice, data) ??
    stillAdministrator(seat!, person!) ??
    keyOnce(isKnown(c.state, key))
  );
}

const RULE: RuleId = 'people.notice-served';
const stillAdministrator = (seat: Seat, person: string): Obstacle =>
  seat.administrators.includes(person)
    ? undefined
    : refused(RULE, 'This person is no administrator any more.', 'The participant names its administrators.');

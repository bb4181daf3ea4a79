import type { Act, ParticipantActor, ProcedureFact } from '@comity/acts';
import { type Case, type Obstacle, refused } from '../case.ts';
import { deadlineAfter, endOf } from './calendar.ts';
import { decisionsOf, hasRole, instant, isPresiding, presidingObstacle } from './matters.ts';
import { atWorkObstacle, isVoted, languagesObstacle, noticeObstacle } from './opening.ts';
import { brokenAs, fitsObjections } from './outcome.ts';

const HOUR = 3_600_000;

/** An extension gives back time that was lost, as measured, once for each cause and up to what the rules allow. */
export function extendedObstacle(
  c: Case,
  fact: ProcedureFact,
  { data }: Act<'decisions.extended'>,
): Obstacle {
  if (!isPresiding(c, fact) && !hasRole(c, 'secretariat')) return presidingObstacle(c, fact);
  const measured = (why: string, when: string) => refused('decisions.extension-measured', why, when);
  if (fact.kind !== 'silence' || brokenAs(fact) === 'whole')
    return measured('No silence is under way here.', 'A silence that was not broken is extended.');
  const { cause } = data;
  const key = cause.kind === 'unavailable' ? cause.act : cause.language;
  const lost = lostTime(c, fact, cause);
  if (lost <= 0 || fact.extensions.some((e) => e.cause === key)) {
    return measured(
      'No time was lost by this, or it was given back before.',
      'It names what the host stated, or a version that was issued after the procedure was opened.',
    );
  }
  return withinObstacle(c, fact, Date.parse(data.deadline), lost);
}

function lostTime(
  { facts }: Pick<Case, 'facts'>,
  { opened, deadline, subject }: ProcedureFact,
  cause: Act<'decisions.extended'>['data']['cause'],
): number {
  if (cause.kind === 'unavailable') {
    const down = facts.unavailable(cause.act);
    return down ? Math.min(down.until, deadline!) - Math.max(down.from, opened.at) : 0;
  }
  const document = subject.kind === 'document' ? facts.document(subject.document) : undefined;
  return (document?.issued.get(cause.language) ?? 0) - opened.at;
}

/** How far a deadline may be moved for so much lost time: whole hours, and what the rules leave. */
function reachOf({ state }: Pick<Case, 'state'>, fact: ProcedureFact, lost: number) {
  const { calendar, silence } = decisionsOf(state);
  const { times, hours } = silence.extension;
  const count = Math.ceil(lost / HOUR);
  const latest = deadlineAfter(calendar, fact.deadline!, { unit: 'hours', count }, silence.endsAtWork);
  const given = fact.extensions.reduce((sum, { by }) => sum + by, 0);
  const left = fact.extensions.length < times ? hours * HOUR - given : 0;
  return { count, left, most: Math.min(latest ?? 0, fact.deadline! + left) };
}

/** Until when a deadline may be moved for this cause, in milliseconds; undefined where it may not be moved for it. */
export function extensionFor(
  c: Pick<Case, 'state' | 'facts'>,
  fact: ProcedureFact,
  cause: Act<'decisions.extended'>['data']['cause'],
): number | undefined {
  const key = cause.kind === 'unavailable' ? cause.act : cause.language;
  const lost = fact.kind === 'silence' && !fact.closed ? lostTime(c, fact, cause) : 0;
  if (lost <= 0 || fact.extensions.some((e) => e.cause === key)) return undefined;
  const { most } = reachOf(c, fact, lost);
  return most > fact.deadline! ? most : undefined;
}

function withinObstacle(c: Case, fact: ProcedureFact, deadline: number, lost: number): Obstacle {
  const { count, left, most } = reachOf(c, fact, lost);
  if (deadline <= fact.deadline! || deadline > most) {
    return refused(
      'decisions.extension-measured',
      `${count} hours were lost; the rules leave ${Math.max(0, left / HOUR)} hours.`,
      most > fact.deadline!
        ? `It ends at ${instant(most)} at the latest.`
        : 'Nothing: it is not extended further.',
    );
  }
  return decisionsOf(c.state).silence.endsAtWork ? atWorkObstacle(c, deadline) : undefined;
}

/** Positions are stated before the decision begins to fall: then only objections are heard. */
export function positionObstacle(c: Case, fact: ProcedureFact, items?: readonly string[]): Obstacle {
  const beyond = fact.items && items?.find((item) => !fact.items!.includes(item));
  if (beyond)
    return refused(
      'decisions.position-in-time',
      `“${beyond}” is no item of it.`,
      'It names items of the procedure.',
    );
  const over = fact.kind === 'silence' ? c.received >= fact.deadline! : fact.announced !== undefined;
  if (!over) return undefined;
  return refused(
    'decisions.position-in-time',
    fact.kind === 'silence' ? 'The deadline was reached.' : 'The decision was announced.',
    'Now a State can object, until it is decided.',
  );
}

export function votedObstacle(c: Case, fact: ProcedureFact): Obstacle {
  if (!isVoted(c, fact)) {
    return refused(
      'decisions.method-adopted',
      'The rules of this body do not decide this by vote.',
      'A State states its position, or objects.',
    );
  }
  const { announced } = fact;
  if (announced && c.received < announced.until) return undefined;
  return refused(
    'decisions.position-in-time',
    announced ? 'The vote has ended.' : 'The vote was not announced.',
    'The chair announces the vote.',
  );
}

/** Who is there is said before the window is over, by each State once, and by the secretary. */
export function presenceObstacle(c: Case, fact: ProcedureFact): Obstacle {
  const { act, received } = c;
  if (act.type === 'decisions.presence-attested' && !hasRole(c, 'secretary')) {
    return refused('decisions.chair-presides', 'Whoever signs is not the secretary.', 'The secretary signs.');
  }
  if (fact.kind !== 'room' || (fact.announced && received >= fact.announced.until)) {
    return refused(
      'decisions.position-in-time',
      'Presence counts in the room, until the window is over.',
      'The decision is announced again.',
    );
  }
  const { participant } = act.actor as ParticipantActor;
  if (act.type === 'decisions.presence-attested' || !fact.present.includes(participant)) return undefined;
  return refused('decisions.once-each', 'This State is present already.', 'Nothing more is needed.');
}

/** The chair announces what can be decided: complete, with notice, over nobody's objection, and gives time for one. */
export function announcedObstacle(
  c: Case,
  fact: ProcedureFact,
  { data }: Act<'decisions.announced'>,
): Obstacle {
  if (fact.kind !== 'room') {
    return refused(
      'decisions.window-given',
      'A silence procedure is not announced in the room.',
      'It is closed when its deadline has passed.',
    );
  }
  return (
    presidingObstacle(c, fact) ??
    languagesObstacle(c, fact.subject, fact.procedure) ??
    noticeObstacle(c, fact.subject, fact.procedure, c.received) ??
    fitsObjections(fact) ??
    windowObstacle(c, data)
  );
}

function windowObstacle(
  { received, state }: Case,
  { until, afterwards }: Act<'decisions.announced'>['data'],
): Obstacle {
  const { calendar, room } = decisionsOf(state);
  const end = afterwards ? endOf(calendar, received, room.afterwards) : received + room.window * 1000;
  if (afterwards) {
    const { announced, gavelled } = afterwards;
    const inOrder = announced <= gavelled && Date.parse(gavelled) <= received;
    if (!inOrder)
      return refused(
        'decisions.two-enter-afterwards',
        'The times do not follow each other.',
        'It was announced, then the gavel fell, then it is entered.',
      );
  }
  if (end !== undefined && Date.parse(until) >= end) return undefined;
  return refused(
    'decisions.window-given',
    'Too little time is left to object.',
    end === undefined ? 'The body adopts a calendar that goes on.' : `It ends at ${instant(end)} or later.`,
  );
}

/** The chair says that an entry which hides its State is valid. */
export function vouchedObstacle(c: Case, fact: ProcedureFact, { data }: Act<'decisions.vouched'>): Obstacle {
  const { commitment } = data;
  const waits = fact.objections.some(
    (o) => (o.id === commitment && o.unnamed && !o.vouched) || (o.lifting?.includes(commitment) && !o.ended),
  );
  return (
    presidingObstacle(c, fact) ??
    (waits
      ? undefined
      : refused(
          'decisions.entry-known',
          'No entry with this commitment waits for the chair.',
          'It names an unnamed objection, or the withdrawal of one.',
        ))
  );
}

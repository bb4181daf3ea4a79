import { type Act, type DocumentFact, type ProcedureFact, type Subject, subjectKey } from '@comity/acts';
import { type Case, type Obstacle, refused } from '../case.ts';
import { covers, endOf, isAtWork } from './calendar.ts';
import { decisionsOf, hasRole, instant, isWaived, matterOf, methodOf } from './matters.ts';

type Opened = Act<'decisions.opened'>['data'];

export function openedObstacle(c: Case, { data }: Act<'decisions.opened'>): Obstacle {
  if (c.facts.procedure(data.procedure)) {
    return refused(
      'decisions.procedure-once',
      'A procedure with this id was opened before.',
      'A new id is made.',
    );
  }
  return (
    mayOpen(c, data) ??
    termsObstacle(c, data) ??
    subjectObstacle(c, data.subject, data.procedure) ??
    onceObstacle(c, data) ??
    (data.kind === 'silence' ? silenceObstacle(c, data) : undefined)
  );
}

function mayOpen(c: Case, { layer, subject }: Opened): Obstacle {
  const { layers, opens } = decisionsOf(c.state);
  if (!layers.some(({ id }) => id === layer)) {
    const known = layers.map(({ id }) => id).join(', ');
    return refused('decisions.may-open', `The rules know no layer “${layer}”.`, `It is one of: ${known}.`);
  }
  const roles = opens[matterOf(subject)];
  if (roles.some((role) => hasRole(c, role))) return undefined;
  return refused(
    'decisions.may-open',
    'Whoever signs may not open a procedure on this.',
    `It is opened by: ${roles.join(', ')}.`,
  );
}

/** What is fixed before it starts: how much is disclosed, and whether silence can decide it at all. */
function termsObstacle({ state, facts }: Case, data: Opened): Obstacle {
  const rules = decisionsOf(state);
  if (!rules.disclosure.includes(data.disclosure)) {
    const levels = rules.disclosure.join(', ');
    return refused(
      'decisions.disclosure-fixed',
      'The rules do not provide for this level of disclosure.',
      `It is one of: ${levels}.`,
    );
  }
  if (data.kind === 'silence' && methodOf(rules, data.subject) !== 'consensus') {
    return refused(
      'decisions.method-adopted',
      'The rules decide this by vote: there is no voting in a silence procedure.',
      'It is decided in the room.',
    );
  }
  const before = data.reissues === undefined ? undefined : facts.procedure(data.reissues);
  if (data.reissues === undefined || before?.closed?.outcome === 'broken') return undefined;
  return refused(
    'decisions.entry-known',
    'There is no broken procedure with this id.',
    'It reissues one that was closed as broken.',
  );
}

const unknownSubject = (why: string, allowedWhen: string) =>
  refused('decisions.subject-known', why, allowedWhen);

/** Whether what is to be decided is there, now: asked when a procedure opens, and again when it closes. */
export function subjectObstacle(c: Case, subject: Subject, procedure: string): Obstacle {
  switch (subject.kind) {
    case 'document':
      return documentObstacle(c, subject);
    case 'rules':
      return c.act.type !== 'decisions.opened' || c.book
        ? undefined
        : unknownSubject('The rules are missing, or none that can be followed.', 'Their file is put first.');
    case 'office':
      return personObstacle(c, subject);
    case 'waiver':
      return waiverObstacle(c, subject, procedure);
    case 'appeal': {
      const of = c.facts.procedure(subject.of);
      return of && !of.closed && of.rulings.includes(subject.ruling)
        ? undefined
        : unknownSubject('There is no such ruling in an open procedure.', 'It names a ruling of the chair.');
    }
    case 'motion':
      return motionObstacle(c, subject);
    default:
      return undefined;
  }
}

function documentObstacle({ facts }: Case, { document, versions }: Subject & { kind: 'document' }): Obstacle {
  const known = facts.document(document);
  if (!known || known.withdrawn) {
    return unknownSubject(
      known ? 'The document was withdrawn.' : 'There is no such document.',
      'The document is registered and not withdrawn.',
    );
  }
  const other = Object.entries(versions).find(([l, sha256]) => known.newest.get(l) !== sha256);
  if (!other && Object.keys(versions).length > 0) return undefined;
  return unknownSubject(
    other ? `The version “${other[0]}” is not the one that was issued last.` : 'It names no version.',
    'A procedure names the files of the versions as they were issued last.',
  );
}

function personObstacle({ state }: Case, subject: Subject & { kind: 'office' }): Obstacle {
  const person = state.seats.get(subject.participant)?.people.get(subject.person);
  if (person && !person.removed) return undefined;
  return unknownSubject(
    'There is no such person of this participant.',
    'The participant has added the person, and not removed it.',
  );
}

/** Only what the rules in force let a body set aside, and only before or while the procedure runs. */
function waiverObstacle(
  { state, facts }: Case,
  { rules, of }: Subject & { kind: 'waiver' },
  own: string,
): Obstacle {
  const { waivable } = decisionsOf(state);
  const fixed = rules.find((rule) => !waivable.includes(rule));
  if (fixed) {
    return unknownSubject(
      `The rules of this body do not let it set aside ${fixed}.`,
      waivable.length > 0
        ? `It sets aside one of: ${waivable.join(', ')}.`
        : 'Nothing: none can be set aside.',
    );
  }
  if (of !== own && !facts.procedure(of)?.closed) return undefined;
  return unknownSubject('The procedure it is for is closed.', 'It is for a procedure that is not closed.');
}

function motionObstacle({ facts }: Case, { motion, of }: Subject & { kind: 'motion' }): Obstacle {
  const moved = of === undefined ? undefined : facts.procedure(of);
  const wanted = motion === 'reconsider' ? moved?.closed?.outcome === 'adopted' : of === undefined || moved;
  if (wanted) return undefined;
  return unknownSubject('There is no such procedure to move this in.', 'It names a procedure on the record.');
}

function onceObstacle({ facts }: Case, { subject, reconsiders }: Opened): Obstacle {
  const motion = reconsiders === undefined ? undefined : facts.procedure(reconsiders);
  const decided = subject.kind === 'document' ? facts.decided(subjectKey(subject)) : undefined;
  const reconsidered =
    motion?.closed?.outcome === 'adopted' &&
    motion.subject.kind === 'motion' &&
    motion.subject.motion === 'reconsider' &&
    motion.subject.of === decided;
  if (decided === undefined && reconsiders === undefined) return undefined;
  if (decided !== undefined && reconsidered) return undefined;
  return refused(
    'decisions.decided-once',
    decided ? `This was adopted by ${decided}.` : 'This was not adopted before.',
    'A motion to reconsider it is adopted first, and named.',
  );
}

function silenceObstacle(c: Case, data: Opened): Obstacle {
  const deadline = Date.parse(data.deadline!);
  return (
    languagesObstacle(c, data.subject, data.procedure) ??
    noticeObstacle(c, data.subject, data.procedure, deadline) ??
    lengthObstacle(c, data.procedure, deadline)
  );
}

/** Every language that the rules ask for has been issued, and is decided on. */
export function languagesObstacle({ state, facts }: Case, subject: Subject, procedure: string): Obstacle {
  if (subject.kind !== 'document' || isWaived(facts, procedure, 'decisions.languages-issued'))
    return undefined;
  const { languages } = decisionsOf(state);
  const missing = languages.filter((language) => subject.versions[language] === undefined);
  if (missing.length === 0) return undefined;
  return refused(
    'decisions.languages-issued',
    `It is not decided on in: ${missing.join(', ')}.`,
    `Versions are issued, and named, in: ${languages.join(', ')}.`,
  );
}

/** When the last version that is decided on came out, in whatever language. */
const lastIssued = (
  { issued, corrected }: DocumentFact,
  versions: Readonly<Record<string, string>>,
): number =>
  Math.max(0, ...Object.keys(versions).map((l) => Math.max(issued.get(l) ?? 0, corrected.get(l) ?? 0)));

/** Between the last version and the decision lies the notice that the rules ask for. */
export function noticeObstacle(c: Case, subject: Subject, procedure: string, decided: number): Obstacle {
  if (subject.kind !== 'document' || isWaived(c.facts, procedure, 'decisions.notice-given')) return undefined;
  const { calendar, notice } = decisionsOf(c.state);
  const issued = lastIssued(c.facts.document(subject.document)!, subject.versions);
  const end = endOf(calendar, issued, notice);
  if (end !== undefined && decided >= end) return undefined;
  return refused(
    'decisions.notice-given',
    `The last language version was issued at ${instant(issued)}: the notice is too short.`,
    end === undefined ? CALENDAR_ENDS : `It is decided at ${instant(end)} or later.`,
  );
}

const CALENDAR_ENDS = 'The calendar in the rules ends before: the body adopts one that goes on.';

function lengthObstacle({ state, facts, received }: Case, procedure: string, deadline: number): Obstacle {
  if (isWaived(facts, procedure, 'decisions.silence-long-enough') && deadline > received) return undefined;
  const { calendar, silence } = decisionsOf(state);
  const end = endOf(calendar, received, silence.length);
  const tooShort = (why: string, when: string) => refused('decisions.silence-long-enough', why, when);
  if (end === undefined || !covers(calendar, deadline))
    return tooShort('The calendar in the rules does not reach so far.', CALENDAR_ENDS);
  if (deadline < end) return tooShort('The deadline is too near.', `It lies at ${instant(end)} or later.`);
  return silence.endsAtWork ? atWorkObstacle({ state }, deadline) : undefined;
}

/** A deadline falls where people are at work, by the calendar of the rules. */
export function atWorkObstacle({ state }: Pick<Case, 'state'>, deadline: number): Obstacle {
  const { calendar } = decisionsOf(state);
  if (isAtWork(calendar, deadline)) return undefined;
  return refused(
    'decisions.silence-long-enough',
    'The deadline does not fall in the working hours of a working day.',
    `It does so in the calendar “${calendar.name}”.`,
  );
}

/** Whether it is a fact of a procedure that is decided by vote. */
export const isVoted = (c: Pick<Case, 'state'>, { subject }: Pick<ProcedureFact, 'subject'>): boolean =>
  methodOf(decisionsOf(c.state), subject) !== 'consensus';

import { type Act, documentRulesOf, type RoundFact } from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';
import { circulate, circulationRule } from './circulation.ts';
import { isSecretariat, knownDocument } from './papers.ts';

export function roundsObstacle(c: Case): Obstacle {
  const { act } = c;
  switch (act.type) {
    case 'documents.round-opened':
      return openedObstacle(c, act.data);
    case 'documents.round-extended':
      return stillOpen(c, act.data.round) ?? laterObstacle(c, act.data);
    case 'documents.input-submitted':
      return giverObstacle(c) ?? stillOpen(c, act.data.round);
    case 'documents.synthesis-issued':
      return afterDeadline(c, act.data.round) ?? synthesisDocument(c, act.data);
    case 'documents.correction-requested':
      return knownSynthesis(c, act.data);
    case 'documents.correction-answered':
      return answeredObstacle(c, act.data);
    default:
      return undefined;
  }
}

const timeOf = (ms: number): string => new Date(ms).toISOString();

/** Everybody reads what is asked before the time for answers begins: the document is out in every language. */
function openedObstacle(
  c: Case,
  { round, document, deadline }: Act<'documents.round-opened'>['data'],
): Obstacle {
  if (c.facts.round(round))
    return refused('documents.round-once', 'There is a round with this id.', 'A new id is made.');
  return (
    knownDocument(c, document) ?? circulationObstacle(c, document) ?? noticeObstacle(c, Date.parse(deadline))
  );
}

function circulationObstacle({ state, facts, received }: Case, document: string): Obstacle {
  const { out, missing } = circulate(facts.document(document)!, circulationRule(state), received);
  const closed = [...out].filter(([, since]) => since > received).map(([language]) => language);
  const lacking = [...missing, ...closed];
  if (lacking.length === 0 && out.size > 0) return undefined;
  return refused(
    'documents.languages-out',
    `The document is not out in: ${lacking.join(', ') || 'any language'}.`,
    'It is out in every language that the rules ask for.',
  );
}

function noticeObstacle({ state, received }: Case, deadline: number): Obstacle {
  const least = received + documentRulesOf(state.rules).inputTime * 1000;
  if (deadline >= least) return undefined;
  return refused(
    'documents.deadline-ahead',
    'The deadline is too near.',
    `The deadline is not before ${timeOf(least)}.`,
  );
}

function laterObstacle(
  { facts }: Case,
  { round, deadline }: Act<'documents.round-extended'>['data'],
): Obstacle {
  if (Date.parse(deadline) > facts.round(round)!.deadline) return undefined;
  return refused(
    'documents.deadline-ahead',
    'A deadline is only ever moved to a later time.',
    `The new deadline is after ${timeOf(facts.round(round)!.deadline)}.`,
  );
}

/** A deadline is reached with the first act that is received at it or after it. */
const isOpen = (round: RoundFact, received: number) => received < round.deadline;

function stillOpen({ facts, received }: Case, id: string): Obstacle {
  const round = facts.round(id);
  if (round && isOpen(round, received)) return undefined;
  return refused(
    'documents.round-open',
    round ? 'The deadline of the round has passed.' : 'There is no such round.',
    round ? `Inputs were taken before ${timeOf(round.deadline)}.` : 'The round is opened first.',
  );
}

function giverObstacle(c: Case): Obstacle {
  if (!isSecretariat(c)) return undefined;
  return refused(
    'documents.round-open',
    'The secretariat compiles inputs and gives none.',
    'A participant submits its input.',
  );
}

function afterDeadline({ facts, received }: Case, id: string): Obstacle {
  const round = facts.round(id);
  if (round && !isOpen(round, received)) return undefined;
  return refused(
    'documents.synthesis-after-deadline',
    round ? 'The round still takes inputs.' : 'There is no such round.',
    round ? `The deadline is ${timeOf(round.deadline)}.` : 'The round is opened first.',
  );
}

const synthesisDocument = (c: Case, { document }: Act<'documents.synthesis-issued'>['data']): Obstacle =>
  document === undefined ? undefined : knownDocument(c, document);

function knownSynthesis(
  { facts }: Case,
  { round, synthesis }: Act<'documents.correction-requested'>['data'],
): Obstacle {
  if (facts.synthesis(synthesis)?.round === round) return undefined;
  return refused(
    'documents.known-synthesis',
    'There is no such synthesis in this round.',
    'A synthesis that was issued is named by its act.',
  );
}

function answeredObstacle(
  { facts }: Case,
  { round, request, synthesis }: Act<'documents.correction-answered'>['data'],
): Obstacle {
  const asked = facts.request(request);
  if (asked?.round !== round || asked.answered)
    return refused(
      'documents.answered-once',
      asked?.round === round ? 'The request was answered.' : 'There is no such request in this round.',
      'A request that is open is answered.',
    );
  const corrected = synthesis === undefined ? undefined : facts.synthesis(synthesis);
  const before = facts.synthesis(asked.synthesis)!;
  if (synthesis === undefined || (corrected?.round === round && corrected.number > before.number))
    return undefined;
  return refused(
    'documents.known-synthesis',
    'The answer names no later synthesis of this round.',
    'The corrected synthesis is issued first.',
  );
}

import type { Act } from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';
import { actorOf, isSecretariat, knownDocument } from './papers.ts';

export function initiativesObstacle(c: Case): Obstacle {
  const { act } = c;
  switch (act.type) {
    case 'documents.initiative-presented':
      return listedObstacle(c, act.data);
    case 'documents.initiative-recorded':
      return listedObstacle(c, act.data) ?? recordedObstacle(c, act.data);
    case 'documents.initiative-withdrawn':
      return knownInitiative(c, act.data.initiative) ?? ownInitiative(c, act.data.initiative);
    case 'documents.coverage-declared':
      return (
        knownDocument(c, act.data.document) ??
        authorObstacle(c, act.data.document) ??
        knownInitiative(c, act.data.initiative)
      );
    default:
      return undefined;
  }
}

const notListed = (why: string, allowedWhen: string) =>
  refused('documents.initiative-listed', why, allowedWhen);

function listedObstacle(
  c: Case,
  { initiative, documents }: Pick<Act<'documents.initiative-presented'>['data'], 'initiative' | 'documents'>,
): Obstacle {
  if (c.facts.initiative(initiative))
    return notListed('This initiative is listed already.', 'A new id is made.');
  const lacking = documents.find((document) => knownDocument(c, document));
  return lacking === undefined
    ? undefined
    : notListed(
        `There is no document ${lacking}, or it was withdrawn.`,
        'Its documents are registered first.',
      );
}

function recordedObstacle(
  { state, received }: Case,
  { participants, presented }: Act<'documents.initiative-recorded'>['data'],
): Obstacle {
  const stranger = participants.find((participant) => !state.participants.has(participant));
  if (stranger !== undefined)
    return notListed(`${stranger} is no participant.`, 'Participants of the body are named.');
  return Date.parse(`${presented}T00:00:00.000Z`) <= received
    ? undefined
    : notListed('The date of presentation is still to come.', 'The initiative was presented.');
}

function knownInitiative({ facts }: Case, initiative: string): Obstacle {
  const known = facts.initiative(initiative);
  if (known && !known.withdrawn) return undefined;
  return refused(
    'documents.known-initiative',
    known ? 'The initiative was withdrawn.' : 'There is no such initiative.',
    'The initiative is listed and not withdrawn.',
  );
}

/** What several presented, none of them withdraws alone. */
function ownInitiative(c: Case, initiative: string): Obstacle {
  const { presenters } = c.facts.initiative(initiative)!;
  if (presenters.size === 1 && presenters.has(actorOf(c))) return undefined;
  return refused(
    'documents.states-present',
    'The State did not present this initiative alone.',
    'The State that presented it withdraws it.',
  );
}

/** A paper speaks for whoever submitted it, else for the secretariat that registered it. */
function authorObstacle(c: Case, document: string): Obstacle {
  const { submitters } = c.facts.document(document)!;
  if (submitters.size > 0 ? submitters.has(actorOf(c)) : isSecretariat(c)) return undefined;
  return refused(
    'documents.coverage-by-author',
    'The paper is not of this participant.',
    'Whoever the paper is of declares what it covers.',
  );
}

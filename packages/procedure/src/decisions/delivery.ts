import type { Act, ParticipantActor, ProcedureFact } from '@comity/acts';
import { type Case, type Obstacle, refused } from '../case.ts';
import { positionObstacle } from './during.ts';

const evidenced = (why: string, when: string) => refused('decisions.delivery-evidenced', why, when);

/** Before the decision begins to fall, as positions. The secretariat says what it sent, and to whom: to States of the body, and not in the future. */
export function circulatedObstacle(
  c: Case,
  fact: ProcedureFact,
  { data }: Act<'decisions.circulated'>,
): Obstacle {
  const { received, state } = c;
  const stranger = data.to?.find((id) => state.participants.get(id)?.kind !== 'state');
  if (stranger) return evidenced(`${stranger} is no State of the body.`, 'It was sent to States.');
  if (Date.parse(data.sent) <= received) return positionObstacle(c, fact);
  return evidenced('It cannot have been sent in the future.', 'The record says when it was sent.');
}

/** A State says once that it has the draft. */
export function acknowledgedObstacle(c: Case, fact: ProcedureFact): Obstacle {
  const { participant } = c.act.actor as ParticipantActor;
  if (!fact.acknowledged?.some((a) => a.participant === participant)) return positionObstacle(c, fact);
  return evidenced('This State has said so already.', 'Nothing more is needed.');
}

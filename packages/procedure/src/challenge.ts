import { type Act, challengeLife, type ParticipantActor } from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';
import { effectiveTime } from './stamps.ts';

const challengeRefused = (why: string, allowedWhen: string) =>
  refused('people.challenge-in-time', why, allowedWhen);

/**
 * A State may say, soon and once, that a binding act in the name of one of its people is not what it meant: a
 * browser can show one thing and have another signed. The challenge marks the act and undoes nothing.
 */
export function challengeObstacle(c: Case, { data }: Act<'people.act-challenged'>): Obstacle {
  const { act, facts, state } = c;
  const { participant } = act.actor as ParticipantActor;
  const challenged = facts.challengeable(data.act);
  // What another State did is no secret, but its alarm is its own to raise.
  if (challenged?.participant !== participant) {
    return challengeRefused(
      'There is no binding act with this id that a person made for this participant.',
      'The act names a binding act of a person of the same participant; what a root signed is not challenged.',
    );
  }
  const life = challengeLife(state.rules);
  // Its time begins with `received`, whatever stamps it had: nobody could know of it before.
  const after = effectiveTime(c) - challenged.received;
  if (after > life * 1000) {
    return challengeRefused(
      `The act was received ${Math.floor(after / 1000)} seconds ago.`,
      `A challenge is received at most ${life} seconds after the act; an ordinary act can still undo what it did.`,
    );
  }
  if (!state.challenges.has(data.act)) return undefined;
  return challengeRefused('This act has been challenged already.', 'Nothing more is needed.');
}

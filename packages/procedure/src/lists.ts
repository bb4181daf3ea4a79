import { type Act, listRulesOf, type ParticipantActor, type RegionalList } from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';

type ListAct = Act<'directory.list-imported'> | Act<'directory.list-withdrawn'>;

/** A regional list: its importer's alone to renew or withdraw, read by participants, and never without an end. */
export function listsObstacle(c: Case, act: ListAct): Obstacle {
  const here = c.state.regional.get(act.data.regional);
  return (
    ownObstacle(act, here) ??
    listBaseObstacle(act, here) ??
    (act.type === 'directory.list-imported' ? (readersObstacle(c, act) ?? endObstacle(c, act)) : undefined)
  );
}

const own = (why: string, allowedWhen: string) => refused('directory.regional-own', why, allowedWhen);

function ownObstacle(act: ListAct, here: RegionalList | undefined): Obstacle {
  if (!here)
    return act.type === 'directory.list-imported'
      ? undefined
      : own('There is no such regional list.', 'A list that was imported is withdrawn.');
  if (here.participant !== (act.actor as ParticipantActor).participant)
    return own(
      'Another participant imported this regional list.',
      'The participant that imported it acts, or a list of its own is imported.',
    );
  return here.withdrawn
    ? own('This regional list was withdrawn.', 'It is imported anew, as another list.')
    : undefined;
}

/** A newer state takes the place of the one that its importer saw, and of no other. */
function listBaseObstacle(act: ListAct, here: RegionalList | undefined): Obstacle {
  const asked = act.type === 'directory.list-imported' || act.base !== undefined;
  if (!asked || act.base === here?.version) return undefined;
  return refused(
    'directory.base-current',
    'The regional list is not as it was when this was written.',
    here ? `The act names its current version ${here.version}.` : 'A first import names no version.',
  );
}

function readersObstacle({ state }: Case, { data: { readers } }: Act<'directory.list-imported'>): Obstacle {
  const strange = readers === 'participants' ? undefined : readers.find((id) => !state.participants.has(id));
  if (strange === undefined) return undefined;
  return refused(
    'directory.regional-readers',
    `The act names the reader ${strange}, who is no participant.`,
    'It names participants of the body, or all of them.',
  );
}

const DAY = 86_400_000;

function endObstacle({ state, received }: Case, { data }: Act<'directory.list-imported'>): Obstacle {
  const ends = (why: string, allowedWhen: string) => refused('directory.regional-expires', why, allowedWhen);
  // Somewhere it is tomorrow already.
  if (data.asOf > new Date(received + DAY).toISOString().slice(0, 10))
    return ends('The regional list is of a day to come.', 'It is of today, or of a day before.');
  if (Date.parse(data.expires) <= received)
    return ends('The regional list has expired already.', 'A list is imported that still holds.');
  const latest = new Date(received + listRulesOf(state.rules).longest * 1000).toISOString();
  return data.expires > latest
    ? ends('The regional list lasts longer than the rules allow.', `It expires by ${latest}.`)
    : undefined;
}

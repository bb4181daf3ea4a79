import { type Act, type ActType, type AnyAct, isHost, type ProcedureFact } from '@comity/acts';
import { type Case, type Obstacle, refused } from '../case.ts';
import { besideObstacle } from './beside.ts';
import { closedObstacle } from './closing.ts';
import { acknowledgedObstacle, circulatedObstacle } from './delivery.ts';
import {
  announcedObstacle,
  extendedObstacle,
  positionObstacle,
  presenceObstacle,
  votedObstacle,
  vouchedObstacle,
} from './during.ts';
import { hasRole, presidingObstacle } from './matters.ts';
import { objectedObstacle, receiptObstacle, withdrawnObstacle } from './objecting.ts';
import { openedObstacle } from './opening.ts';

/** What stands in the way of an act of the room decisions. */
export function decisionsObstacle(c: Case): Obstacle {
  const { act } = c;
  if (act.type === 'decisions.opened') return openedObstacle(c, act);
  const fact = c.facts.procedure((act.data as { procedure: string }).procedure);
  if (fact && outlastsDecision(act.type)) return besideObstacle(c, act, fact);
  if (!fact || fact.closed) {
    return refused(
      'decisions.procedure-open',
      fact ? `The procedure was closed: ${fact.closed!.outcome}.` : 'There is no such procedure.',
      'The procedure is open.',
    );
  }
  return duringObstacle(c, act, fact);
}

/** What is said and done when the gavel has fallen: nothing of it counts for the outcome. */
const outlastsDecision = (type: ActType): boolean =>
  /^decisions\.(?:dissociated|reserved|explained|statement-withdrawn|mandated|mandate-moved)$/.test(type);

function duringObstacle(c: Case, act: AnyAct, fact: ProcedureFact): Obstacle {
  switch (act.type) {
    case 'decisions.extended':
      return extendedObstacle(c, fact, act);
    case 'decisions.position-stated':
      return positionObstacle(c, fact, act.data.items);
    case 'decisions.objected':
    case 'decisions.objected-unnamed':
      return objectedObstacle(c, fact, act);
    case 'decisions.objection-withdrawn':
    case 'decisions.withdrawn-unnamed':
      return withdrawnObstacle(c, fact, act);
    case 'decisions.receipt-recorded':
    case 'decisions.receipt-unnamed':
      return receiptObstacle(c, fact, act);
    case 'decisions.vouched':
      return vouchedObstacle(c, fact, act);
    case 'decisions.presence-stated':
    case 'decisions.presence-attested':
      return presenceObstacle(c, fact);
    case 'decisions.announced':
      return announcedObstacle(c, fact, act);
    case 'decisions.voted':
      return votedObstacle(c, fact);
    case 'decisions.ruled':
      return presidingObstacle(c, fact);
    case 'decisions.closed':
      return closedObstacle(c, fact, act);
    case 'decisions.circulated':
      return circulatedObstacle(c, fact, act);
    case 'decisions.delivery-acknowledged':
      return acknowledgedObstacle(c, fact);
    default:
      return undefined;
  }
}

/**
 * Rules change by the body's own procedure only: an adopted one names exactly these, it was adopted under the rules
 * in force, and it puts them into force once.
 */
export function rulesChangeObstacle(c: Case, { data, actor }: Act<'body.rules-changed'>): Obstacle {
  const fact = c.facts.procedure(data.procedure);
  const { subject, closed } = fact ?? {};
  const adopted = subject?.kind === 'rules' && subject.sha256 === data.rules && closed?.outcome === 'adopted';
  const stays = (why: string, when: string) => refused('body.rules-adopted', why, when);
  if (!adopted || isHost(actor))
    return stays('The body has not adopted these rules by this procedure.', 'It adopts exactly these rules.');
  if (fact!.inForce || closed!.at < c.state.rulesIn.since)
    return stays('Other rules came into force since, or these did.', 'The body adopts them again.');
  if (!c.book)
    return stays('The rules are missing, or none that can be followed.', 'Their file is put first.');
  if (hasRole(c, 'chair') || hasRole(c, 'secretary') || hasRole(c, 'secretariat')) return undefined;
  return stays(
    'Whoever signs does not act for the body.',
    'The chair, the secretary or the secretariat signs.',
  );
}

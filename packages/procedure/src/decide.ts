import { type AnyAct, isHost, isListAct, kindOf } from '@comity/acts';
import { EMPTY_ROOT, toHex } from '@comity/log';
import { authorityObstacle, mayObstacle } from './authority.ts';
import { type Case, type Decision, type Obstacle, refused } from './case.ts';
import { decisionsObstacle, rulesChangeObstacle } from './decisions/index.ts';
import { directoryObstacle } from './directory.ts';
import { documentsObstacle, documentsRule } from './documents.ts';
import { epochObstacle } from './epoch.ts';
import { exchangeObstacle } from './exchange.ts';
import { hostChangeObstacle } from './hosts.ts';
import { listsObstacle } from './lists.ts';
import { negotiationObstacle, negotiationRule } from './negotiation.ts';
import { peopleObstacle } from './people.ts';
import type { RuleId } from './rule-ids.ts';
import { effectiveTime } from './stamps.ts';

/**
 * Whether the rules let this act onto the record, here and now: a pure function of the state, the act and
 * the time it was received. The server asks it before it writes; a verifier asks it again for every entry.
 * Signatures were checked before (`checkSignatures`).
 */
export function decide(c: Case): Decision {
  return (
    clockObstacle(c) ??
    seenObstacle(c) ??
    authorityObstacle(c) ??
    roomObstacle(c) ?? { allowed: true, rule: allowingRule(c.act) }
  );
}

/**
 * The same before one tries: whether whoever is named as actor could make this act now. Nothing is signed yet, so keys,
 * clock and checkpoint are not asked.
 */
export function can(c: Omit<Case, 'sig' | 'certificate'>): Decision {
  const asked = { ...c, sig: { alg: 'ed25519', value: '' } as const };
  return mayObstacle(asked) ?? roomObstacle(asked) ?? { allowed: true, rule: allowingRule(c.act) };
}

/** Acts made offline, and all acts of a root, may arrive long after they were signed; never before. */
function clockObstacle(c: Case): Obstacle {
  const { act, state } = c;
  const off = effectiveTime(c) - Date.parse(act.at);
  const tolerance = state.rules.numbers.clockTolerance * 1000;
  const offline = kindOf(act.type).offline || (!isHost(act.actor) && !act.actor.person);
  if (off >= -tolerance && (offline || off <= tolerance)) return undefined;
  return refused(
    'record.clock',
    `The act says ${act.at}; it was received ${Math.round(off / 1000)} seconds after that.`,
    `The clock is set, and the act is signed again within ${tolerance / 1000} seconds of sending.`,
  );
}

/**
 * Everybody names a checkpoint that was published; a root, which may never have been online, and the host may
 * name the empty tree. That `root` is the one of this size is checked by whoever has the tree.
 */
function seenObstacle({ act, state }: Case): Obstacle {
  const { size, root } = act.seen;
  const isEmpty = size === 0 && root === toHex(EMPTY_ROOT);
  const mayBeEmpty = isHost(act.actor) || !act.actor.person;
  if (size > 0 ? size <= state.size : isEmpty && mayBeEmpty) return undefined;
  return refused(
    'record.seen',
    size > state.size
      ? 'The act names a checkpoint beyond the record.'
      : 'The act does not name the checkpoint its signer had seen.',
    'It names one that was published.',
  );
}

function roomObstacle(c: Case): Obstacle {
  const { type } = c.act;
  switch (type.slice(0, type.indexOf('.'))) {
    case 'people':
      return peopleObstacle(c);
    case 'directory':
      return isListAct(c.act) ? listsObstacle(c, c.act) : directoryObstacle(c);
    case 'exchange':
      return exchangeObstacle(c);
    case 'documents':
      return documentsObstacle(c);
    case 'decisions':
      return decisionsObstacle(c);
    case 'negotiation':
      return negotiationObstacle(c);
    case 'body':
      return bodyObstacle(c);
    case 'host':
      return epochObstacle(c);
    default:
      return undefined;
  }
}

function bodyObstacle(c: Case): Obstacle {
  const { act, state } = c;
  if (act.type === 'body.host-changed') return hostChangeObstacle(c, act);
  if (act.type === 'body.rules-changed') return rulesChangeObstacle(c, act);
  if (act.type !== 'body.confirmed' || isHost(act.actor) || !state.confirmedBy.has(act.actor.participant)) {
    return act.type === 'body.founded'
      ? refused('body.host-states-facts', 'The body is founded already.', 'Nothing: a body is founded once.')
      : undefined;
  }
  return refused('body.state-confirms', 'This State has confirmed already.', 'Nothing more is needed.');
}

const ALLOWS = {
  'decisions.opened': 'decisions.may-open',
  'decisions.extended': 'decisions.extension-measured',
  'decisions.position-stated': 'decisions.state-speaks',
  'decisions.objected': 'decisions.state-speaks',
  'decisions.objection-withdrawn': 'decisions.own-objection',
  'decisions.objected-unnamed': 'decisions.state-speaks',
  'decisions.withdrawn-unnamed': 'decisions.own-objection',
  'decisions.receipt-recorded': 'decisions.secretariat-records',
  'decisions.receipt-unnamed': 'decisions.secretariat-records',
  'decisions.vouched': 'decisions.chair-presides',
  'decisions.presence-stated': 'decisions.state-speaks',
  'decisions.presence-attested': 'decisions.chair-presides',
  'decisions.announced': 'decisions.chair-presides',
  'decisions.voted': 'decisions.method-adopted',
  'decisions.ruled': 'decisions.chair-presides',
  'decisions.closed': 'decisions.outcome-follows',
  'decisions.circulated': 'decisions.delivery-evidenced',
  'decisions.delivery-acknowledged': 'decisions.delivery-evidenced',
  'decisions.dissociated': 'decisions.adopted-first',
  'decisions.reserved': 'decisions.adopted-first',
  'decisions.explained': 'decisions.state-speaks',
  'decisions.statement-withdrawn': 'decisions.own-statement',
  'decisions.mandated': 'decisions.mandate-entered',
  'decisions.mandate-moved': 'decisions.mandate-owner',
} as const;

/** The rule an allowed act rests on: its type says which. */
export function allowingRule(act: Pick<AnyAct, 'type'>): RuleId {
  const { signedBy } = kindOf(act.type);
  switch (act.type) {
    case 'people.participant-invited':
      return 'people.secretariat-invites';
    case 'body.confirmed':
      return 'body.state-confirms';
    case 'body.host-changed':
      return 'body.host-changes';
    case 'directory.contact-recorded':
      return 'directory.note-recorded';
    case 'directory.list-imported':
    case 'directory.list-withdrawn':
      return 'directory.regional-own';
    case 'exchange.sent':
      return 'exchange.sender-on-duty';
    case 'people.act-challenged':
      return 'people.challenge-in-time';
    case 'people.notice-given':
      return 'people.notice-proven';
    case 'people.notice-cancelled':
      return 'people.notice-stands';
    case 'people.key-reseated':
      return 'people.notice-served';
    case 'exchange.acknowledged':
      return 'exchange.acknowledge-once';
    case 'body.rules-changed':
      return 'body.rules-adopted';
  }
  if (act.type.startsWith('negotiation.')) return negotiationRule(act.type);
  if (act.type.startsWith('decisions.')) return ALLOWS[act.type as keyof typeof ALLOWS];
  if (signedBy.by === 'host') return 'body.host-states-facts';
  if (signedBy.by === 'invited-root') return 'people.invitation-proves';
  if (signedBy.by === 'root') return 'people.root-decides';
  if (signedBy.by === 'administrators') return 'people.administrators-act';
  if (act.type.startsWith('documents.')) return documentsRule(act.type);
  return 'directory.own-authority';
}

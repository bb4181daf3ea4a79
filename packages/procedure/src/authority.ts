import {
  type ActType,
  type HeldKey,
  isHost,
  isType,
  kindOf,
  type ParticipantActor,
  type Person,
  type SignedBy,
} from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';
import { keyReseats } from './notices.ts';
import { invitationProves } from './people.ts';
import type { RuleId } from './rule-ids.ts';
import { effectiveTime } from './stamps.ts';

/** Whether whoever signed may sign this type of act at this place in the record. */
export function authorityObstacle(c: Case): Obstacle {
  const { signedBy } = kindOf(c.act.type);
  if (signedBy.by === 'host') return hostObstacle(c);
  if (isHost(c.act.actor)) {
    if (signedBy.by === 'host-or-roots') return hostObstacle(c);
    return refused('body.host-states-facts', 'The host cannot make this act.', 'A participant signs it.');
  }
  if (isType(c.act, 'people.root-enrolled')) return invitationProves(c, c.act);
  if (isType(c.act, 'people.key-reseated')) return keyReseats(c, c.act);
  const actor = c.act.actor;
  return participantObstacle(c, actor) ?? keyObstacle(c, actor) ?? roleObstacle(c, actor, signedBy);
}

/** Whether whoever is named may make this type of act, apart from keys. */
export function mayObstacle(c: Case): Obstacle {
  const { signedBy } = kindOf(c.act.type);
  const { actor } = c.act;
  if (isHost(actor) || signedBy.by === 'host' || signedBy.by === 'invited-root') return authorityObstacle(c);
  return participantObstacle(c, actor) ?? roleObstacle(c, actor, signedBy);
}

function hostObstacle({ act, state }: Case): Obstacle {
  const { actor } = act;
  if (isHost(actor) && actor.host === state.founding.origin && actor.key === state.host.keyId)
    return undefined;
  return refused(
    'body.host-states-facts',
    'Only the host in force signs as the host.',
    'The host signs it with its current key.',
  );
}

function participantObstacle({ act, state }: Case, actor: ParticipantActor): Obstacle {
  const kind = state.participants.get(actor.participant)?.kind;
  if (!kind) {
    return refused(
      'people.current-key',
      `${actor.participant} is no participant.`,
      'A participant of the body acts.',
    );
  }
  const { signedBy } = kindOf(act.type);
  const wanted = 'of' in signedBy ? signedBy.of : undefined;
  if (!wanted || wanted === kind) return undefined;
  return refused(reservedBy(act.type), `This act belongs to the ${wanted}.`, `The ${wanted} signs it.`);
}

/** Which rule reserves an act to one kind of participant. */
function reservedBy(type: ActType): RuleId {
  if (type === 'people.participant-invited') return 'people.secretariat-invites';
  if (type === 'people.notice-given') return 'people.notice-proven';
  if (type === 'directory.contact-recorded') return 'directory.note-recorded';
  if (type === 'body.confirmed') return 'body.state-confirms';
  if (type === 'body.host-changed') return 'body.host-changes';
  if (type.startsWith('decisions.receipt-')) return 'decisions.secretariat-records';
  if (type === 'decisions.circulated') return 'decisions.delivery-evidenced';
  if (type === 'negotiation.proposal-recorded') return 'negotiation.secretariat-records';
  if (type.startsWith('negotiation.')) return 'negotiation.state-speaks';
  if (type.startsWith('decisions.')) return 'decisions.state-speaks';
  const { signedBy } = kindOf(type);
  return 'of' in signedBy && signedBy.of === 'state'
    ? 'documents.states-present'
    : 'documents.secretariat-registers';
}

const holds = (held: HeldKey | undefined, actor: ParticipantActor) =>
  held !== undefined && !held.ended && held.participant === actor.participant && held.person === actor.person;

function keyObstacle(c: Case, actor: ParticipantActor): Obstacle {
  if (c.sig.session !== undefined) return sessionObstacle(c, actor);
  if (holds(c.state.keys.get(actor.key), actor)) return undefined;
  return refused(
    'people.current-key',
    'The key is not a current key of this actor.',
    'The act is signed with a key that the State has registered for this person and not removed.',
  );
}

function sessionObstacle(c: Case, actor: ParticipantActor): Obstacle {
  if (kindOf(c.act.type).binding) {
    return refused(
      'people.binding-key',
      'This act is binding.',
      "It is signed with the person's own key or the root.",
    );
  }
  const statement = c.certificate?.statement;
  const from = statement ? Date.parse(statement.at) : Number.NaN;
  const until = statement ? Date.parse(statement.expires) : Number.NaN;
  const { sessionLife, clockTolerance } = c.state.rules.numbers;
  const came = effectiveTime(c);
  const current =
    statement !== undefined &&
    statement.participant === actor.participant &&
    statement.person !== undefined &&
    statement.person === actor.person &&
    from - clockTolerance * 1000 <= came &&
    came <= until &&
    until - from <= sessionLife * 1000 &&
    holds(c.state.keys.get(statement.by), actor);
  if (current) return undefined;
  return refused(
    'people.session-current',
    'The session is not in force for this person at this time.',
    'The person certifies a new session with a current key.',
  );
}

function roleObstacle(c: Case, actor: ParticipantActor, signedBy: SignedBy): Obstacle {
  const seat = c.state.seats.get(actor.participant);
  // The root of a participant may do whatever the participant may.
  if (!actor.person) return undefined;
  const person = seat?.people.get(actor.person);
  if (!person || person.removed) {
    return refused(
      'people.current-key',
      'This person no longer acts for the participant.',
      'A current person signs.',
    );
  }
  if (signedBy.by === 'root' || signedBy.by === 'host-or-roots') {
    return refused(
      'people.root-decides',
      'Only the root decides this.',
      'The root of the participant signs it.',
    );
  }
  if (signedBy.by === 'administrators' || signedBy.by === 'administrator') {
    if (seat!.administrators.includes(person.person)) return undefined;
    return refused(
      'people.administrators-act',
      'This person is not an administrator.',
      'An administrator of the participant, or its root, signs it.',
    );
  }
  return heldObstacle(person, signedBy);
}

function heldObstacle(person: Person, signedBy: SignedBy): Obstacle {
  if (
    signedBy.by === 'host' ||
    signedBy.by === 'host-or-roots' ||
    signedBy.by === 'root' ||
    signedBy.by === 'administrators' ||
    signedBy.by === 'administrator' ||
    signedBy.by === 'invited-root' ||
    signedBy.by === 'noticed-key'
  ) {
    return undefined;
  }
  if (person.authorities.has(signedBy.by)) return undefined;
  return refused(
    'people.authority-held',
    `This person does not hold the authority “${signedBy.by}”.`,
    `An administrator grants the authority “${signedBy.by}”, or the root signs.`,
  );
}

import {
  type Act,
  type ActType,
  isClosedParagraph,
  type NegotiationFact,
  type ProposalFact,
  textsOf,
} from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';
import { decisionsOf, hasRole, presidesIn } from './decisions/matters.ts';
import { agreementObstacle } from './negotiation-agreement.ts';
import { actorOf, knownDocument } from './papers.ts';
import type { RuleId } from './rule-ids.ts';

/** The rule that an allowed act of a negotiation rests on. */
export function negotiationRule(type: ActType): RuleId {
  switch (type) {
    case 'negotiation.proposed':
    case 'negotiation.joined':
    case 'negotiation.left':
    case 'negotiation.position-stated':
      return 'negotiation.state-speaks';
    case 'negotiation.proposal-recorded':
      return 'negotiation.secretariat-records';
    default:
      return 'negotiation.chair-presides';
  }
}

export function negotiationObstacle(c: Case): Obstacle {
  const { act } = c;
  if (act.type === 'negotiation.opened') return openedObstacle(c, act);
  const { document } = act.data as { document: string };
  const fact = c.facts.negotiation(document);
  if (!fact || fact.closed)
    return refused(
      'negotiation.negotiation-open',
      fact ? 'The negotiation of this text was closed.' : 'This text is not under negotiation.',
      'Whoever presides opens it.',
    );
  switch (act.type) {
    case 'negotiation.text-issued':
      return presides(c, fact.layer) ?? issuedObstacle(c, fact, act);
    case 'negotiation.proposed':
      return proposedObstacle(c, fact, act.data) ?? replacesObstacle(c, act.data);
    case 'negotiation.proposal-recorded':
      return ofState(c, act.data.participant) ?? proposedObstacle(c, fact, act.data);
    case 'negotiation.joined':
      return joinedObstacle(c, act);
    case 'negotiation.left':
      return leftObstacle(c, act);
    case 'negotiation.position-stated':
      return positionObstacle(c, act);
    case 'negotiation.settled':
      return presides(c, fact.layer) ?? onText(fact, act.data.on) ?? settledObstacle(c, fact, act);
    case 'negotiation.agreement-marked':
      return presides(c, fact.layer) ?? onText(fact, act.data.on) ?? agreementObstacle(c, fact, act);
    case 'negotiation.closed':
      return presides(c, fact.layer) ?? onText(fact, act.data.text);
    default:
      return undefined;
  }
}

function presides(c: Case, layer: string): Obstacle {
  const roles = presidesIn(c, layer);
  if (roles.some((role) => hasRole(c, role))) return undefined;
  return refused(
    'negotiation.chair-presides',
    `Whoever signs does not preside in “${layer}”.`,
    `The ${roles.join(' or ')} signs.`,
  );
}

const inLayer = (c: Case, layer: string): Obstacle =>
  decisionsOf(c.state).layers.some(({ id }) => id === layer)
    ? undefined
    : refused(
        'negotiation.chair-presides',
        `The rules know no layer “${layer}”.`,
        'One of the rules is named.',
      );

function registered(c: Case, document: string, language: string, text: string): Obstacle {
  if (c.facts.document(document)?.newest.get(language) === text) return undefined;
  return refused(
    'negotiation.text-registered',
    `This is not the newest version of the document in “${language}”.`,
    'The newest version is named by its SHA-256.',
  );
}

function openedObstacle(c: Case, { data }: Act<'negotiation.opened'>): Obstacle {
  const { document, language, text, layer } = data;
  const before = c.facts.negotiation(document);
  if (before && !before.closed)
    return refused(
      'negotiation.negotiation-open',
      'This text is under negotiation already.',
      'That one is closed first.',
    );
  return (
    inLayer(c, layer) ??
    presides(c, layer) ??
    knownDocument(c, document) ??
    registered(c, document, language, text) ??
    notKept(c, document)
  );
}

/** A negotiation shows its text to everybody. */
function notKept({ facts, received }: Case, document: string): Obstacle {
  const until = facts.document(document)?.embargo ?? 0;
  if (until <= received) return undefined;
  return refused(
    'documents.embargo-kept',
    `The document is under embargo until ${new Date(until).toISOString()}.`,
    'The embargo is over.',
  );
}

function issuedObstacle(c: Case, fact: NegotiationFact, { data }: Act<'negotiation.text-issued'>): Obstacle {
  const { document, text, layer } = data;
  if (layer !== undefined) {
    const elsewhere = inLayer(c, layer) ?? presides(c, layer);
    if (elsewhere) return elsewhere;
  }
  return knownDocument(c, document) ?? registered(c, document, fact.language, text);
}

const onText = (fact: NegotiationFact, on: string): Obstacle =>
  on === fact.text
    ? undefined
    : refused(
        'negotiation.base-current',
        'The text stands otherwise since.',
        'The act names the text as it stands.',
      );

type Proposed = Omit<Act<'negotiation.proposed'>['data'], 'replaces'>;

function proposedObstacle(c: Case, fact: NegotiationFact, data: Proposed): Obstacle {
  const { document, proposal, on, paragraphs = [], brings = [] } = data;
  if (c.facts.proposal(proposal) || brings.some((id) => c.facts.paragraph(document, id)))
    return refused('negotiation.proposal-once', 'There is something with this id.', 'New ids are made.');
  if (!textsOf(fact).includes(on))
    return refused(
      'negotiation.base-current',
      'The proposal was written against a text that is no longer on the table.',
      'It is written against the text as it stands.',
    );
  const closed = paragraphs.find((id) => isClosedParagraph(c.facts.paragraph(document, id), fact.layer));
  return closed === undefined ? undefined : paragraphClosed(closed);
}

const paragraphClosed = (id: string): Obstacle =>
  refused('negotiation.paragraph-open', `The paragraph ${id} is agreed.`, 'Whoever presides reopens it.');

/** What is recorded is recorded of a State. */
function ofState({ state }: Case, participant: string): Obstacle {
  if (state.participants.get(participant)?.kind === 'state') return undefined;
  return refused(
    'negotiation.secretariat-records',
    `${participant} is no State of the body.`,
    'A State is named.',
  );
}

function replacesObstacle(c: Case, { document, replaces }: Act<'negotiation.proposed'>['data']): Obstacle {
  if (replaces === undefined) return undefined;
  const before = c.facts.proposal(replaces);
  const alone = before?.sponsors.length === 1 && before.sponsors[0] === actorOf(c);
  if (before?.document === document && before.fate === 'pending' && alone) return undefined;
  return refused(
    'negotiation.own-replacement',
    'This is no open proposal of the State alone.',
    'The others who sponsor it leave it first, or it stands beside the new one.',
  );
}

const unknown = (why: string, when: string): Obstacle => refused('negotiation.known-proposal', why, when);

/** A proposal on this text that is open. */
function openProposal(c: Case, document: string, id: string): ProposalFact | Exclude<Obstacle, undefined> {
  const fact = c.facts.proposal(id);
  if (fact?.document !== document)
    return unknown('There is no such proposal on this text.', 'One that was made is named.')!;
  return fact.fate === 'pending'
    ? fact
    : unknown(`The proposal is ${fact.fate}.`, 'One that is open is named.')!;
}
const isObstacle = (
  found: ProposalFact | Exclude<Obstacle, undefined>,
): found is Exclude<Obstacle, undefined> => 'allowed' in found;

const sponsorOnce = (why: string, when: string): Obstacle => refused('negotiation.sponsor-once', why, when);

function joinedObstacle(c: Case, { data }: Act<'negotiation.joined'>): Obstacle {
  const fact = openProposal(c, data.document, data.proposal);
  if (isObstacle(fact)) return fact;
  const own = actorOf(c);
  if (data.as === 'proposer')
    return fact.unconfirmed === own
      ? undefined
      : sponsorOnce(
          'Nothing was recorded in the name of this State that waits for it.',
          'It joins as co-sponsor or supporter.',
        );
  if (fact.unconfirmed !== undefined)
    return sponsorOnce('Its State has not confirmed the proposal.', `${fact.unconfirmed} confirms it first.`);
  const stands = data.as === 'supporter' ? [...fact.supporters, ...fact.sponsors] : fact.sponsors;
  return stands.includes(own)
    ? sponsorOnce('The State stands behind it already.', 'Nothing more is needed.')
    : undefined;
}

function leftObstacle(c: Case, { data }: Act<'negotiation.left'>): Obstacle {
  const fact = openProposal(c, data.document, data.proposal);
  if (isObstacle(fact)) return fact;
  const own = actorOf(c);
  const stands = [...fact.sponsors, ...fact.supporters, fact.unconfirmed].includes(own);
  return stands
    ? undefined
    : sponsorOnce('The State does not stand behind this proposal.', 'It joins it first.');
}

function positionObstacle(c: Case, { data }: Act<'negotiation.position-stated'>): Obstacle {
  const { document, proposals = [], joins } = data;
  const strange = proposals.find((id) => c.facts.proposal(id)?.document !== document);
  if (strange !== undefined)
    return unknown(`There is no proposal ${strange} on this text.`, 'One that was made is named.');
  if (joins === undefined) return undefined;
  const first = c.facts.position(joins);
  const says = ({
    position,
    proposals: p = [],
    paragraphs: q = [],
    note,
  }: typeof data | NonNullable<typeof first>) => JSON.stringify([position, p, q, note ?? '']);
  if (first?.document === document && first.participant !== actorOf(c) && says(first) === says(data))
    return undefined;
  return refused(
    'negotiation.joint-position',
    'The act that is named states another position, or none.',
    'The same position on the same things, in the same words, is signed.',
  );
}

function settledObstacle(c: Case, fact: NegotiationFact, { data }: Act<'negotiation.settled'>): Obstacle {
  const { document, proposals, outcome } = data;
  if (outcome === 'taken-back') return takenBackObstacle(fact, data);
  if (outcome === 'restored') {
    const other = proposals.find(
      (id) => c.facts.proposal(id)?.fate !== 'set-aside' || c.facts.proposal(id)?.document !== document,
    );
    return other === undefined
      ? undefined
      : unknown(`The proposal ${other} was not set aside.`, 'One that was is named.');
  }
  for (const id of proposals) {
    const found = openProposal(c, document, id);
    if (isObstacle(found)) return found;
    const obstacle = outcome === 'accepted' ? acceptable(c, fact, found) : undefined;
    if (obstacle) return obstacle;
  }
  return undefined;
}

/** Nothing is accepted that its State has not confirmed, over an objection, or into a paragraph that is agreed. */
function acceptable({ facts }: Case, { document, layer }: NegotiationFact, found: ProposalFact): Obstacle {
  if (found.unconfirmed !== undefined)
    return refused(
      'negotiation.secretariat-records',
      'Its State has not confirmed the proposal.',
      `${found.unconfirmed} confirms it first.`,
    );
  const objects = Object.entries(found.positions).find(([, { position }]) => position === 'object');
  if (objects)
    return refused(
      'negotiation.no-objection',
      `${objects[0]} objects to the proposal.`,
      `${objects[0]} no longer objects.`,
    );
  const closed = found.paragraphs.find((id) => isClosedParagraph(facts.paragraph(document, id), layer));
  return closed === undefined ? undefined : paragraphClosed(closed);
}

function takenBackObstacle(
  fact: NegotiationFact,
  { proposals, result }: Act<'negotiation.settled'>['data'],
): Obstacle {
  const last = fact.accepted.at(-1);
  const before = fact.accepted.at(-2)?.text ?? fact.base;
  if (last && JSON.stringify(last.proposals) === JSON.stringify(proposals) && result === before)
    return undefined;
  return refused(
    'negotiation.last-taken-back',
    last
      ? 'This is not the last acceptance, or not the text before it.'
      : 'Nothing was accepted into this version.',
    'The proposals of the last acceptance are named, and the text before it.',
  );
}

import {
  type Act,
  isClosedParagraph,
  type Marked,
  type NegotiationFact,
  type ParagraphFact,
} from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';

/** What stands in the way of saying where paragraphs stand. */
export function agreementObstacle(
  c: Case,
  { layer }: NegotiationFact,
  { data }: Act<'negotiation.agreement-marked'>,
): Obstacle {
  const { document, paragraphs, agreement } = data;
  const together = new Set<string>(paragraphs);
  for (const id of paragraphs) {
    const fact = c.facts.paragraph(document, id);
    const marked = fact?.agreements[layer];
    const obstacle = closes(agreement.kind)
      ? (settledObstacle(id, fact) ??
        objectionObstacle(id, fact) ??
        (agreement.kind === 'agreed'
          ? conditionsObstacle(c, { document, layer, id, fact, marked, together })
          : undefined))
      : stepObstacle(id, agreement.kind, isClosedParagraph(fact, layer));
    if (obstacle) return obstacle;
  }
  return agreement.kind === 'ad-referendum' ? deadlineObstacle(c, agreement.until) : undefined;
}

const closes = (kind: string): boolean =>
  kind === 'agreed' || kind === 'ad-referendum' || kind === 'subject-to';

function settledObstacle(id: string, fact: ParagraphFact | undefined): Obstacle {
  if (!fact || fact.open.length === 0) return undefined;
  return refused(
    'negotiation.proposals-settled',
    `${fact.open.length} proposals on ${id} are open.`,
    'They are accepted, set aside or withdrawn.',
  );
}

function objectionObstacle(id: string, fact: ParagraphFact | undefined): Obstacle {
  const objects = Object.entries(fact?.positions ?? {}).find(([, { position }]) => position === 'object');
  if (!objects) return undefined;
  return refused(
    'negotiation.no-objection',
    `${objects[0]} objects to ${id}.`,
    `${objects[0]} no longer objects.`,
  );
}

const conditions = (why: string, when: string): Obstacle => refused('negotiation.conditions-met', why, when);

interface Paragraph {
  readonly document: string;
  readonly layer: string;
  readonly id: string;
  readonly fact: ParagraphFact | undefined;
  readonly marked: Marked | undefined;
  /** What is agreed by the same act. */
  readonly together: ReadonlySet<string>;
}

/** What a paragraph waits for has come: answers of capitals and delegations, or the paragraphs it depends on. */
function conditionsObstacle(c: Case, { document, layer, id, fact, marked, together }: Paragraph): Obstacle {
  const agreement = marked?.agreement;
  if (agreement?.kind === 'subject-to') {
    const missing = agreement.paragraphs.find(
      (other) =>
        !together.has(other) &&
        c.facts.paragraph(document, other)?.agreements[layer]?.agreement.kind !== 'agreed',
    );
    return missing === undefined
      ? undefined
      : conditions(
          `${id} depends on ${missing}, which is not agreed.`,
          'They are agreed together, or that one first.',
        );
  }
  if (agreement?.kind !== 'ad-referendum' && agreement?.kind !== 'pending-delegations') return undefined;
  if (agreement.kind === 'ad-referendum' && c.received >= Date.parse(agreement.until)) return undefined;
  const waits = agreement.participants.find((one) => !hasAnswered(fact, one, marked!.at));
  if (waits === undefined) return undefined;
  const until = agreement.kind === 'ad-referendum' ? ` until ${agreement.until}` : '';
  return conditions(
    `${id} waits for ${waits}${until}.`,
    `${waits} states that it supports it or can live with it.`,
  );
}

/** A State answers by its own position, stated since it was asked. */
function hasAnswered(fact: ParagraphFact | undefined, participant: string, since: number): boolean {
  const stated = fact?.positions[participant];
  return (
    stated !== undefined &&
    stated.at >= since &&
    (stated.position === 'support' || stated.position === 'can-live-with')
  );
}

function stepObstacle(id: string, kind: string, isClosed: boolean): Obstacle {
  if (kind === 'reopened')
    return isClosed ? undefined : conditions(`${id} is not agreed.`, 'Nothing: it is open.');
  return isClosed
    ? refused('negotiation.paragraph-open', `${id} is agreed.`, 'It is reopened, with the reason.')
    : undefined;
}

function deadlineObstacle({ received }: Case, until: string): Obstacle {
  if (Date.parse(until) > received) return undefined;
  return conditions('The time for the answers has passed already.', 'A later time is named.');
}

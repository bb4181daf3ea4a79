import type { Marked, NegotiationFact, ParagraphFact, PositionsOf } from '@comity/acts';
import { findOddities, findSpot, type Text, wordsOf, workingLabels } from '@comity/text';
import { type Change, type Collision, type Conflict, rollingText, type Stated } from '@comity/text/proposals';
import type { z } from 'zod';
import type { negotiation } from './schema.ts';
import type { Held } from './standing.ts';
import type { StoredPosition, StoredProposal } from './store.ts';

type View = z.infer<typeof negotiation>;
type Agreement = NonNullable<View['paragraphs'][number]['agreement']>;

export const time = (ms: number): string => new Date(ms).toISOString();

const positionsIn = (positions: PositionsOf) =>
  Object.entries(positions).map(([participant, { position, act, at }]) => ({
    participant,
    position,
    act,
    at: time(at),
  }));

/** Labels of all paragraphs of the text and of all that anybody would have in. */
export function labelsWith(text: Text, stated: readonly Stated[]): Map<string, string> {
  const entries = rollingText(text, stated).entries;
  return new Map([
    ...workingLabels(text),
    ...entries.flatMap(({ shell, label }) => ('id' in shell && label ? [[shell.id, label] as const] : [])),
  ]);
}

/** The open proposals as the views show them: on the text as it stands. One in conflict is not in its place there. */
export const statedOf = (held: readonly Held[]): Stated[] =>
  held.filter(({ clean }) => clean).map(({ fact, changes }) => ({ id: fact.proposal, changes }));

function wordsAt(text: Text, { at, from, to }: Pick<Conflict, 'at' | 'from' | 'to'>): string | undefined {
  const spot = at === 'title' ? undefined : findSpot(text, at);
  const words = at === 'title' ? text.title?.text : (spot && wordsOf(spot))?.text;
  return from === undefined || words === undefined ? undefined : words.slice(from, to);
}
const withWords = <T extends { at: string; from?: number; to?: number }>(
  text: Text,
  place: T,
): T & { words?: string } => {
  const words = wordsAt(text, place);
  return words === undefined ? place : { ...place, words };
};

export function viewCollision(
  text: Text,
  labels: ReadonlyMap<string, string>,
  collision: Collision,
): View['collisions'][number] {
  const label = labels.get(collision.at);
  return { ...withWords(text, collision), ...(label === undefined ? {} : { label }) };
}

export function viewProposal(
  { fact, index, received }: StoredProposal,
  held: Held | undefined,
  text: Text,
): View['proposals'][number] {
  const { proposal, act, fate, unconfirmed, sponsors, supporters, paragraphs, brings, content, replaces } =
    fact;
  const own = held?.content;
  return {
    ...{ proposal, act, index, received: received.toISOString(), fate, content },
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
    ...{
      sponsors: [...sponsors],
      supporters: [...supporters],
      paragraphs: [...paragraphs],
      brings: [...brings],
    },
    ...(own ? { original: own.original, ...(own.reason ? { reason: own.reason } : {}) } : {}),
    ...(replaces === undefined ? {} : { replaces }),
    positions: positionsIn(fact.positions),
    ...(held ? { standing: viewStanding(held, text) } : {}),
    odd: held ? oddIn(held.changes) : [],
  };
}

/** Conflicts with the words that stand at their places. */
export const viewConflicts = (conflicts: readonly Conflict[], text: Text) =>
  conflicts.map((conflict) => withWords(text, conflict));

const viewStanding = ({ clean, conflicts, reordered }: Held, text: Text) => ({
  clean,
  conflicts: viewConflicts(conflicts, text),
  reordered: reordered.length > 0,
});

const oddIn = (changes: readonly Change[]) =>
  changes
    .flatMap((change) => {
      if (change.kind === 'words') return change.edits.map(({ put }) => put);
      return change.kind === 'new' ? [change.node.text] : [];
    })
    .flatMap((put) => findOddities(put).map(({ kind, words }) => ({ kind, words })));

export function viewParagraphs(
  facts: readonly ParagraphFact[],
  { layer }: NegotiationFact,
  labels: ReadonlyMap<string, string>,
  now: number,
): View['paragraphs'] {
  const order = new Map([...labels.keys()].map((id, i) => [id, i]));
  const place = ({ paragraph }: ParagraphFact) =>
    order.get(paragraph) ?? (paragraph === 'title' ? -1 : Number.MAX_SAFE_INTEGER);
  const isAgreed = (id: string) =>
    facts.find(({ paragraph }) => paragraph === id)?.agreements[layer]?.agreement.kind === 'agreed';
  return [...facts]
    .sort((a, b) => place(a) - place(b))
    .map((fact) => {
      const { paragraph, agreements, open, positions } = fact;
      const marked = agreements[layer];
      const label = labels.get(paragraph);
      const waitsFor = marked && waiting(fact, marked, isAgreed, now);
      return {
        paragraph,
        ...(label === undefined ? {} : { label }),
        ...(marked ? { agreement: viewAgreement(marked) } : {}),
        layers: Object.fromEntries(Object.entries(agreements).map(([id, one]) => [id, viewAgreement(one)])),
        open: [...open],
        positions: positionsIn(positions),
        ...(waitsFor ? { waitsFor } : {}),
        unlocks: unlockedBy(facts, layer, paragraph),
      };
    });
}

const viewAgreement = ({ agreement, act, at }: Marked): Agreement =>
  ({ ...structuredClone(agreement), act, at: time(at) }) as Agreement;

/** What an agreement on a condition waits for still: answers that have not come, paragraphs that are not agreed. */
function waiting(
  { positions }: ParagraphFact,
  { agreement, at }: Marked,
  isAgreed: (id: string) => boolean,
  now: number,
): View['paragraphs'][number]['waitsFor'] {
  if (agreement.kind === 'subject-to')
    return { participants: [], paragraphs: agreement.paragraphs.filter((id) => !isAgreed(id)) };
  if (agreement.kind !== 'ad-referendum' && agreement.kind !== 'pending-delegations') return undefined;
  const until = agreement.kind === 'ad-referendum' ? agreement.until : undefined;
  const answered = (one: string) => {
    const stated = positions[one];
    return (
      stated !== undefined &&
      stated.at >= at &&
      (stated.position === 'support' || stated.position === 'can-live-with')
    );
  };
  const over = until !== undefined && now >= Date.parse(until);
  const participants = over ? [] : agreement.participants.filter((one) => !answered(one));
  return { participants, paragraphs: [], ...(until === undefined ? {} : { until }) };
}

const unlockedBy = (facts: readonly ParagraphFact[], layer: string, id: string): string[] =>
  facts
    .filter(({ agreements }) => {
      const agreement = agreements[layer]?.agreement;
      return agreement?.kind === 'subject-to' && agreement.paragraphs.includes(id);
    })
    .map(({ paragraph }) => paragraph);

/** A position that others stated in the same words has all their signatures. */
export function viewPositions(positions: readonly StoredPosition[]): View['positions'] {
  const key = ({ fact: { position, proposals, paragraphs, note } }: StoredPosition) =>
    JSON.stringify([position, proposals, paragraphs, note]);
  const signed = Map.groupBy(positions, key);
  return positions.map((one) => {
    const { position, participant, proposals = [], paragraphs = [], note } = one.fact;
    return {
      ...{ act: one.act, at: one.received.toISOString(), participant, position },
      ...{ proposals: [...proposals], paragraphs: [...paragraphs] },
      ...(note === undefined ? {} : { note }),
      signed: [...new Set(signed.get(key(one))!.map(({ fact }) => fact.participant))],
    };
  });
}

import {
  type BodyState,
  type Facts,
  holds,
  isClosedParagraph,
  type NegotiationFact,
  type ProposalFact,
} from '@comity/acts';
import { decisionsOf, presidesIn } from '@comity/procedure';
import { TEXT_MEDIA, workingLabels } from '@comity/text';
import type { z } from 'zod';
import type { Reader } from '../../platform/index.ts';
import { type Tried, tryOut, viewAnswer } from '../decisions/index.ts';
import { findDocument, type StoredDocument } from '../documents/index.ts';
import type { Visitor } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { negotiationError } from './errors.ts';
import { factsOfText } from './facts.ts';
import type { tries } from './schema.ts';
import { readText, tableOf } from './standing.ts';
import { findNegotiation, listParagraphs, listProposals } from './store.ts';

/** An act as it might be made, without what is only known when it is: rules do not read that. */
interface Attempt extends Tried {
  readonly missing?: Readonly<Record<string, unknown>>;
}

/**
 * What this visitor could do with a text, each with the answer of the rules: opening a negotiation where there is none,
 * presiding over it, standing behind proposals. Throws `negotiation.no-document`.
 */
export async function readTries(
  record: ActRecord,
  visitor: NonNullable<Visitor>,
  document: string,
): Promise<z.infer<typeof tries>> {
  const { read } = record.database;
  const [state, paper, stored] = await Promise.all([
    record.held.level(read),
    findDocument(read, document),
    findNegotiation(read, document),
  ]);
  if (!paper) throw negotiationError('no-document');
  const fact = stored?.fact.closed ? undefined : stored?.fact;
  const newest = await newestOf(read, paper);
  const presides = fact !== undefined && doesPreside(state, visitor, fact.layer);
  const [attempts, facts] = await Promise.all([
    fact
      ? attemptsOn(record, visitor, { fact, newest, presides })
      : openings(state, paper, stored?.fact, newest),
    factsOfText(read, document),
  ]);
  return {
    ...{ document, presides, newest: Object.fromEntries(newest) },
    layers: decisionsOf(state).layers.map(({ id }) => id),
    can: await Promise.all(attempts.map((attempt) => answered(record, visitor, attempt, facts))),
  };
}

async function answered(
  record: ActRecord,
  visitor: NonNullable<Visitor>,
  { type, data, missing }: Attempt,
  facts: Facts,
) {
  const decision = await tryOut(record, visitor, { type, data: { ...data, ...missing } }, facts);
  return { type, data, answer: viewAnswer(record.held.now, decision) };
}

/** The newest text of each language: of a file that is no text, nothing can be negotiated, whatever it is registered as. */
async function newestOf(read: Reader, { versions }: StoredDocument): Promise<ReadonlyMap<string, string>> {
  const newest = new Map<string, string>();
  for (const [language, [version]] of Map.groupBy(versions, (v) => v.language)) {
    const { media, sha256, size } = version!;
    const isText =
      media === TEXT_MEDIA ||
      (size <= LARGEST && (await readText(read, sha256).catch(() => undefined)) !== undefined);
    if (isText) newest.set(language, sha256);
  }
  return newest;
}
/** Bytes: what is registered as something else is looked into only where it is small. */
const LARGEST = 256 * 1024;

const doesPreside = (state: BodyState, { participant, person }: NonNullable<Visitor>, layer: string) =>
  person !== undefined &&
  presidesIn({ state }, layer).some((office) => holds(state, office, participant, person));

function openings(
  state: BodyState,
  { id: document, original }: StoredDocument,
  before: NegotiationFact | undefined,
  newest: ReadonlyMap<string, string>,
): Attempt[] {
  const language = [before?.language, original, 'en', ...newest.keys()].find((l) => l && newest.has(l));
  if (!language) return [];
  const text = newest.get(language)!;
  return decisionsOf(state).layers.map(({ id: layer }) => ({
    type: 'negotiation.opened',
    data: { document, language, text, layer },
  }));
}

interface Ground {
  readonly fact: NegotiationFact;
  readonly newest: ReadonlyMap<string, string>;
  readonly presides: boolean;
}

async function attemptsOn(
  record: ActRecord,
  { participant }: NonNullable<Visitor>,
  ground: Ground,
): Promise<Attempt[]> {
  const { read } = record.database;
  const { document, text } = ground.fact;
  const proposals = (await listProposals(read, document)).map(({ fact }) => fact);
  const own = proposals
    .filter(({ fate }) => fate === 'pending')
    .flatMap((proposal) => standings(proposal, participant));
  const closing = { type: 'negotiation.closed', data: { document, text, outcome: 'put-to-decision' } };
  // Whoever does not preside is told so once, not for every step.
  return ground.presides
    ? [closing, ...(await presiding(record, ground, proposals)), ...own]
    : [closing, ...own];
}

/** How a State may stand to an open proposal. */
function standings({ document, proposal, unconfirmed }: ProposalFact, own: string): Attempt[] {
  const joins = unconfirmed === own ? ['proposer'] : ['co-sponsor', 'supporter'];
  return [
    ...joins.map((as) => ({ type: 'negotiation.joined', data: { document, proposal, as } })),
    { type: 'negotiation.left', data: { document, proposal } },
  ];
}

async function presiding(
  record: ActRecord,
  { fact, newest }: Ground,
  proposals: readonly ProposalFact[],
): Promise<Attempt[]> {
  const { document, text: on, base, accepted, language } = fact;
  const settle = (outcome: string, ids: readonly string[], result?: string): Attempt => ({
    type: 'negotiation.settled',
    data: { document, proposals: ids, outcome, on, ...(result ? { result } : {}) },
    ...(outcome === 'accepted' ? { missing: { result: on } } : {}),
  });
  const of = (fate: ProposalFact['fate']) => proposals.filter((one) => one.fate === fate);
  const last = accepted.at(-1);
  const issued = newest.get(language);
  return [
    { type: 'negotiation.closed', data: { document, text: on, outcome: 'discontinued' } },
    ...(issued && issued !== base
      ? [{ type: 'negotiation.text-issued', data: { document, text: issued } }]
      : []),
    ...of('pending').flatMap(({ proposal }) => [
      settle('accepted', [proposal]),
      settle('set-aside', [proposal]),
    ]),
    ...of('set-aside').map(({ proposal }) => settle('restored', [proposal])),
    ...(last ? [settle('taken-back', last.proposals, accepted.at(-2)?.text ?? base)] : []),
    ...(await markings(record, fact)),
  ];
}

/** Of each paragraph the next step: it is agreed, or reopened. What needs a deadline or a name is put to the rules by itself. */
async function markings({ database: { read } }: ActRecord, fact: NegotiationFact): Promise<Attempt[]> {
  const { document, text: on, layer } = fact;
  const [table, facts] = await Promise.all([tableOf(read, fact), listParagraphs(read, document)]);
  const known = new Map(facts.map((one) => [one.paragraph, one]));
  return [...workingLabels(table.text).keys()].map((id) => {
    const agreement = isClosedParagraph(known.get(id), layer) ? { kind: 'reopened' } : { kind: 'agreed' };
    return {
      type: 'negotiation.agreement-marked',
      data: { document, paragraphs: [id], on, agreement },
      ...(agreement.kind === 'reopened' ? { missing: { agreement: { kind: 'reopened', reason: '…' } } } : {}),
    };
  });
}

import type { AnyAct, Facts } from '@comity/acts';
import type { Reader } from '../../platform/index.ts';
import { findFact } from '../documents/index.ts';
import { NO_FACTS } from '../record/index.ts';
import { findNegotiation, findPosition, listParagraphs, listProposals, listProposalsById } from './store.ts';

/** What an act of this room may name. */
interface Names {
  readonly document: string;
  readonly proposal?: string;
  readonly proposals?: readonly string[];
  readonly replaces?: string;
  readonly paragraphs?: readonly string[];
  readonly brings?: readonly string[];
  readonly joins?: string;
}

/** What the rules ask about an act of a negotiation, and what it changes: read under the lock. */
export async function factsFor(read: Reader, { data }: Pick<AnyAct, 'data'>): Promise<Facts> {
  const names = data as Names;
  const { document, joins } = names;
  const proposals = new Map(
    (await listProposalsById(read, proposalsIn(names))).map(({ fact }) => [fact.proposal, fact]),
  );
  const reached = [...proposals.values()].flatMap(({ paragraphs, brings }) => [...paragraphs, ...brings]);
  const own = [...(names.paragraphs ?? []), ...(names.brings ?? [])];
  const [negotiation, paper, position] = await Promise.all([
    findNegotiation(read, document),
    findFact(read, document),
    joins === undefined ? undefined : findPosition(read, joins),
  ]);
  const paragraphs = await paragraphFacts(read, document, [...new Set([...reached, ...own])]);
  return {
    ...NO_FACTS,
    document: () => paper,
    negotiation: (id) => (id === document ? negotiation?.fact : undefined),
    proposal: (id) => proposals.get(id),
    paragraph: (_, id) => paragraphs.get(id),
    position: () => position,
  };
}

/** The same of everything on one text, for whoever tries many acts at once. Positions of others are not in it. */
export async function factsOfText(read: Reader, document: string): Promise<Facts> {
  const [negotiation, paper, all, paragraphs] = await Promise.all([
    findNegotiation(read, document),
    findFact(read, document),
    listProposals(read, document),
    listParagraphs(read, document),
  ]);
  const proposals = new Map(all.map(({ fact }) => [fact.proposal, fact]));
  const known = new Map(paragraphs.map((fact) => [fact.paragraph, fact]));
  return {
    ...NO_FACTS,
    document: () => paper,
    negotiation: () => negotiation?.fact,
    proposal: (id) => proposals.get(id),
    paragraph: (_, id) => known.get(id),
  };
}

const proposalsIn = ({ proposal, proposals = [], replaces }: Names): string[] => [
  ...new Set([proposal, replaces, ...proposals].filter((id) => id !== undefined)),
];

/** The paragraphs, and those that they depend on. */
async function paragraphFacts(read: Reader, document: string, ids: readonly string[]) {
  const own = await listParagraphs(read, document, ids);
  const others = own.flatMap(({ agreements }) =>
    Object.values(agreements).flatMap(({ agreement }) =>
      agreement.kind === 'subject-to' ? agreement.paragraphs : [],
    ),
  );
  const missing = [...new Set(others)].filter((id) => !ids.includes(id));
  const all = [...own, ...(await listParagraphs(read, document, missing))];
  return new Map(all.map((fact) => [fact.paragraph, fact]));
}

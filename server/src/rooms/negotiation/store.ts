import type { NegotiationFact, ParagraphFact, ProposalFact, StatedFact } from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';

export interface StoredNegotiation {
  readonly index: number;
  readonly fact: NegotiationFact;
}
export interface StoredProposal {
  readonly index: number;
  readonly received: Date;
  readonly fact: ProposalFact;
}
export interface StoredPosition {
  readonly act: string;
  readonly received: Date;
  readonly fact: StatedFact;
}

export function putNegotiation(tx: Tx, fact: NegotiationFact, index: number): void {
  tx.send(
    'negotiation.put',
    `insert into negotiation (document, index, fact) values ($1, $2, $3)
     on conflict (document) do update set fact = excluded.fact`,
    [fact.document, index, JSON.stringify(fact)],
  );
}

export function putProposal(tx: Tx, fact: ProposalFact, at: { index: number; received: Date }): void {
  tx.send(
    'negotiation.put-proposal',
    `insert into negotiation_proposal (id, document, index, received, fact) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set fact = excluded.fact`,
    [fact.proposal, fact.document, at.index, at.received, JSON.stringify(fact)],
  );
}

export function putParagraph(tx: Tx, fact: ParagraphFact): void {
  tx.send(
    'negotiation.put-paragraph',
    `insert into negotiation_paragraph (document, paragraph, fact) values ($1, $2, $3)
     on conflict (document, paragraph) do update set fact = excluded.fact`,
    [fact.document, fact.paragraph, JSON.stringify(fact)],
  );
}

export function insertPosition(
  tx: Tx,
  fact: StatedFact,
  at: { act: string; index: number; received: Date },
): void {
  tx.send(
    'negotiation.insert-position',
    'insert into negotiation_position (act, index, document, received, fact) values ($1, $2, $3, $4, $5)',
    [at.act, at.index, fact.document, at.received, JSON.stringify(fact)],
  );
}

export async function findNegotiation(
  read: Reader,
  document: string,
): Promise<StoredNegotiation | undefined> {
  const [row] = await read.rows<StoredNegotiation>(
    'negotiation.find',
    'select index, fact from negotiation where document = $1',
    [document],
  );
  return row;
}

/** Negotiations opened last come first. */
export async function listNegotiations(
  read: Reader,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<StoredNegotiation[]> {
  return read.rows<StoredNegotiation>(
    'negotiation.list',
    'select index, fact from negotiation where $1::bigint is null or index < $1 order by index desc limit $2',
    [before ?? null, limit],
  );
}

export async function listProposalsById(read: Reader, ids: readonly string[]): Promise<StoredProposal[]> {
  if (ids.length === 0) return [];
  return read.rows<StoredProposal>(
    'negotiation.list-proposals-by-id',
    'select index, received, fact from negotiation_proposal where id = any($1) order by index',
    [ids],
  );
}

/** In the order in which they were made. */
export async function listProposals(read: Reader, document: string): Promise<StoredProposal[]> {
  return read.rows<StoredProposal>(
    'negotiation.list-proposals',
    'select index, received, fact from negotiation_proposal where document = $1 order by index',
    [document],
  );
}

export async function listParagraphs(
  read: Reader,
  document: string,
  only?: readonly string[],
): Promise<ParagraphFact[]> {
  if (only?.length === 0) return [];
  const rows = await read.rows<{ fact: ParagraphFact }>(
    'negotiation.list-paragraphs',
    'select fact from negotiation_paragraph where document = $1 and ($2::text[] is null or paragraph = any($2))',
    [document, only ?? null],
  );
  return rows.map(({ fact }) => fact);
}

export async function findPosition(read: Reader, act: string): Promise<StatedFact | undefined> {
  const [row] = await read.rows<{ fact: StatedFact }>(
    'negotiation.find-position',
    'select fact from negotiation_position where act = $1',
    [act],
  );
  return row?.fact;
}

/** Every position ever stated on a text, in order. */
export async function listPositions(read: Reader, document: string): Promise<StoredPosition[]> {
  return read.rows<StoredPosition>(
    'negotiation.list-positions',
    'select act, received, fact from negotiation_position where document = $1 order by index',
    [document],
  );
}

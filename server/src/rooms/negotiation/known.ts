import type { NegotiationFact } from '@comity/acts';
import type { Text } from '@comity/text';
import { findDocument } from '../documents/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { negotiationError } from './errors.ts';
import { type Held, holding, readText, type Table, tableOf } from './standing.ts';
import { findNegotiation, listProposals, type StoredNegotiation, type StoredProposal } from './store.ts';

/** A negotiation with everything that is known of it. */
export interface Known {
  readonly stored: StoredNegotiation;
  readonly table: Table;
  readonly proposals: readonly StoredProposal[];
  readonly held: readonly Held[];
}

/** Throws `negotiation.negotiation-not-found`. */
export async function getNegotiation(record: ActRecord, document: string): Promise<Known> {
  const { read } = record.database;
  const stored = await findNegotiation(read, document);
  if (!stored) throw negotiationError('negotiation-not-found');
  const [table, proposals] = await Promise.all([tableOf(read, stored.fact), listProposals(read, document)]);
  const open = proposals.filter(({ fact }) => fact.fate === 'pending').map(({ fact }) => fact);
  return { stored, table, proposals, held: await holding(read, table, open) };
}

/**
 * A text of this document that everybody may read: as it stood at some time in this negotiation, or as it was issued. No other
 * file is opened by its hash here, for not every file is for everybody. Throws `negotiation.not-a-text`.
 */
export async function getTextOf(
  record: ActRecord,
  { document }: NegotiationFact,
  table: Table,
  hash: string,
): Promise<Text> {
  const stood = table.texts.get(hash);
  if (stood) return stood;
  const paper = await findDocument(record.database.read, document);
  const isKept = (paper?.embargo?.getTime() ?? 0) > record.clock();
  if (isKept || !paper?.versions.some(({ sha256 }) => sha256 === hash))
    throw negotiationError('not-a-text', { detail: 'It is no text of this document.' });
  return readText(record.database.read, hash);
}

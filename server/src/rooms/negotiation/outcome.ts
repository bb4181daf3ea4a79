import { sha256Hex } from '@comity/log';
import { compareTexts, comparisonHtml, formatText, idOf, isChanged, type Text } from '@comity/text';
import type { z } from 'zod';
import { remarksIn } from '../documents/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { negotiationError } from './errors.ts';
import { listAgreedChanges } from './files.ts';
import { getNegotiation, getTextOf, type Known } from './known.ts';
import type { outcome, outcomeQuery } from './schema.ts';
import { type Accepted, accepting, after, type Held, holding, type Table, tableOf } from './standing.ts';
import { labelsWith, statedOf, viewConflicts } from './views.ts';

type Query = z.infer<typeof outcomeQuery>;
type Outcome = z.infer<typeof outcome>;

/** What a step would lay on the table, or why it cannot be taken. */
type Step =
  | { readonly table: Table }
  | { readonly conflicts: Extract<Accepted, { text?: never }>['conflicts'] };

/**
 * What would come of a step of whoever presides, before it is taken: the text by its hash, the paragraphs that would stand
 * otherwise, and what would become of every other open proposal. Everybody can make it again.
 * Throws `negotiation.negotiation-not-found`, `negotiation.not-a-text`, `negotiation.nothing-asked`.
 */
export async function readOutcome(record: ActRecord, document: string, query: Query): Promise<Outcome> {
  const { read } = record.database;
  const known = await getNegotiation(record, document);
  const on = known.stored.fact.text;
  const ids = query.proposals?.split(',') ?? [];
  const step = await stepOf(record, known, query, ids);
  if ('conflicts' in step)
    return { on, conflicts: [...step.conflicts], changed: [], agreed: [], others: [], html: '' };
  const { text } = step.table;
  const others = known.held.filter(({ fact }) => !ids.includes(fact.proposal));
  const held = await holding(
    read,
    step.table,
    others.map(({ fact }) => fact),
  );
  return {
    ...{ on, result: sha256Hex(formatText(text)), conflicts: [] },
    ...changesIn(known.table.text, text, held, query.words ?? text.language),
    agreed: await listAgreedChanges(read, known.stored.fact, known.table.text, text),
    others: fatesOf(others, held, text),
  };
}

async function stepOf(
  record: ActRecord,
  { stored: { fact }, table, held }: Known,
  { text, back }: Query,
  ids: readonly string[],
): Promise<Step> {
  const { read } = record.database;
  if (text !== undefined) {
    const base = await getTextOf(record, fact, table, text);
    if (base.language !== fact.language)
      throw negotiationError('not-a-text', { detail: `The text is in “${base.language}”.` });
    return { table: await tableOf(read, { ...fact, base: text, text, accepted: [] }) };
  }
  if (back && fact.accepted.length > 0)
    return { table: await tableOf(read, { ...fact, accepted: fact.accepted.slice(0, -1) }) };
  if (ids.length === 0) throw negotiationError('nothing-asked');
  const facts = [...ids].sort().flatMap((id) => held.find((one) => one.fact.proposal === id)?.fact ?? []);
  if (facts.length < ids.length)
    throw negotiationError('negotiation-not-found', {
      detail: 'There is no such open proposal on this text.',
    });
  const merged = await accepting(read, table, facts, fact.language);
  if (!merged.text) return { conflicts: merged.conflicts };
  return { table: after(table, sha256Hex(formatText(merged.text)), merged.text, merged.steps) };
}

/** The paragraphs that would stand otherwise, by their labels and in words. */
function changesIn(before: Text, text: Text, held: readonly Held[], words: string) {
  const labels = labelsWith(text, statedOf(held));
  const compared = compareTexts(before, text);
  const changed = compared.entries.flatMap((entry) => {
    if (entry.kind === 'kept' && !isChanged(entry)) return [];
    const paragraph = idOf((entry.after ?? entry.before)!);
    const label = labels.get(paragraph);
    return [{ paragraph, ...(label === undefined ? {} : { label }) }];
  });
  return { changed, html: comparisonHtml(compared, remarksIn(words), { only: 'changed', level: 3 }) };
}

/** What would become of the others: only those of which something would. */
function fatesOf(before: readonly Held[], now: readonly Held[], text: Text): Outcome['others'] {
  return before.flatMap((was) => {
    const is = now.find(({ fact }) => fact.proposal === was.fact.proposal);
    const becomes = is && fateOf(was, is);
    return becomes
      ? [{ proposal: was.fact.proposal, becomes, conflicts: viewConflicts(is.conflicts, text) }]
      : [];
  });
}

function fateOf(was: Held, is: Held): Outcome['others'][number]['becomes'] | undefined {
  if (was.clean !== is.clean) return is.clean ? 'clean' : 'in-conflict';
  const isMoved = is.clean && JSON.stringify(was.changes) !== JSON.stringify(is.changes);
  return isMoved ? 'moved' : undefined;
}

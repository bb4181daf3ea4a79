import type { NegotiationFact, ProposalFact } from '@comity/acts';
import { parseText, type Text, TextError } from '@comity/text';
import {
  applyChanges,
  type Change,
  type Conflict,
  changesBetween,
  Draft,
  type ProposalContent,
  parseProposal,
  rebaseAlong,
  type Standing,
} from '@comity/text/proposals';
import { findBlob, type Reader } from '../../platform/index.ts';
import { negotiationError } from './errors.ts';
import { listProposalsById } from './store.ts';

/** The version on the table, what was accepted into it step by step, and the text as it stands. */
export interface Table {
  readonly base: Text;
  readonly text: Text;
  /** The text after each acceptance, from the base on, by its hash: what proposals are written against. */
  readonly texts: ReadonlyMap<string, Text>;
  /** The changes that each acceptance made, as they were made on the text of its time. */
  readonly steps: readonly (readonly Change[])[];
  /** How many steps a text has behind it. */
  readonly places: ReadonlyMap<string, number>;
}

/** Tables that were made last: they follow from the fact, so one that is found is right. */
const KEPT = 16;
const kept = new Map<string, Table>();

/** Throws `negotiation.not-a-text` where the version on the table cannot be read. */
export async function tableOf(read: Reader, fact: NegotiationFact): Promise<Table> {
  const key = [fact.base, ...fact.accepted.map(({ act }) => act)].join(' ');
  const known = kept.get(key);
  if (known) return known;
  const table = await laid(read, fact);
  kept.set(key, table);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return table;
}

/** The table with one more acceptance on it. */
export const after = (
  table: Table,
  hash: string,
  text: Text,
  steps: readonly (readonly Change[])[],
): Table => {
  const all = [...table.steps, ...steps];
  return {
    ...{ base: table.base, text, steps: all },
    texts: new Map([...table.texts, [hash, text]]),
    places: new Map([...table.places, [hash, all.length]]),
  };
};

async function laid(read: Reader, { base: baseHash, accepted }: NegotiationFact): Promise<Table> {
  const base = await readText(read, baseHash);
  const ids = accepted.flatMap(({ proposals }) => proposals);
  const facts = new Map((await listProposalsById(read, ids)).map(({ fact }) => [fact.proposal, fact]));
  const [texts, places] = [new Map([[baseHash, base]]), new Map([[baseHash, 0]])];
  const steps: Change[][] = [];
  let text = base;
  for (const { proposals, text: hash } of accepted) {
    const merged = await accepting(
      read,
      { text, steps, places },
      proposals.map((id) => facts.get(id)!),
      base.language,
    );
    if (!merged.text) throw negotiationError('in-conflict', { detail: sayConflict(merged.conflicts[0]!) });
    steps.push(...merged.steps);
    text = merged.text;
    texts.set(hash, text);
    places.set(hash, steps.length);
  }
  return { base, text, texts, steps, places };
}

/** The text of a version. Throws `negotiation.not-a-text`. */
export async function readText(read: Reader, hash: string): Promise<Text> {
  const blob = await findBlob(read, hash);
  try {
    if (blob) return parseText(blob.bytes);
  } catch (error) {
    if (error instanceof TextError) throw negotiationError('not-a-text', { detail: error.message });
    throw error;
  }
  throw negotiationError('not-a-text', { detail: `There is no file ${hash}.` });
}

/** What a proposal says. Throws `negotiation.proposal-file`. */
export async function readContent(read: Reader, hash: string): Promise<ProposalContent | undefined> {
  const blob = await findBlob(read, hash);
  try {
    return blob && parseProposal(blob.bytes);
  } catch (error) {
    if (error instanceof TextError) throw negotiationError('proposal-file', { detail: error.message });
    throw error;
  }
}

export type Accepted =
  | { readonly text: Text; readonly steps: Change[][]; readonly conflicts: [] }
  | { readonly text?: never; readonly conflicts: readonly (Conflict & { proposal: string })[] };

type Ground = Pick<Table, 'text' | 'steps' | 'places'>;

/** These proposals taken into the text one after the other, each moved over all that came before it. */
export async function accepting(
  read: Reader,
  { text, steps, places }: Ground,
  proposals: readonly ProposalFact[],
  language: string,
): Promise<Accepted> {
  const made: Change[][] = [];
  let now = text;
  for (const { proposal, on, content } of proposals) {
    const changes = (await readContent(read, content))?.versions[language]?.changes ?? [];
    const since = [...steps.slice(places.get(on) ?? 0), ...made];
    const standing = rebaseAlong(changes, since, new Draft(now));
    const merged = standing.clean ? applyChanges(now, standing.changes) : standing;
    if (!('text' in merged) || !merged.text)
      return { conflicts: merged.conflicts.map((conflict) => ({ ...conflict, proposal })) };
    now = merged.text;
    made.push(standing.changes);
  }
  return { text: now, steps: made, conflicts: [] };
}

export const sayConflict = ({ why, at, from, to }: Conflict): string =>
  `${at}${from === undefined ? '' : `, ${from} to ${to}`}: ${why}`;

/** An open proposal as it is on the text that stands: moved over what came in since it was written, or in conflict. */
export interface Held extends Standing {
  readonly fact: ProposalFact;
  readonly content: ProposalContent;
}

/**
 * Open proposals on the text as it stands. One that was written against a text that is no longer on the table is moved over
 * what differs between the two.
 */
export async function holding(
  read: Reader,
  table: Table,
  proposals: readonly ProposalFact[],
): Promise<Held[]> {
  const draft = new Draft(table.text);
  const differences = new Map<string, Change[]>();
  const held: Held[] = [];
  for (const fact of proposals) {
    const content = await readContent(read, fact.content);
    const own = content?.versions[table.text.language];
    if (!content || !own) continue;
    const place = table.places.get(fact.on);
    const since =
      place === undefined
        ? [await between(read, differences, fact.on, table.text)]
        : table.steps.slice(place);
    held.push({ fact, content, ...rebaseAlong(own.changes, since, draft) });
  }
  return held;
}

async function between(
  read: Reader,
  known: Map<string, Change[]>,
  on: string,
  text: Text,
): Promise<Change[]> {
  const found = known.get(on);
  if (found) return found;
  const before = await readText(read, on).catch(() => undefined);
  const changes = before ? changesBetween(before, text).changes : [];
  known.set(on, changes);
  return changes;
}

import {
  type AnyAct,
  type Facts,
  type ProcedureFact,
  parseLeaf,
  procedureOf,
  type Subject,
  subjectKey,
} from '@comity/acts';
import type { Reader } from '../../platform/index.ts';
import { findFact } from '../documents/index.ts';
import { findEntry, NO_FACTS } from '../record/index.ts';
import { findDecided, listBeside, listFacts } from './store.ts';

/** What the rules ask about an act of a procedure, read under the lock. */
export async function factsFor(read: Reader, act: AnyAct): Promise<Facts> {
  const own = procedureOf(act)!;
  const procedures = await procedureFacts(read, own, act);
  const subject = subjectIn(act) ?? procedures.get(own)?.subject;
  const [beside, document, decided, unavailable] = await Promise.all([
    listBeside(read, own),
    documentFacts(read, subject),
    act.type === 'decisions.opened' ? findDecided(read, subjectKey(act.data.subject)) : undefined,
    unavailableFact(read, act),
  ]);
  const waived = beside.flatMap(({ fact }) =>
    fact.subject.kind === 'waiver' && fact.closed ? fact.subject.rules : [],
  );
  const appeals = beside
    .filter(({ fact }) => fact.subject.kind === 'appeal')
    .map(({ fact }) => fact.procedure);
  return {
    ...NO_FACTS,
    ...document,
    procedure: (id) => procedures.get(id),
    waived: (procedure) => (procedure === own ? waived : []),
    appeals: (procedure) => (procedure === own ? appeals : []),
    decided: () => decided,
    unavailable: () => unavailable,
  };
}

const subjectIn = (act: AnyAct): Subject | undefined =>
  act.type === 'decisions.opened' ? act.data.subject : undefined;

/** The procedure, those it names, and the one that a motion to reconsider names in turn. */
async function procedureFacts(read: Reader, own: string, act: AnyAct): Promise<Map<string, ProcedureFact>> {
  const named = act.type === 'decisions.opened' ? namedIn(act.data) : [];
  const facts = await listFacts(read, [...new Set([own, ...named])]);
  return new Map(facts.map(({ fact }) => [fact.procedure, fact]));
}

const namedIn = ({ subject, reissues, reconsiders }: Extract<AnyAct, { type: 'decisions.opened' }>['data']) =>
  [reissues, reconsiders, 'of' in subject ? subject.of : undefined].filter((id) => id !== undefined);

async function documentFacts(read: Reader, subject: Subject | undefined) {
  if (subject?.kind !== 'document') return {};
  const fact = await findFact(read, subject.document);
  return { document: () => fact };
}

/** What the host stated that could not be reached: a public entry, which every reader finds the same. */
async function unavailableFact(read: Reader, act: AnyAct) {
  if (act.type !== 'decisions.extended' || act.data.cause.kind !== 'unavailable') return undefined;
  const entry = await findEntry(read, act.data.cause.act);
  const leaf = entry && parseLeaf(entry.leaf);
  if (leaf?.tier !== 'public' || leaf.act.type !== 'host.unavailable') return undefined;
  return { from: Date.parse(leaf.act.data.from), until: Date.parse(leaf.act.data.until) };
}

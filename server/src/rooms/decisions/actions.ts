import { type DecisionRules, holdersOf, OFFICES, type ProcedureFact } from '@comity/acts';
import { deadlineAfter, decisionsOf, phaseOf, presidesIn } from '@comity/procedure';
import type { z } from 'zod';
import type { Visitor } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { factsFor } from './facts.ts';
import { getProcedure, nowOf } from './finding.ts';
import type { answer, procedure, procedures, questions } from './schema.ts';
import { listProcedures, type ProcedureFilter } from './store.ts';
import type { Tried } from './tried.ts';
import { triesIn, tryOut } from './trying.ts';
import { extensionsIn } from './trying-extensions.ts';
import { viewAnswer, viewProcedure, viewSummary } from './views.ts';
import { waitsFor } from './waits.ts';

export async function readProcedures(
  record: ActRecord,
  filter: ProcedureFilter,
): Promise<z.infer<typeof procedures>> {
  const { read } = record.database;
  const state = await record.held.level(read);
  const rows = await listProcedures(read, filter);
  const last = rows.at(-1);
  return {
    procedures: rows.map(({ fact, index }) => viewSummary(fact, { state, now: nowOf(record), index })),
    ...(last && rows.length === filter.limit ? { next: last.index } : {}),
  };
}

/** Throws `decisions.procedure-not-found`. */
export async function readProcedure(
  record: ActRecord,
  visitor: Visitor,
  id: string,
): Promise<z.infer<typeof procedure>> {
  const { read } = record.database;
  const state = await record.held.level(read);
  const { fact, index } = await getProcedure(record, id);
  const facts = await factsFor(read, { type: 'decisions.ruled', data: { procedure: id } } as never);
  const tries = visitor ? [...triesIn(record, visitor, fact), ...(await extensionsIn(record, fact))] : [];
  const answers = await Promise.all(tries.map((tried) => readAnswer(record, visitor!, tried)));
  return {
    ...viewProcedure(fact, {
      state,
      facts,
      now: nowOf(record),
      visitor,
      index,
      cutSince: record.lines.cutSince,
    }),
    can: tries.map(({ type, data }, i) => ({ type, data, answer: answers[i]! })),
  };
}

/** What the rules would say, before one tries. Throws `record.malformed`, `record.unknown-type`. */
export async function readAnswer(
  record: ActRecord,
  visitor: NonNullable<Visitor>,
  tried: Tried,
): Promise<z.infer<typeof answer>> {
  return viewAnswer(record.held.now, await tryOut(record, visitor, tried));
}

const RECENT = 50;

/** What is agreed, who may speak, when a change may be proposed, what is pending: as far as the record says. */
export async function readQuestions(record: ActRecord): Promise<z.infer<typeof questions>> {
  const { read } = record.database;
  const state = await record.held.level(read);
  const rules = decisionsOf(state);
  const [open, closed] = await Promise.all([
    listProcedures(read, { open: true, limit: 200 }),
    listProcedures(read, { open: false, limit: RECENT }),
  ]);
  return {
    rules: { sha256: state.rulesIn.sha256, act: state.rulesIn.act },
    offices: OFFICES.flatMap((office) => holdersOf(state, office).map((holder) => ({ office, ...holder }))),
    agreed: closed.flatMap(({ fact }) => agreedIn(fact)),
    maySpeak: {
      presides: rules.layers.map(({ id }) => ({ layer: id, offices: [...presidesIn({ state }, id)] })),
    },
    mayPropose: {
      tables: [...rules.tables],
      opens: Object.fromEntries(Object.entries(rules.opens).map(([matter, roles]) => [matter, [...roles]])),
    },
    terms: termsIn(rules, nowOf(record)),
    pending: open.map(({ fact }) => pendingIn(fact, nowOf(record), rules.silence.settling)),
  };
}

function termsIn(rules: DecisionRules, now: number): z.infer<typeof questions>['terms'] {
  const { calendar, silence, methods } = rules;
  const earliest = deadlineAfter(calendar, now, silence.length, silence.endsAtWork);
  return {
    layers: rules.layers.map(({ id }) => id),
    disclosure: [...rules.disclosure],
    waivable: [...rules.waivable],
    languages: [...rules.languages],
    bySilence: [...Object.entries(methods).flatMap(([m, how]) => (how === 'consensus' ? [m] : [])), 'waiver'],
    ...(earliest === undefined ? {} : { earliest: new Date(earliest).toISOString() }),
  };
}

function agreedIn({ procedure, subject, closed }: ProcedureFact): z.infer<typeof questions>['agreed'] {
  if (closed?.outcome !== 'adopted') return [];
  const items = closed.items ? { items: [...closed.items] } : {};
  return [{ procedure, subject: { ...subject }, ...items, at: new Date(closed.at).toISOString() }];
}

function pendingIn(fact: ProcedureFact, now: number, settling: number) {
  const phase = phaseOf(fact, now, settling);
  const until = fact.announced?.until ?? fact.deadline;
  return {
    procedure: fact.procedure,
    phase,
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
    waitsFor: { ...waitsFor(phase) },
  };
}

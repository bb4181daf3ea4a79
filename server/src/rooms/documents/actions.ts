import {
  type BodyState,
  documentRulesOf,
  FAMILY,
  nextInFamily,
  nextSymbol,
  parentSymbol,
  type SymbolParts,
  splitSymbol,
  symbolKey,
} from '@comity/acts';
import { type Circulation, circulate, circulationRule } from '@comity/procedure';
import { reasonsOf } from '@comity/procedure/reasons';
import type { z } from 'zod';
import { writeInstant } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { documentsError } from './errors.ts';
import type { classes, classFilter, clock, document, documents, family, organs } from './schema.ts';
import {
  type DocumentFilter,
  findDocument,
  findFact,
  listDocuments,
  listFamily,
  type StoredDocument,
} from './store.ts';
import { findBySymbol, listOrgans, listSymbols } from './store-registry.ts';
import { viewDocument } from './views.ts';

export async function readDocuments(
  record: ActRecord,
  filter: DocumentFilter,
): Promise<z.infer<typeof documents>> {
  const rows = await listDocuments(record.database.read, filter);
  const last = rows.at(-1);
  const next = last && rows.length === filter.limit ? { next: last.index } : {};
  return { documents: rows.map((row) => viewDocument(record.held.now, row)), ...next };
}

/** Throws `documents.document-not-found`. */
async function getDocument(record: ActRecord, id: string): Promise<StoredDocument> {
  const found = await findDocument(record.database.read, id);
  if (!found) throw documentsError('document-not-found');
  return found;
}

export const readDocument = async (record: ActRecord, id: string): Promise<z.infer<typeof document>> =>
  viewDocument(record.held.now, await getDocument(record, id));

/** The document that bears a symbol, in whatever capitals it is asked for. Throws `documents.document-not-found`. */
export async function resolveSymbol(record: ActRecord, symbol: string): Promise<z.infer<typeof document>> {
  const id = await findBySymbol(record.database.read, symbolKey(symbol));
  if (id === undefined)
    throw documentsError('document-not-found', { detail: `No document bears ${symbol}.` });
  return readDocument(record, id);
}

/** Throws `documents.document-not-found`. */
export async function readClock(record: ActRecord, id: string): Promise<z.infer<typeof clock>> {
  const fact = await findFact(record.database.read, id);
  if (!fact) throw documentsError('document-not-found');
  const state = record.held.now;
  const rule = circulationRule(state);
  const now = record.clock();
  const { out, missing, opens, obstacle } = circulate(fact, rule, now);
  return {
    document: id,
    now: timeOf(now),
    rule: { languages: [...rule.languages], notice: { ...rule.notice }, calendar: rule.calendar.name },
    out: [...out].map(([language, since]) => ({
      ...{ language, since: timeOf(since), required: rule.languages.includes(language) },
    })),
    missing: [...missing],
    ...(opens === undefined ? {} : { opens: timeOf(opens) }),
    ...(obstacle ? { obstacle: viewObstacle(state, obstacle) } : {}),
  };
}

function viewObstacle(state: BodyState, obstacle: NonNullable<Circulation['obstacle']>) {
  const reasons = reasonsOf({ allowed: false, ...obstacle }, writeInstant);
  return { ...obstacle, title: titleOf(state, obstacle.rule), ...(reasons ? { reasons } : {}) };
}

const timeOf = (ms: number): string => new Date(ms).toISOString();
const titleOf = ({ rules }: BodyState, rule: string) => rules.rules[rule]?.title ?? {};

/** Throws `documents.document-not-found`. */
export async function readFamily(record: ActRecord, id: string): Promise<z.infer<typeof family>> {
  const { symbol, work } = await getDocument(record, id);
  if (symbol === null || work === null) return { documents: [] };
  const rules = documentRulesOf(record.held.now.rules);
  const members = await listFamily(record.database.read, work);
  const symbols = members.flatMap((m) => m.symbol ?? []);
  const next = FAMILY.map((kind) => [kind, nextInFamily(rules, symbol, kind, symbols)]);
  return {
    work: splitSymbol(rules, symbol).work,
    documents: members.flatMap((m) => viewMember(m, rules)),
    next: Object.fromEntries(next),
  };
}

function viewMember(m: StoredDocument, rules: ReturnType<typeof documentRulesOf>) {
  if (m.symbol === null) return [];
  const steps = [...splitSymbol(rules, m.symbol).steps];
  const parent = steps.length > 0 ? parentSymbol(m.symbol) : undefined;
  return [
    {
      ...{ document: m.id, symbol: m.symbol, titles: m.titles, received: m.received.toISOString(), steps },
      withdrawn: m.withdrawn !== null,
      ...(parent === undefined ? {} : { parent }),
    },
  ];
}

export async function readOrgans(record: ActRecord): Promise<z.infer<typeof organs>> {
  const rows = await listOrgans(record.database.read);
  return {
    organs: rows.map(({ id, index, names, prefix, parent }) => ({
      ...{ organ: id, index, names },
      ...(prefix === null ? {} : { prefix }),
      ...(parent === null ? {} : { parent }),
    })),
  };
}

/** The classes that the body adopted, each with its next free symbol where the question says enough to form one. */
export async function readClasses(
  record: ActRecord,
  filter: z.infer<typeof classFilter>,
): Promise<z.infer<typeof classes>> {
  const rules = documentRulesOf(record.held.now.rules);
  const { read } = record.database;
  const prefix = (await listOrgans(read)).find((o) => o.id === filter.organ)?.prefix ?? undefined;
  const parts: Omit<SymbolParts, 'serial'> = {
    ...(prefix === undefined ? {} : { organ: prefix }),
    ...(filter.session === undefined ? {} : { session: filter.session }),
    ...(filter.year === undefined ? {} : { year: filter.year }),
  };
  const taken = prefix === undefined ? [] : await listSymbols(read, prefix);
  return {
    classes: rules.series.map(({ class: name, names, pattern }) => {
      const next = nextSymbol(rules, name, parts, taken);
      return { class: name, names, pattern, ...(next === undefined ? {} : { next }) };
    }),
    suffixes: { ...rules.suffixes },
  };
}

import type { z } from 'zod';
import type { Record as ActRecord } from '../record/index.ts';
import { documentsError } from './errors.ts';
import type { coverage, initiative, initiatives } from './schema.ts';
import { findDocument, listTitles, type Titled } from './store.ts';
import {
  findInitiative,
  listCoverage,
  listInitiatives,
  type StoredCoverage,
  type StoredInitiative,
} from './store-initiatives.ts';
import { present } from './views.ts';

/** Every initiative there is, in the order of presentation, each with the papers that say whether they cover it. */
export async function readInitiatives(record: ActRecord): Promise<z.infer<typeof initiatives>> {
  const { read } = record.database;
  const [rows, declared] = await Promise.all([listInitiatives(read), listCoverage(read)]);
  return { initiatives: await viewInitiatives(record, rows, declared) };
}

/** Throws `documents.initiative-not-found`. */
export async function readInitiative(record: ActRecord, id: string): Promise<z.infer<typeof initiative>> {
  const { read } = record.database;
  const [found, declared] = await Promise.all([findInitiative(read, id), listCoverage(read)]);
  if (!found) throw documentsError('initiative-not-found');
  const [view] = await viewInitiatives(record, [found], declared);
  return view!;
}

async function viewInitiatives(
  record: ActRecord,
  rows: readonly StoredInitiative[],
  declared: readonly StoredCoverage[],
): Promise<z.infer<typeof initiative>[]> {
  const named = [...rows.flatMap((i) => i.documents), ...declared.map((c) => c.document)];
  const titled = new Map((await listTitles(record.database.read, named)).map((d) => [d.id, d]));
  return rows.map((i) => ({
    initiative: i.id,
    ...{ index: i.index, titles: i.titles, presented: i.presented, presenters: [...i.presenters] },
    ...{ signed: i.signed, received: i.received.toISOString(), withdrawn: i.withdrawn },
    ...present({ group: i.group, reason: i.reason }),
    documents: i.documents.flatMap((id) => cite(titled.get(id))),
    coverage: declared
      .filter((c) => c.initiative === i.id)
      .sort((a, b) => a.index - b.index)
      .flatMap((c) => cite(titled.get(c.document)).map((paper) => ({ ...paper, ...viewDeclaration(c) }))),
  }));
}

const cite = (d: Titled | undefined) =>
  d ? [{ document: d.id, titles: d.titles, ...(d.symbol === null ? {} : { symbol: d.symbol }) }] : [];

const viewDeclaration = (c: StoredCoverage) => ({
  ...{ coverage: c.coverage, reason: c.reason, participant: c.participant, index: c.index },
  received: c.received.toISOString(),
  ...(c.where === null ? {} : { where: c.where }),
});

/** What a paper says of every initiative, and of which it says nothing. Throws `documents.document-not-found`. */
export async function readCoverage(record: ActRecord, document: string): Promise<z.infer<typeof coverage>> {
  const { read } = record.database;
  const [paper, rows, declared] = await Promise.all([
    findDocument(read, document),
    listInitiatives(read),
    listCoverage(read, document),
  ]);
  if (!paper) throw documentsError('document-not-found');
  const said = new Map(declared.map((c) => [c.initiative, c]));
  return {
    document,
    initiatives: rows.map(({ id, titles, presented, presenters, group, withdrawn }) => {
      const found = said.get(id);
      return {
        ...{ initiative: id, titles, presented, presenters: [...presenters], withdrawn },
        ...(group === null ? {} : { group }),
        ...(found ? { declared: viewDeclaration(found) } : {}),
      };
    }),
  };
}

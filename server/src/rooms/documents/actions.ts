import type { z } from 'zod';
import type { Record as ActRecord } from '../record/index.ts';
import { documentsError } from './errors.ts';
import type { document, documents } from './schema.ts';
import { type DocumentFilter, findDocument, listDocuments, type StoredDocument } from './store.ts';

export async function readDocuments(
  record: ActRecord,
  filter: DocumentFilter,
): Promise<z.infer<typeof documents>> {
  const rows = await listDocuments(record.database.read, filter);
  const last = rows.at(-1);
  return { documents: rows.map(view), ...(last && rows.length === filter.limit ? { next: last.index } : {}) };
}

/** Throws `documents.document-not-found`. */
export async function readDocument(record: ActRecord, id: string): Promise<z.infer<typeof document>> {
  const found = await findDocument(record.database.read, id);
  if (!found) throw documentsError('document-not-found');
  return view(found);
}

const view = (d: StoredDocument): z.infer<typeof document> => ({
  document: d.id,
  index: d.index,
  titles: d.titles,
  source: d.source,
  received: d.received.toISOString(),
  ...(d.symbol === null ? {} : { symbol: d.symbol }),
  ...(d.dated === null ? {} : { dated: d.dated }),
  ...(d.withdrawn === null ? {} : { withdrawn: d.withdrawn }),
  versions: d.versions.map(({ corrects, ...v }) => ({ ...v, ...(corrects === null ? {} : { corrects }) })),
});

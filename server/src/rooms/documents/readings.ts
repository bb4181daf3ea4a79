import type { Record as ActRecord } from '../record/index.ts';
import { readDocument } from './actions.ts';
import { documentsError } from './errors.ts';
import { findVersionLanguage, listReadings, putReading } from './store-readings.ts';

/** Which versions of a document a participant has read. Throws `documents.document-not-found`. */
export async function readReadings(record: ActRecord, participant: string, id: string) {
  const { document } = await readDocument(record, id);
  const list = await listReadings(record.database.read, participant, document);
  return list.map((r) => ({ ...r, read: r.read.toISOString() }));
}

/** Notes that it read this version. Throws `documents.document-not-found`, `documents.text-not-found`. */
export async function markRead(
  record: ActRecord,
  participant: string,
  id: string,
  sha256: string,
): Promise<void> {
  const { document } = await readDocument(record, id);
  const language = await findVersionLanguage(record.database.read, document, sha256);
  if (language === undefined) throw documentsError('text-not-found');
  const reading = { language, sha256, read: new Date(record.clock()) };
  await record.database.transaction(async (tx) => putReading(tx, participant, document, reading));
}

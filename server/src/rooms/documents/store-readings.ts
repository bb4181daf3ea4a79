import type { Reader, Tx } from '../../platform/index.ts';

/** What a participant has read of a document, in one language. */
export interface Reading {
  readonly language: string;
  readonly sha256: string;
  readonly read: Date;
}

export const listReadings = (read: Reader, participant: string, document: string): Promise<Reading[]> =>
  read.rows(
    'documents.list-readings',
    'select language, sha256, read from document_reading where participant = $1 and document = $2 order by language',
    [participant, document],
  );

/** The language of the version with this file; undefined where the document has none. */
export async function findVersionLanguage(
  read: Reader,
  document: string,
  sha256: string,
): Promise<string | undefined> {
  const [row] = await read.rows<{ language: string }>(
    'documents.find-version-language',
    'select language from document_version where document = $1 and sha256 = $2 order by index desc limit 1',
    [document, sha256],
  );
  return row?.language;
}

export const putReading = (tx: Tx, participant: string, document: string, r: Reading): void =>
  tx.send(
    'documents.put-reading',
    `insert into document_reading (participant, document, language, sha256, read) values ($1, $2, $3, $4, $5)
     on conflict (participant, document, language) do update set sha256 = excluded.sha256, read = excluded.read`,
    [participant, document, r.language, r.sha256, r.read],
  );

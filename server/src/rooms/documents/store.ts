import { type DataOf, type DocumentFact, documentFact } from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';

type File = DataOf<'documents.issued'>['file'];

export function insertDocument(
  tx: Tx,
  d: DataOf<'documents.registered'> & { index: number; received: Date },
): void {
  tx.send(
    'documents.insert',
    `insert into document (id, index, symbol, titles, dated, source, received)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [d.document, d.index, d.symbol ?? null, JSON.stringify(d.titles), d.dated ?? null, d.source, d.received],
  );
  for (const [language, file] of Object.entries(d.files)) insertVersion(tx, { ...d, language, file });
}

export function insertVersion(
  tx: Tx,
  v: {
    document: string;
    language: string;
    file: File;
    corrects?: string | undefined;
    index: number;
    received: Date;
  },
): void {
  tx.send(
    'documents.insert-version',
    `insert into document_version (document, language, index, sha256, size, media, corrects, received)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      v.document,
      v.language,
      v.index,
      v.file.sha256,
      v.file.size,
      v.file.media,
      v.corrects ?? null,
      v.received,
    ],
  );
}

export async function insertWithdrawal(
  tx: Tx,
  w: { document: string; reason: string; index: number },
): Promise<void> {
  await tx.rows(
    'documents.insert-withdrawal',
    'insert into document_withdrawal (document, index, reason) values ($1, $2, $3)',
    [w.document, w.index, w.reason],
  );
}

export interface StoredDocument {
  readonly id: string;
  readonly index: number;
  readonly symbol: string | null;
  readonly titles: Readonly<Record<string, string>>;
  readonly dated: string | null;
  readonly source: 'archive' | 'secretariat' | 'participant';
  readonly received: Date;
  readonly withdrawn: string | null;
  readonly versions: readonly {
    readonly language: string;
    readonly index: number;
    readonly sha256: string;
    readonly size: number;
    readonly media: string;
    readonly corrects: string | null;
  }[];
}

const SELECT = `
  select d.id, d.index, d.symbol, d.titles, d.dated::text, d.source, d.received, w.reason as withdrawn,
    coalesce((select json_agg(json_build_object('language', v.language, 'index', v.index, 'sha256', v.sha256,
        'size', v.size, 'media', v.media, 'corrects', v.corrects) order by v.language, v.index desc)
      from document_version v where v.document = d.id), '[]') as versions
  from document d left join document_withdrawal w on w.document = d.id`;

export async function findDocument(read: Reader, id: string): Promise<StoredDocument | undefined> {
  const [row] = await read.rows<StoredDocument>('documents.find', `${SELECT} where d.id = $1`, [id]);
  return row;
}

/** What the rules ask about a document, in one round trip under the lock. */
export async function findFact(read: Reader, id: string): Promise<DocumentFact | undefined> {
  const [row] = await read.rows<{ withdrawn: boolean; versions: [string, number][] }>(
    'documents.find-fact',
    `select exists (select from document_withdrawal w where w.document = d.id) as withdrawn,
       coalesce((select json_agg(json_build_array(v.language, (extract(epoch from v.received) * 1000)::bigint)
           order by v.index)
         from document_version v where v.document = d.id), '[]') as versions
     from document d where d.id = $1`,
    [id],
  );
  return row && documentFact({ withdrawn: row.withdrawn }, row.versions);
}

export interface DocumentFilter {
  readonly language?: string | undefined;
  readonly q?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Documents registered last come first. `q` is looked for in symbol and titles, as plain text. */
export async function listDocuments(read: Reader, f: DocumentFilter): Promise<StoredDocument[]> {
  return read.rows<StoredDocument>(
    'documents.list',
    `${SELECT}
     where ($1::text is null or exists (select from document_version v where v.document = d.id and v.language = $1))
       and ($2::text is null or strpos(lower(coalesce(d.symbol, '')), lower($2)) > 0
         or exists (select from jsonb_each_text(d.titles) t where strpos(lower(t.value), lower($2)) > 0))
       and ($3::bigint is null or d.index < $3)
     order by d.index desc limit $4`,
    [f.language ?? null, f.q ?? null, f.before ?? null, f.limit],
  );
}

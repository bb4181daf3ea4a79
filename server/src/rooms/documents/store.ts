import { type DataOf, type DocumentFact, documentFact, type IssuedVersion } from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';

type File = DataOf<'documents.issued'>['file'];
type Titles = Readonly<Record<string, string>>;

/** Where an entry stands, as rows name it. */
export interface At {
  readonly index: number;
  readonly received: Date;
}

export function insertDocument(
  tx: Tx,
  d: At & {
    readonly document: string;
    readonly titles: Titles;
    readonly files: Readonly<Record<string, File>>;
    readonly source: 'archive' | 'secretariat' | 'participant';
    readonly symbol?: string | undefined;
    readonly dated?: string | undefined;
  },
): void {
  tx.send(
    'documents.insert',
    `insert into document (id, index, symbol, titles, dated, source, received)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [d.document, d.index, d.symbol ?? null, JSON.stringify(d.titles), d.dated ?? null, d.source, d.received],
  );
  for (const [language, file] of Object.entries(d.files)) insertVersion(tx, { ...d, language, file });
}

export function insertEmbargo(
  tx: Tx,
  e: { readonly document: string; readonly embargo: string; readonly index: number },
): void {
  tx.send(
    'documents.insert-embargo',
    'insert into document_embargo (document, index, until) values ($1, $2, $3)',
    [...[e.document, e.index, e.embargo]],
  );
}

export function insertVersion(
  tx: Tx,
  v: At & {
    readonly document: string;
    readonly language: string;
    readonly file: File;
    readonly corrects?: string | undefined;
  },
): void {
  const { sha256, size, media } = v.file;
  tx.send(
    'documents.insert-version',
    `insert into document_version (document, language, index, sha256, size, media, corrects, received)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [v.document, v.language, v.index, sha256, size, media, v.corrects ?? null, v.received],
  );
}

export function insertWithdrawal(
  tx: Tx,
  w: { readonly document: string; readonly reason: string; readonly index: number },
): void {
  tx.send(
    'documents.insert-withdrawal',
    'insert into document_withdrawal (document, index, reason) values ($1, $2, $3)',
    [w.document, w.index, w.reason],
  );
}

interface Version {
  readonly language: string;
  readonly index: number;
  readonly sha256: string;
  readonly size: number;
  readonly media: string;
}

export interface StoredDocument {
  readonly id: string;
  readonly index: number;
  readonly symbol: string | null;
  readonly work: string | null;
  readonly titles: Titles;
  readonly dated: string | null;
  readonly source: 'archive' | 'secretariat' | 'participant';
  readonly received: Date;
  readonly withdrawn: string | null;
  readonly embargo: Date | null;
  readonly class: string | null;
  readonly organ: string | null;
  readonly session: string | null;
  readonly agenda: readonly string[] | null;
  readonly original: string | null;
  readonly words: number | null;
  readonly submitter: string | null;
  readonly sponsors: readonly { readonly participant: string; readonly since: string }[];
  readonly versions: readonly (Version & { readonly corrects: string | null; readonly received: string })[];
  readonly formats: readonly (Version & { readonly of: string })[];
}

/** Instants inside JSON, as everywhere: UTC with milliseconds. */
const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SELECT = `
  select d.id, d.index, coalesce(s.symbol, d.symbol) as symbol, s.work, d.titles, d.dated::text, d.source, d.received,
    w.reason as withdrawn, e.until as embargo, x.class, x.organ, x.session, x.agenda, x.original, x.words, b.participant as submitter,
    coalesce((select json_agg(json_build_object('participant', p.participant, 'since', ${instant('p.received')})
        order by p.index)
      from (select distinct on (participant) * from document_sponsor where document = d.id
        order by participant, index desc) p where p.joined), '[]') as sponsors,
    coalesce((select json_agg(json_build_object('language', v.language, 'index', v.index, 'sha256', v.sha256,
        'size', v.size, 'media', v.media, 'corrects', v.corrects, 'received', ${instant('v.received')})
        order by v.language, v.index desc)
      from document_version v where v.document = d.id), '[]') as versions,
    coalesce((select json_agg(json_build_object('language', f.language, 'index', f.index, 'sha256', f.sha256,
        'size', f.size, 'media', f.media, 'of', f.of) order by f.language, f.index)
      from document_format f where f.document = d.id), '[]') as formats
  from document d
    left join document_withdrawal w on w.document = d.id
    left join document_embargo e on e.document = d.id
    left join cited_symbol s on s.document = d.id
    left join document_submission b on b.document = d.id
    left join lateral (select * from document_details where document = d.id order by index desc limit 1) x on true`;

export async function findDocument(read: Reader, id: string): Promise<StoredDocument | undefined> {
  const [row] = await read.rows<StoredDocument>('documents.find', `${SELECT} where d.id = $1`, [id]);
  return row;
}

/** All documents of the same work, by symbol: the work itself, its revisions, addenda and corrigenda. */
export const listFamily = (read: Reader, work: string): Promise<StoredDocument[]> =>
  read.rows<StoredDocument>('documents.list-family', `${SELECT} where s.work = $1 order by d.index`, [work]);

export interface Titled {
  readonly id: string;
  readonly symbol: string | null;
  readonly titles: Titles;
}
/** How these documents are cited. */
export const listTitles = (read: Reader, ids: readonly string[]): Promise<Titled[]> =>
  read.rows<Titled>(
    'documents.list-titles',
    `select d.id, coalesce(s.symbol, d.symbol) as symbol, d.titles
     from document d left join cited_symbol s on s.document = d.id where d.id = any($1::text[])`,
    [[...new Set(ids)]],
  );

export interface DocumentFilter {
  readonly language?: string | undefined;
  readonly q?: string | undefined;
  readonly class?: string | undefined;
  readonly organ?: string | undefined;
  readonly session?: string | undefined;
  readonly agenda?: string | undefined;
  readonly submitter?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Documents registered last come first. `q` is looked for in symbol and titles, as plain text. */
export async function listDocuments(read: Reader, f: DocumentFilter): Promise<StoredDocument[]> {
  return read.rows<StoredDocument>(
    'documents.list',
    `${SELECT}
     where ($1::text is null or exists (select from document_version v where v.document = d.id and v.language = $1))
       and ($2::text is null or strpos(lower(coalesce(s.symbol, d.symbol, '')), lower($2)) > 0
         or exists (select from jsonb_each_text(d.titles) t where strpos(lower(t.value), lower($2)) > 0))
       and ($3::bigint is null or d.index < $3)
       and ($4::text is null or x.class = $4) and ($5::text is null or x.organ = $5)
       and ($6::text is null or x.session = $6) and ($7::text is null or $7 = any(x.agenda))
       and ($8::text is null or b.participant = $8 or exists (
         select from document_sponsor p where p.document = d.id and p.participant = $8 and p.joined
           and not exists (select from document_sponsor later where later.document = d.id
             and later.participant = $8 and later.index > p.index)))
     order by d.index desc limit $9`,
    [
      ...[f.language ?? null, f.q ?? null, f.before ?? null, f.class ?? null, f.organ ?? null],
      ...[f.session ?? null, f.agenda ?? null, f.submitter ?? null, f.limit],
    ],
  );
}

interface FactRow {
  readonly withdrawn: boolean;
  readonly agreed: boolean;
  readonly symbol: string | null;
  readonly embargo: Date | null;
  readonly submitter: string | null;
  readonly own: readonly string[] | null;
  readonly sponsors: readonly string[];
  readonly versions: readonly IssuedVersion[];
}

/** What the rules ask about a document, in one round trip under the lock. Undefined for one that is not registered. */
export async function findFact(read: Reader, id: string): Promise<DocumentFact | undefined> {
  const [row] = await read.rows<FactRow>(
    'documents.find-fact',
    `select exists (select from document_withdrawal w where w.document = d.id) as withdrawn,
       exists (select from agreed_document a where a.document = d.id) as agreed,
       s.symbol, e.until as embargo, b.participant as submitter, b.languages as own,
       array(select p.participant from (select distinct on (participant) * from document_sponsor
         where document = d.id order by participant, index desc) p where p.joined order by p.index) as sponsors,
       coalesce((select json_agg(json_build_array(v.language, (extract(epoch from v.received) * 1000)::bigint, v.sha256)
           order by v.index, v.language)
         from document_version v where v.document = d.id), '[]') as versions
     from document d left join cited_symbol s on s.document = d.id
       left join document_embargo e on e.document = d.id
       left join document_submission b on b.document = d.id
     where d.id = $1`,
    [id],
  );
  return row && factOf(row);
}

const factOf = ({
  withdrawn,
  agreed,
  symbol,
  embargo,
  submitter,
  own,
  sponsors,
  versions,
}: FactRow): DocumentFact =>
  documentFact(
    {
      withdrawn,
      agreed,
      submitters: new Set(submitter === null ? [] : [submitter]),
      own: new Set(own ?? []),
      sponsors: new Set(sponsors),
      ...(symbol === null ? {} : { symbol }),
      ...(embargo === null ? {} : { embargo: embargo.getTime() }),
    },
    versions,
  );

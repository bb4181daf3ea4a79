import type { DataOf, OrganFact } from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';
import type { At } from './store.ts';

interface Described {
  readonly document: string;
  readonly class?: string | undefined;
  readonly organ?: string | undefined;
  readonly session?: string | undefined;
  readonly agenda?: readonly string[] | undefined;
  readonly original?: string | undefined;
  readonly words?: number | undefined;
}

/** What an entry says of a document, over what stood before: what it does not name stays. */
export function insertDetails(tx: Tx, d: Described & { readonly index: number }): void {
  tx.send(
    'documents.insert-details',
    `insert into document_details (document, index, class, organ, session, agenda, original, words)
     select $1::text, $2::bigint, coalesce($3, o.class), coalesce($4, o.organ), coalesce($5, o.session),
       coalesce($6::text[], o.agenda), coalesce($7, o.original), coalesce($8::integer, o.words)
     from (values (1)) one
       left join lateral (select * from document_details where document = $1 order by index desc limit 1) o on true`,
    [
      ...[d.document, d.index, d.class ?? null, d.organ ?? null, d.session ?? null],
      ...[d.agenda ?? null, d.original ?? null, d.words ?? null],
    ],
  );
}

export function insertSymbol(
  tx: Tx,
  s: {
    readonly key: string;
    readonly document: string;
    readonly index: number;
    readonly symbol: string;
    readonly work: string;
  },
): void {
  tx.send(
    'documents.insert-symbol',
    'insert into cited_symbol (key, document, index, symbol, work) values ($1, $2, $3, $4, $5)',
    [s.key, s.document, s.index, s.symbol, s.work],
  );
}

export function insertSubmission(
  tx: Tx,
  s: {
    readonly document: string;
    readonly index: number;
    readonly participant: string;
    readonly languages: readonly string[];
  },
): void {
  tx.send(
    'documents.insert-submission',
    'insert into document_submission (document, index, participant, languages) values ($1, $2, $3, $4)',
    [s.document, s.index, s.participant, s.languages],
  );
}

export function insertSponsor(
  tx: Tx,
  s: At & { readonly document: string; readonly participant: string; readonly joined: boolean },
): void {
  tx.send(
    'documents.insert-sponsor',
    'insert into document_sponsor (document, participant, index, joined, received) values ($1, $2, $3, $4, $5)',
    [s.document, s.participant, s.index, s.joined, s.received],
  );
}

export function insertFormat(tx: Tx, f: DataOf<'documents.format-added'> & { readonly index: number }): void {
  const { sha256, size, media } = f.file;
  tx.send(
    'documents.insert-format',
    `insert into document_format (document, language, of, index, sha256, size, media)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [f.document, f.language, f.of, f.index, sha256, size, media],
  );
}

export function insertOrgan(
  tx: Tx,
  o: DataOf<'documents.organ-registered'> & { readonly index: number },
): void {
  tx.send(
    'documents.insert-organ',
    'insert into organ (id, index, names, prefix, parent) values ($1, $2, $3, $4, $5)',
    [o.organ, o.index, JSON.stringify(o.names), o.prefix ?? null, o.parent ?? null],
  );
}

export interface StoredOrgan {
  readonly id: string;
  readonly index: number;
  readonly names: Readonly<Record<string, string>>;
  readonly prefix: string | null;
  readonly parent: string | null;
}

/** Every organ as it is called now, in the order in which they were entered first. */
export const listOrgans = (read: Reader): Promise<StoredOrgan[]> =>
  read.rows<StoredOrgan>(
    'documents.list-organs',
    `select o.* from (select distinct on (id) * from organ order by id, index desc) o
     order by (select min(first.index) from organ first where first.id = o.id)`,
    [],
  );

export async function findOrganFact(read: Reader, id: string): Promise<OrganFact | undefined> {
  const [row] = await read.rows<{ prefix: string | null; parent: string | null }>(
    'documents.find-organ',
    'select prefix, parent from organ where id = $1 order by index desc limit 1',
    [id],
  );
  if (!row) return undefined;
  const { prefix, parent } = row;
  return { ...(prefix === null ? {} : { prefix }), ...(parent === null ? {} : { parent }) };
}

/** The document that bears a symbol, by its key. */
export async function findBySymbol(read: Reader, key: string): Promise<string | undefined> {
  const [row] = await read.rows<{ document: string }>(
    'documents.find-symbol',
    'select document from cited_symbol where key = $1',
    [key],
  );
  return row?.document;
}

/** Symbols that begin with these letters, whatever the case, in no order. */
export async function listSymbols(read: Reader, beginning: string): Promise<string[]> {
  const rows = await read.rows<{ symbol: string }>(
    'documents.list-symbols',
    'select symbol from cited_symbol where starts_with(key, upper($1))',
    [beginning],
  );
  return rows.map(({ symbol }) => symbol);
}

/** That a document was adopted by consensus on a day; without one, that this is struck. */
export function insertAgreement(
  tx: Tx,
  a: { readonly document: string; readonly index: number; readonly adopted?: string },
): void {
  tx.send(
    'documents.insert-agreement',
    'insert into document_agreement (document, index, adopted) values ($1, $2, $3)',
    [a.document, a.index, a.adopted ?? null],
  );
}

import type { Reader, Tx } from '../../../platform/index.ts';

/** The SQL of agreed language: paragraphs of texts that were adopted by consensus, found by what they share. */

export interface AgreedText {
  readonly issue: number;
  readonly language: string;
}

/** Language versions of adopted documents whose paragraphs are not in the index yet. */
export async function listUnagreed(read: Reader, limit: number): Promise<AgreedText[]> {
  return read.rows(
    'documents.list-unagreed',
    `select v.issue, v.language from text_version v join agreed_document d on d.document = v.document
     where v.current and v.flaw is null
       and not exists (select from agreed_paragraph a where a.issue = v.issue and a.language = v.language)
       and exists (select from text_paragraph p where p.issue = v.issue and p.language = v.language)
     order by v.issue, v.language limit $1`,
    [limit],
  );
}

/** Takes out what was corrected, superseded, or struck from the adopted documents. */
export const deleteUnagreed = (tx: Tx) =>
  tx.rows(
    'documents.delete-unagreed',
    `delete from agreed_paragraph a using text_version v
     where v.issue = a.issue and v.language = a.language and (not v.current
       or not exists (select from agreed_document d where d.document = v.document))`,
  );

export async function listParagraphs(
  read: Reader,
  { issue, language }: AgreedText,
): Promise<{ place: number; paragraph: string; label: string | null; words: string }[]> {
  return read.rows(
    'documents.list-paragraphs',
    'select place, paragraph, label, words from text_paragraph where issue = $1 and language = $2 order by place',
    [issue, language],
  );
}

export interface AgreedParagraph {
  readonly place: number;
  /** 64 hex digits. */
  readonly fingerprint: string;
  readonly keys: readonly number[];
}

const arrayOf = (keys: readonly number[]) => `{${keys.join(',')}}`;

export async function insertAgreed(
  tx: Tx,
  { issue, language }: AgreedText,
  paragraphs: readonly AgreedParagraph[],
): Promise<void> {
  await tx.rows(
    'documents.insert-agreed',
    `insert into agreed_paragraph (issue, language, place, fingerprint, keys)
     select $1, $2, p, decode(f, 'hex'), k::integer[] from unnest($3::int[], $4::text[], $5::text[]) t(p, f, k)`,
    [
      issue,
      language,
      paragraphs.map((p) => p.place),
      paragraphs.map((p) => p.fingerprint),
      paragraphs.map((p) => arrayOf(p.keys)),
    ],
  );
}

export interface CandidateRow {
  /** Which of the paragraphs asked about, from 1. */
  readonly asked: number;
  readonly document: string;
  readonly symbol: string | null;
  readonly adopted: string;
  readonly paragraph: string;
  readonly label: string | null;
  readonly words: string;
}

/**
 * For each of these paragraphs the agreed ones that are the same or share most keys with it, at most `most`, of other
 * documents adopted before a day.
 */
export async function listCandidates(
  read: Reader,
  asked: readonly Omit<AgreedParagraph, 'place'>[],
  where: { readonly language: string; readonly document: string; readonly before: string },
  most: number,
): Promise<CandidateRow[]> {
  return read.rows(
    'documents.list-candidates',
    `select q.n::int as asked, v.document, d.symbol, g.adopted::text, p.paragraph, p.label, p.words
     from unnest($1::text[], $2::text[]) with ordinality q(fingerprint, keys, n)
     cross join lateral (
       select a.issue, a.language, a.place,
         a.fingerprint = decode(q.fingerprint, 'hex') as same,
         (select count(*) from unnest(a.keys) k where k = any(q.keys::integer[])) as shared
       from agreed_paragraph a
       join text_version tv on tv.issue = a.issue and tv.language = a.language and tv.document <> $4
       join agreed_document tg on tg.document = tv.document and tg.adopted < $5::date
       where a.language = $3 and (a.keys && q.keys::integer[] or a.fingerprint = decode(q.fingerprint, 'hex'))
       order by same desc, shared desc, a.issue, a.place limit $6) a
     join text_paragraph p on p.issue = a.issue and p.language = a.language and p.place = a.place
     join text_version v on v.issue = a.issue and v.language = a.language
     join agreed_document g on g.document = v.document
     join document d on d.id = v.document
     order by q.n`,
    [
      asked.map((a) => a.fingerprint),
      asked.map((a) => arrayOf(a.keys)),
      where.language,
      where.document,
      where.before,
      most,
    ],
  );
}

/** The newest text of a document in a language, with the day it came out. */
export async function findNewestText(
  read: Reader,
  document: string,
  language: string,
): Promise<(AgreedText & { received: Date }) | undefined> {
  const [row] = await read.rows<AgreedText & { received: Date }>(
    'documents.find-newest-text',
    `select issue, language, received from text_version
     where document = $1 and language = $2 and current and flaw is null`,
    [document, language],
  );
  return row;
}

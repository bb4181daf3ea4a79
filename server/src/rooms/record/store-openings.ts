import { fromHex, toHex } from '@comity/log';
import type { Reader, Tx } from '../../platform/index.ts';

/** SQL: what opens restricted acts and fields, and certificates. */

export interface StoredOpening {
  readonly commitment: string;
  readonly subject: string;
  readonly path: string;
  readonly index: number;
  readonly opened: Uint8Array;
}
interface OpeningRow extends Omit<StoredOpening, 'commitment'> {
  readonly commitment: Uint8Array;
}
const openingOf = (row: OpeningRow): StoredOpening => ({ ...row, commitment: toHex(row.commitment) });

/** The openings of fields (not of whole acts) below an index that a participant may have, by commitment. */
export async function listFieldOpenings(
  read: Reader,
  to: number,
  participant: string,
): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.list-field-openings',
    `select commitment, subject, path, index, opened from opening
     where path <> 'act' and index < $1 and readers && array['*', $2] order by commitment`,
    [to, participant],
  );
  return rows.map(openingOf);
}

/**
 * The openings of fields (not of whole acts) below an index that a participant may have, or all of them (`null`), by
 * commitment: those behind `after`, at most `limit`.
 */
export async function pageFieldOpenings(
  read: Reader,
  to: number,
  participant: string | null,
  after: string,
  limit: number,
): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.page-field-openings',
    `select commitment, subject, path, index, opened from opening
     where path <> 'act' and index < $1 and ($2::text is null or readers && array['*', $2])
       and commitment > $3 order by commitment limit $4`,
    [to, participant, fromHex(after), limit],
  );
  return rows.map(openingOf);
}

/** What there is of these openings of fields. */
export async function listOpenings(read: Reader, commitments: readonly string[]): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.list-openings',
    `select commitment, subject, path, index, opened from opening
     where commitment = any($1::bytea[]) and path <> 'act'`,
    [commitments.map((commitment) => Buffer.from(commitment, 'hex'))],
  );
  return rows.map(openingOf);
}

/** Openings of fields of these subjects. */
export async function listOpeningsOf(read: Reader, subjects: readonly string[]): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.list-openings-of',
    `select commitment, subject, path, index, opened from opening where subject = any($1::text[]) and path <> 'act'`,
    [subjects],
  );
  return rows.map(openingOf);
}

/** Restricted acts that a participant may open, in order, from an index on. */
export async function listOpenedActs(
  read: Reader,
  participant: string,
  from: number,
  to: number,
  limit: number,
): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.list-opened-acts',
    `select o.commitment, o.subject, o.path, o.index, o.opened
     from audience a join opening o on o.index = a.index and o.path = 'act'
     where a.participant = $1 and a.index >= $2 and a.index < $3 order by a.index limit $4`,
    [participant, from, to, limit],
  );
  return rows.map(openingOf);
}

/** The opening of one restricted act, if this participant may have it. */
export async function findOpenedAct(
  read: Reader,
  participant: string,
  index: number,
): Promise<Uint8Array | undefined> {
  const [row] = await listOpenedActs(read, participant, index, index + 1, 1);
  return row?.opened;
}

/** Participants that may open a restricted entry. */
export async function hearersOf(read: Reader, index: number): Promise<string[]> {
  const rows = await read.rows<{ participant: string }>(
    'record.hearers',
    'select participant from audience where index = $1',
    [index],
  );
  return rows.map((r) => r.participant);
}

/** The same for a range of entries: index to participants; public entries are absent. */
export async function listHearers(read: Reader, from: number, to: number): Promise<Map<number, string[]>> {
  const rows = await read.rows<{ index: number; participants: string[] }>(
    'record.list-hearers',
    'select index, array_agg(participant) as participants from audience where index >= $1 and index < $2 group by index',
    [from, to],
  );
  return new Map(rows.map((r) => [r.index, r.participants]));
}

export async function putCertificate(tx: Tx, hash: string, bytes: Uint8Array): Promise<void> {
  await tx.rows(
    'record.put-certificate',
    'insert into certificate (hash, bytes) values ($1, $2) on conflict do nothing',
    [fromHex(hash), bytes],
  );
}
export async function findCertificate(read: Reader, hash: string): Promise<Uint8Array | undefined> {
  const [row] = await read.rows<{ bytes: Uint8Array }>(
    'record.find-certificate',
    'select bytes from certificate where hash = $1',
    [fromHex(hash)],
  );
  return row?.bytes;
}
/** Whether an act of this actor names the certificate: a public one, or one that this participant may open. */
export async function isNamedBy(
  read: Reader,
  { actor, hash, participant }: { actor: string; hash: string; participant: string | null },
): Promise<boolean> {
  const rows = await read.rows(
    'record.names-certificate',
    `select 1 from entry e
     left join audience a on a.index = e.index and a.participant = $3
     left join opening o on o.index = a.index and o.path = 'act'
     where e.actor = $1 and (position($2::bytea in e.leaf) > 0 or position($2::bytea in o.opened) > 0) limit 1`,
    [actor, Buffer.from(`"session":"${hash}"`), participant],
  );
  return rows.length > 0;
}
export async function listCertificates(read: Reader): Promise<Uint8Array[]> {
  const rows = await read.rows<{ bytes: Uint8Array }>(
    'record.list-certificates',
    'select bytes from certificate order by hash',
  );
  return rows.map((r) => r.bytes);
}

export interface StagedOpening {
  readonly commitment: string;
  readonly opened: Uint8Array;
}

/**
 * Has every row that this transaction asks for looked up by its key, one by one. Nobody counted what an import writes:
 * the database would read whole tables that it believes to be small, and so ever longer as they grow.
 */
export const lookUpByKey = (tx: Tx) =>
  tx.rows(
    'record.look-up-by-key',
    `select set_config(name, 'off', true) from unnest('{enable_seqscan,enable_hashjoin,enable_mergejoin}'::text[]) name`,
  );

/** Where openings of an import wait for the entries they belong to: until the end of the transaction. */
export const makeStage = (tx: Tx) =>
  tx.rows(
    'record.make-stage',
    'create temporary table staged_opening (commitment bytea primary key, opened bytea not null) on commit drop',
  );

export async function putStaged(tx: Tx, openings: readonly StagedOpening[]): Promise<void> {
  await tx.rows(
    'record.put-staged',
    `insert into staged_opening (commitment, opened)
     select * from unnest($1::bytea[], $2::bytea[]) on conflict do nothing`,
    [openings.map((o) => Buffer.from(o.commitment, 'hex')), openings.map((o) => Buffer.from(o.opened))],
  );
}

/** Without it the database holds the table to be small, and reads all of it for every look. */
export const countStage = (tx: Tx) => tx.rows('record.count-stage', 'analyze staged_opening');

/** What waits for these commitments, by commitment. */
export async function listStaged(tx: Tx, commitments: readonly string[]): Promise<Map<string, Uint8Array>> {
  const rows = await tx.rows<{ commitment: Uint8Array; opened: Uint8Array }>(
    'record.list-staged',
    'select commitment, opened from staged_opening where commitment = any($1::bytea[])',
    [commitments.map((commitment) => Buffer.from(commitment, 'hex'))],
  );
  return new Map(rows.map((row) => [toHex(row.commitment), row.opened]));
}

export async function putCertificates(
  tx: Tx,
  certificates: readonly { hash: string; bytes: Uint8Array }[],
): Promise<void> {
  await tx.rows(
    'record.put-certificates',
    `insert into certificate (hash, bytes)
     select * from unnest($1::bytea[], $2::bytea[]) on conflict do nothing`,
    [certificates.map((c) => Buffer.from(c.hash, 'hex')), certificates.map((c) => Buffer.from(c.bytes))],
  );
}

/** What opens restricted acts, whoever may have it, in order, from an index on. */
export async function listAllOpenedActs(
  read: Reader,
  from: number,
  to: number,
  limit: number,
): Promise<StoredOpening[]> {
  const rows = await read.rows<OpeningRow>(
    'record.list-all-opened-acts',
    `select commitment, subject, path, index, opened from opening
     where path = 'act' and index >= $1 and index < $2 order by index limit $3`,
    [from, to, limit],
  );
  return rows.map(openingOf);
}

/** Erases what opens these subjects, and these whole entries. The commitments in the log stay, and say nothing. */
export async function eraseOpenings(
  tx: Tx,
  { subjects, entries }: { readonly subjects: readonly string[]; readonly entries: readonly number[] },
): Promise<void> {
  await tx.rows(
    'record.erase-openings',
    `delete from opening where (subject = any($1::text[]) and path <> 'act')
       or (path = 'act' and index = any($2::bigint[]))`,
    [subjects, entries],
  );
}

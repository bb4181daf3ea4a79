import { linksOf, type ProcedureFact } from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';

/** Writes the fact as folded so far; `index` is the entry that opened the procedure. */
export async function putFact(tx: Tx, fact: ProcedureFact, index: number): Promise<void> {
  const { waives, appeals, decides } = linksOf(fact);
  const deadline = fact.deadline === undefined ? null : new Date(fact.deadline);
  await tx.rows(
    'decisions.put-fact',
    `insert into procedure (id, index, fact, is_open, deadline, waives, appeals, decides)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set fact = excluded.fact, is_open = excluded.is_open, deadline = excluded.deadline,
       waives = excluded.waives, appeals = excluded.appeals, decides = excluded.decides`,
    [
      ...[fact.procedure, index, JSON.stringify(fact), fact.closed === undefined, deadline],
      ...[waives ?? null, appeals ?? null, decides ?? null],
    ],
  );
}

export interface StoredProcedure {
  readonly index: number;
  readonly fact: ProcedureFact;
}

/** Those of these procedures that were opened. */
export async function listFacts(read: Reader, ids: readonly string[]): Promise<StoredProcedure[]> {
  if (ids.length === 0) return [];
  return read.rows<StoredProcedure>(
    'decisions.list-facts',
    'select index, fact from procedure where id = any($1) order by index',
    [ids],
  );
}

/** Adopted waivers for, and open appeals in, this procedure. */
export async function listBeside(read: Reader, procedure: string): Promise<StoredProcedure[]> {
  return read.rows<StoredProcedure>(
    'decisions.list-beside',
    'select index, fact from procedure where waives = $1 or appeals = $1 order by index',
    [procedure],
  );
}

/** The procedure that adopted this subject last. */
export async function findDecided(read: Reader, subject: string): Promise<string | undefined> {
  const [row] = await read.rows<{ id: string }>(
    'decisions.find-decided',
    `select id from procedure where decides = $1 order by (fact -> 'closed' ->> 'at')::bigint desc, index desc limit 1`,
    [subject],
  );
  return row?.id;
}

export interface ProcedureFilter {
  readonly open?: boolean | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Procedures opened last come first. */
export async function listProcedures(read: Reader, f: ProcedureFilter): Promise<StoredProcedure[]> {
  return read.rows<StoredProcedure>(
    'decisions.list',
    `select index, fact from procedure
     where ($1::boolean is null or is_open = $1) and ($2::bigint is null or index < $2)
     order by index desc limit $3`,
    [f.open ?? null, f.before ?? null, f.limit],
  );
}

/** Procedures by which somebody was given something to do, the newest first. */
export async function listMandating(read: Reader, limit: number): Promise<StoredProcedure[]> {
  return read.rows<StoredProcedure>(
    'decisions.list-mandating',
    `select index, fact from procedure where fact ? 'mandates' order by index desc limit $1`,
    [limit],
  );
}

/** Procedures that adopted a mandate of a body, in order. */
export async function listMandateTexts(read: Reader): Promise<StoredProcedure[]> {
  return read.rows<StoredProcedure>(
    'decisions.list-mandate-texts',
    `select index, fact from procedure
     where fact -> 'subject' ->> 'kind' = 'mandate' and fact -> 'closed' ->> 'outcome' = 'adopted' order by index`,
    [],
  );
}

/** Notes that a server runs now; answers when one did before, milliseconds since 1970. */
export async function noteAlive(tx: Tx, now: number): Promise<number | undefined> {
  const [before] = await tx.rows<{ at: Date }>('decisions.find-alive', 'select at from alive for update', []);
  await tx.rows(
    'decisions.note-alive',
    'insert into alive (at) values ($1) on conflict (one) do update set at = greatest(alive.at, excluded.at)',
    [new Date(now)],
  );
  return before?.at.getTime();
}

/** Whether a silence procedure was open at some time between. */
export async function hadOpenSilence(read: Reader, from: number, until: number): Promise<boolean> {
  const rows = await read.rows(
    'decisions.had-open-silence',
    `select 1 from procedure where is_open and deadline > $1 and (fact -> 'opened' ->> 'at')::bigint < $2 limit 1`,
    [new Date(from), until],
  );
  return rows.length > 0;
}

/**
 * What a procedure rests on beside its own stream: the elections of those who preside, and adopted waivers for it or
 * appeals in it. Of any other stream nothing.
 */
export async function streamsBeside(read: Reader, stream: string): Promise<string[]> {
  const procedure = /^procedure\/(pro_.+)$/.exec(stream)?.[1];
  if (procedure === undefined) return [];
  const beside = await listBeside(read, procedure);
  const own = beside.map(({ fact }) => `procedure/${fact.procedure}`);
  return [...(await listElections(read)), ...own].filter((other) => other !== stream);
}

/** The streams of procedures that gave somebody an office. */
async function listElections(read: Reader): Promise<string[]> {
  const rows = await read.rows<{ id: string }>(
    'decisions.list-elections',
    `select id from procedure where fact -> 'subject' ->> 'kind' = 'office' and fact -> 'closed' ->> 'outcome' = 'adopted'
     order by index`,
    [],
  );
  return rows.map(({ id }) => `procedure/${id}`);
}

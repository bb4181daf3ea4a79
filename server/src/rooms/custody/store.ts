import type { Reader, Tx } from '../../platform/index.ts';
import type { Rule } from './rules.ts';
import type { NewNote, Wraps } from './schema.ts';

export interface StoredRule extends Rule {
  readonly person: string;
  readonly since: Date;
}

const RULE = `select participant, drill_days as "drillDays", rotate_days as "rotateDays", keep_days as "keepDays",
  keep_before as "keepBefore", keep_from as "keepFrom", person, since from custody_rule`;

export async function findRule(read: Reader, participant: string): Promise<StoredRule | undefined> {
  const [row] = await read.rows<StoredRule>('custody.find-rule', `${RULE} where participant = $1`, [
    participant,
  ]);
  return row;
}

export const listRules = (read: Reader): Promise<StoredRule[]> =>
  read.rows('custody.list-rules', `${RULE} order by participant`);

export const putRule = (tx: Tx, r: StoredRule): void =>
  tx.send(
    'custody.put-rule',
    `insert into custody_rule (participant, drill_days, rotate_days, keep_days, keep_before, keep_from, person, since)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (participant) do update set drill_days = excluded.drill_days, rotate_days = excluded.rotate_days,
       keep_days = excluded.keep_days, keep_before = excluded.keep_before, keep_from = excluded.keep_from,
       person = excluded.person, since = excluded.since`,
    [r.participant, r.drillDays, r.rotateDays, r.keepDays, r.keepBefore, r.keepFrom, r.person, r.since],
  );

/** Settings of a participant are changed one after the other. */
export const lockRule = (tx: Tx, participant: string) =>
  tx.rows('custody.lock', `select pg_advisory_xact_lock(hashtextextended('custody ' || $1, 0))::text`, [
    participant,
  ]);

export interface StoredNote extends Omit<NewNote, 'witness'> {
  readonly witness: string | null;
  readonly person: string;
  readonly noted: Date;
}

export const insertNote = (
  tx: Tx,
  participant: string,
  n: NewNote & { readonly person: string; readonly noted: Date },
): void =>
  tx.send(
    'custody.insert-note',
    `insert into custody_note (participant, kind, subject, says, witness, person, noted)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [participant, n.kind, n.subject, n.says, n.witness ?? null, n.person, n.noted],
  );

/** The newest notes of a participant. */
export const listNotes = (read: Reader, participant: string, limit: number): Promise<StoredNote[]> =>
  read.rows(
    'custody.list-notes',
    `select kind, subject, says, witness, person, noted from custody_note
     where participant = $1 order by id desc limit $2`,
    [participant, limit],
  );

/** The last drill that was noted of each recovery key, by participant and fingerprint. */
export const listDrills = (read: Reader): Promise<{ participant: string; subject: string; noted: Date }[]> =>
  read.rows(
    'custody.list-drills',
    `select participant, subject, max(noted) as noted from custody_note
     where kind = 'drilled' group by participant, subject`,
  );

export const putWraps = (tx: Tx, participant: string, file: Wraps, put: Date): void =>
  tx.send(
    'custody.put-wraps',
    `insert into custody_wraps (participant, contact, file, put) values ($1, $2, $3, $4)
     on conflict (participant, contact) do update set file = excluded.file, put = excluded.put`,
    [participant, file.contact, JSON.stringify(file), put],
  );

export async function findWraps(
  read: Reader,
  participant: string,
  contact: string,
): Promise<Wraps | undefined> {
  const [row] = await read.rows<{ file: Wraps }>(
    'custody.find-wraps',
    'select file from custody_wraps where participant = $1 and contact = $2',
    [participant, contact],
  );
  return row?.file;
}

export const listWrapped = (read: Reader, participant: string): Promise<{ contact: string; put: Date }[]> =>
  read.rows('custody.list-wrapped', 'select contact, put from custody_wraps where participant = $1', [
    participant,
  ]);

export const deleteWraps = (tx: Tx, participant: string, contact: string): void =>
  tx.send('custody.delete-wraps', 'delete from custody_wraps where participant = $1 and contact = $2', [
    participant,
    contact,
  ]);

/** Of these reminders those that were not written before; they are now, if the transaction commits. */
export async function takeReminders(tx: Tx, ids: readonly string[], written: Date): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(
    'custody.take-reminders',
    `insert into custody_notice (id, written) select id, $2 from unnest($1::text[]) id
     on conflict do nothing returning id`,
    [ids, written],
  );
  return new Set(rows.map((row) => row.id));
}

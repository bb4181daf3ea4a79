import type { Reader, Tx } from '../../../platform/index.ts';
import type { Plan } from './rules.ts';

export interface StoredNote {
  readonly header: {
    readonly message: string;
    readonly thread: string;
    readonly from: { readonly participant: string; readonly contact: string };
    readonly marking: { readonly scheme: string; readonly label: string };
    readonly exercise: false;
  };
  readonly ciphertext: string;
}

export interface StoredHandover {
  readonly id: string;
  readonly contact: string;
  readonly from: string | null;
  readonly to: string;
  readonly handed: Date;
  readonly size: number;
  readonly note: StoredNote | null;
  readonly confirmed: Date | null;
  readonly withdrawn: Date | null;
}

export interface StoredPlan extends Plan {
  readonly contact: string;
  readonly participant: string;
}

/** Those of these contacts, or of all that have one. */
export const listPlans = (read: Reader, contacts: readonly string[] | 'all'): Promise<StoredPlan[]> =>
  contacts === 'all'
    ? read.rows('directory.all-duty-plans', 'select contact, participant, zone, slots from duty_plan')
    : read.rows(
        'directory.list-duty-plans',
        'select contact, participant, zone, slots from duty_plan where contact = any($1::text[])',
        [contacts],
      );

export const putPlan = (tx: Tx, p: StoredPlan): void =>
  tx.send(
    'directory.put-duty-plan',
    `insert into duty_plan (contact, participant, zone, slots) values ($1, $2, $3, $4)
     on conflict (contact) do update set zone = excluded.zone, slots = excluded.slots`,
    [p.contact, p.participant, p.zone, JSON.stringify(p.slots)],
  );

export const deletePlan = (tx: Tx, contact: string): void =>
  tx.send('directory.delete-duty-plan', 'delete from duty_plan where contact = $1', [contact]);

const HANDOVER = `select id, contact, from_person as "from", to_person as "to", handed, size, note, confirmed, withdrawn
  from duty_handover`;

/** The last hand-overs of a contact, newest first. */
export const listHandovers = (read: Reader, contact: string, limit: number): Promise<StoredHandover[]> =>
  read.rows('directory.list-handovers', `${HANDOVER} where contact = $1 order by handed desc, id limit $2`, [
    contact,
    limit,
  ]);

/** The last confirmed hand-over of each contact. */
export const listTaken = (
  read: Reader,
  contacts: readonly string[],
): Promise<{ contact: string; person: string; at: Date }[]> =>
  read.rows(
    'directory.list-taken',
    `select distinct on (contact) contact, to_person as person, confirmed as at from duty_handover
     where contact = any($1::text[]) and confirmed is not null order by contact, confirmed desc`,
    [contacts],
  );

/** Hand-overs that wait for the next person, handed before an instant. */
export const listWaiting = (read: Reader, before: Date): Promise<StoredHandover[]> =>
  read.rows(
    'directory.list-waiting-handovers',
    `${HANDOVER} where confirmed is null and withdrawn is null and handed < $1 order by id`,
    [before],
  );

/** Hand-overs of a contact go one after the other. */
export const lockDuty = (tx: Tx, contact: string) =>
  tx.rows('directory.lock-duty', `select pg_advisory_xact_lock(hashtextextended('duty ' || $1, 0))::text`, [
    contact,
  ]);

export const insertHandover = (
  tx: Tx,
  h: Pick<StoredHandover, 'id' | 'contact' | 'from' | 'to' | 'handed' | 'size' | 'note'>,
): void =>
  tx.send(
    'directory.insert-handover',
    `insert into duty_handover (id, contact, from_person, to_person, handed, size, note)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [h.id, h.contact, h.from, h.to, h.handed, h.size, h.note && JSON.stringify(h.note)],
  );

export const markConfirmed = (tx: Tx, id: string, at: Date): void =>
  tx.send('directory.confirm-handover', 'update duty_handover set confirmed = $2 where id = $1', [id, at]);

/** Whatever waits of a contact waits no longer; one alone, where it is named. */
export const markWithdrawn = (tx: Tx, contact: string, at: Date, id?: string): void =>
  tx.send(
    'directory.withdraw-handover',
    `update duty_handover set withdrawn = $2
     where contact = $1 and confirmed is null and withdrawn is null and ($3::text is null or id = $3)`,
    [contact, at, id ?? null],
  );

/** Only the newest are kept: notes of long ago are nobody's any more. */
export const dropOldHandovers = (tx: Tx, contact: string, keep: number): void =>
  tx.send(
    'directory.drop-old-handovers',
    `delete from duty_handover where contact = $1 and id not in (
       select id from duty_handover where contact = $1 order by handed desc, id limit $2)`,
    [contact, keep],
  );

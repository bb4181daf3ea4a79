import type { Reader, Tx } from '../../platform/index.ts';

interface Party {
  readonly participant: string;
  readonly contact: string;
  readonly key: string;
}
export interface StoredHeader {
  readonly message: string;
  readonly thread: string;
  readonly from: Omit<Party, 'key'>;
  readonly marking: { readonly scheme: string; readonly label: string };
  readonly exercise: true;
}
/** An item as its author sealed it. */
export interface SealedItem {
  readonly header: StoredHeader;
  readonly to: readonly Party[];
  /** Base64url. */
  readonly ciphertext: string;
}
export interface StoredItem extends SealedItem {
  readonly number: number;
  readonly message: string;
  readonly person: string;
  readonly received: Date;
  readonly size: number;
}

export interface StoredExercise {
  readonly id: string;
  readonly control: readonly string[];
  readonly openedBy: { readonly participant: string; readonly person: string };
  readonly opened: Date;
}

const EXERCISE = `e.id, e.control, e.opened,
  json_build_object('participant', e.participant, 'person', e.person) as "openedBy"`;

/** Exercises that a participant controls, with the newest item first. */
export const listExercises = (
  read: Reader,
  participant: string,
): Promise<(StoredExercise & { readonly last: Date; readonly items: number })[]> =>
  read.rows(
    'exercises.list',
    `select ${EXERCISE}, max(i.received) as last, count(*)::int as items
     from exercise e join exercise_item i on i.exercise = e.id
     where $1 = any(e.control) group by e.id order by last desc, e.id`,
    [participant],
  );

export async function findExercise(read: Reader, id: string): Promise<StoredExercise | undefined> {
  const [row] = await read.rows<StoredExercise>(
    'exercises.find',
    `select ${EXERCISE} from exercise e where e.id = $1`,
    [id],
  );
  return row;
}

/** How many exercises a participant opened. */
export async function countOpened(read: Reader, participant: string): Promise<number> {
  const [row] = await read.rows<{ count: number }>(
    'exercises.count-opened',
    'select count(*)::int as count from exercise where participant = $1',
    [participant],
  );
  return row!.count;
}

export const listItems = (read: Reader, exercise: string): Promise<StoredItem[]> =>
  read.rows(
    'exercises.list-items',
    `select number, message, person, received, size, header, recipients as "to", ciphertext
     from exercise_item where exercise = $1 order by number`,
    [exercise],
  );

/** Exercises are put one after the other, so that the numbers of items have no gap. */
export const lockExercises = (tx: Tx) =>
  tx.rows('exercises.lock', `select pg_advisory_xact_lock(hashtextextended('exercises', 0))::text`);

export const insertExercise = (tx: Tx, e: StoredExercise): void =>
  tx.send(
    'exercises.insert',
    'insert into exercise (id, participant, person, control, opened) values ($1, $2, $3, $4, $5)',
    [e.id, e.openedBy.participant, e.openedBy.person, e.control, e.opened],
  );

export const insertItem = (tx: Tx, i: StoredItem): void =>
  tx.send(
    'exercises.insert-item',
    `insert into exercise_item (exercise, number, message, person, received, size, header, recipients, ciphertext)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[i.header.thread, i.number, i.message, i.person, i.received, i.size],
      ...[JSON.stringify(i.header), JSON.stringify(i.to), i.ciphertext],
    ],
  );

export const deleteExercise = (tx: Tx, id: string): void =>
  tx.send('exercises.delete', 'delete from exercise where id = $1', [id]);

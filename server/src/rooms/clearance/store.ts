import type { Reader, Tx } from '../../platform/index.ts';

export interface StoredBlob {
  readonly sha256: string;
  readonly size: number;
}
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
  readonly exercise: false;
}

/** A sealed item as it was put here. */
export interface Sealed {
  readonly header: StoredHeader;
  readonly ciphertext: StoredBlob;
  readonly attachments: readonly StoredBlob[];
  readonly to: readonly Party[];
}
export interface StoredItem extends Sealed {
  readonly number: number;
  readonly message: string;
  readonly person: string;
  readonly received: Date;
  readonly size: number;
}

export interface StoredClearance {
  readonly id: string;
  readonly opened: Date;
  readonly openedBy: string;
  readonly last: Date;
  readonly items: number;
}

/** Those of a participant, the one with the newest item first. */
export const listClearances = (read: Reader, participant: string): Promise<StoredClearance[]> =>
  read.rows(
    'clearance.list',
    `select c.id, c.opened, c.opened_by as "openedBy", max(i.received) as last, count(*)::int as items
     from clearance c join clearance_item i on i.participant = c.participant and i.clearance = c.id
     where c.participant = $1 group by c.id, c.opened, c.opened_by order by last desc, c.id`,
    [participant],
  );

export async function findOpener(
  read: Reader,
  participant: string,
  clearance: string,
): Promise<string | undefined> {
  const [row] = await read.rows<{ openedBy: string }>(
    'clearance.find-opener',
    'select opened_by as "openedBy" from clearance where participant = $1 and id = $2',
    [participant, clearance],
  );
  return row?.openedBy;
}

const ITEM = `select number, message, person, received, size, header, ciphertext, attachments, recipients as "to"
  from clearance_item`;

export const listItems = (read: Reader, participant: string, clearance: string): Promise<StoredItem[]> =>
  read.rows('clearance.list-items', `${ITEM} where participant = $1 and clearance = $2 order by number`, [
    participant,
    clearance,
  ]);

export async function findItem(
  read: Reader,
  participant: string,
  message: string,
): Promise<StoredItem | undefined> {
  const [row] = await read.rows<StoredItem>(
    'clearance.find-item',
    `${ITEM} where participant = $1 and message = $2`,
    [participant, message],
  );
  return row;
}

/** Items of a participant are put one after the other, so that their numbers have no gap. */
export const lockClearances = (tx: Tx, participant: string) =>
  tx.rows('clearance.lock', `select pg_advisory_xact_lock(hashtextextended('clearance ' || $1, 0))::text`, [
    participant,
  ]);

export const insertClearance = (
  tx: Tx,
  c: { readonly id: string; readonly participant: string; readonly openedBy: string; readonly opened: Date },
): void =>
  tx.send(
    'clearance.insert',
    'insert into clearance (id, participant, opened_by, opened) values ($1, $2, $3, $4)',
    [c.id, c.participant, c.openedBy, c.opened],
  );

export const insertItem = (tx: Tx, participant: string, i: StoredItem): void =>
  tx.send(
    'clearance.insert-item',
    `insert into clearance_item (participant, clearance, number, message, person, received, size, header, ciphertext,
       attachments, recipients) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[participant, i.header.thread, i.number, i.message, i.person, i.received, i.size],
      ...[i.header, i.ciphertext, i.attachments, i.to].map((value) => JSON.stringify(value)),
    ],
  );

export const deleteClearance = (tx: Tx, participant: string, clearance: string): void =>
  tx.send('clearance.delete', 'delete from clearance where participant = $1 and id = $2', [
    participant,
    clearance,
  ]);

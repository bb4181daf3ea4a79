import type { Reader, Tx } from '../../platform/index.ts';

/** That a participant read restricted fields of a contact, or a list, on a day. */
export interface StoredView {
  /** Whose contact; `*` where a list of all was read. */
  readonly owner: string;
  readonly reader: string;
  /** Empty where a list was read. */
  readonly contact: string;
  readonly fields: readonly string[];
  readonly first: Date;
}

/** The first reading of a day counts; the others change nothing. */
export const insertView = (tx: Tx, v: StoredView): void =>
  tx.send(
    'directory.insert-view',
    `insert into contact_view (owner, reader, contact, day, fields, first)
     values ($1, $2, $3, ($5::timestamptz at time zone 'UTC')::date, $4, $5) on conflict do nothing`,
    [v.owner, v.reader, v.contact, v.fields, v.first],
  );

export const deleteViewsBefore = (tx: Tx, before: Date): void =>
  tx.send('directory.delete-views', 'delete from contact_view where first < $1', [before]);

/** Who read contacts of a participant, or lists that held them, newest first. */
export const listViews = (read: Reader, owner: string, limit: number): Promise<StoredView[]> =>
  read.rows(
    'directory.list-views',
    `select owner, reader, contact, fields, first from contact_view
     where owner in ($1, '*') and reader <> $1 order by first desc, reader, contact limit $2`,
    [owner, limit],
  );

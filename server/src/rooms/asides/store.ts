import type { Reader, Tx } from '../../platform/index.ts';

interface Party {
  readonly participant: string;
  readonly contact: string;
  readonly key: string;
}
interface StoredHeader {
  readonly message: string;
  readonly thread: string;
  readonly from: Omit<Party, 'key'>;
  readonly marking: { readonly scheme: string; readonly label: string };
  readonly exercise: boolean;
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

/** `exercise`: plan, clock and notes of those in control; `sounding`: a State and whoever presides; `group`: chosen States. */
export type Kind = 'exercise' | 'sounding' | 'group';

export interface StoredAside {
  readonly id: string;
  readonly kind: Kind;
  readonly among: readonly string[];
  readonly openedBy: { readonly participant: string; readonly person: string };
  readonly opened: Date;
  /** The text or the procedure that it is beside. */
  readonly about: string | null;
  readonly ends: Date | null;
}
export interface ListedAside extends StoredAside {
  readonly last: Date;
  readonly items: number;
}

const ASIDE = `a.id, a.kind, a.among, a.opened, a.about, a.ends,
  json_build_object('participant', a.participant, 'person', a.person) as "openedBy"`;

/** What a participant has part in, with the newest item first. */
export const listAsides = (
  read: Reader,
  participant: string,
  kinds: readonly Kind[],
): Promise<ListedAside[]> =>
  read.rows(
    'asides.list',
    `select ${ASIDE}, max(i.received) as last, count(*)::int as items
     from aside a join aside_item i on i.aside = a.id
     where a.among @> array[$1]::text[] and a.kind = any($2) group by a.id order by last desc, a.id`,
    [participant, kinds],
  );

export async function findAside(read: Reader, id: string): Promise<StoredAside | undefined> {
  const [row] = await read.rows<StoredAside>('asides.find', `select ${ASIDE} from aside a where a.id = $1`, [
    id,
  ]);
  return row;
}

/** How many of these a participant opened; `about`: beside one thing. */
export async function countOpened(
  read: Reader,
  participant: string,
  kinds: readonly Kind[],
  about?: string,
): Promise<number> {
  const [row] = await read.rows<{ count: number }>(
    'asides.count-opened',
    `select count(*)::int as count from aside
     where participant = $1 and kind = any($2) and ($3::text is null or about = $3)`,
    [participant, kinds, about ?? null],
  );
  return row!.count;
}

const ITEM = `select number, message, person, received, size, header, recipients as "to", ciphertext from aside_item`;

export const listItems = (read: Reader, aside: string): Promise<StoredItem[]> =>
  read.rows('asides.list-items', `${ITEM} where aside = $1 order by number`, [aside]);

export async function findItem(
  read: Reader,
  aside: string,
  message: string,
): Promise<StoredItem | undefined> {
  const [row] = await read.rows<StoredItem>('asides.find-item', `${ITEM} where aside = $1 and message = $2`, [
    aside,
    message,
  ]);
  return row;
}

/** How many items an aside has, and how many characters of base64url they are. */
export async function sumItems(read: Reader, aside: string): Promise<{ items: number; size: number }> {
  const [row] = await read.rows<{ items: number; size: number }>(
    'asides.sum-items',
    `select count(*)::int as items, coalesce(sum(length(ciphertext)), 0)::int as size
     from aside_item where aside = $1`,
    [aside],
  );
  return row!;
}

/** Items are put one after the other, so that their numbers have no gap. */
export const lockAsides = (tx: Tx) =>
  tx.rows('asides.lock', `select pg_advisory_xact_lock(hashtextextended('asides', 0))::text`);

export const insertAside = (tx: Tx, a: StoredAside): void =>
  tx.send(
    'asides.insert',
    `insert into aside (id, kind, participant, person, among, opened, about, ends)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [a.id, a.kind, a.openedBy.participant, a.openedBy.person, a.among, a.opened, a.about, a.ends],
  );

export const insertItem = (tx: Tx, i: StoredItem): void =>
  tx.send(
    'asides.insert-item',
    `insert into aside_item (aside, number, message, person, received, size, header, recipients, ciphertext)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[i.header.thread, i.number, i.message, i.person, i.received, i.size],
      ...[JSON.stringify(i.header), JSON.stringify(i.to), i.ciphertext],
    ],
  );

export const deleteAside = (tx: Tx, id: string): void =>
  tx.send('asides.delete', 'delete from aside where id = $1', [id]);

/** Asides that are beside something, each with what that is and when it ends. */
export const listBeside = (read: Reader): Promise<{ id: string; about: string; ends: Date | null }[]> =>
  read.rows('asides.list-beside', 'select id, about, ends from aside where about is not null order by id');

export const putEnds = (tx: Tx, id: string, ends: Date | null): void =>
  tx.send('asides.put-ends', 'update aside set ends = $2 where id = $1', [id, ends]);

export const deleteEnded = (tx: Tx, now: Date): void =>
  tx.send('asides.delete-ended', 'delete from aside where ends <= $1', [now]);

export interface Untold {
  readonly aside: string;
  readonly message: string;
  readonly from: Omit<Party, 'key'>;
  readonly to: readonly Party[];
}
/**
 * Items beside something of which nobody was told yet, and that they are told now: of each aside once in a while only,
 * then of all that waits in it.
 */
export const takeUntold = (tx: Tx, now: Date, notSince: Date): Promise<Untold[]> =>
  tx.rows(
    'asides.take-untold',
    `with due as (
       update aside a set told = $1 where a.about is not null and (a.told is null or a.told <= $2)
         and exists (select 1 from aside_item i where i.aside = a.id and not i.told) returning a.id
     )
     update aside_item i set told = true from due where i.aside = due.id and not i.told
     returning i.aside, i.message, i.header -> 'from' as "from", i.recipients as "to"`,
    [now, notSince],
  );

import type { Reader, Tx } from '../../../platform/index.ts';

/** The SQL of saved searches. */

export interface Owner {
  readonly participant: string;
  readonly person: string;
}

/** What is looked for, as it stands in a question to /api/texts. */
export interface Wanted {
  readonly q: string;
  readonly language?: string | undefined;
  readonly document?: string | undefined;
  readonly superseded?: boolean | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface SavedSearch extends Owner {
  readonly id: string;
  readonly name: string;
  readonly filter: Wanted;
  readonly language: string;
  readonly token: string;
  readonly created: Date;
  readonly every: 'day' | 'week' | null;
  readonly address: string | null;
  readonly code: string | null;
  readonly tries: number;
  readonly told: Date;
  readonly due: Date | null;
}

const COLUMNS =
  'id, participant, person, name, filter, language, token, created, every, address, code, tries, told, due';

export const insertSearch = (tx: Tx, s: SavedSearch): void =>
  tx.send(
    'documents.insert-search',
    `insert into saved_search (${COLUMNS})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[s.id, s.participant, s.person, s.name, JSON.stringify(s.filter), s.language, s.token, s.created],
      ...[s.every, s.address, s.code, s.tries, s.told, s.due],
    ],
  );

export const listSearches = (read: Reader, { participant, person }: Owner): Promise<SavedSearch[]> =>
  read.rows(
    'documents.list-searches',
    `select ${COLUMNS} from saved_search where participant = $1 and person = $2 order by created, id`,
    [participant, person],
  );

/** One of this person's own, held until the transaction ends. */
export async function lockSearch(
  tx: Tx,
  { participant, person }: Owner,
  id: string,
): Promise<SavedSearch | undefined> {
  const [row] = await tx.rows<SavedSearch>(
    'documents.lock-search',
    `select ${COLUMNS} from saved_search where id = $1 and participant = $2 and person = $3 for update`,
    [id, participant, person],
  );
  return row;
}

export async function findSearch(read: Reader, id: string): Promise<SavedSearch | undefined> {
  const [row] = await read.rows<SavedSearch>(
    'documents.find-search',
    `select ${COLUMNS} from saved_search where id = $1`,
    [id],
  );
  return row;
}

export async function findSearchByToken(read: Reader, token: string): Promise<SavedSearch | undefined> {
  const [row] = await read.rows<SavedSearch>(
    'documents.find-search-by-token',
    `select ${COLUMNS} from saved_search where token = $1`,
    [token],
  );
  return row;
}

/** What of a search changes: how it is mailed, and how far mails have told. */
export const updateSearch = (tx: Tx, s: SavedSearch): void =>
  tx.send(
    'documents.update-search',
    `update saved_search set every = $2, address = $3, code = $4, tries = $5, told = $6, due = $7 where id = $1`,
    [s.id, s.every, s.address, s.code, s.tries, s.told, s.due],
  );

export const deleteSearch = (tx: Tx, id: string): void =>
  tx.send('documents.delete-search', 'delete from saved_search where id = $1', [id]);

export const listOwners = (read: Reader): Promise<Owner[]> =>
  read.rows('documents.list-search-owners', 'select distinct participant, person from saved_search');

export const deleteSearchesOf = (tx: Tx, { participant, person }: Owner): void =>
  tx.send('documents.delete-searches-of', 'delete from saved_search where participant = $1 and person = $2', [
    participant,
    person,
  ]);

/** The one that has waited longest; another server on the same database takes another. */
export async function lockDueSearch(tx: Tx, now: Date): Promise<SavedSearch | undefined> {
  const [row] = await tx.rows<SavedSearch>(
    'documents.lock-due-search',
    `select ${COLUMNS} from saved_search where due <= $1 order by due limit 1 for update skip locked`,
    [now],
  );
  return row;
}

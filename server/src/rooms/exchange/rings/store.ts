import type { Reader, Tx } from '../../../platform/index.ts';

/** The SQL of rings. */

export interface Ring {
  readonly id: string;
  readonly participant: string;
  readonly contact: string;
  readonly service: string;
  readonly destination: string;
  readonly wish: 'urgent' | 'always';
  readonly code: string | null;
  readonly tries: number;
  readonly created: Date;
}

const COLUMNS = 'id, participant, contact, service, destination, wish, code, tries, created';

export const insertRing = (tx: Tx, r: Ring): void =>
  tx.send(
    'exchange.insert-ring',
    `insert into ring (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [r.id, r.participant, r.contact, r.service, r.destination, r.wish, r.code, r.tries, r.created],
  );

/** Those of contacts, in the order in which they were made; the unproven too. */
export const listRings = (read: Reader, contacts: readonly string[]): Promise<Ring[]> =>
  read.rows<Ring>(
    'exchange.list-rings',
    `select ${COLUMNS} from ring where contact = any($1::text[]) and ended is null order by created, id`,
    [contacts],
  );

/** Whose they are. */
export const listAllRings = (read: Reader): Promise<Pick<Ring, 'id' | 'participant' | 'contact'>[]> =>
  read.rows('exchange.list-all-rings', 'select id, participant, contact from ring where ended is null', []);

export async function findRing(read: Reader, id: string): Promise<Ring | undefined> {
  const [row] = await read.rows<Ring>(
    'exchange.find-ring',
    `select ${COLUMNS} from ring where id = $1 and ended is null`,
    [id],
  );
  return row;
}

/** One of a contact, held until the transaction ends. */
export async function lockRing(tx: Tx, contact: string, id: string): Promise<Ring | undefined> {
  const [row] = await tx.rows<Ring>(
    'exchange.lock-ring',
    `select ${COLUMNS} from ring where id = $1 and contact = $2 and ended is null for update`,
    [id, contact],
  );
  return row;
}

/** How many a participant made since then, ended ones too. */
export async function countRings(read: Reader, participant: string, since: Date): Promise<number> {
  const [row] = await read.rows<{ count: number }>(
    'exchange.count-rings',
    'select count(*)::int as count from ring where participant = $1 and created > $2',
    [participant, since],
  );
  return row!.count;
}

export const updateRing = (tx: Tx, { id, code, tries }: Pick<Ring, 'id' | 'code' | 'tries'>): void =>
  tx.send('exchange.update-ring', 'update ring set code = $2, tries = $3 where id = $1', [id, code, tries]);

/** That there was one is kept, for the count; where it rang is not. */
export const endRing = (tx: Tx, id: string, ended: Date): void =>
  tx.send('exchange.end-ring', `update ring set ended = $2, destination = '', code = null where id = $1`, [
    id,
    ended,
  ]);

/** Of these names those that were not rung for before; they are now, if the transaction commits. */
export async function takeRung(tx: Tx, ids: readonly string[], at: Date): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(
    'exchange.take-rung',
    'insert into rung (id, at) select id, $2 from unnest($1::text[]) id on conflict do nothing returning id',
    [ids, at],
  );
  return new Set(rows.map((row) => row.id));
}

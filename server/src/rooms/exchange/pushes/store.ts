import type { Reader, Tx } from '../../../platform/index.ts';

/** The SQL of pushes. */

export interface Push {
  readonly id: string;
  readonly participant: string;
  readonly person: string;
  /** A secret: whoever knows it can push. */
  readonly endpoint: string;
  readonly wish: 'urgent' | 'always';
  readonly created: Date;
  readonly told: Date | null;
  readonly outcome: 'sent' | 'refused' | 'not-reached' | null;
  readonly says: string;
}

const COLUMNS = 'id, participant, person, endpoint, wish, created, told, outcome, says';

export const insertPush = (
  tx: Tx,
  p: Pick<Push, 'id' | 'participant' | 'person' | 'endpoint' | 'wish' | 'created'>,
): void =>
  tx.send(
    'exchange.insert-push',
    'insert into push (id, participant, person, endpoint, wish, created) values ($1, $2, $3, $4, $5, $6)',
    [p.id, p.participant, p.person, p.endpoint, p.wish, p.created],
  );

/** Those of people, in the order in which they were made. */
export const listPushes = (read: Reader, people: readonly string[]): Promise<Push[]> =>
  read.rows<Push>(
    'exchange.list-pushes',
    `select ${COLUMNS} from push where person = any($1::text[]) and ended is null order by created, id`,
    [people],
  );

/** Whose they are. */
export const listAllPushes = (read: Reader): Promise<Pick<Push, 'id' | 'participant' | 'person'>[]> =>
  read.rows('exchange.list-all-pushes', 'select id, participant, person from push where ended is null', []);

export async function findPush(read: Reader, id: string): Promise<Push | undefined> {
  const [row] = await read.rows<Push>(
    'exchange.find-push',
    `select ${COLUMNS} from push where id = $1 and ended is null`,
    [id],
  );
  return row;
}

/** Whoever enters a browser waits here for whoever does so too, until the transaction ends. */
export const lockPushes = (tx: Tx) =>
  tx.rows('exchange.lock-pushes', `select pg_advisory_xact_lock(hashtextextended('pushes', 0))::text`, []);

/** The one with an address, whoever it belongs to. */
export async function findPushAt(tx: Tx, endpoint: string): Promise<Push | undefined> {
  const [row] = await tx.rows<Push>(
    'exchange.find-push-at',
    `select ${COLUMNS} from push where endpoint = $1 and ended is null`,
    [endpoint],
  );
  return row;
}

/** How many a person made since then, ended ones too. */
export async function countPushes(read: Reader, person: string, since: Date): Promise<number> {
  const [row] = await read.rows<{ count: number }>(
    'exchange.count-pushes',
    'select count(*)::int as count from push where person = $1 and created > $2',
    [person, since],
  );
  return row!.count;
}

export const wishPush = (tx: Tx, id: string, wish: Push['wish']): void =>
  tx.send('exchange.wish-push', 'update push set wish = $2 where id = $1', [id, wish]);

/** What came of one, unless it ended meanwhile. */
export const notePush = (
  tx: Tx,
  { id, told, outcome, says }: Pick<Push, 'id' | 'told' | 'outcome' | 'says'>,
): void =>
  tx.send(
    'exchange.note-push',
    'update push set told = $2, outcome = $3, says = $4 where id = $1 and ended is null',
    [id, told, outcome, says],
  );

/** That there was one is kept for the count; its address is not. */
export const endPush = (tx: Tx, id: string, ended: Date): void =>
  tx.send('exchange.end-push', `update push set ended = $2, endpoint = '' where id = $1 and ended is null`, [
    id,
    ended,
  ]);

/** Ended before then, they count for nothing. */
export const deleteEndedPushes = (tx: Tx, before: Date): void =>
  tx.send('exchange.delete-ended-pushes', 'delete from push where ended < $1', [before]);

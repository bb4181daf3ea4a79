import { COUNT_PATH } from '@comity/acts';
import { fromHex } from '@comity/log';
import type { Reader, Tx } from '../../platform/index.ts';

/** The opening of a count of the newest epoch. */
export interface StoredCount {
  readonly subject: string;
  /** The entry of the epoch. */
  readonly index: number;
  readonly opened: Uint8Array;
}

export const listCountOpenings = (read: Reader): Promise<StoredCount[]> =>
  read.rows<StoredCount>(
    'record.list-count-openings',
    'select subject, index, opened from opening where path = $1 order by subject',
    [COUNT_PATH],
  );

/** How many restricted entries from an index on each participant may open: what was erased is owed to nobody. */
export async function countAudience(read: Reader, from: number): Promise<Map<string, number>> {
  const rows = await read.rows<{ participant: string; acts: number }>(
    'record.count-audience',
    `select a.participant, count(*)::int as acts
     from audience a join opening o on o.index = a.index and o.path = 'act'
     where a.index >= $1 group by a.participant`,
    [from],
  );
  return new Map(rows.map(({ participant, acts }) => [participant, acts]));
}

/** A count says all that earlier ones did, so those of the newest epoch take their place. */
export async function replaceCountOpenings(
  tx: Tx,
  counts: readonly (StoredCount & { readonly commitment: string })[],
): Promise<void> {
  await tx.rows('record.forget-count-openings', 'delete from opening where path = $1', [COUNT_PATH]);
  await tx.rows(
    'record.put-count-openings',
    `insert into opening (commitment, subject, path, index, readers, opened)
     select c, s, $1, i, array[s], o from unnest($2::bytea[], $3::text[], $4::bigint[], $5::bytea[]) t(c, s, i, o)`,
    [
      COUNT_PATH,
      counts.map((c) => Buffer.from(fromHex(c.commitment))),
      counts.map((c) => c.subject),
      counts.map((c) => c.index),
      counts.map((c) => Buffer.from(c.opened)),
    ],
  );
}

/** Whether anything was erased by order from an index on. */
export async function wasErased(read: Reader, from: number): Promise<boolean> {
  const rows = await read.rows(
    'record.was-erased',
    "select from entry where type = 'host.erased' and index >= $1 limit 1",
    [from],
  );
  return rows.length > 0;
}

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { House } from '../../server/src/index.ts';
import { found, openHouse } from '../../server/src/index.ts';
import { foundingOf } from '../../server/src/testing/body.ts';

/** A body on a database of its own in a folder, whose record grows by entries of any bytes. */
export async function openLog(folder: string): Promise<House> {
  const config = { dataFolder: folder, head: join(folder, 'head'), port: 0, host: 'localhost' };
  const house = await openHouse(config);
  if (!house.record.held.founded) await found(house.record, await foundingOf());
  return house;
}

export const sizeOf = async ({ database }: House): Promise<number> =>
  Number((await database.pool.query('select size from head')).rows[0].size);

/** Adds entries of so many random bytes, as the path of acts would have left them, by one statement. */
export async function growTo(house: House, size: number, bytes: number): Promise<void> {
  const { pool } = house.database;
  // Random once, then told apart by the index: making them must not take longer than what is measured.
  const filling = randomBytes(bytes - 8).toString('hex');
  await pool.query(
    `insert into entry (index, act, actor, nonce, type, stream, number, leaf)
     select i, sha256(convert_to('act ' || i, 'UTF8')), 'host', i::text, 'host.unavailable', 'host', i,
       int8send(i) || decode($3, 'hex')
     from generate_series($1::bigint, $2::bigint - 1) i`,
    [await sizeOf(house), size, filling],
  );
  await pool.query('update head set size = $1', [size]);
}

/** What lies in entries [from, to), to be written elsewhere. */
export async function leavesOf({ database }: House, from: number, to: number): Promise<Buffer[]> {
  const { rows } = await database.pool.query(
    'select leaf from entry where index >= $1 and index < $2 order by index',
    [from, to],
  );
  return rows.map((row: { leaf: Buffer }) => row.leaf);
}

import type { Connection } from '@comity/client';
import { send } from '@comity/client';
import { openpgpVerifier } from '@comity/seal';
import { outcomeOf, type Report, verifyBundle } from '@comity/verify';
import type { TestBody } from './body.ts';

/** Everything that stands in the database and in the held state: equal before and after means nothing changed. */
export async function standing(body: Pick<TestBody, 'database' | 'record'>): Promise<object> {
  const { pool } = body.database;
  const { rows: tables } = await pool.query(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker') order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables as { name: string }[]) {
    const { rows } = await pool.query(`select count(*)::int as n from ${name}`);
    counts[name] = rows[0].n;
  }
  const { rows: heads } = await pool.query('select size, received from head');
  const { now } = body.record.held;
  return { counts, head: heads[0], held: now.size, outcome: outcomeOf(now) };
}

/** Runs something and tells whether it left anything behind. */
export async function leavesNothing<T>(body: TestBody, work: () => Promise<T>): Promise<T> {
  const before = JSON.stringify(await standing(body));
  const result = await work();
  const after = JSON.stringify(await standing(body));
  if (before !== after) throw new Error(`Something was left behind:\n${before}\n${after}`);
  return result;
}

/** The bundle for whoever reads by this connection, after the tree was published. */
export async function bundleFor(body: TestBody, connection: Connection): Promise<Uint8Array> {
  await body.publish();
  return new Uint8Array(await (await send(connection, '/api/bundle')).arrayBuffer());
}

/** Verifies a bundle as a ministry would, which knows the body and its key from elsewhere. */
export async function verifies(body: Pick<TestBody, 'trust'>, bundle: Uint8Array): Promise<Report> {
  async function* source() {
    yield bundle;
  }
  return verifyBundle(source(), { trust: body.trust, verifiers: { openpgp: openpgpVerifier } });
}

/**
 * What Comity is measured against, in a process of its own: `node bare.ts PORT SOCKET_FOLDER`. Fastify with
 * its defaults and two routes, one prepared statement each, over the same pool as Comity's.
 * `POST /row` writes what came as one row; `GET /one` reads one row.
 */
import fastify from 'fastify';
import { connect } from '../../server/src/platform/index.ts';

const [port, host] = process.argv.slice(2);
const { pool, stop } = await connect({ host, port: 5432, user: 'comity', database: 'postgres' });
await pool.query(
  'create table if not exists bench_row (index bigint generated always as identity primary key, act json not null)',
);

const app = fastify();

app.post('/row', async (request) => {
  const insert = 'insert into bench_row (act) values ($1) returning index';
  const { rows } = await pool.query({ name: 'insert', text: insert, values: [request.body] });
  return { index: rows[0].index };
});

app.get('/one', async () => {
  const { rows } = await pool.query({ name: 'select', text: 'select size from head', values: [] });
  return { size: rows[0].size };
});

await app.listen({ port: Number(port), host: 'localhost' });
process.once('SIGTERM', () => void app.close().then(stop));

/**
 * What a broadcast is measured against, in a process of its own: `node herald.ts PORT SOCKET_FOLDER`. Fastify with its
 * defaults over the same pool as Comity's: `POST /message` writes bytes as one row and tells everyone who listens at
 * `GET /events` by a server-sent event.
 */
import type { ServerResponse } from 'node:http';
import fastify from 'fastify';
import { connect } from '../../server/src/platform/index.ts';

const [port, host] = process.argv.slice(2);
const { pool, stop } = await connect({ host, port: 5432, user: 'comity', database: 'postgres' });
await pool.query(
  'create table if not exists bench_message (index bigint generated always as identity primary key, bytes bytea not null)',
);

const app = fastify({ bodyLimit: 64 * 1024 * 1024 });
app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_, body, done) =>
  done(null, body),
);
const listening = new Set<ServerResponse>();

app.get('/one', async () => ({ listening: listening.size }));
app.get('/events', (_request, reply) => {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
  listening.add(reply.raw);
  reply.raw.once('close', () => listening.delete(reply.raw));
});
app.post('/message', async (request) => {
  const insert = 'insert into bench_message (bytes) values ($1) returning index';
  const { rows } = await pool.query({ name: 'insert', text: insert, values: [request.body] });
  const { index } = rows[0];
  for (const one of listening) one.write(`id: ${index}\nevent: entry\ndata: {"index":${index}}\n\n`);
  return { index };
});

await app.listen({ port: Number(port), host: 'localhost' });
process.once('SIGTERM', () => {
  for (const one of listening) one.end();
  void app.close().then(stop);
});

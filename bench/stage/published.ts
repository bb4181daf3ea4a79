/**
 * A published log, in a process of its own: `node published.ts PORT FOLDER ENTRIES`. Beside what every host serves it
 * serves the files of FOLDER/files as they lie there, read anew for each request, at `/bench/NAME`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sequence } from '../../server/src/rooms/record/index.ts';
import { buildApp } from '../../server/src/server.ts';
import { growTo, openLog } from './log.ts';

const [port, folder, entries] = process.argv.slice(2);
const house = await openLog(folder!);
await growTo(house, Number(entries), 800);
await sequence(house.record);

const FILES = ['hashes', 'entries', 'checkpoint'];
const { app, stop } = await buildApp(house, {
  extend: (http) => {
    for (const name of FILES)
      http.get(
        `/bench/${name}`,
        { config: { access: 'public' }, schema: { hide: true } },
        async (_, reply) => {
          const bytes = await readFile(join(folder!, 'files', name));
          reply
            .header('cache-control', 'public, max-age=31536000, immutable')
            .type('application/octet-stream');
          return reply.serializer((x: unknown) => x as string).send(bytes) as never;
        },
      );
  },
});
await app.listen({ port: Number(port), host: 'localhost' });
process.once('SIGTERM', () => {
  stop();
  void app.close().then(() => house.database.stop());
});

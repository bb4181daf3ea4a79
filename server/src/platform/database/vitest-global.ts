import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, startEmbedded } from './embedded.ts';

/**
 * For vitest's `globalSetup`: one PostgreSQL per test run, started when the first test file asks for it, so
 * that runs without a database do not pay. Test files find it through the variable that `testing.ts` reads.
 */
export async function setup(): Promise<() => Promise<void>> {
  let running: Promise<{ embedded: Embedded; folder: string }> | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    running ??= start();
    running.then(
      ({ embedded }) => socket.end(JSON.stringify(embedded.connection)),
      (error) => socket.end(JSON.stringify({ error: String(error) })),
    );
  });
  process.env.COMITY_TEST_DATABASE = String(await listen(server));
  return async () => {
    server.close();
    const started = await running?.catch(() => undefined);
    await started?.embedded.stop();
    if (started) await rm(started.folder, { recursive: true, force: true });
  };
}

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'comity-test-'));
  return { folder, embedded: await startEmbedded({ dataFolder: folder }) };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

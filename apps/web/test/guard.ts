/** `node guard.ts FOLDER PID`: serves the demonstration from a folder for as long as that process lives. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [, , folder = '', pid = ''] = process.argv;
// The folder is removed at the end: nothing else may ever be named here.
if (!basename(folder).startsWith('comity-door-')) throw new Error('Not a folder of ours.');

const COMITY = join(import.meta.dirname, '../../comity/bin/comity.js');
/** The body is founded for its address, so that passkeys belong to it: the port must be known before. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const port = String(await freePort());
const env = { ...process.env, COMITY_DATA: join(folder, 'data'), PORT: port, HOST: 'localhost' };
const house = spawn(process.execPath, [COMITY, 'demo'], { env, stdio: 'ignore' });
const ended = new Promise((resolve) => house.once('exit', resolve));

function isAlive(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch {
    return false;
  }
}

while (isAlive(Number(pid)) && house.exitCode === null) await sleep(300);
house.kill('SIGTERM');
await ended;
// The database may still be writing its last files.
await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });

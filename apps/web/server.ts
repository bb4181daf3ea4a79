import { execFile } from 'node:child_process';
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stampOf } from './stamp.ts';

export { type DossierPage, dossierPage } from './dossier.ts';

/** The built pages, to be mounted beside the API. */
export interface Pages {
  /** Answers a request for a page. */
  respond(request: Request, clientAddress: string): Promise<Response>;
  /** Answers a request for a built file (scripts, styles), compressed and cached for good. */
  asset(request: IncomingMessage, response: ServerResponse): void;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** Each state of the sources is built into a folder of its own: a running server keeps the files it serves. */
const outOf = (stamp: string) => join('build', stamp.slice(0, 16));
const SOURCES = [
  'src',
  'static',
  'vite.config.ts',
  'package.json',
  '../../locales',
  '../../package-lock.json',
];

/** Builds the pages if they were not, or if their sources changed, and loads them. `say` hears of long work. */
export async function loadPages(say: (what: string) => void = () => {}): Promise<Pages> {
  const built = await ensureBuilt(say);
  const { server } = (await import(join(built, 'adapter-node.js'))) as {
    server: {
      init(options: { env: NodeJS.ProcessEnv }): Promise<void>;
      respond(request: Request, options: { getClientAddress(): string }): Promise<Response>;
    };
  };
  const { handler } = (await import(join(built, 'handler.js'))) as {
    handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  };
  await server.init({ env: process.env });
  return {
    respond: (request, address) => server.respond(request, { getClientAddress: () => address }),
    asset: (request, response) =>
      handler(request, response, () => {
        response.statusCode = 404;
        response.end();
      }),
  };
}

/** Builds where the stamp differs. Several servers may start at once: one of them builds, the others wait for it. */
async function ensureBuilt(say: (what: string) => void): Promise<string> {
  const stamp = await stampOf(HERE, SOURCES);
  const built = join(HERE, outOf(stamp));
  const isBuilt = async () => (await readFile(join(built, 'stamp'), 'utf8').catch(() => '')) === stamp;
  while (!(await isBuilt())) {
    if (!(await takeTurn())) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    try {
      if (await isBuilt()) return built;
      say('Building the pages (once)…');
      await build(outOf(stamp));
      await writeFile(join(built, 'stamp'), stamp);
    } finally {
      await rm(TURN, { force: true });
    }
  }
  return built;
}

/** The file of whoever builds now; one whose process has gone counts for nothing. */
const TURN = join(HERE, '.building');

async function takeTurn(): Promise<boolean> {
  try {
    await writeFile(TURN, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const pid = Number(await readFile(TURN, 'utf8').catch(() => ''));
    if (pid && !isAlive(pid)) await rm(TURN, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process of its own: SvelteKit builds in the working folder, for production whatever the caller runs as. */
async function build(out: string): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const env = { ...process.env, NODE_ENV: 'production', COMITY_WEB_OUT: out };
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: HERE, env });
  await access(join(HERE, out, 'handler.js'));
}

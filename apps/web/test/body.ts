import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const COMITY = join(import.meta.dirname, '../../comity/bin/comity.js');
/** The first start of all builds the pages. */
const PATIENCE = 120_000;
const FOLDER = tmpdir();

/** A body that was founded in earnest by the command, in a folder of its own, and is served. Nobody is seated. */
export interface Body {
  readonly url: string;
  path(name: string): string;
  write(name: string, content: string): Promise<void>;
  /** Runs the command in that folder, expects that it is done, and answers with what --json printed. */
  value<T = Record<string, never>>(line: string, env?: Readonly<Record<string, string>>): Promise<T>;
  end(): Promise<void>;
}

/** The command as anybody starts it: what says that this is a test would have the pages built for development. */
function launch(folder: string, line: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  const { NODE_ENV: _, VITEST: __, ...ours } = process.env;
  const own = {
    COMITY_KEYS: join(folder, 'keys'),
    COMITY_DATA: join(folder, 'data'),
    PORT: '0',
    HOST: 'localhost',
  };
  return spawn(process.execPath, [COMITY, ...line.split(' ')], {
    cwd: folder,
    env: { ...ours, ...own, ...env },
  });
}

async function run(child: ChildProcess): Promise<{ code: number | null; out: string }> {
  let out = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (out += chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out };
}

export async function foundBody(languages: readonly string[]): Promise<Body> {
  const folder = await mkdtemp(join(FOLDER, 'comity-body-'));
  const path = (name: string) => join(folder, name);
  const value: Body['value'] = async (line, env) => {
    const { code, out } = await run(launch(folder, `${line} --json`, env));
    if (code !== 0) throw new Error(`comity ${line}: ${out}`);
    return JSON.parse(out.trim().split('\n').at(-1)!);
  };
  await value('init --from-example body.json');
  const example = await readFile(path('body.json'), 'utf8');
  await writeFile(path('body.json'), example.replace('["en", "fr"]', JSON.stringify(languages)));
  await value('init body.json');
  const server = launch(folder, 'serve');
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const url = await addressOf(server);
  const end = async () => {
    server.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  };
  const write = (name: string, content: string) => writeFile(path(name), content);
  return { url, path, write, value, end };
}

/** The command says where it serves. */
async function addressOf(server: ChildProcess): Promise<string> {
  let said = '';
  for (const stream of [server.stdout!, server.stderr!])
    stream.on('data', (chunk: Buffer) => (said += chunk));
  const began = performance.now();
  while (performance.now() - began < PATIENCE && server.exitCode === null) {
    const found = /Comity is up at (\S+)\. /.exec(said)?.[1];
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`The body did not start: ${said}`);
}

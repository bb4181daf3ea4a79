import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const COMITY = fileURLToPath(new URL('../../bin/comity.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What `--json` printed. Throws where that is not exactly one JSON value. */
  json<T = Record<string, never>>(): T;
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** A folder of its own with keys and data, and the real command run in it. */
export interface Bed {
  readonly folder: string;
  path(name: string): string;
  write(name: string, content: string | Uint8Array): Promise<string>;
  /** Runs the command to its end. */
  run(line: string | readonly string[], options?: Options): Promise<Ended>;
  /** Runs it with --json, expects that it is done, and answers with its value. */
  value<T = Record<string, never>>(line: string | readonly string[], options?: Options): Promise<T>;
  /** Starts a command that stays, and waits until it printed this. */
  start(line: string, until: string, options?: Options): Promise<Staying>;
  end(): Promise<void>;
}

export interface Staying {
  said(): string;
  signal(signal: NodeJS.Signals): void;
  /** Its exit code. */
  ended: Promise<number | null>;
}

/** A minute of steps of 50 ms: the first start of all builds the pages. */
const WAITS = 1200;

/** Waits until everything that was placed on a body stands in a checkpoint: the host publishes it within seconds. */
export async function awaitPublished(url: string): Promise<void> {
  for (let i = 0; i < WAITS; i++) {
    const { entries } = (await (await fetch(`${url}/about.json`)).json()) as { entries: number };
    const [, size] = (await (await fetch(`${url}/checkpoint`)).text()).split('\n');
    if (Number(size) >= entries) return;
    await sleep(50);
  }
  throw new Error(`${url} did not publish what stands on its record.`);
}

const words = (line: string | readonly string[]) =>
  typeof line === 'string' ? line.split(' ').filter(Boolean) : [...line];

export async function makeBed(): Promise<Bed> {
  const folder = await mkdtemp(join(tmpdir(), 'comity-cli-'));
  const staying = new Set<ChildProcess>();
  const path = (name: string) => join(folder, name);
  const launch = (args: readonly string[], { env = {} }: Options) =>
    spawn(process.execPath, [COMITY, ...args], {
      cwd: folder,
      env: {
        ...withoutOurs(),
        COMITY_KEYS: path('keys'),
        COMITY_DATA: path('data'),
        GNUPGHOME: path('gnupg'),
        PORT: '0',
        ...env,
      },
    });
  const bed: Bed = {
    folder,
    path,
    async write(name, content) {
      await writeFile(path(name), content);
      return path(name);
    },
    async run(line, options = {}) {
      const child = launch(words(line), options);
      const heard = hear(child);
      child.stdin.end(options.input ?? '');
      const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
      return { code, ...heard(), json: () => JSON.parse(heard().out) };
    },
    async value(line, options) {
      const args = [...words(line), '--json'];
      const ended = await bed.run(args, options);
      if (ended.code !== 0) throw new Error(`comity ${args.join(' ')}: ${ended.out}${ended.err}`);
      return ended.json();
    },
    async start(line, until, options = {}) {
      const child = launch(words(line), options);
      staying.add(child);
      const heard = hear(child);
      const said = () => heard().out + heard().err;
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      void ended.then(() => staying.delete(child));
      for (let i = 0; !said().includes(until); i++) {
        if (child.exitCode !== null || i > WAITS)
          throw new Error(`comity ${line} never said “${until}”: ${said()}`);
        await sleep(50);
      }
      return { said, signal: (signal) => void child.kill(signal), ended };
    },
    async end() {
      for (const child of staying) {
        const gone = new Promise((resolve) => child.once('close', resolve));
        child.kill('SIGINT');
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
  return bed;
}

/** The environment without what the person who runs the tests set for the command. */
const withoutOurs = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:COMITY_|DATABASE_URL|HOST$|PORT$|GNUPGHOME)/.test(name),
    ),
  );

function hear(child: ChildProcess) {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout!.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr!.on('data', (chunk: Buffer) => err.push(chunk));
  return () => ({ out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') });
}

/** A bed with a founded body that is being served. */
export async function makeServedBody(): Promise<Bed & { server: Staying }> {
  const bed = await makeBed();
  await bed.value('init --from-example body.json');
  await bed.value('init body.json');
  const server = await bed.start('serve', 'Comity is up at');
  return { ...bed, server };
}

/** Seats a State: its root is enrolled as the identity `STATE-root`. */
export async function seatState(bed: Bed, state: string): Promise<void> {
  const { token } = await bed.value<{ token: string }>(
    `state invite ${state} --channel in-person --as secretariat-root`,
  );
  await bed.value(`key make --root --participant ${state} --trust data/trust.json`);
  await bed.value(`state root enrol --token ${token} --as ${state}-root`);
}

/** Adds a person by key request, as the root; answers with the person's id. */
export async function addPerson(bed: Bed, state: string, name: string, make: string): Promise<string> {
  const { person, request } = await bed.value<{ person: string; request: string }>(
    `${make} --participant ${state} --name ${name} --trust data/trust.json`,
  );
  const args = ['state', 'person', 'add', '--request', request, '--name', `The person ${name}`];
  await bed.value([...args, '--as', `${state}-root`]);
  return person;
}

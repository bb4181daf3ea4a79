/**
 * What it costs to move a body to another machine, by the real command: `comity init --from` verifies the record, brings
 * it in and lets two States name the new host; then it exports all it holds, and that verifies by the first trust file.
 * Seconds at ten times the acts against the seconds at the size: about 10 is linear.
 *
 * The record is that of `verify`: 20 States, 60 % restricted acts, all opened.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { type DataOf, FOR_A_HOST } from '@comity/acts';
import { canonicalBytes } from '@comity/log';
import { buildHistory, bundleOf, type History, inPieces } from '@comity/verify/testing';
import type { Benchmark, Options } from './harness.ts';
import { memoryOf } from './stage/memory.ts';
import { makeFolder, removeFolder } from './stage/processes.ts';

const COMITY = join(import.meta.dirname, '../apps/comity/bin/comity.js');
const MIX = { exchange: 60, file: 25, passkey: 10, rsa: 5 };
const LOOK_EVERY = 200;

interface Ran {
  readonly seconds: number;
  /** Most of its processes together, PostgreSQL included. */
  readonly megabytes: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Runs the command with --json. Throws where it does not end well. */
async function comity(folder: string, data: string, line: string): Promise<Ran> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [COMITY, ...line.split(' '), '--data', join(folder, data), '--json'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  const megabytes = await mostOf(child);
  if (child.exitCode !== 0) throw new Error(`comity ${line}: ${said.out}${said.err}`);
  return { seconds: (performance.now() - started) / 1000, megabytes, value: JSON.parse(said.out) };
}

/** Waits for its end, and looks at its memory meanwhile. */
async function mostOf(child: ChildProcess): Promise<number> {
  let most = 0;
  const look = async () => (most = Math.max(most, await memoryOf(child.pid!)));
  const looking = setInterval(look, LOOK_EVERY);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(looking);
  return most;
}

/** Writes the bundle of a body that lived so long; the roots of two of its States name the host that was prepared. */
async function prepare(folder: string, acts: number): Promise<number> {
  const history = await buildHistory({ participants: 20, acts, mix: MIX, hub: true });
  await writeFile(join(folder, 'trust.json'), JSON.stringify(history.trust));
  await comity(folder, 'next', 'host prepare --origin https://next.example --out host.json');
  const { change } = JSON.parse(await readFile(join(folder, 'host.json'), 'utf8'));
  for (const state of [0, 1])
    await writeFile(join(folder, `${state}.act`), await wish(history, state, change));
  const bundle = await bundleOf(history, FOR_A_HOST);
  const file = createWriteStream(join(folder, 'move.tar'));
  for await (const piece of inPieces(bundle, 1 << 20)) file.write(piece);
  file.end();
  await finished(file);
  return bundle.length;
}

async function wish({ chronicle, delegations }: History, state: number, change: DataOf<'body.host-changed'>) {
  const base = { base: chronicle.state.host.act, seen: { size: 0, root: EMPTY } };
  const { prepared, sig } = await chronicle.sign(delegations[state]!.root, 'body.host-changed', change, base);
  return canonicalBytes({ act: prepared.act, sig });
}
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

async function moveAt(acts: number) {
  const folder = await makeFolder();
  try {
    const bytes = await prepare(folder, acts);
    const verified = await comity(folder, 'next', 'verify move.tar --trust trust.json');
    const line = 'init --from move.tar --trust trust.json --host-changes 0.act --host-changes 1.act';
    const moved = await comity(folder, 'next', line);
    if (moved.value.standing !== 'in-force' || moved.value.closed !== 0)
      throw new Error(`The body did not move: ${JSON.stringify(moved.value)}`);
    const exported = await comity(folder, 'next', 'export --operator --out after.tar');
    const after = await comity(folder, 'next', 'verify after.tar --trust trust.json');
    if (after.value.verdict !== 'verified') throw new Error('The record of the new host does not verify.');
    return { bytes, verified, moved, exported, entries: moved.value.size };
  } finally {
    await removeFolder(folder);
  }
}

async function run({ quick }: Options) {
  const acts = quick ? 3000 : 100_000;
  const small = await moveAt(acts / 10);
  const { bytes, entries, verified, moved, exported } = await moveAt(acts);
  return {
    ratio: moved.seconds / small.moved.seconds,
    ...{ acts, entries, bytes },
    ...{ moveSeconds: moved.seconds, moveMegabytes: moved.megabytes },
    ...{ verifySeconds: verified.seconds, verifyMegabytes: verified.megabytes },
    ...{ exportSeconds: exported.seconds, exportMegabytes: exported.megabytes },
  };
}

export default { name: 'move', bound: 12, direction: 'at-most', run } satisfies Benchmark;

/**
 * Reading the log as mirrors, monitors and clients do: a full tile of hashes, a bundle of entries and the checkpoint,
 * each against a file of the same bytes that the same server reads from disk, in turns, at 16 connections. The bound
 * holds for the least of the three. Growth: the same tile of a log of ten times the entries.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Benchmark, type Options, type Pairs, pairwise } from './harness.ts';
import { load } from './load.ts';
import { makeFolder, removeFolder, type Server, startPublished } from './stage/processes.ts';

const CONNECTIONS = 16;
/** Entries of the log. */
const SIZE = 10_000;
const ASKED = { hashes: 'tile/0/000', entries: 'tile/entries/000', checkpoint: 'checkpoint' } as const;
type Asked = keyof typeof ASKED;

/** Requests in a second. Throws unless each was answered with 200. */
async function reading(url: string, count: number): Promise<number> {
  const bodies = Array<string>(count).fill('');
  const { statuses, seconds } = await load({ url, method: 'GET', connections: CONNECTIONS, bodies });
  if (statuses[200] !== count) throw new Error(`Not all answers are 200: ${JSON.stringify(statuses)}`);
  return count / seconds;
}

/** What the server answers, as it goes over the wire, as files beside it. */
async function layFiles({ url }: Server, folder: string): Promise<void> {
  await mkdir(join(folder, 'files'));
  for (const [name, path] of Object.entries(ASKED)) {
    const answer = await fetch(`${url}/${path}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const length = Number(answer.headers.get('content-length') ?? bytes.length);
    await writeFile(
      join(folder, 'files', name),
      bytes.length < length ? new Uint8Array(length) : bytes.subarray(0, length),
    );
  }
}

async function inLog<T>(size: number, work: (server: Server) => Promise<T>): Promise<T> {
  const folder = await makeFolder();
  const server = await startPublished(folder, size);
  try {
    await layFiles(server, folder);
    return await work(server);
  } finally {
    await server.stop();
    await removeFolder(folder);
  }
}

const compare = ({ url }: Server, name: Asked, { quick }: Options): Promise<Pairs> => {
  const [pairs, count] = quick ? [3, 1000] : [9, name === 'entries' ? 3000 : 8000];
  return pairwise(
    pairs,
    () => reading(`${url}/${ASKED[name]}`, count),
    () => reading(`${url}/bench/${name}`, count),
  );
};

async function run(options: Options) {
  const found = await inLog(SIZE, async (server) => ({
    hashes: await compare(server, 'hashes', options),
    entries: await compare(server, 'entries', options),
    checkpoint: await compare(server, 'checkpoint', options),
  }));
  const larger = await inLog(10 * SIZE, (server) => compare(server, 'hashes', options));
  return {
    ratio: Math.min(found.hashes.ratio, found.entries.ratio, found.checkpoint.ratio),
    ...Object.fromEntries(
      Object.entries(found).flatMap(([name, { ratio, a, b }]) => [
        [name, ratio],
        [`${name}PerSecond`, a],
        [`${name}FilePerSecond`, b],
      ]),
    ),
    growth: larger.ratio / found.hashes.ratio,
  };
}

export default { name: 'tiles', bound: 0.8, direction: 'at-least', run } satisfies Benchmark;

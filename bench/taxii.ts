/**
 * A page of 100 objects from the middle of a collection of 10,000, asked of the server that `comity exchange taxii` runs,
 * over a bare route that sends the same bytes, at 8 connections. What comes on top: the secret, the question, finding
 * the page, putting the envelope around it. Growth: the same at ten times the objects.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instantOf } from '@comity/feeds';
import { TAXII_MEDIA_TYPE } from '@comity/feeds/taxii';
import { type Benchmark, type Options, pairwise } from './harness.ts';
import { load } from './load.ts';
import { makeFolder, removeFolder, type Server, startBareFile, startShelf } from './stage/processes.ts';
import { BEGIN, SECRET } from './stage/taxii.ts';

const PAGE = 100;
const CONNECTIONS = 8;
const headers = { accept: TAXII_MEDIA_TYPE, authorization: `Bearer ${SECRET}` };

const pageOf = ({ url }: Server, objects: number) => {
  const after = instantOf(BEGIN + objects / 2);
  return `${url}/taxii2/root/collections/all/objects/?limit=${PAGE}&match[type]=indicator&added_after=${after}`;
};

/** The bytes of the page. Throws unless it holds as many objects as were asked for. */
async function read(url: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(await (await fetch(url, { headers })).arrayBuffer());
  const { objects } = JSON.parse(new TextDecoder().decode(bytes)) as { objects: unknown[] };
  if (objects.length !== PAGE) throw new Error(`The page has ${objects.length} objects.`);
  return bytes;
}

/** Pages in a second. Throws unless each was answered with 200. */
const reading = (url: string, count: number) => async () => {
  const bodies = Array<string>(count).fill('');
  const { statuses, seconds } = await load({ url, method: 'GET', connections: CONNECTIONS, bodies, headers });
  if (statuses[200] !== count) throw new Error(`Not all answers are 200: ${JSON.stringify(statuses)}`);
  return count / seconds;
};

async function run({ quick }: Options) {
  const [size, count, pairs] = quick ? [1000, 500, 3] : [10_000, 3000, 15];
  const folder = await makeFolder();
  const servers: Server[] = [];
  const opened = async (server: Promise<Server>) => {
    servers.push(await server);
    return servers.at(-1)!;
  };
  try {
    const page = pageOf(await opened(startShelf(size)), size);
    const bytes = await read(page);
    await writeFile(join(folder, 'page'), bytes);
    const bare = await opened(startBareFile(join(folder, 'page')));
    const found = await pairwise(pairs, reading(page, count), reading(`${bare.url}/`, count));
    const larger = pageOf(await opened(startShelf(10 * size)), 10 * size);
    await read(larger);
    const grown = await pairwise(quick ? 2 : 7, reading(larger, count), reading(page, count));
    return { ...found, bytes: bytes.length, rateAtTenTimes: grown.ratio };
  } finally {
    for (const server of servers) await server.stop();
    await removeFolder(folder);
  }
}

export default { name: 'taxii', bound: 0.3, direction: 'at-least', run } satisfies Benchmark;

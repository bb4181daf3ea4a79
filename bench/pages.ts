/**
 * The directory page as the server renders it (languages, authority, layout, data from the record) in requests a
 * second, over a bare Svelte page of the same rows behind a bare Fastify route with the same compression. Each is
 * a process of its own; this one only asks.
 */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Benchmark, pairwise } from './harness.ts';
import { load } from './load.ts';
import { seatOfficers } from './stage/members.ts';
import { openOffices } from './stage/offices.ts';
import { makeFolder, removeFolder, startHouse } from './stage/processes.ts';

const BARE = join(import.meta.dirname, 'stage/barepage.ts');
const CONNECTIONS = 16;

interface Contact {
  readonly contact: string;
  readonly participant: string;
  readonly class: string;
  readonly fields: Record<string, unknown>;
  readonly closed: readonly string[];
  readonly key?: { readonly fingerprint: string };
}

/** The rows of the public directory, as the bare page shows them. */
async function rowsOf(url: string) {
  const answer = await fetch(`${url}/api/directory/contacts`);
  const { contacts } = (await answer.json()) as { contacts: Contact[] };
  return contacts.map((c) => ({
    id: c.contact,
    title: String(c.fields.institution ?? c.class),
    participant: c.participant,
    class: c.class,
    state: 'Nominated by the State',
    fields: Object.entries(c.fields).map(([name, value]) => ({ name, value: String(value) })),
    closed: c.closed.length ? `Not open to you: ${c.closed.join(', ')}.` : undefined,
    key: c.key?.fingerprint.toUpperCase().match(/.{4}/g)?.join(' '),
  }));
}

async function startBare(rowsFile: string) {
  const port = await freePort();
  const child = spawn(process.execPath, [BARE, String(port), rowsFile], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://localhost:${port}/one`;
  while (
    !(await fetch(url).then(
      (a) => a.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('The bare page did not start.');
    await sleep(20);
  }
  return { url, stop: () => void child.kill('SIGTERM') };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** Pages in a second; one that is not whole throws. */
const asking = (url: string, requests: number) => async () => {
  const bodies = Array.from({ length: requests }, () => '');
  const headers = { 'accept-encoding': 'br', accept: 'text/html' };
  const { failed, perSecond } = await load({ url, method: 'GET', connections: CONNECTIONS, bodies, headers });
  if (failed > 0) throw new Error(`${url} failed ${failed} times.`);
  return perSecond;
};

async function run(quick: boolean) {
  const folder = await makeFolder();
  const house = await startHouse(folder);
  try {
    const body = await seatOfficers(house);
    await openOffices(body, 1);
    const rows = await rowsOf(house.url);
    const rowsFile = join(folder, 'rows.json');
    await writeFile(rowsFile, JSON.stringify(rows));
    const bare = await startBare(rowsFile);
    const requests = quick ? 100 : 400;
    const page = `${house.url}/en/directory`;
    const found = await pairwise(quick ? 3 : 9, asking(page, requests), asking(bare.url, requests)).finally(
      bare.stop,
    );
    const { ratio, spread, pairs, a, b } = found;
    return { ratio, spread, pairs, rows: rows.length, pagesPerSecond: a, barePerSecond: b };
  } finally {
    await house.stop();
    await removeFolder(folder);
  }
}

export default {
  name: 'pages',
  bound: 0.5,
  direction: 'at-least',
  run: ({ quick }) => run(quick),
} satisfies Benchmark;

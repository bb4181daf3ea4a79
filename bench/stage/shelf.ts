/**
 * In a process of its own: `node shelf.ts PORT OBJECTS`, the server of `comity exchange taxii` over one collection; or
 * `node shelf.ts PORT FILE`, a bare route that sends the bytes of a file and looks at nothing.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { StixObject } from '@comity/feeds';
import { Pile, type Query, type Shelf, TAXII_MEDIA_TYPE } from '@comity/feeds/taxii';
import { serveShelf } from '../../apps/comity/src/taxii/serving.ts';
import { BEGIN, SECRET } from './taxii.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const indicator = (n: number): StixObject => ({
  ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${uuid(n)}` },
  ...{ created: '2026-03-01T00:00:00.000Z', modified: '2026-03-01T00:00:00.000Z' },
  name: `Address ${n}`,
  description: 'Connections to this address were seen from several networks at once.',
  pattern: `[ipv4-addr:value = '198.51.${(n >> 8) & 255}.${n & 255}']`,
  ...{ pattern_type: 'stix', valid_from: '2026-03-01T00:00:00.000Z' },
});

function shelfOf(objects: number): Shelf {
  const pile = new Pile();
  for (let n = 0; n < objects; n++) pile.add(indicator(n), BEGIN);
  const refused = () => Promise.reject(new Error('Nothing is written here.'));
  return {
    collections: async () => [{ id: uuid(1), alias: 'all', title: 'All', canRead: true, canWrite: false }],
    select: async (_, query: Query) => pile.select(query),
    has: async (_, id) => pile.has(id),
    findStatus: async () => undefined,
    ...{ add: refused, remove: refused },
  };
}

async function serveBare(body: Buffer, port: number): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': TAXII_MEDIA_TYPE, 'content-length': body.length });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

const [port, what = ''] = process.argv.slice(2);
const served = {
  title: 'Bench',
  secret: SECRET,
  onFailure: (error: unknown) => {
    throw error;
  },
};
const server = /^\d+$/.test(what)
  ? await serveShelf({ ...served, shelf: shelfOf(Number(what)) }, Number(port))
  : await serveBare(await readFile(what), Number(port));
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
});

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Chronicle } from '@comity/acts/testing';
import { seedOf } from '@comity/acts/testing';
import {
  canonicalBytes,
  concat,
  ed25519Signer,
  encodeEntries,
  formatCheckpoint,
  formatNote,
  type Hash,
  leafHash,
  nodeHash,
  parseTileIndexPath,
  rootAt,
  signNote,
  TILE_WIDTH,
  treeReader,
  utf8,
} from '@comity/log';

/** What a hostile host answers instead; undefined: what it should. */
export type Trick = (path: string, response: ServerResponse) => boolean | Promise<boolean>;

/** A log on the network, served from memory as a host serves it, and as it would if it were hostile. */
export interface Site {
  readonly url: string;
  /** Entries as they are served. A test may change them: the checkpoint is signed over whatever is here. */
  entries: Uint8Array[];
  readonly blobs: Map<string, Uint8Array>;
  readonly certificates: Map<string, Uint8Array>;
  /** The checkpoint shows so many entries. */
  size: number;
  /** Served in place of the checkpoint over `entries`. */
  checkpoint: string | undefined;
  trick: Trick | undefined;
  /** Paths that were asked for. */
  readonly asked: string[];
  note(entries: readonly Uint8Array[]): Promise<string>;
  stop(): Promise<void>;
}

export const bytesOf = (chronicle: Chronicle): Uint8Array[] => chronicle.written.map((w) => w.bytes);

/** Serves the record of a chronicle. */
export async function serveSite(chronicle: Chronicle, size = chronicle.size): Promise<Site> {
  const { origin } = chronicle.state.founding;
  const signer = await ed25519Signer(seedOf(`host ${origin}`));
  const note = async (entries: readonly Uint8Array[]) => {
    const root = rootAt(treeReader(entries.map(leafHash)), entries.length);
    return formatNote(
      await signNote(formatCheckpoint({ origin, size: entries.length, root }), origin, signer),
    );
  };
  const certificates = [...chronicle.certificates].map(([hash, c]): [string, Uint8Array] => [
    hash,
    canonicalBytes(c),
  ]);
  const site = {
    entries: bytesOf(chronicle),
    blobs: new Map(chronicle.blobs),
    certificates: new Map(certificates),
    size,
    checkpoint: undefined as string | undefined,
    trick: undefined as Trick | undefined,
    asked: [] as string[],
    note,
  };
  const server = createServer((request, response) => {
    answer(site, request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return Object.assign(site, {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

async function answer(site: Omit<Site, 'url' | 'stop'>, request: IncomingMessage, response: ServerResponse) {
  const path = request.url!.slice(1);
  site.asked.push(path);
  if (await site.trick?.(path, response)) return;
  const bytes = await contentOf(site, path);
  if (!bytes) response.writeHead(404);
  response.end(bytes);
}

async function contentOf(site: Omit<Site, 'url' | 'stop'>, path: string): Promise<Uint8Array | undefined> {
  const shown = site.entries.slice(0, site.size);
  if (path === 'checkpoint') return utf8(site.checkpoint ?? (await site.note(shown)));
  const named = /^api\/(blobs|certificates)\/([0-9a-f]{64})$/.exec(path);
  if (named) return site[named[1] as 'blobs' | 'certificates'].get(named[2]!);
  const [, level, rest] = /^tile\/(entries|\d+)\/(.+)$/.exec(path) ?? [];
  const tile = rest === undefined ? undefined : parseTileIndexPath(rest);
  if (!tile) return undefined;
  const start = tile.index * TILE_WIDTH;
  if (level === 'entries') {
    const entries = shown.slice(start, start + tile.width);
    return entries.length === tile.width ? encodeEntries(entries) : undefined;
  }
  const hashes = levelOf(shown, Number(level)).slice(start, start + tile.width);
  return hashes.length === tile.width ? concat(...hashes) : undefined;
}

/** The hashes of a level of tiles: each stands for 256 of the level below. */
function levelOf(entries: readonly Uint8Array[], level: number): Hash[] {
  if (level === 0) return entries.map(leafHash);
  const below = levelOf(entries, level - 1);
  const out: Hash[] = [];
  for (let at = 0; at + TILE_WIDTH <= below.length; at += TILE_WIDTH) {
    let row = below.slice(at, at + TILE_WIDTH);
    while (row.length > 1)
      row = row.filter((_, i) => i % 2 === 0).map((h, i) => nodeHash(h, row[2 * i + 1]!));
    out.push(row[0]!);
  }
  return out;
}

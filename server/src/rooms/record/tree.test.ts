import { gunzipSync } from 'node:zlib';
import {
  consistencyProof,
  encodeEntries,
  fromHex,
  type Hash,
  leafHash,
  newTiles,
  parseCheckpoint,
  parseNote,
  platformVerifiers,
  rootAt,
  tileIndexPath,
  tilePath,
  tileWidth,
  toHex,
  treeReader,
  utf8,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Tx } from '../../platform/index.ts';
import { type Breakable, breakable, secondServer, type TestBody, testBody } from '../../testing/index.ts';
import { findCheckpoint, proveInclusion, sequence } from './index.ts';
import { listLeaves } from './store.ts';
import { findTile } from './store-tiles.ts';

let body: TestBody;

beforeAll(async () => {
  body = await testBody();
});
afterAll(() => body.stop());

const sizeOf = async (of: TestBody) => {
  const { rows } = await of.database.pool.query('select size::int from head');
  return rows[0].size as number;
};

/** Entries of any bytes up to a size: the tree hashes what it reads back, whatever it says. */
async function growTo(of: TestBody, size: number): Promise<void> {
  const from = await sizeOf(of);
  await of.database.pool.query(
    `insert into entry (index, act, actor, nonce, type, stream, number, leaf)
     select i, sha256(convert_to('act ' || i, 'UTF8')), 'host', i::text, 'host.unavailable', 'host', i,
       convert_to('leaf ' || i || repeat('.', (i % 97)::int), 'UTF8')
     from generate_series($1::bigint, $2::bigint - 1) i`,
    [from, size],
  );
  await of.database.pool.query('update head set size = $1', [size]);
}

/** What the tree must be, from all leaves at once. */
async function oracle(of: TestBody, size: number): Promise<{ hashes: Hash[]; root: string }> {
  const hashes = (await listLeaves(of.database.read, 0, size)).map((leaf) => leafHash(leaf));
  return { hashes, root: toHex(rootAt(treeReader(hashes), size)) };
}

async function expectPublished(of: TestBody, size: number): Promise<Hash[]> {
  const checkpoint = await findCheckpoint(of.database.read);
  const { hashes, root } = await oracle(of, size);
  expect(checkpoint).toMatchObject({ size, root });
  for (const { level, index, width } of newTiles(0, size)) {
    const tile = await findTile(of.database.read, level, index);
    expect(tile?.length, `tile ${level}/${index}`).toBe(width * 32);
  }
  return hashes;
}

describe('the published tree', () => {
  test('has the root of all entries at every size up to 600, one by one and by leaps', async () => {
    const sizes = [2, 3, 4, 7, 8, 100, 254, 255, 256, 257, 258, 300, 511, 512, 513, 600];
    for (const size of sizes) {
      await growTo(body, size);
      await sequence(body.record);
      await expectPublished(body, size);
    }
  });

  test('grows by single entries across the edge of a tile', async () => {
    for (let size = 760; size <= 776; size++) {
      await growTo(body, size);
      await sequence(body.record);
      await expectPublished(body, size);
    }
  });

  test('proves every entry, and that each checkpoint continues the one before', async () => {
    const { rows } = await body.database.pool.query(
      `select size::int, encode(root, 'hex') as root from checkpoint order by size`,
    );
    const size = rows.at(-1).size as number;
    const { hashes, root } = await oracle(body, size);
    for (const index of [0, 1, 254, 255, 256, 257, 511, 512, size - 2, size - 1]) {
      const path = await proveInclusion(body.database.read, index, size);
      expect(verifyInclusion(index, size, hashes[index]!, path, fromHex(root))).toBe(true);
    }
    for (const [i, row] of rows.slice(0, -1).entries()) {
      const next = rows[i + 1];
      const proof = consistencyProof(treeReader(hashes.slice(0, next.size)), row.size, next.size);
      expect(verifyConsistency(row.size, next.size, fromHex(row.root), fromHex(next.root), proof)).toBe(true);
    }
  });

  test('is signed under its origin, and served with every partial tile ever published', async () => {
    const reply = await body.app.inject({ url: '/checkpoint' });
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.headers['cache-control']).toBe('no-cache');
    expect(reply.headers['access-control-allow-origin']).toBe('*');
    const note = parseNote(utf8(reply.body));
    const { origin, size } = parseCheckpoint(note.text);
    expect(origin).toBe('body.example/log');
    const { publicKey } = body.record.host;
    expect(await verifyNote(note, origin, publicKey, platformVerifiers.ed25519!)).toBe(true);
    const { hashes } = await oracle(body, size);
    for (const width of [1, 8, 255]) {
      const tile = await body.app.inject({ url: `/${tilePath(0, 1, width)}` });
      expect(tile.statusCode).toBe(200);
      expect(tile.headers['cache-control']).toContain('immutable');
      expect(tile.rawPayload.equals(Buffer.concat(hashes.slice(256, 256 + width)))).toBe(true);
      const entries = await body.app.inject({ url: `/${tilePath('entries', 1, width)}` });
      const leaves = await listLeaves(body.database.read, 256, 256 + width);
      expect(gunzipSync(entries.rawPayload).equals(encodeEntries(leaves))).toBe(true);
    }
    const full = await body.app.inject({ url: `/tile/0/${tileIndexPath(2)}` });
    expect(full.rawPayload).toHaveLength(8192);
  });

  test('answers nothing beyond itself and to no path that is not one', async () => {
    const size = await sizeOf(body);
    const edge = Math.floor(size / 256);
    const beyond = tileWidth(0, edge, size) + 1;
    const paths = [
      `/tile/0/${tileIndexPath(edge)}.p/${beyond}`,
      `/tile/0/${tileIndexPath(edge)}`,
      `/tile/0/${tileIndexPath(edge + 1)}.p/1`,
      '/tile/0/000.p/0',
      '/tile/0/000.p/256',
      '/tile/0/0',
      '/tile/0/x000/000',
      '/tile/7/000',
      '/tile/1/001',
      '/tile/entries/009',
      '/tile/entries/..%2f..%2fetc%2fpasswd',
      '/tile/0/..%2f000',
    ];
    const codes = await Promise.all(
      paths.map(async (url) => [url, (await body.app.inject({ url })).json().code]),
    );
    expect(codes).toEqual(paths.map((url) => [url, 'record.blob-not-found']));
    for (const url of ['/tile/64/000', '/tile/-1/000', '/tile/a/000'])
      expect((await body.app.inject({ url })).statusCode).toBe(400);
  });

  test('stops where a stored tile no longer gives the root that was signed', async () => {
    const damaged = await testBody();
    await growTo(damaged, 300);
    await sequence(damaged.record);
    await damaged.database.pool.query(
      `update tile set bytes = overlay(bytes placing '\\x00'::bytea from 41) where level = 0 and index = 1`,
    );
    await growTo(damaged, 310);
    await expect(sequence(damaged.record)).rejects.toThrow('no longer give the signed root');
    expect(await findCheckpoint(damaged.database.read)).toMatchObject({ size: 300 });
    await damaged.stop();
  });
});

describe('what is read back before it is signed', () => {
  /** The same database, where something happens to what was written just after it was. */
  const tampered = (given: Database, name: string, damage: string): Database => ({
    ...given,
    transaction: (work, options) =>
      given.transaction(async (tx, rows) => {
        const rowsThenDamage = async <T>(...statement: Parameters<Tx['rows']>): Promise<T[]> => {
          const result = await tx.rows<T>(...statement);
          if (statement[0] === 'record.grow-tiles') await tx.rows(name, damage);
          return result;
        };
        return work({ ...tx, rows: rowsThenDamage }, rows);
      }, options),
  });

  test('must be what was hashed: a tile that differs, or is not there, stops the host', async () => {
    const fresh = await testBody();
    const places = ['level = 0 and index = 1', 'level = 0 and index = 2', 'level = 1'];
    const servers = await Promise.all(
      places.map((place, i) => {
        const last = `overlay(bytes placing '\\xffff'::bytea from octet_length(bytes) - 8)`;
        const damage = `update tile set bytes = ${last} where ${place}`;
        return secondServer(fresh, (given) => tampered(given, `testing.damage-${i}`, damage));
      }),
    );
    await growTo(fresh, 300);
    await sequence(fresh.record);
    await growTo(fresh, 700);
    const before = await fresh.record.head.read();
    for (const { record, stop } of servers) {
      await expect(sequence(record)).rejects.toThrow(/not what was written|no longer give/);
      expect(await findCheckpoint(fresh.database.read)).toMatchObject({ size: 300 });
      expect(await fresh.record.head.read()).toBe(before);
      await stop();
    }
    await sequence(fresh.record);
    await expectPublished(fresh, 700);
    await fresh.stop();
  });
});

describe('a tree that is interrupted', () => {
  const STEPS = [
    ['at the first tile', 3, 200],
    ['where a tile becomes full', 250, 256],
    ['behind a full tile', 256, 257],
    ['over many tiles', 257, 1500],
  ] as const;

  test.each(STEPS)('%s is complete at the next call', async (_name, from, to) => {
    for (const how of ['before', 'after', 'killed'] as const) {
      const fresh = await testBody();
      let database!: Breakable;
      const server = await secondServer(fresh, (given) => {
        database = breakable(given);
        return database;
      });
      await growTo(fresh, from);
      await sequence(fresh.record);
      await growTo(fresh, to);
      let at = 0;
      for (let hits = -1; hits !== database.hits; ) {
        hits = database.hits;
        database.next = { at: ++at, how };
        const published = await sequence(server.record).catch(() => undefined);
        database.next = undefined;
        if (hits === database.hits) break;
        expect(published).toBeUndefined();
        expect(await findCheckpoint(fresh.database.read)).toMatchObject({ size: from });
      }
      expect(at).toBeGreaterThan(6);
      await expectPublished(fresh, to);
      await server.stop();
      await fresh.stop();
    }
  });

  test('at its commit is as it was, or done', async () => {
    const fresh = await testBody();
    let database!: Breakable;
    const server = await secondServer(fresh, (given) => {
      database = breakable(given);
      return database;
    });
    await growTo(fresh, 400);
    for (const how of ['before', 'killed'] as const) {
      database.next = { at: 0, how };
      await expect(sequence(server.record)).rejects.toThrow();
      expect(await findCheckpoint(fresh.database.read)).toMatchObject({ size: 1 });
    }
    database.next = { at: 0, how: 'after' };
    await expect(sequence(server.record)).rejects.toThrow();
    database.next = undefined;
    await expectPublished(fresh, 400);
    await sequence(server.record);
    await expectPublished(fresh, 400);
    await server.stop();
    await fresh.stop();
  });
});

describe('two servers', () => {
  test('that build at the same time make one tree', async () => {
    const fresh = await testBody();
    const other = await secondServer(fresh);
    for (let i = 0; i < 30; i++) {
      await growTo(fresh, (await sizeOf(fresh)) + 1 + 17 * (i % 5));
      await Promise.all([sequence(fresh.record), sequence(other.record)]);
    }
    await sequence(other.record);
    await expectPublished(fresh, await sizeOf(fresh));
    await other.stop();
    await fresh.stop();
  });
});

test('a tree of more than 65,536 entries has a third level', async () => {
  const large = await testBody();
  await growTo(large, 65_530);
  await sequence(large.record);
  await growTo(large, 66_000);
  await sequence(large.record);
  const size = 66_000;
  const { hashes, root } = await oracle(large, size);
  expect(await findCheckpoint(large.database.read)).toMatchObject({ size, root });
  expect((await findTile(large.database.read, 2, 0))?.length).toBe(32);
  const path = await proveInclusion(large.database.read, 65_537, size);
  expect(verifyInclusion(65_537, size, hashes[65_537]!, path, fromHex(root))).toBe(true);
  await large.stop();
});

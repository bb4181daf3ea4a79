import { sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/index.ts';
import { testDatabase } from '../database/testing.ts';
import { BLOB_LIMIT, findBlob, listMissingBlobs, putBlob } from './index.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const put = (bytes: Uint8Array, hash: string, media?: string) =>
  database.transaction((tx) => putBlob(tx, bytes, hash, media));
const find = (hash: string) => findBlob(database.read, hash);

describe('a blob', () => {
  it('is found by its hash, byte for byte, with the media type of the first time', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 256);
    const hash = sha256Hex(bytes);
    await put(bytes, hash, 'application/pdf');
    await put(bytes, hash, 'text/plain');
    const found = await find(hash);
    expect(found?.media).toBe('application/pdf');
    expect(Buffer.compare(found!.bytes, bytes)).toBe(0);
    expect(await find(sha256Hex(utf8('absent')))).toBeUndefined();
  });

  it('may be empty and need not say what it is', async () => {
    const hash = sha256Hex(new Uint8Array());
    await put(new Uint8Array(), hash);
    const found = await find(hash);
    expect(found && [found.bytes.length, found.media]).toEqual([0, undefined]);
  });

  it('is refused under a hash that is not its own', async () => {
    const wrong = put(utf8('a'), sha256Hex(utf8('b')));
    await expect(wrong).rejects.toMatchObject({ code: 'platform.blob-hash-mismatch', status: 400 });
    expect(await listMissingBlobs(database.read, [sha256Hex(utf8('a')), sha256Hex(utf8('b'))])).toHaveLength(
      2,
    );
  });

  it('may have the limit and not one byte more', async () => {
    const largest = new Uint8Array(BLOB_LIMIT).fill(7);
    await put(largest, sha256Hex(largest));
    expect((await find(sha256Hex(largest)))?.bytes.length).toBe(BLOB_LIMIT);
    const larger = new Uint8Array(BLOB_LIMIT + 1);
    await expect(put(larger, sha256Hex(larger))).rejects.toMatchObject({ code: 'platform.blob-too-large' });
  });

  it('is named when it is missing', async () => {
    const here = sha256Hex(utf8('here'));
    const absent = sha256Hex(utf8('not here'));
    await put(utf8('here'), here);
    expect(await listMissingBlobs(database.read, [here, absent])).toEqual([absent]);
  });
});

describe('an append-only table', () => {
  it('refuses change and removal even from its owner', async () => {
    await put(utf8('kept'), sha256Hex(utf8('kept')));
    for (const statement of [
      `update blob set media = 'x'`,
      'delete from blob',
      'truncate blob',
      `insert into blob (sha256, size, bytes) select sha256, size, bytes from blob on conflict (sha256) do update set media = 'x'`,
    ]) {
      await expect(database.pool.query(statement), statement).rejects.toThrow('never changed or removed');
    }
    expect((await find(sha256Hex(utf8('kept'))))?.media).toBeUndefined();
  });
});

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@comity/acts';
import { ed25519Signer, formatCheckpoint, formatNote, sha256, signNote, utf8 } from '@comity/log';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { House } from '../../house.ts';
import { openHouse, serve } from '../../server.ts';
import { foundingOf, secondServer, type TestBody, testBody } from '../../testing/index.ts';
import { acceptHead, findCheckpoint, found, headFile, type Record, sequence, stateFact } from './index.ts';

const grow = (record: Record) =>
  stateFact(record, 'host.time-reached', { instant: new Date().toISOString() }, newId('msg'));

describe('the head of a log, kept in a file', () => {
  let body: TestBody;
  let good: string;
  beforeAll(async () => {
    body = await testBody();
  });
  beforeEach(async () => {
    await grow(body.record);
    await sequence(body.record);
    good = await readFile(body.record.head.path, 'utf8');
  });
  afterAll(() => body.stop());

  /** Refuses to sign and to place, until the file is put in order. */
  async function expectStops(code: string): Promise<void> {
    const before = await findCheckpoint(body.database.read);
    await expect(sequence(body.record)).rejects.toMatchObject({ code: `record.${code}`, status: 503 });
    await expect(grow(body.record)).rejects.toMatchObject({ code: `record.${code}` });
    expect(await findCheckpoint(body.database.read)).toEqual(before);
    await writeFile(body.record.head.path, good);
    await sequence(body.record);
    await grow(body.record);
  }

  test('is the newest checkpoint', async () => {
    expect((await findCheckpoint(body.database.read))?.note).toBe(good);
  });

  test('stops the host when it is deleted, whatever else is there', async () => {
    await rm(body.record.head.path);
    await expectStops('head-missing');
  });

  test('is kept anew when that is asked for, only where it is missing, with the root that was signed', async () => {
    await acceptHead(body.record);
    expect(await readFile(body.record.head.path, 'utf8')).toBe(good);
    await rm(body.record.head.path);
    await acceptHead(body.record);
    expect(await readFile(body.record.head.path, 'utf8')).toBe(good);
    await writeFile(body.record.head.path, await signed(9999, 1));
    await expect(acceptHead(body.record)).rejects.toMatchObject({ code: 'record.log-went-back' });
    await expectStops('log-went-back');
  });

  const signed = async (
    size: number,
    seed: number,
    signer = body.record.host,
    origin = 'body.example/log',
  ) => {
    const text = formatCheckpoint({ origin, size, root: sha256(Uint8Array.of(seed)) });
    return formatNote(await signNote(text, origin, signer));
  };

  test.each([1, 2, 3])('stops the host when it shows another root at size %i', async (size) => {
    await writeFile(body.record.head.path, await signed(size, 1));
    await expectStops('log-differs');
  });

  test('stops the host when it shows more than the database holds', async () => {
    await writeFile(body.record.head.path, await signed(1000, 1));
    await expectStops('log-went-back');
  });

  test('stops the host when it is of another log, another key, broken or empty', async () => {
    const other = await ed25519Signer(new Uint8Array(32).fill(9));
    const bad = [
      await signed(1, 1, undefined, 'other.example/log'),
      await signed(1, 1, other),
      good.replace('\n\n', '\nextension\n\n'),
      good.slice(0, -1),
      good.replace(/^([^\n]+)\n(\d+)/, '$1\n0$2'),
      '',
    ];
    for (const text of bad) {
      await writeFile(body.record.head.path, text);
      await expectStops('head-unreadable');
    }
  });

  test('may lag behind: it is an older head of the same log', async () => {
    await grow(body.record);
    await sequence(body.record);
    await writeFile(body.record.head.path, good);
    await grow(body.record);
    const newest = await sequence(body.record);
    expect(await readFile(body.record.head.path, 'utf8')).toBe(newest?.note);
  });

  test('is signed before what it signs is published, so that a crash between loses nothing', async () => {
    for (const how of ['before', 'after'] as const) {
      const head = breaking(body.record.head.path, how);
      const server = await secondServer(body, undefined, head);
      await grow(body.record);
      const before = await findCheckpoint(body.database.read);
      await expect(sequence(server.record)).rejects.toThrow('broke');
      expect(await findCheckpoint(body.database.read)).toEqual(before);
      const kept = await readFile(head.path, 'utf8');
      expect(kept === before?.note).toBe(how === 'before');
      await grow(body.record);
      const next = await sequence(body.record);
      expect(next!.size).toBe(before!.size + 2);
      expect(await readFile(head.path, 'utf8')).toBe(next!.note);
      await server.stop();
    }
  });

  /** The same file; the process breaks before it is replaced, or just after. */
  function breaking(path: string, how: 'before' | 'after') {
    const file = headFile(path);
    return {
      ...file,
      async change(work: Parameters<typeof file.change>[0]) {
        if (how === 'after') await file.change(work);
        throw new Error('The process broke here.');
      },
    };
  }
});

describe('a database that was restored from a backup', () => {
  let folder: string;
  const houses: House[] = [];
  const open = async (name: string) => {
    const config = {
      dataFolder: join(folder, name),
      head: join(folder, 'elsewhere/head'),
      port: 0,
      host: '127.0.0.1',
    };
    const house = await openHouse(config);
    houses.push(house);
    return house;
  };
  const close = async (house: House) => {
    houses.splice(houses.indexOf(house), 1);
    await house.database.stop();
  };
  const copy = (from: string, to: string) =>
    cp(join(folder, from), join(folder, to), {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'comity-restored-'));
    const house = await open('data');
    await found(house.record, await foundingOf());
    await grow(house.record);
    await sequence(house.record);
    await close(house);
    await copy('data', 'backup');
  }, 60_000);
  afterAll(async () => {
    for (const house of [...houses]) await close(house);
    await rm(folder, { recursive: true, force: true });
  });

  test('goes on as long as nothing was signed since', async () => {
    const house = await open('data');
    await sequence(house.record);
    await grow(house.record);
    await grow(house.record);
    await sequence(house.record);
    await close(house);
  }, 60_000);

  test('is found when it starts, and places and signs nothing', async () => {
    await copy('backup', 'restored');
    const house = await open('restored');
    const serving = serve(house);
    await expect(serving).rejects.toMatchObject({
      code: 'record.log-went-back',
      detail: expect.stringContaining('comity init --from'),
      members: { signed: 4, size: 2 },
    });
    await expect(grow(house.record)).rejects.toMatchObject({ code: 'record.log-went-back' });
    await expect(acceptHead(house.record)).rejects.toMatchObject({ code: 'record.log-went-back' });
    await close(house);
  }, 60_000);

  test('is found also when it has grown past what was signed, by other acts', async () => {
    await copy('backup', 'grown');
    const elsewhere = headFile(join(folder, 'elsewhere/head'));
    const kept = await elsewhere.read();
    await rm(elsewhere.path);
    const house = await open('grown');
    await acceptHead(house.record);
    for (let i = 0; i < 6; i++) await grow(house.record);
    await writeFile(elsewhere.path, kept!);
    await expect(sequence(house.record)).rejects.toMatchObject({ code: 'record.log-differs' });
    await expect(grow(house.record)).rejects.toMatchObject({ code: 'record.log-differs' });
    await close(house);
  }, 60_000);

  test('races with the one it was copied from: one of them signs, the other stops', async () => {
    await copy('data', 'twin');
    const [one, two] = [await open('data'), await open('twin')];
    for (const { record } of [one, two]) await sequence(record);
    for (const { record } of [one, two]) await grow(record);
    const outcomes = await Promise.allSettled([one, two].map(({ record }) => sequence(record)));
    const lost = outcomes.filter((o) => o.status === 'rejected');
    expect(outcomes).toHaveLength(2);
    expect(lost).toHaveLength(1);
    expect(String(lost[0]?.reason.code)).toMatch(/^record\.log-(?:went-back|differs)$/);
    const won = outcomes[0]!.status === 'fulfilled' ? one : two;
    const loser = won === one ? two : one;
    await grow(won.record);
    await sequence(won.record);
    await expect(sequence(loser.record)).rejects.toMatchObject({ status: 503 });
    await expect(grow(loser.record)).rejects.toMatchObject({ status: 503 });
    expect(utf8(await readFile(one.record.head.path, 'utf8'))).toEqual(
      utf8((await findCheckpoint(won.database.read))!.note),
    );
    for (const house of [one, two]) await close(house);
  }, 60_000);
});

import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { growth, judge, median, pairwise, quantile, rounds, spread, timed } from '../bench/harness.ts';
import { load } from '../bench/load.ts';

describe('the figures', () => {
  it('take the middle of the values, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 2, 9, 1])).toBe(5.5);
    expect(() => median([])).toThrow(RangeError);
  });

  it('keep every quantile between the least and the greatest value, growing', () => {
    // -0 and 0 are one value: which of them comes first in order is nobody's business.
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0);
    const values = fc.array(value, { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, share, share, (some, p, q) => {
        const [low, high] = [quantile(some, Math.min(p, q)), quantile(some, Math.max(p, q))];
        expect(low).toBeLessThanOrEqual(high + 1e-6);
        expect(quantile(some, 0)).toBe(Math.min(...some));
        expect(quantile(some, 1)).toBe(Math.max(...some));
      }),
    );
  });

  it('give a spread of the middle half, which one bad round does not move', () => {
    expect(spread([2, 2, 2])).toBe(0);
    expect(spread([1, 2, 3, 4, 5])).toBeCloseTo(2 / 3);
    expect(spread([10, 10, 10, 10, 99])).toBe(0);
  });

  it('measure time in seconds', async () => {
    const seconds = await timed(() => new Promise((done) => setTimeout(done, 50)));
    expect(seconds).toBeGreaterThan(0.045);
    expect(seconds).toBeLessThan(5);
  });

  it('run rounds one after the other', async () => {
    const order: string[] = [];
    await rounds(2, async (round) => {
      order.push(`begin ${round}`);
      await Promise.resolve();
      order.push(`end ${round}`);
    });
    expect(order).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1']);
  });
});

describe('a pair', () => {
  it('measures A then B alternately and leaves the first pair out', async () => {
    const order: string[] = [];
    const side = (name: string, figures: number[]) => () => {
      order.push(name);
      return figures.shift() ?? Number.NaN;
    };
    const pairs = await pairwise(3, side('A', [1000, 4, 8, 60]), side('B', [1, 2, 4, 30]));
    expect(order.join('')).toBe('ABABABAB');
    expect(pairs).toEqual({ ratio: 2, spread: 0, a: 8, b: 4, pairs: 3 });
  });

  it('stands while the machine gets slower for both', async () => {
    let slow = 1;
    const pairs = await pairwise(
      9,
      () => {
        slow *= 2;
        return 3 * slow;
      },
      () => slow,
    );
    expect(pairs.ratio).toBe(3);
  });

  it('compares ten times the size with the size itself', async () => {
    const prepared: number[] = [];
    const grown = await growth(3, 50, (size) => {
      prepared.push(size);
      return () => size ** 2;
    });
    expect(prepared).toEqual([50, 500]);
    expect(grown).toMatchObject({ ratio: 100, size: 50, a: 250_000, b: 2500 });
  });
});

describe('a bound', () => {
  const verdict = async (direction: 'at-least' | 'at-most', ratio: number) =>
    (await judge({ name: 'x', bound: 2, direction, run: async () => ({ ratio }) }, { quick: true })).pass;

  it.each([
    ['at-least', 2, true],
    ['at-least', 1.99, false],
    ['at-most', 2, true],
    ['at-most', 2.01, false],
    ['at-most', Number.NaN, false],
    ['at-most', Number.NEGATIVE_INFINITY, false],
    ['at-least', Number.POSITIVE_INFINITY, false],
  ] as const)('of %s 2 judges %d as %s', async (direction, ratio, pass) => {
    expect(await verdict(direction, ratio)).toBe(pass);
  });
});

describe('a load', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  const listen = async (answer: RequestListener) => {
    server = createServer(answer);
    await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };

  it('sends each body once over the connections it was given', async () => {
    const seen: string[] = [];
    const sockets = new Set<unknown>();
    const url = await listen(async (request, reply) => {
      sockets.add(request.socket);
      seen.push(Buffer.concat(await request.toArray()).toString());
      setTimeout(() => reply.writeHead(201).end('{}'), 1);
    });
    const bodies = Array.from({ length: 60 }, (_, n) => `{"n":${n},"name":"Côte d’Ivoire"}`);
    const result = await load({ url, connections: 4, bodies });
    expect([...seen].sort()).toEqual([...bodies].sort());
    expect(sockets.size).toBe(4);
    expect(result).toMatchObject({ sent: 60, accepted: 60, failed: 0, statuses: { 201: 60 } });
    expect(result.perSecond).toBeCloseTo(60 / result.seconds);
    expect(result.p50).toBeGreaterThan(0);
    expect(result.p99).toBeGreaterThanOrEqual(result.p50);
  });

  it('counts every answer but 2xx as failed', async () => {
    let n = 0;
    const codes = [200, 204, 302, 409, 500];
    const url = await listen((_, reply) => void reply.writeHead(codes[n++ % codes.length] ?? 500).end());
    const result = await load({ url, connections: 2, bodies: Array(10).fill('{}') });
    expect(result).toMatchObject({ accepted: 4, failed: 6, statuses: { 302: 2, 409: 2, 500: 2 } });
  });

  it('counts a broken reply, a silent server and a closed port as failed', async () => {
    let n = 0;
    const url = await listen((request, reply) => {
      if (n++ === 0)
        reply.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy());
    });
    const result = await load({ url, connections: 1, bodies: ['{}', '{}'], timeout: 100 });
    expect(result).toMatchObject({ accepted: 0, failed: 2, statuses: { error: 2 }, perSecond: 0 });
    server?.closeAllConnections();
    await new Promise((closed) => server?.close(closed));
    expect(await load({ url, connections: 1, bodies: ['{}'] })).toMatchObject({
      failed: 1,
      statuses: { error: 1 },
    });
  });
});

describe('npm run bench', () => {
  const bench = resolve(import.meta.dirname, '../bench');
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bench-'));
    for (const file of ['index.ts', 'harness.ts']) await copyFile(join(bench, file), join(folder, file));
    const place = (name: string, ratio: string) =>
      writeFile(
        join(folder, `${name}.ts`),
        `export default { name: '${name}', bound: 2, direction: 'at-most', run: async ({ quick }) => ({ ratio: ${ratio}, quick }) };`,
      );
    await place('fast', '1.5');
    await place('slow', '2.5');
    await place('torn', '(() => { throw new Error("no database"); })()');
    await writeFile(join(folder, 'soak.ts'), 'throw new Error("a soak is no benchmark");');
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = async (...words: string[]) => {
    const call = promisify(execFile)(process.execPath, [join(folder, 'index.ts'), ...words]);
    return call.then(
      ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  };
  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { name: string; pass: boolean });

  it('prints one line of JSON for a benchmark and ends with 0 within its bound', async () => {
    const { code, stdout } = await run('fast', '--json', '--quick');
    expect(code).toBe(0);
    expect(lines(stdout)).toEqual([
      { name: 'fast', ratio: 1.5, bound: 2, direction: 'at-most', pass: true, quick: true },
    ]);
  });

  it('prints a line to read without --json', async () => {
    expect((await run('fast')).stdout).toBe('ok      fast: 1.500, at most 2; quick false\n');
  });

  it('runs all, also behind one that cannot run, and ends with 1', async () => {
    const { code, stdout } = await run('all', '--json');
    expect(code).toBe(1);
    expect(lines(stdout)).toMatchObject([
      { name: 'fast', pass: true },
      { name: 'slow', pass: false },
      { name: 'torn', pass: false, error: 'Error: no database' },
    ]);
  });

  it('ends with 2 and names the benchmarks where it does not know the name', async () => {
    const { code, stderr } = await run('unknown');
    expect(code).toBe(2);
    expect(stderr).toContain('all fast slow torn');
    expect((await run()).code).toBe(2);
  });
});

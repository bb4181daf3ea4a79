import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Edge } from './edge.ts';

/** An edge over something that can be published and read, which counts the reads. */
function counting() {
  const edge = new Edge<number>();
  const log = { size: 0, reads: 0 };
  const read = async () => {
    log.reads++;
    const { size } = log;
    await sleep(2);
    return size;
  };
  return { edge, log, find: () => edge.find(read) };
}

test('many who ask at once share one read, and those who come soon after', async () => {
  const { log, find } = counting();
  const all = await Promise.all(Array.from({ length: 50 }, find));
  await find();
  expect(new Set(all)).toEqual(new Set([0]));
  expect(log.reads).toBe(1);
});

test('what this server published is seen at once, also where a read from before is still under way', async () => {
  const { edge, log, find } = counting();
  const before = find();
  log.size = 1;
  edge.moved();
  expect(await Promise.all([find(), before, find()])).toEqual([1, 0, 1]);
  // The read from before that ended last changes nothing.
  expect(await find()).toBe(1);
  expect(log.reads).toBe(2);
});

test('what another server published is seen soon', async () => {
  const { log, find } = counting();
  await find();
  log.size = 7;
  await expect.poll(find, { interval: 5, timeout: 5000 }).toBe(7);
});

test('a failure is told to those who waited for it, and the next who asks tries again', async () => {
  const edge = new Edge<number>();
  const fails = () => Promise.reject(new Error('away'));
  await expect(edge.find(fails)).rejects.toThrow('away');
  expect(await edge.find(async () => 3)).toBe(3);
});

import { performance } from 'node:perf_hooks';
import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY = 5000;
/** Below this share of its time the event loop counts as idle. */
const IDLE = 0.05;
/** Bytes that have gathered since the last collection and are worth another. */
const WORTH = 8 * 1024 * 1024;

/**
 * Keeps the heap of this process near what lives in it, some forty megabytes for a body. On a machine with much
 * memory V8 lets garbage lie until hundreds have gathered, and leaves them lying when the work is over. So it grows
 * slowly (a few per cent of throughput under full load) and is collected when nothing is to be done: as a last resort,
 * for an ordinary collection keeps the pages it emptied, a hundred megabytes after a busy hour.
 */
export function keepHeapSmall(): { stop(): void } {
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  v8.setFlagsFromString('--heap-growing-percent=20');
  v8.setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: object) => void;
  let last = process.memoryUsage().heapUsed;
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > IDLE || process.memoryUsage().heapUsed < last + WORTH) return;
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    last = process.memoryUsage().heapUsed;
  }, EVERY);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

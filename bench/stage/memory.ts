import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than connections are kept open for nothing, and than V8 waits before it tidies up. */
const IDLE = 30_000;

/**
 * Resident memory in MB of a process and all its descendants (Linux only). Proportional set size: PostgreSQL's
 * processes share their buffers and code, and a page that n processes share counts 1/n for each, so once in all.
 */
export async function memoryOf(pid: number): Promise<number> {
  const family = descendants(pid, await parents());
  const sizes = await Promise.all(family.map(proportionalSize));
  return sizes.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024;
}

/** The same once nothing is asked of it any more. */
export async function idleMemoryOf(pid: number): Promise<number> {
  await sleep(IDLE);
  return memoryOf(pid);
}

/** Kilobytes; 0 for a process that has just ended. */
async function proportionalSize(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
}

async function parents(): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const name of (await readdir('/proc')).filter((n) => /^\d+$/.test(n))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The name of a program stands in brackets and may hold anything; after it come state and parent.
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent) found.set(Number(name), Number(parent));
  }
  return found;
}

function descendants(pid: number, parentOf: ReadonlyMap<number, number>): number[] {
  const family = [pid];
  for (const one of family) for (const [child, parent] of parentOf) if (parent === one) family.push(child);
  return family;
}

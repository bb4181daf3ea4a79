import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../errors.ts';
import { writePrivate } from '../keyring.ts';

/** Somebody's objects of one message take as many microseconds as there are objects. */
interface Known {
  readonly first: number;
  readonly count: number;
}

/**
 * When what a message holds came into the collections, in microseconds: kept over restarts, so that a client which asks
 * for what came after an instant gets each object once. Only ids of messages and times lie on the disk.
 */
export class Times {
  readonly #path: string;
  readonly #known: Map<string, Known>;

  private constructor(path: string, known: Map<string, Known>) {
    this.#path = path;
    this.#known = known;
  }

  /** Throws `comity.watch-damaged` where the file is not one of these. */
  static async open(folder: string): Promise<Times> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'times.json');
    const text = await readFile(path, 'utf8').catch(() => undefined);
    return new Times(path, text === undefined ? new Map() : parse(text, path));
  }

  get last(): number {
    return Math.max(0, ...[...this.#known.values()].map(({ first, count }) => first + count));
  }

  find(message: string): number | undefined {
    return this.#known.get(message)?.first;
  }

  /** Gives a message its place behind all others. */
  place(message: string, count: number, now: number): number {
    const first = Math.max(now * 1000, this.last + 1);
    this.#known.set(message, { first, count });
    return first;
  }

  save(): Promise<void> {
    return writePrivate(this.#path, `${JSON.stringify(Object.fromEntries(this.#known))}\n`);
  }
}

function parse(text: string, path: string): Map<string, Known> {
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, Known>);
    const isWhole = entries.every(([, k]) => Number.isSafeInteger(k.first) && Number.isSafeInteger(k.count));
    if (isWhole) return new Map(entries);
  } catch {}
  throw new CommandError(
    'comity.taxii-damaged',
    `${path} is damaged.`,
    'Remove it, and tell your clients to begin anew: everything is then new to them.',
  );
}

import {
  decodeEntries,
  encodeEntries,
  equalBytes,
  leafHash,
  type NamedKey,
  rootAt,
  TILE_WIDTH,
  tilePath,
  tileWidth,
} from '@comity/log';
import type { Alarm } from './alarms.ts';
import { judgeLarger, judgeOlder } from './comparing.ts';
import type { Folder } from './folder.ts';
import { CHECKPOINT_LIMIT, type Head, readHead, textOf } from './head.ts';
import { type Source, SourceError } from './source.ts';
import { BUNDLE_LIMIT, Tiles } from './tiles.ts';

/** Bundles that are asked for at the same time. */
const AT_ONCE = 8;
const STAGED = 'staged';

export interface FollowerOptions {
  readonly folder: Folder;
  readonly source: Source;
  /** The keys that the log has had so far: one for each host. */
  readonly keys: () => readonly NamedKey[];
  readonly alarm: (alarm: Alarm) => Promise<void>;
  readonly progress?: (what: string, done: number, total: number) => void;
  readonly clock?: () => number;
}

/**
 * Copies a log by its static paths. Nothing becomes part of the copy before its hashes give the root of a checkpoint
 * that the log signed, and the copy shows a checkpoint only when everything below it is on the disk.
 */
export class Follower {
  readonly tiles: Tiles;
  readonly #o: FollowerOptions;
  #head: Head | undefined;

  private constructor(options: FollowerOptions) {
    this.#o = options;
    this.tiles = new Tiles(options.folder);
  }

  /** Begins where the folder left off. Throws where its checkpoint is not one of this log. */
  static async open(options: FollowerOptions): Promise<Follower> {
    const follower = new Follower(options);
    const bytes = await options.folder.read('checkpoint');
    if (!bytes) return follower;
    follower.#head = await readHead(bytes, options.keys());
    if (!follower.#head)
      throw new Error('The checkpoint in the folder is not one of the log that is trusted.');
    await follower.#assertWhole(follower.#head);
    return follower;
  }

  /** What is copied and may be shown. */
  get head(): Head | undefined {
    return this.#head;
  }

  /**
   * Looks at the log once and copies what is new. Answers whether the copy now has what the log shows; alarms say
   * why not. Throws SourceError where the log could not be reached.
   */
  async step(): Promise<boolean> {
    const { source, keys } = this.#o;
    const seen = await readHead(await source.get('checkpoint', CHECKPOINT_LIMIT), keys());
    if (!seen) return this.#refuse(notSigned(keys()[0]!.name));
    const kept = this.#head;
    if (kept && seen.size <= kept.size) {
      const alarm = await judgeOlder(kept, seen, this.tiles);
      if (alarm) return this.#refuse(alarm);
      // The same tree, perhaps with newer cosignatures.
      if (textOf(seen) !== textOf(kept)) await this.#publish(seen);
      return true;
    }
    if (seen.size === 0) return true;
    return this.#extend(kept, seen);
  }

  async #refuse(alarm: Alarm): Promise<false> {
    await this.#o.alarm(alarm);
    return false;
  }

  async #extend(kept: Head | undefined, seen: Head): Promise<boolean> {
    const from = kept?.size ?? 0;
    const fault = await this.#stage(from, seen);
    if (fault) return this.#refuse(fault);
    if (!(await this.#isOf(from, seen))) {
      // What was staged may come from an earlier attempt, or have been damaged on its way: it is not kept.
      await this.#o.folder.remove(STAGED);
      const before = kept ?? { ...seen, size: 0 };
      return this.#refuse(await judgeLarger(before, seen, this.#o.source));
    }
    await this.#take(from, seen);
    return true;
  }

  /** Fetches every bundle between the two sizes that is not staged yet. Answers what is wrong with one. */
  async #stage(from: number, { size }: Head): Promise<Alarm | undefined> {
    const first = Math.floor(from / TILE_WIDTH);
    const last = Math.ceil(size / TILE_WIDTH);
    for (let at = first; at < last; at += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, last - at) }, (_, i) => at + i);
      const faults = await Promise.all(some.map((index) => this.#stageOne(index, size)));
      const fault = faults.find((f) => f !== undefined);
      if (fault) return fault;
      this.#o.progress?.(
        'Entries fetched',
        Math.min(size, (at + some.length) * TILE_WIDTH) - from,
        size - from,
      );
    }
    return undefined;
  }

  async #stageOne(index: number, size: number): Promise<Alarm | undefined> {
    const { folder, source } = this.#o;
    const width = tileWidth(0, index, size);
    if ((await folder.read(staged(index, width))) !== undefined) return undefined;
    try {
      const entries = await fetchEntries(source, index, width);
      if (entries.length === width) {
        await folder.write(staged(index, width), encodeEntries(entries));
        return undefined;
      }
    } catch (error) {
      if (error instanceof SourceError && error.kind === 'unreachable') throw error;
    }
    const says = `The log signed ${size} entries and does not serve those from ${index * TILE_WIDTH} on as it must.`;
    return { code: 'mirror.entries-withheld', about: String(index), says };
  }

  /** Whether what is copied and what is staged have the root that was signed. Read back, not remembered. */
  async #isOf(from: number, { size, root }: Head): Promise<boolean> {
    const frontier = await this.tiles.frontier(from);
    for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < size; index++) {
      const entries = await this.#staged(index, size);
      const known = Math.max(0, from - index * TILE_WIDTH);
      const kept = known > 0 ? await this.tiles.entries(index, from) : [];
      if (!kept.every((entry, i) => equalBytes(entry, entries[i]!))) return false;
      for (const entry of entries.slice(known)) frontier.append(leafHash(entry));
    }
    return frontier.size === size && equalBytes(frontier.root(), root);
  }

  async #staged(index: number, size: number): Promise<Uint8Array[]> {
    return decodeEntries((await this.#o.folder.read(staged(index, tileWidth(0, index, size))))!);
  }

  /** Makes what is staged part of the copy: entries, tiles, and last the checkpoint that shows them. */
  async #take(from: number, seen: Head): Promise<void> {
    const { folder } = this.#o;
    for (let at = from; at < seen.size; ) {
      const index = Math.floor(at / TILE_WIDTH);
      const to = Math.min(seen.size, (index + 1) * TILE_WIDTH);
      await this.tiles.grow(at, to, await this.#staged(index, seen.size));
      at = to;
    }
    await this.#assertWhole(seen);
    await this.#publish(seen);
    await folder.remove(STAGED);
  }

  async #assertWhole({ size, root }: Head): Promise<void> {
    const stored = await this.tiles.over(size, (node) => rootAt(node, size));
    if (!equalBytes(stored, root))
      throw new Error(`The tiles in the folder do not have the root of ${size} entries.`);
  }

  /** One checkpoint an hour is kept for whoever compares later. */
  async #publish(seen: Head): Promise<void> {
    const { folder, clock = Date.now } = this.#o;
    const hour = new Date(clock()).toISOString().slice(0, 13);
    await folder.write(`checkpoints/${hour}`, textOf(seen));
    await folder.settle();
    await folder.write('checkpoint', textOf(seen));
    await folder.settle();
    this.#head = seen;
  }
}

/** A part of a bundle may be gone once the whole is there. */
async function fetchEntries(source: Source, index: number, width: number): Promise<Uint8Array[]> {
  const get = async (of: number) =>
    decodeEntries(await source.get(tilePath('entries', index, of), BUNDLE_LIMIT));
  try {
    return await get(width);
  } catch (error) {
    if (width === TILE_WIDTH || !(error instanceof SourceError) || error.kind !== 'absent') throw error;
    return (await get(TILE_WIDTH)).slice(0, width);
  }
}

const staged = (index: number, width: number) => `${STAGED}/${index}-${width}`;

const notSigned = (origin: string): Alarm => ({
  code: 'mirror.bad-signature',
  says: `What is served as checkpoint is not signed by the log ${origin} that is trusted here.`,
});

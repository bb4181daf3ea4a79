import type { AnyAct } from '@comity/acts';
import { requiredBlobs } from '@comity/verify';
import type { Alarms } from './alarms.ts';
import type { Folder } from './folder.ts';
import { type Source, SourceError } from './source.ts';

const LIMIT = 25 * 1024 * 1024;
/** Files that are asked for at the same time. */
const AT_ONCE = 4;

interface Wanted {
  readonly sha256: string;
  readonly size: number | undefined;
  readonly index: number;
  readonly what: string;
  /** Since when it is looked for. */
  readonly since: number;
  /** Not before this is it asked for again; each time twice as long after the last. */
  next: number;
  pause: number;
}

const PAUSE = 1000;
const LONGEST_PAUSE = 300_000;

export interface BlobsOptions {
  readonly folder: Folder;
  readonly source: Source;
  readonly alarms: Alarms;
  /** After so many milliseconds a file that is not served raises an alarm. */
  readonly patience: number;
  readonly clock?: () => number;
}

/** The files that public entries name: fetched by hash, checked, kept. One that is not served raises an alarm. */
export class Blobs {
  readonly #o: BlobsOptions;
  readonly #clock: () => number;
  readonly #wanted = new Map<string, Wanted>();

  constructor(options: BlobsOptions) {
    this.#o = options;
    this.#clock = options.clock ?? Date.now;
  }

  /** How many are still missing that could be had. */
  get missing(): number {
    const now = this.#clock();
    return [...this.#wanted.values()].filter(({ since }) => since <= now).length;
  }

  /** Wants the files that an entry names. Those that are kept already cost one look. */
  async want(act: AnyAct, index: number): Promise<void> {
    for (const { sha256, size, what, until = 0 } of requiredBlobs(act)) {
      // A file under embargo is looked for from its end on, unless another act gives it to everybody.
      const since = Math.max(this.#clock(), until);
      if ((this.#wanted.get(sha256)?.since ?? Number.POSITIVE_INFINITY) <= since) continue;
      if (await this.#o.folder.has(`blobs/${sha256}`)) continue;
      this.#wanted.set(sha256, { sha256, size, index, what, since, next: since, pause: PAUSE });
    }
  }

  /** Whether a file is here, or else cannot be had now: asked for at once where it is due. */
  async fetch(sha256: string): Promise<boolean> {
    const wanted = this.#wanted.get(sha256);
    if (!wanted) return this.#o.folder.has(`blobs/${sha256}`);
    return wanted.next <= this.#clock() && this.#try(wanted);
  }

  /** Asks for every file that is due. */
  async step(): Promise<void> {
    const due = [...this.#wanted.values()].filter(({ next }) => next <= this.#clock());
    for (let at = 0; at < due.length; at += AT_ONCE)
      await Promise.all(due.slice(at, at + AT_ONCE).map((wanted) => this.#try(wanted)));
  }

  async #try(wanted: Wanted): Promise<boolean> {
    const { sha256 } = wanted;
    const why = await this.#get(wanted);
    if (why === undefined) {
      this.#wanted.delete(sha256);
      await this.#o.alarms.end({ code: 'mirror.blob-missing', about: sha256 });
      return true;
    }
    wanted.next = this.#clock() + wanted.pause;
    wanted.pause = Math.min(2 * wanted.pause, LONGEST_PAUSE);
    if (this.#clock() - wanted.since >= this.#o.patience) await this.#alarm(wanted, why);
    return false;
  }

  #alarm({ sha256, index, what, since }: Wanted, why: string): Promise<void> {
    const seconds = Math.round((this.#clock() - since) / 1000);
    const says = `The ${what} that entry ${index} names is not to be had for ${seconds} seconds: ${why} (SHA-256 ${sha256})`;
    return this.#o.alarms.raise({ code: 'mirror.blob-missing', about: sha256, index, says });
  }

  /** Answers why it could not be had. */
  async #get({ sha256, size }: Wanted): Promise<string | undefined> {
    const { folder, source } = this.#o;
    const temporary = folder.unfinished();
    try {
      const hash = await source.save(`api/blobs/${sha256}`, size ?? LIMIT, temporary);
      if (hash !== sha256) {
        await folder.discard(temporary);
        return 'what is served has another hash.';
      }
    } catch (error) {
      if (error instanceof SourceError) return error.message;
      throw error;
    }
    await folder.place(temporary, `blobs/${sha256}`);
    await folder.settle();
    return undefined;
  }
}

import { parseVerifierKey } from '@comity/log';
import type { TrustRoot } from '@comity/verify';
import { Alarms, type Told } from '../mirror/alarms.ts';
import { Blobs } from '../mirror/blobs.ts';
import { Erasures } from '../mirror/erasing.ts';
import { Folder } from '../mirror/folder.ts';
import { Follower } from '../mirror/following.ts';
import { Own } from '../mirror/own.ts';
import { Replay, type Seen } from '../mirror/replaying.ts';
import { Source, SourceError } from '../mirror/source.ts';
import { type BegunWatch, watchState } from './statewatch.ts';

export interface OwnWatchOptions {
  readonly path: string;
  readonly from: string;
  readonly trust: TrustRoot;
  readonly participant: string;
  /** Ids of the keys at hand: what they signed is known. */
  readonly keys: () => Promise<ReadonlySet<string>>;
  /** The token of a session of the State; without it nothing restricted is looked into. */
  readonly token?: ((anew: boolean) => Promise<string>) | undefined;
  readonly tell: (alarm: Told) => void;
  readonly progress?: (what: string, done: number, total: number) => void;
  readonly clock?: () => number;
  /** How long a log may be silent before that is an alarm: milliseconds. */
  readonly patience?: number;
}

interface Parts {
  readonly folder: Folder;
  readonly alarms: Alarms;
  readonly follower: Follower;
  readonly replay: Replay;
  readonly watching: BegunWatch;
  readonly own: Own | undefined;
}

const PATIENCE = 60_000;
const SILENT = { code: 'watch.log-silent' };
const UNOPENED = { code: 'watch.openings-unreachable' };

/**
 * A State watches what is its own: it follows the log as a mirror does and replays it through the rules, but keeps no
 * file that no check asks for, and serves nothing. One process has one folder.
 */
export class OwnWatch {
  readonly alarms: Alarms;
  readonly #o: OwnWatchOptions;
  readonly #parts: Parts;
  readonly #clock: () => number;
  #silent: number | undefined;

  private constructor(options: OwnWatchOptions, parts: Parts) {
    this.alarms = parts.alarms;
    this.#o = options;
    this.#parts = parts;
    this.#clock = options.clock ?? Date.now;
  }

  /** Takes the folder and begins where it was left. Throws `comity.mirror-in-use`, `comity.other-watch`. */
  static async open(options: OwnWatchOptions): Promise<OwnWatch> {
    const folder = await Folder.open(options.path);
    try {
      return new OwnWatch(options, await partsOf(folder, options));
    } catch (error) {
      folder.close();
      throw error;
    }
  }

  close(): void {
    this.#parts.folder.close();
  }

  /** Whether this is the first look: what stood before raises no alarm, and is to be compared by people. */
  get isFirst(): boolean {
    return this.#parts.watching.beginning.at === undefined;
  }
  /** What the record adds up to so far; undefined before the founding was read. */
  get state() {
    return this.#parts.replay.replayer.state;
  }
  /** How many entries were looked into. */
  get size(): number {
    return this.#parts.replay.size;
  }

  /** One round: what is new in the log, what it opens to the State, what is wrong. */
  async step(): Promise<void> {
    const { follower, replay, watching } = this.#parts;
    await this.#follow();
    const size = follower.head?.size ?? 0;
    await watching.begin(size);
    if (size === 0) return;
    await replay.step(Math.min(size, await this.#ownUpTo(size)));
    await this.#checkKey();
    if (replay.size === size) await watching.step();
  }

  async #follow(): Promise<void> {
    try {
      await this.#parts.follower.step();
      this.#silent = undefined;
      await this.alarms.end(SILENT);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#silent ??= this.#clock();
      if (this.#clock() - this.#silent < (this.#o.patience ?? PATIENCE)) return;
      const says = `The log does not answer since ${new Date(this.#silent).toISOString()}: ${error.message}`;
      await this.alarms.raise({ ...SILENT, says });
    }
  }

  /** With a session: entries below this can be replayed with what opens them. */
  async #ownUpTo(size: number): Promise<number> {
    const { own } = this.#parts;
    if (!own) return size;
    try {
      await own.step(size);
      await this.alarms.end(UNOPENED);
    } catch (cause) {
      const says = `What is open to ${this.#o.participant} could not be fetched: ${(cause as Error).message}`;
      await this.alarms.raise({ ...UNOPENED, says });
    }
    return own.to;
  }

  async #checkKey(): Promise<void> {
    const { keys } = this.#parts.replay.replayer;
    if (keys.length === 0 || keys.includes(this.#o.trust.key)) return;
    const says = `The key that is trusted is none of those that the record names: ${keys.join(', ')}.`;
    await this.alarms.raise({ code: 'watch.other-key', says });
  }
}

/** What works together on one folder. */
async function partsOf(folder: Folder, options: OwnWatchOptions): Promise<Parts> {
  const { trust, token, clock = Date.now, progress, patience = PATIENCE } = options;
  const source = new Source(options.from);
  const alarms = await Alarms.open(folder, options.tell, clock);
  const told = progress ? { progress } : {};
  let replayed: Replay | undefined;
  // A host that is named in the record signs checkpoints from then on.
  const keys = () =>
    [...new Set([trust.key, ...(replayed?.replayer.keys ?? [])])].map((line) => parseVerifierKey(line));
  const alarm = (a: Parameters<Alarms['raise']>[0]) => alarms.raise(a);
  const follower = await Follower.open({ folder, source, keys, alarm, clock, ...told });
  const { tiles } = follower;
  const blobs = new Blobs({ folder, source, alarms, patience, clock });
  const own = token && (await Own.open({ folder, source, tiles, alarms, token, sealedFiles: false }));
  const erasures = await Erasures.open(folder, clock, (subject) => own?.forget(subject));
  const { participant, keys: atHand } = options;
  const watching = await watchState(
    { body: trust.body, participant, keys: atHand },
    { folder, source, alarms, clock, own, token },
  );
  const onEntry = async (seen: Seen) => {
    await erasures.onEntry(seen);
    await watching.onEntry(seen);
  };
  const opening = own ? { opening: (index: number) => own.opening(index) } : {};
  const replay = new Replay({ folder, source, tiles, blobs, alarms, trust, ...opening, ...told, onEntry });
  replayed = replay;
  return { folder, alarms, follower, replay, watching, own };
}

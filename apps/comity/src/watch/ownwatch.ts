import { fromUtf8, parseVerifierKey } from '@comity/log';
import type { TrustRoot } from '@comity/verify';
import { refusal } from '../errors.ts';
import { Alarms, type Told } from '../mirror/alarms.ts';
import { Blobs } from '../mirror/blobs.ts';
import { Erasures } from '../mirror/erasing.ts';
import { Folder } from '../mirror/folder.ts';
import { Follower } from '../mirror/following.ts';
import { Own } from '../mirror/own.ts';
import { Replay, type Seen } from '../mirror/replaying.ts';
import { Source, SourceError } from '../mirror/source.ts';
import { takeAccepted } from './accepting.ts';
import { countFrom } from './counting.ts';
import { Known } from './known.ts';
import { fitting, Watching } from './watching.ts';

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

/** What a watch keeps of itself, from its first look on. A folder watches one State of one body. */
interface Itself {
  readonly v: 1;
  readonly body: string;
  readonly participant: string;
  /** Acts before this entry were there when the watch began; absent until it saw the log. */
  readonly begun?: number;
}

interface Parts {
  readonly folder: Folder;
  readonly alarms: Alarms;
  readonly follower: Follower;
  readonly replay: Replay;
  readonly watching: Watching;
  readonly own: Own | undefined;
  readonly mine: { itself: Itself };
}

const PATIENCE = 60_000;
const FILE_LIMIT = 25 * 1024 * 1024;
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
    return this.#parts.mine.itself.begun === undefined;
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
    const { folder, follower, replay, watching, mine } = this.#parts;
    await takeAccepted(folder, this.alarms);
    await this.#follow();
    const size = follower.head?.size ?? 0;
    if (size === 0) return;
    if (this.isFirst) {
      mine.itself = { ...mine.itself, begun: size };
      await folder.write(ITSELF, `${JSON.stringify(mine.itself)}\n`);
    }
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
  const mine = { itself: await itselfIn(folder, options) };
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
  const known = new Known({ folder, keys: options.keys, opening: async (index) => own?.opening(index) });
  const watching = new Watching({
    ...{ participant: options.participant, alarms, clock },
    knows: (seen) => known.knows(seen),
    blob: (sha256) => fetched(source, sha256),
    from: () => mine.itself.begun ?? 0,
    ...(token
      ? {
          count: () => countFrom(source, token, options.participant),
          opened: (to: number) => openedBelow(folder, to),
        }
      : {}),
  });
  const onEntry = async (seen: Seen) => {
    await erasures.onEntry(seen);
    await watching.onEntry(seen);
  };
  const opening = own ? { opening: (index: number) => own.opening(index) } : {};
  const replay = new Replay({ folder, source, tiles, blobs, alarms, trust, ...opening, ...told, onEntry });
  replayed = replay;
  return { folder, alarms, follower, replay, watching, own, mine };
}

/** How many restricted entries below an index are opened here. */
async function openedBelow(folder: Folder, to: number): Promise<number> {
  const names = await folder.list('private/openings');
  return names.filter((name) => Number.parseInt(name, 10) < to).length;
}

async function fetched(source: Source, sha256: string): Promise<Uint8Array | undefined> {
  try {
    return fitting(await source.get(`api/blobs/${sha256}`, FILE_LIMIT), sha256);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

const ITSELF = 'watch.json';

async function itselfIn(folder: Folder, { trust, participant }: OwnWatchOptions): Promise<Itself> {
  const bytes = await folder.read(ITSELF);
  if (!bytes) return { v: 1, body: trust.body, participant };
  const itself = JSON.parse(fromUtf8(bytes)) as Itself;
  if (itself.body === trust.body && itself.participant === participant) return itself;
  throw refusal(
    'comity.other-watch',
    `${folder.path} watches ${itself.participant} in the body ${itself.body}.`,
    'Name another folder with --data. Nothing was changed.',
  );
}

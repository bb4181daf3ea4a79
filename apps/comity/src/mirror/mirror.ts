import { randomBytes } from 'node:crypto';
import {
  ed25519Signer,
  fromHex,
  type NamedKey,
  parseVerifierKey,
  type Signer,
  toBase64url,
  toHex,
} from '@comity/log';
import type { TrustRoot } from '@comity/verify';
import { refusal } from '../errors.ts';
import { Alarms, type Told } from './alarms.ts';
import { Blobs } from './blobs.ts';
import { Erasures } from './erasing.ts';
import { Folder } from './folder.ts';
import { Follower } from './following.ts';
import { Own } from './own.ts';
import { publicAlarms, type Status } from './page.ts';
import { Replay, type Seen } from './replaying.ts';
import type { Served } from './serving.ts';
import { Source, SourceError } from './source.ts';
import { Submissions } from './submissions.ts';

/** A watch of the State whose mirror this is: it raises alarms of its own on the same ground. */
export interface StateWatch {
  /** Before what is new is replayed: what stood at the first look raises no alarm. */
  begin(size: number): Promise<void>;
  onEntry(seen: Seen): Promise<void>;
  /** Once everything is replayed. */
  step(): Promise<void>;
}

/** What such a watch stands on. */
export interface WatchGround {
  readonly folder: Folder;
  readonly source: Source;
  readonly alarms: Alarms;
  readonly clock: () => number;
  readonly own: Own | undefined;
  readonly token: MirrorOptions['token'];
}

export interface MirrorOptions {
  readonly path: string;
  /** The log that is followed. */
  readonly from: string;
  readonly trust: TrustRoot;
  /** The name under which it stamps; kept from the first start on. */
  readonly name?: string | undefined;
  /** A State's reading session: with it the mirror also keeps what is open to that State. */
  readonly token?: ((anew: boolean) => Promise<string>) | undefined;
  readonly tell: (alarm: Told) => void;
  readonly progress?: (what: string, done: number, total: number) => void;
  /** Puts a watch of that State on this mirror. */
  readonly watch?: ((ground: WatchGround) => Promise<StateWatch>) | undefined;
  readonly clock?: () => number;
  /** How long a file may be missing, and a log silent, before that is an alarm: milliseconds. */
  readonly patience?: number;
  /** How many acts and certificates one may hand in. */
  readonly most?: { readonly acts: number; readonly certificates: number };
}

/** What a mirror keeps of itself, from its first start on. */
interface Itself {
  readonly v: 1;
  readonly name: string;
  readonly since: string;
  readonly trust: TrustRoot;
  /** Keys of the log that were trusted here before, or that a host before named. */
  readonly keys: readonly string[];
}

const PATIENCE = 60_000;
const DEFAULT_NAME = 'comity-mirror';

/** A mirror at work: a copy that is followed, replayed, watched, served. One process has one folder. */
export class Mirror {
  readonly folder: Folder;
  readonly alarms: Alarms;
  readonly follower: Follower;
  readonly replay: Replay;
  readonly submissions: Submissions;
  readonly erasures: Erasures;
  readonly itself: Itself;
  readonly #o: MirrorOptions;
  readonly #blobs: Blobs;
  readonly #own: Own | undefined;
  readonly #watch: StateWatch | undefined;
  readonly #key: string;
  readonly #clock: () => number;
  #checked: number | undefined;
  #fitted: number | undefined;
  /** Since when the log does not answer. */
  #silent: number | undefined;

  private constructor(parts: {
    options: MirrorOptions;
    folder: Folder;
    alarms: Alarms;
    follower: Follower;
    replay: Replay;
    blobs: Blobs;
    submissions: Submissions;
    erasures: Erasures;
    own: Own | undefined;
    watch: StateWatch | undefined;
    itself: Itself;
    signer: Signer;
  }) {
    this.#o = parts.options;
    this.folder = parts.folder;
    this.alarms = parts.alarms;
    this.follower = parts.follower;
    this.replay = parts.replay;
    this.submissions = parts.submissions;
    this.erasures = parts.erasures;
    this.itself = parts.itself;
    this.#blobs = parts.blobs;
    this.#own = parts.own;
    this.#watch = parts.watch;
    this.#key = toBase64url(parts.signer.publicKey);
    this.#clock = parts.options.clock ?? Date.now;
  }

  /** Takes the folder and begins where it was left. Throws `comity.mirror-in-use`, `comity.other-mirror`. */
  static async open(options: MirrorOptions): Promise<Mirror> {
    const { from, trust, clock = Date.now, progress, patience = PATIENCE } = options;
    const folder = await Folder.open(options.path);
    try {
      const itself = await itselfIn(folder, options);
      const signer = await mirrorKey(folder);
      const source = new Source(from);
      const alarms = await Alarms.open(folder, options.tell, clock);
      const alarm = (a: Parameters<Alarms['raise']>[0]) => alarms.raise(a);
      const told = progress ? { progress } : {};
      let replayed: Replay | undefined;
      const keys = () => keysOf([trust.key, ...itself.keys, ...(replayed?.replayer.keys ?? [])]);
      const follower = await Follower.open({ folder, source, keys, alarm, clock, ...told });
      const blobs = new Blobs({ folder, source, alarms, patience, clock });
      const { tiles } = follower;
      const { token } = options;
      const own = token && (await Own.open({ folder, source, tiles, alarms, token }));
      let onEntry = async (_: Seen) => {};
      const opening = own ? { opening: (index: number) => own.opening(index) } : {};
      const keeps = { folder, source, tiles, blobs, alarms, trust, ...opening, ...told };
      const replay = new Replay({ ...keeps, onEntry: (seen) => onEntry(seen) });
      replayed = replay;
      const isLevel = () => replay.size > 0 && replay.size === (follower.head?.size ?? 0);
      const { most } = options;
      const submitting = { folder, signer, replayer: replay.replayer, isLevel, clock, most };
      const submissions = await Submissions.open({ ...submitting, mirror: itself.name, body: trust.body });
      const erasures = await Erasures.open(folder, clock, (subject) => own?.forget(subject));
      onEntry = async (seen) => {
        submissions.onEntry(seen);
        await erasures.onEntry(seen);
        await watch?.onEntry(seen);
      };
      const watch = await options.watch?.({ folder, source, alarms, clock, own, token });
      const kept = { folder, alarms, follower, replay, blobs, submissions, erasures };
      const parts = { ...kept, own, watch, itself, signer };
      return new Mirror({ options, ...parts });
    } catch (error) {
      folder.close();
      throw error;
    }
  }

  close(): void {
    this.folder.close();
  }

  /** One round: what is new in the log, the files it names, the replay. Answers whether everything fits and is here. */
  async step(): Promise<boolean> {
    const fits = await this.#follow();
    const size = this.follower.head?.size ?? 0;
    await this.#watch?.begin(size);
    const owned = await this.#ownUpTo(size);
    const level = await this.replay.step(Math.min(size, owned));
    if (level && size > 0) await this.#checkKey();
    if (this.replay.size === size) await this.#watch?.step();
    await this.#blobs.step();
    return fits && level && owned >= size && this.#blobs.missing === 0;
  }

  /** The key that is trusted is that of the host, or of one before or after it. */
  async #checkKey(): Promise<void> {
    const { key } = this.#o.trust;
    const { keys } = this.replay.replayer;
    if (keys.includes(key)) return;
    const says = `The key that is trusted is none of those that the record names: ${keys.join(', ')}.`;
    await this.alarms.raise({ code: 'mirror.other-key', says });
  }

  async #follow(): Promise<boolean> {
    this.#checked = this.#clock();
    try {
      const fits = await this.follower.step();
      if (fits) await this.#note();
      this.#silent = undefined;
      await this.alarms.end(SILENT);
      return fits;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#silent ??= this.#clock();
      const { patience = PATIENCE } = this.#o;
      if (this.#clock() - this.#silent >= patience) {
        const says = `The log does not answer since ${new Date(this.#silent).toISOString()}: ${error.message}`;
        await this.alarms.raise({ ...SILENT, says });
      }
      return false;
    }
  }

  /** Notes when the copy was last level: whoever verifies the folder takes that as the time up to which it is whole. */
  async #note(): Promise<void> {
    this.#fitted = this.#clock();
    await this.folder.write('fitted', `${new Date(this.#fitted).toISOString()}\n`);
  }

  /** With a State: entries below this can be replayed with what opens them. */
  async #ownUpTo(size: number): Promise<number> {
    if (!this.#own) return size;
    try {
      await this.#own.step(size);
      await this.alarms.end(UNOPENED);
    } catch (cause) {
      const says = `What is open to the State could not be fetched: ${(cause as Error).message}`;
      await this.alarms.raise({ ...UNOPENED, says });
    }
    return this.#own.to;
  }

  status(): Status {
    const { head } = this.follower;
    const time = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());
    const [checked, fitted] = [time(this.#checked), time(this.#fitted)];
    return {
      v: 1,
      ...{ mirror: this.itself.name, key: this.#key, body: this.#o.trust.body },
      ...{ origin: parseVerifierKey(this.#o.trust.key).name, from: this.#o.from, since: this.itself.since },
      ...(checked ? { checked } : {}),
      ...(fitted ? { fitted } : {}),
      size: head?.size ?? 0,
      ...(head ? { root: toHex(head.root) } : {}),
      ...{ replayed: this.replay.size, missingFiles: this.#blobs.missing },
      submitted: this.submissions.counts,
      erased: this.erasures.list().length,
      alarms: publicAlarms(this.alarms.list()),
    };
  }

  /** What is served of it. */
  served(onFailure: (error: unknown) => void): Served {
    return {
      ...{ folder: this.folder, tiles: this.follower.tiles, onFailure },
      head: () => this.follower.head,
      status: () => this.status(),
      submitted: () => this.submissions.list,
      erased: () => this.erasures.text,
      submit: (bytes) => this.submissions.submit(bytes),
      certify: (hash, bytes) => this.submissions.certify(hash, bytes),
    };
  }
}

const keysOf = (lines: readonly string[]): NamedKey[] =>
  [...new Set(lines)].map((line) => parseVerifierKey(line));

const SILENT = { code: 'mirror.log-silent' };
const UNOPENED = { code: 'mirror.openings-unreachable' };

/** What the folder says of itself; written at the first start. A folder follows one body for ever. */
async function itselfIn(folder: Folder, { trust, name, clock = Date.now }: MirrorOptions): Promise<Itself> {
  const bytes = await folder.read('itself.json');
  if (bytes) {
    const itself = JSON.parse(new TextDecoder().decode(bytes)) as Itself;
    if (itself.trust.body === trust.body) {
      if (itself.trust.key === trust.key) return itself;
      // A body that moved to another host: what was copied before is signed by the key before.
      const moved = { ...itself, trust, keys: [...new Set([...itself.keys, itself.trust.key])] };
      await folder.write('itself.json', `${JSON.stringify(moved, null, 2)}\n`);
      return moved;
    }
    throw otherMirror(folder.path, itself.trust.body);
  }
  const since = new Date(clock()).toISOString();
  const { body, key } = trust;
  const itself: Itself = { v: 1, name: name ?? DEFAULT_NAME, since, trust: { body, key }, keys: [] };
  await folder.write('itself.json', `${JSON.stringify(itself, null, 2)}\n`);
  await folder.settle();
  return itself;
}

/** The mirror's own key: made at the first start, never shown. */
export async function mirrorKey(folder: Folder): Promise<Signer> {
  const kept = await folder.read('key');
  if (kept) return ed25519Signer(fromHex(new TextDecoder().decode(kept).trim()));
  const seed = new Uint8Array(randomBytes(32));
  await folder.write('key', `${toHex(seed)}\n`, 0o600);
  await folder.settle();
  return ed25519Signer(seed);
}

const otherMirror = (path: string, body: string) =>
  refusal(
    'comity.other-mirror',
    `${path} holds a mirror of the body ${body}.`,
    'Name another folder with --data. Nothing was changed.',
  );

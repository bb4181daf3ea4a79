import { type OpeningCount, parseEpochManifests, parseEpochOpenings } from '@comity/acts';
import { sha256Hex } from '@comity/log';
import {
  alarmsOf,
  concerned,
  type EpochSaid,
  epochAlarms,
  foldWatch,
  newWatch,
  PATIENCE,
  staleAlarms,
  type Watch,
} from '@comity/verify';
import type { Alarms } from '../mirror/alarms.ts';
import type { Seen } from '../mirror/replaying.ts';

/** The counts that a State was handed, with the entry of their epoch. */
export type OwnCount = OpeningCount & { readonly index: number };

export interface WatchingOptions {
  readonly participant: string;
  readonly alarms: Alarms;
  /** Whether an act is known: made by keys at hand, or acknowledged. */
  readonly knows: (seen: Seen) => Promise<boolean>;
  /** The file with this SHA-256, as it is served; undefined where it is not. */
  readonly blob: (sha256: string) => Promise<Uint8Array | undefined>;
  /** What was handed over for the newest epoch; absent without a session of the State. */
  readonly count?: () => Promise<OwnCount | undefined>;
  /** How many restricted entries below an index are opened here. Goes with `count`. */
  readonly opened?: (to: number) => Promise<number>;
  /** Acts before this entry raise no alarm: they were there when the watch began. */
  readonly from: () => number;
  readonly clock: () => number;
}

const EPOCH_CODES = ['watch.epoch-list', 'watch.epoch-count', 'watch.opening-withheld'] as const;

/** An epoch with what was folded before it. */
interface Fixed {
  readonly index: number;
  readonly before: Watch;
  readonly manifests: string;
  readonly openings: string;
}

/**
 * The watch of one State over a log that is replayed entry by entry: whatever is done in its name or about it, by whom
 * nobody here knows; its lists, its epochs, and what it is owed. The same alarms a mirror raises, for one State.
 */
export class Watching {
  readonly #o: WatchingOptions;
  readonly #watch = newWatch();
  #fixed: Fixed | undefined;
  /** The entry of the newest epoch that was looked into. */
  #checked = -1;
  /** The entry of the last erasure: what it took is owed no more from the next epoch on. */
  #erased = -1;

  constructor(options: WatchingOptions) {
    this.#o = options;
  }

  /** Takes the next entry. What it raises is on the disk when this returns. */
  async onEntry(seen: Seen): Promise<void> {
    const { index, leaf, act, id } = seen;
    if (!leaf) return;
    const { participant, alarms, from } = this.#o;
    const isOld = index < from();
    const isKnown = isOld || !act || !concerned(act).includes(participant) || (await this.#o.knows(seen));
    const whose = { watches: (name: string) => name === participant, knows: () => isKnown };
    for (const alarm of alarmsOf(this.#watch, { index, leaf, act, id }, whose)) await alarms.raise(alarm);
    if (act?.type === 'host.epoch') {
      const before = { ...this.#watch, lists: new Map(this.#watch.lists) };
      this.#fixed = { index, before, manifests: act.data.manifests, openings: act.data.openings };
    }
    if (act?.type === 'host.erased') this.#erased = index;
    foldWatch(this.#watch, { index, leaf, act, id });
  }

  /** Looks into the newest epoch once, and at how old everything is. */
  async step(): Promise<void> {
    const { alarms, clock } = this.#o;
    if (this.#fixed && this.#fixed.index > this.#checked) await this.#checkEpoch(this.#fixed);
    const stale = staleAlarms(this.#watch, clock(), PATIENCE);
    for (const code of ['watch.stale-checkpoint', 'watch.stale-epoch'] as const) {
      const alarm = stale.find((one) => one.code === code);
      if (alarm) await alarms.raise(alarm);
      else await alarms.end({ code });
    }
  }

  async #checkEpoch({ index, before, ...named }: Fixed): Promise<void> {
    const { participant, alarms, blob, opened } = this.#o;
    const [manifests, openings] = await Promise.all([blob(named.manifests), blob(named.openings)]);
    const about = String(index);
    const missing = { code: 'watch.epoch-files', about };
    if (!manifests || !openings) {
      const says = `A file of the epoch in entry ${index} is not to be had: what it fixes cannot be checked.`;
      return alarms.raise({ ...missing, index, says });
    }
    await alarms.end(missing);
    const count = this.#erased > index ? undefined : this.#o.count;
    const counted = await count?.();
    // A newer epoch may have been stated meanwhile: its count belongs to entries that are not here yet.
    if (counted && counted.index > index) return;
    if (opened) before.opened = await opened(index);
    const said: EpochSaid = {
      index,
      manifests: parseEpochManifests(manifests),
      openings: parseEpochOpenings(openings),
      ...(counted ? { count: counted } : {}),
    };
    if (count && !counted) {
      const says = `The count of the epoch in entry ${index} was not handed to ${participant}.`;
      await alarms.raise({ code: 'watch.count-withheld', about, index, participant, says });
    }
    const whose = { watches: (name: string) => name === participant };
    const found = epochAlarms(before, said, whose);
    // One alarm as long as it lasts, not one an hour.
    for (const code of EPOCH_CODES) {
      const alarm = found.find((one) => one.code === code);
      if (alarm) await alarms.raise({ ...alarm, about: participant });
      else await alarms.end({ code, about: participant });
    }
    this.#checked = index;
  }
}

/** What is served as a file, if it has the hash that names it. */
export const fitting = (bytes: Uint8Array | undefined, sha256: string): Uint8Array | undefined =>
  bytes && sha256Hex(bytes) === sha256 ? bytes : undefined;

import { type SubmittedAct, type SubmittedList, verifyStamp } from '@comity/acts';
import { PROMISED_MS } from './times.ts';

/** What became of an act that a mirror had stamped. */
export interface Submitted {
  readonly mirror: string;
  /** The key of the mirror that the list names: compare it with what you have from elsewhere. */
  readonly key: string;
  readonly act: string;
  readonly stream: string;
  /** The time of the stamp. */
  readonly at: string;
  /**
   * `contested`: the host owed it a place in this record, and it has none. `waiting`: the minute of the host is not over.
   * `closed`: it may be among the entries that are not opened to this reader. `bad-stamp`: nobody stamped it.
   */
  readonly state: 'logged' | 'logged-late' | 'waiting' | 'contested' | 'closed' | 'bad-stamp';
  /** Its entry, where it is logged. */
  readonly index?: number;
}

interface Place {
  readonly index: number;
  readonly received: number;
}

/** Remembers where submitted acts stand while a record is replayed. */
export class AwaitedActs {
  readonly #lists: readonly SubmittedList[];
  readonly #places = new Map<string, Place | undefined>();

  constructor(lists: readonly SubmittedList[]) {
    this.#lists = lists;
    for (const { submitted } of lists) for (const { act } of submitted) this.#places.set(act, undefined);
  }

  take(act: string, index: number, received: number): void {
    if (this.#places.has(act)) this.#places.set(act, { index, received });
  }

  /** What became of each. `until` is the time as of which the record is whole, milliseconds since 1970. */
  async end(body: string, until: number | undefined, closedIn: ReadonlySet<string>): Promise<Submitted[]> {
    const all: Submitted[] = [];
    for (const { mirror, key, submitted } of this.#lists) {
      for (const one of submitted) {
        const { act, stream, at } = one;
        const place = this.#places.get(act);
        const isStamped = await verifyStamp(body, act, one.stamp, key);
        const state = isStamped ? stateOf(one, place, until, closedIn) : 'bad-stamp';
        all.push({ mirror, key, act, stream, at, state, ...(place ? { index: place.index } : {}) });
      }
    }
    return all;
  }
}

function stateOf(
  { at, stream }: SubmittedAct,
  place: Place | undefined,
  until: number | undefined,
  closedIn: ReadonlySet<string>,
): Submitted['state'] {
  const owed = Date.parse(at) + PROMISED_MS;
  if (place) return place.received > owed ? 'logged-late' : 'logged';
  if (closedIn.has(stream)) return 'closed';
  return until !== undefined && until > owed ? 'contested' : 'waiting';
}

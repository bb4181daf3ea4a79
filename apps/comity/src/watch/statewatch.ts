import type { StateWatch, WatchGround } from '../mirror/mirror.ts';
import { type Source, SourceError } from '../mirror/source.ts';
import { takeAccepted } from './accepting.ts';
import { Beginning } from './beginning.ts';
import { countFrom } from './counting.ts';
import { Known } from './known.ts';
import { fitting, Watching } from './watching.ts';

/** For whom it is watched, and what is known there. */
export interface Watched {
  readonly body: string;
  readonly participant: string;
  /** Ids of the keys at hand: what they signed is known. */
  readonly keys: () => Promise<ReadonlySet<string>>;
}

const FILE_LIMIT = 25 * 1024 * 1024;

export interface BegunWatch extends StateWatch {
  readonly beginning: Beginning;
}

/** Puts the watch of one State on the ground of a mirror, or of a watch of its own. Throws `comity.other-watch`. */
export async function watchState(
  { body, participant, keys }: Watched,
  { folder, source, alarms, clock, own, token }: WatchGround,
): Promise<BegunWatch> {
  const beginning = await Beginning.open(folder, body, participant);
  const known = new Known({ folder, keys, opening: async (index) => own?.opening(index) });
  const watching = new Watching({
    ...{ participant, alarms, clock },
    knows: (seen) => known.knows(seen),
    blob: (sha256) => fetched(source, sha256),
    from: () => beginning.at ?? 0,
    ...(own && token
      ? {
          count: () => countFrom(source, token, participant),
          opened: (to: number) => own.handedBelow(to),
        }
      : {}),
  });
  return {
    beginning,
    async begin(size) {
      await takeAccepted(folder, alarms);
      if (size > 0) await beginning.note(size);
    },
    onEntry: (seen) => watching.onEntry(seen),
    step: () => watching.step(),
  };
}

async function fetched(source: Source, sha256: string): Promise<Uint8Array | undefined> {
  try {
    return fitting(await source.get(`api/blobs/${sha256}`, FILE_LIMIT), sha256);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

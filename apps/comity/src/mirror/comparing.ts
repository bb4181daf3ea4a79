import {
  consistencyProof,
  equalBytes,
  type ForkEvidence,
  formatFork,
  type Hash,
  type NodeReader,
  rootAt,
  sha256Hex,
  TILE_WIDTH,
  tilePath,
  tileWidth,
  utf8,
  verifyConsistency,
} from '@comity/log';
import type { Alarm } from './alarms.ts';
import { type Head, textOf } from './head.ts';
import { type Source, SourceError } from './source.ts';
import { type Tiles, withTiles } from './tiles.ts';

/** Two checkpoints as files beside an alarm. */
const notes = (kept: Head, seen: Head) => {
  const digest = sha256Hex(utf8(textOf(kept) + textOf(seen))).slice(0, 16);
  return { [`kept-${digest}.checkpoint`]: textOf(kept), [`seen-${digest}.checkpoint`]: textOf(seen) };
};

function forkAlarm(evidence: ForkEvidence, kept: Head, seen: Head): Alarm {
  const text = formatFork(evidence);
  const digest = sha256Hex(utf8(text)).slice(0, 16);
  return {
    code: 'watch.fork',
    about: digest,
    says: `The log signed two histories: a checkpoint of ${seen.size} entries does not fit the one of ${kept.size} that was kept. Evidence: alarms/fork-${digest}.json; check it anywhere with comity verify.`,
    evidence: { [`fork-${digest}.json`]: text, ...notes(kept, seen) },
  };
}

/** What to say of a checkpoint that is not larger than the one that is kept; undefined where it is the same tree. */
export async function judgeOlder(kept: Head, seen: Head, tiles: Tiles): Promise<Alarm | undefined> {
  if (seen.size === kept.size) {
    if (equalBytes(seen.root, kept.root)) return undefined;
    return forkAlarm({ smaller: seen.note, larger: kept.note, ...noProof(kept) }, kept, seen);
  }
  const [otherRoot, proof] = await tiles.over(kept.size, (node): [Hash, Hash[]] => [
    rootAt(node, seen.size),
    seen.size === 0 ? [] : consistencyProof(node, seen.size, kept.size),
  ]);
  if (!equalBytes(otherRoot, seen.root))
    return forkAlarm({ smaller: seen.note, larger: kept.note, otherRoot, proof }, kept, seen);
  const says = `The log showed a checkpoint of ${seen.size} entries after one of ${kept.size}: it was rolled back, or shows an old copy.`;
  return { code: 'watch.rollback', about: String(seen.size), says, evidence: notes(kept, seen) };
}

const noProof = (larger: Head) => ({ otherRoot: larger.root, proof: [] });

/**
 * What to say where entries that were served do not have the root of a larger checkpoint: whether its own tiles show
 * that it does not contain what is kept (a fork, proven), that it does (the entries served are not those of the
 * log), or nothing at all.
 */
export async function judgeLarger(kept: Head, seen: Head, source: Source): Promise<Alarm> {
  const shown = await shownBy(kept, seen, source);
  if (!shown) {
    const says = `The tiles that are served are not those of the checkpoint of ${seen.size} entries.`;
    return { code: 'mirror.tiles-differ', about: String(seen.size), says, evidence: notes(kept, seen) };
  }
  const { otherRoot, proof } = shown;
  if (kept.size > 0 && !equalBytes(otherRoot, kept.root))
    return forkAlarm({ smaller: kept.note, larger: seen.note, otherRoot, proof }, kept, seen);
  const says = `The entries that are served up to ${seen.size} are not those that the log signed.`;
  return { code: 'mirror.entries-differ', about: String(seen.size), says, evidence: notes(kept, seen) };
}

/** What the tiles of a larger checkpoint show at the size that is kept; undefined where they are not its tiles. */
async function shownBy(
  kept: Head,
  seen: Head,
  source: Source,
): Promise<{ otherRoot: Hash; proof: Hash[] } | undefined> {
  const compute = (node: NodeReader) => ({
    root: rootAt(node, seen.size),
    otherRoot: rootAt(node, kept.size),
    proof: kept.size === 0 ? [] : consistencyProof(node, kept.size, seen.size),
  });
  try {
    const { root, otherRoot, proof } = await withTiles(
      (level, index) => fetchTile(source, level, index, seen.size),
      compute,
    );
    if (!equalBytes(root, seen.root)) return undefined;
    if (kept.size === 0) return { otherRoot, proof };
    return verifyConsistency(kept.size, seen.size, otherRoot, seen.root, proof)
      ? { otherRoot, proof }
      : undefined;
  } catch (error) {
    if (error instanceof SourceError && error.kind === 'unreachable') throw error;
    return undefined;
  }
}

async function fetchTile(source: Source, level: number, index: number, size: number): Promise<Uint8Array> {
  const width = tileWidth(level, index, size);
  const get = (of: number) => source.get(tilePath(level, index, of), of * 32);
  const tile = await get(width).catch((error) => {
    // A part of a tile may be gone once the whole is there.
    if (width < TILE_WIDTH && error instanceof SourceError && error.kind === 'absent') return get(TILE_WIDTH);
    throw error;
  });
  if (tile.length < width * 32) throw new SourceError('absent', 'The tile is too narrow.');
  return tile.subarray(0, width * 32);
}

import type { Verifiers } from '@comity/log';
import { endCounts } from './counts.ts';
import { replayEntry } from './entry.ts';
import { VerifyError } from './errors.ts';
import { sentenceOf } from './faults.ts';
import { readFounding } from './founding.ts';
import type { GrowingTree } from './growing.ts';
import { allDomains } from './hosts.ts';
import { loadFor, parseEntry, type ReadEntry, readEntry } from './reading.ts';
import { type Beginning, type Run, startRun } from './run.ts';
import type { Source } from './source.ts';

export interface ReplayOptions {
  /** Verifiers beside those of the platform: the one for OpenPGP signatures is brought by the caller. */
  readonly verifiers?: Verifiers;
  /** Told every few hundred entries; awaited, so that a page can breathe. */
  readonly onProgress?: (progress: { done: number; total: number }) => void | Promise<void>;
}

/** Replays every entry; undefined where the first founds no body: then the rest only has a place in the tree. */
export async function replay(
  source: Source,
  beginning: Beginning,
  tree: GrowingTree,
  { verifiers, onProgress }: ReplayOptions,
): Promise<Run | undefined> {
  let run: Run | undefined;
  let before: readonly ReadEntry[] = [];
  for await (const batch of source.entries()) {
    let entries = batch;
    if (tree.size === 0 && batch.length > 0) {
      run = await begun(source, batch[0]!, beginning, tree, verifiers);
      entries = batch.slice(1);
    }
    // While these signatures are under check, the entries before them are replayed.
    const read = await readAll(run, source, tree, entries);
    if (run) await replayAll(run, before);
    before = read;
    await onProgress?.({ done: tree.size - before.length, total: Math.max(source.total, tree.size) });
  }
  if (tree.size === 0) await begun(source, undefined, beginning, tree, verifiers);
  if (run) await replayAll(run, before);
  if (run) await endOf(run, source);
  await onProgress?.({ done: tree.size, total: tree.size });
  return run;
}

async function begun(
  { opened }: Source,
  first: Uint8Array | undefined,
  beginning: Beginning,
  tree: GrowingTree,
  verifiers: Verifiers | undefined,
): Promise<Run | undefined> {
  if (first) tree.append(first);
  const founding = await readFounding(first, beginning.sources, tree, beginning.faults);
  if (!founding) return undefined;
  await opened.take(0);
  beginning.onEntry?.(0, founding.state.received, founding.state.id);
  return startRun(beginning, founding, verifiers);
}

async function readAll(
  run: Run | undefined,
  { opened }: Source,
  tree: GrowingTree,
  batch: readonly Uint8Array[],
): Promise<ReadEntry[]> {
  const read: ReadEntry[] = [];
  for (const bytes of batch) {
    const index = tree.size;
    tree.append(bytes);
    if (!run) continue;
    const entry = parseEntry(run, { index, bytes, opened: await opened.take(index) });
    if (entry.act) await loadFor(run, entry.act);
    read.push(readEntry(run, entry));
  }
  return read;
}

async function replayAll(run: Run, entries: readonly ReadEntry[]): Promise<void> {
  for (const entry of entries) {
    try {
      const later = replayEntry(run, entry);
      if (later) await later;
    } catch (error) {
      if (error instanceof VerifyError) throw error;
      // The rules were not written for this entry: it is wrong, and the record goes on behind it.
      run.faults.add('verify.entry-failed', sentenceOf(error), { index: entry.index });
      run.state.size = entry.index + 1;
    }
  }
}

async function endOf(run: Run, source: Source): Promise<void> {
  endCounts(run);
  await source.opened.end();
  await run.fields.end(source.openedFields());
  if (run.audience === 'public' && run.fields.size > 0)
    run.faults.add('verify.opening-beyond-audience', 'A public bundle opens no field.', {
      where: 'openings',
    });
  const anywhere = { ...run.trust, domains: allDomains(run.state) };
  await run.certificates.end(anywhere, run.lookup, source.certificates());
}

import type { Verifiers } from '@comity/log';
import { Certificates } from './certificates.ts';
import { blobOf, type Contents, compareFiles, readContents } from './container.ts';
import { replayEntry } from './entry.ts';
import { Faults, sentenceOf } from './faults.ts';
import { type Founding, readFounding } from './founding.ts';
import {
  assertTrust,
  checkCheckpoint,
  checkManifest,
  checkRoot,
  checkTrust,
  readCheckpoint,
  type TrustRoot,
} from './host.ts';
import { allDomains, hostEvidence } from './hosts.ts';
import { OpenedEntries, OpenedFields } from './openings.ts';
import { outcomeOf } from './outcome.ts';
import { AHEAD, type ReadEntry, readEntry } from './reading.ts';
import { checkLines, type Report } from './report.ts';
import { type Beginning, type Run, startRun } from './run.ts';
import type { Sources } from './sources.ts';
import { type Tree, treeOf } from './tree.ts';
import { notProvable } from './unproven.ts';

export interface Options {
  /** Without it the bundle vouches for itself, and the report says so first. */
  readonly trust?: TrustRoot;
  /** Verifiers beside those of the platform: the one for OpenPGP signatures is brought by the caller. */
  readonly verifiers?: Verifiers;
  /** Told every thousand entries; awaited, so that a page can breathe. */
  readonly onProgress?: (progress: { done: number; total: number }) => void | Promise<void>;
}

/**
 * Verifies a bundle from first to last byte: container, host's signatures, tree, and every act replayed
 * through the same rules and folds that the host has to use. Needs no server, network or clock.
 * Throws only `VerifyError`, where verifying could not run; whatever is wrong in the bundle is in the report.
 */
export async function verifyBundle(
  source: AsyncIterable<Uint8Array>,
  options: Options = {},
): Promise<Report> {
  if (options.trust) assertTrust(options.trust);
  const faults = new Faults();
  const contents = await readContents(source, faults);
  compareFiles(contents, faults);
  const tree = treeOf(contents.entries);
  const founding = await readFounding(sourcesOf(contents), tree, faults);
  const run = founding && startRun(begin(contents, tree, faults), founding, options.verifiers);
  if (run) await replay(run, options.onProgress);
  // Only now is it known who was the host when.
  await checkHost(contents, tree, founding, options.trust, faults);
  return reportOf(contents, tree, run, options.trust !== undefined, faults);
}

async function checkHost(
  contents: Contents,
  tree: Tree,
  founding: Founding | undefined,
  trust: TrustRoot | undefined,
  faults: Faults,
): Promise<void> {
  const { manifest } = contents;
  const checkpoint = readCheckpoint(contents, faults);
  if (checkpoint) checkRoot(tree, checkpoint.checkpoint, 'checkpoint', faults);
  if (manifest) checkRoot(tree, manifest.statement, 'MANIFEST', faults);
  if (!founding) return;
  if (trust) checkTrust(trust, founding, faults);
  if (manifest) await checkManifest(manifest, founding, faults);
  if (checkpoint) await checkCheckpoint(checkpoint, founding, faults);
}

const sourcesOf = (contents: Contents): Sources => ({
  entry: (index) => contents.entries[index],
  blob: (sha256) => blobOf(contents, sha256),
  blobSize: (sha256) => contents.blobSizes.get(sha256),
});

const begin = (contents: Contents, tree: Tree, faults: Faults): Beginning => ({
  ...{ sources: sourcesOf(contents), tree, faults },
  certificates: new Certificates(contents.certificates, faults),
  opened: new OpenedEntries(contents.openings, faults),
  fields: new OpenedFields(contents.openings, faults),
  audience: contents.manifest?.statement.audience,
});

const STEP = 1000;

async function replay(run: Run, onProgress: Options['onProgress']): Promise<void> {
  const total = run.tree.size;
  const ahead: ReadEntry[] = [];
  run.opened.take(0);
  for (let index = 1, next = 1; index < total; index++) {
    if (index % STEP === 0) await onProgress?.({ done: index, total });
    while (next < total && next <= index + AHEAD) ahead.push(readEntry(run, next++));
    try {
      const later = replayEntry(run, ahead.shift()!);
      if (later) await later;
    } catch (error) {
      // The rules were not written for this entry: it is wrong, and the record goes on behind it.
      run.faults.add('verify.entry-failed', sentenceOf(error), { index });
      run.state.size = index + 1;
    }
  }
  run.opened.end();
  run.fields.end();
  if (run.audience === 'public' && run.fields.size > 0)
    run.faults.add('verify.opening-beyond-audience', 'A public bundle opens no field.', {
      where: 'openings',
    });
  await run.certificates.end({ ...run.trust, domains: allDomains(run.state) }, run.lookup);
  await onProgress?.({ done: total, total });
}

function reportOf(
  { manifest }: Contents,
  tree: Tree,
  run: Run | undefined,
  trusted: boolean,
  faults: Faults,
): Report {
  const checks = checkLines(faults, { trust: trusted, replay: run !== undefined });
  const list = faults.list();
  const state = run?.state;
  const body = state?.id ?? manifest?.statement.body;
  const origin = state?.founding.origin ?? manifest?.statement.origin;
  return {
    verdict: list.length === 0 && checks.every(({ ok }) => ok) ? 'verified' : 'wrong',
    trust: trusted ? 'given' : 'self-asserted',
    ...(body === undefined ? {} : { body }),
    ...(origin === undefined ? {} : { origin }),
    ...(tree.size === 0 ? {} : { size: tree.size, root: tree.root(tree.size) }),
    ...(manifest ? { at: manifest.statement.at, audience: manifest.statement.audience } : {}),
    checks,
    faults: list,
    notProvable: notProvable(run, trusted),
    roots: run?.roots ?? [],
    hosts: state ? hostEvidence(state) : [],
    provisional: state !== undefined && state.confirmedBy.size < state.founding.confirmations,
    counts: run?.counts ?? {},
    ...(state ? { outcome: outcomeOf(state) } : {}),
  };
}

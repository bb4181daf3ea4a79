import { Certificates } from './certificates.ts';
import { readContents } from './container.ts';
import { Faults } from './faults.ts';
import { Files } from './files.ts';
import { GrowingTree } from './growing.ts';
import {
  assertTrust,
  checkCheckpoint,
  checkManifest,
  checkRoot,
  checkTrust,
  readCheckpoint,
  type TrustRoot,
} from './host.ts';
import { hostEvidence } from './hosts.ts';
import { outcomeOf } from './outcome.ts';
import { type ReplayOptions, replay } from './replaying.ts';
import { checkLines, type Report } from './report.ts';
import type { Beginning, Run } from './run.ts';
import { heldWhole, type Seekable } from './seekable.ts';
import { bundleSource, type Source } from './source.ts';
import type { Tree } from './tree.ts';
import { notProvable } from './unproven.ts';

export interface Options extends ReplayOptions {
  /** Without it the bundle vouches for itself, and the report says so first. */
  readonly trust?: TrustRoot;
}

/**
 * Verifies a bundle from first to last byte: container, host's signatures, tree, and every act replayed
 * through the same rules and folds that the host has to use. Needs no server, network or clock. A stream is held
 * whole; of a file that can be read at any place, a million acts need a few hundred megabytes.
 * Throws only `VerifyError`, where verifying could not run; whatever is wrong in the bundle is in the report.
 */
export async function verifyBundle(
  bundle: AsyncIterable<Uint8Array> | Seekable,
  options: Options = {},
): Promise<Report> {
  if (options.trust) assertTrust(options.trust);
  const faults = new Faults();
  const file = 'read' in bundle ? bundle : await heldWhole(bundle);
  return verifySource(bundleSource(await readContents(file, faults), faults), options, faults);
}

/** Verifies a record, wherever it comes from. `faults` are those that reading it has found before. */
export async function verifySource(source: Source, options: Options, faults: Faults): Promise<Report> {
  const tree = new GrowingTree();
  const beginning: Beginning = {
    ...{ sources: new Files(source.files), tree, faults, fields: source.fields, audience: source.audience },
    certificates: new Certificates(faults, source.certificate),
  };
  const run = await replay(source, beginning, tree, options);
  // Only now is it known who was the host when.
  await checkHost(source, tree, run, options.trust, faults);
  return reportOf(source, tree, run, options.trust !== undefined, faults);
}

async function checkHost(
  source: Source,
  tree: Tree,
  run: Run | undefined,
  trust: TrustRoot | undefined,
  faults: Faults,
): Promise<void> {
  const { manifest } = source;
  const checkpoint = readCheckpoint(source, faults);
  if (checkpoint) checkRoot(tree, checkpoint.checkpoint, 'checkpoint', faults);
  if (manifest) checkRoot(tree, manifest.statement, 'MANIFEST', faults);
  if (!run) return;
  if (trust) checkTrust(trust, run, faults);
  if (manifest) await checkManifest(manifest, run, faults);
  if (checkpoint) await checkCheckpoint(checkpoint, run, faults);
}

function reportOf(
  { manifest, audience }: Source,
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
    ...(manifest ? { at: manifest.statement.at } : {}),
    ...(audience === undefined ? {} : { audience }),
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

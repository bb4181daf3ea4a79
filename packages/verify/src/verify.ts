import { formatNote } from '@comity/log';
import { Certificates } from './certificates.ts';
import { readContents } from './container.ts';
import { type CheckName, Faults } from './faults.ts';
import { Files } from './files.ts';
import { Comparison, type Findings, type Grounds } from './findings.ts';
import { GrowingTree } from './growing.ts';
import type { Held } from './held.ts';
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
import { checkTiles, type LogFiles, logSource } from './logsource.ts';
import { outcomeOf } from './outcome.ts';
import { type ReplayOptions, replay } from './replaying.ts';
import { checkLines, type Report } from './report.ts';
import type { Beginning, Run } from './run.ts';
import { heldWhole, type Seekable } from './seekable.ts';
import { bundleSource, type Source } from './source.ts';
import type { Tree } from './tree.ts';
import { notProvable, settleEmbargoes } from './unproven.ts';

export interface Options extends ReplayOptions, Grounds {
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

/**
 * Verifies a log as its host or a mirror serves it: the same checks, but for what only a bundle has. Throws `VerifyError`.
 */
export async function verifyLog(files: LogFiles, options: Options = {}): Promise<Report> {
  if (options.trust) assertTrust(options.trust);
  const faults = new Faults();
  const source = await logSource(files, faults);
  return verifySource(source, options, faults, (tree) => checkTiles(files, tree, faults));
}

/** `faults` are those that opening the source has found before. */
async function verifySource(
  source: Source,
  options: Options,
  faults: Faults,
  further?: (tree: GrowingTree) => Promise<void>,
): Promise<Report> {
  const tree = new GrowingTree();
  const checkpoint = readCheckpoint(source, faults);
  const comparison = new Comparison(options, checkpoint, faults);
  const beginning: Beginning = {
    ...{ sources: new Files(source.files), tree, faults, fields: source.fields, audience: source.audience },
    certificates: new Certificates(faults, source.certificate),
    onEntry: comparison.onEntry,
  };
  const run = await replay(source, beginning, tree, options);
  await further?.(tree);
  // Only now is it known who was the host when.
  await checkHost(source, checkpoint, { tree, run, faults }, options.trust);
  const given = source.manifest?.at ?? source.at;
  const at = given === undefined ? undefined : Date.parse(given);
  if (run) settleEmbargoes(run, at ?? run.state.received);
  const findings = run && (await comparison.end(run, tree, at));
  const note = checkpoint && { checkpoint: formatNote(checkpoint.note) };
  return reportOf(source, { tree, run, faults }, options, { ...note, ...findings });
}

interface Replayed {
  readonly tree: Tree;
  readonly run: Run | undefined;
  readonly faults: Faults;
}

async function checkHost(
  source: Source,
  checkpoint: Held | undefined,
  { tree, run, faults }: Replayed,
  trust: TrustRoot | undefined,
): Promise<void> {
  const { manifest } = source;
  if (checkpoint) checkRoot(tree, checkpoint.checkpoint, 'checkpoint', faults);
  if (manifest) checkRoot(tree, manifest, 'MANIFEST', faults);
  if (!run) return;
  if (trust) checkTrust(trust, run, faults);
  if (source.wholeManifest) await checkManifest(await source.wholeManifest(), run, faults);
  if (checkpoint) await checkCheckpoint(checkpoint, run, faults);
}

/** The checks that a reader brought the means of. */
const askedFor = ({ trust, policy, kept }: Options): CheckName[] => [
  ...(trust ? (['trust'] as const) : []),
  ...(policy ? (['policy', 'cosigned'] as const) : []),
  ...(kept?.length ? (['kept'] as const) : []),
];

function reportOf(
  source: Source,
  { tree, run, faults }: Replayed,
  options: Options,
  findings: Findings,
): Report {
  const { manifest, audience, at } = source;
  const trusted = options.trust !== undefined;
  const checks = checkLines(faults, {
    ...{ asked: askedFor(options), isReplayed: run !== undefined, isBundle: source.isBundle },
  });
  const list = faults.list();
  const state = run?.state;
  const body = state?.id ?? manifest?.body;
  const origin = state?.founding.origin ?? manifest?.origin;
  const given = manifest?.at ?? at;
  return {
    verdict: verdictOf(list.length === 0 && checks.every(({ ok }) => ok), findings),
    trust: trusted ? 'given' : 'self-asserted',
    ...(body === undefined ? {} : { body }),
    ...(origin === undefined ? {} : { origin }),
    ...(tree.size === 0 ? {} : { size: tree.size, root: tree.root(tree.size) }),
    ...(given === undefined ? {} : { at: given }),
    ...(audience === undefined ? {} : { audience }),
    checks,
    ...findings,
    faults: list,
    notProvable: notProvable(run, trusted, findings.witnessing),
    roots: run?.roots ?? [],
    hosts: state ? hostEvidence(state) : [],
    provisional: state !== undefined && state.confirmedBy.size < state.founding.confirmations,
    counts: run?.counts ?? {},
    ...(state ? { outcome: outcomeOf(state) } : {}),
  };
}

function verdictOf(isGood: boolean, { submitted }: Findings): Report['verdict'] {
  if (!isGood) return 'wrong';
  return submitted?.some(({ state }) => state === 'contested') ? 'contested' : 'verified';
}

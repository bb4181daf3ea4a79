import { join } from 'node:path';
import { sha256Hex, toHex, utf8 } from '@comity/log';
import { agreementVectors } from './agreements.ts';
import { besideVectors } from './beside.ts';
import { bundleFor } from './bundles.ts';
import { challengeVectors, refusedChallenges } from './challenge.ts';
import { decisionVectors } from './decisions.ts';
import { embargoVectors } from './embargoes.ts';
import { exerciseVectors } from './exercises.ts';
import type { Fixed } from './fixed.ts';
import { tellHistory } from './history.ts';
import { hostVectors, refusedHosts } from './hosts.ts';
import { malformedVectors } from './malformed.ts';
import { negotiationVectors } from './negotiation.ts';
import { noticeVectors, refusedNotices } from './notices.ts';
import { paperVectors } from './papers.ts';
import { refusedVectors } from './refused.ts';
import { refusedPapers } from './refused-papers.ts';
import { regionalVectors } from './regional.ts';
import { sealedVectors } from './sealed.ts';
import { refusedSeals, sealVectors } from './seals.ts';
import { signatureVectors } from './signatures.ts';
import { stampVectors } from './stamps.ts';
import { statementVectors } from './statements.ts';
import { historyVectors, keyVectors } from './story.ts';
import { treeVectors } from './trees.ts';

const json = (value: unknown) => utf8(`${JSON.stringify(value, null, 1)}\n`);

/** Every file of `vectors/` that code makes, by its name. The same bytes each time, given the same fixed keys. */
export async function vectorFiles(fixed: Fixed, folder: string): Promise<Map<string, Uint8Array>> {
  const { told, cast } = await tellHistory(fixed);
  const bundles = [];
  const files = new Map<string, Uint8Array>();
  for (const audience of ['public', 'beta']) {
    const { bytes, statement } = await bundleFor(told, audience);
    const name = `bundle-${audience}.tar`;
    files.set(name, bytes);
    bundles.push({ name, audience, size: bytes.length, sha256: sha256Hex(bytes), statement });
  }
  files.set('bundles.json', json({ body: told.chronicle.body, root: toHex(told.chronicle.root), bundles }));
  files.set('history.json', json(await historyVectors(told)));
  files.set('keys.json', json(keyVectors(cast)));
  files.set('malformed.json', json(malformedVectors(told)));
  files.set('refused.json', json(await refusedVectors(told, cast, fixed)));
  files.set('signatures.json', json(await signatureVectors(told, cast)));
  files.set('statements.json', json(await statementVectors(told)));
  // What came later goes on where the history ends: nothing before it changes.
  files.set('history-2.json', json(await challengeVectors(told, cast)));
  files.set('refused-2.json', json(await refusedChallenges(told, cast)));
  files.set('history-3.json', json(await hostVectors(told, cast)));
  files.set('refused-3.json', json(await refusedHosts(told, cast)));
  const noticed = await branchOf(fixed);
  files.set('history-4.json', json(await noticeVectors(noticed.told, noticed.cast)));
  files.set('refused-4.json', json(await refusedNotices(noticed.told, noticed.cast)));
  const stamps = await stampVectors(cast);
  files.set('history-5.json', json(stamps.history));
  files.set('refused-5.json', json(stamps.refused));
  files.set('history-5b.json', json(stamps.erased));
  files.set('refused-5b.json', json(stamps.refusedErasures));
  const branch = await branchOf(fixed);
  files.set('history-8.json', json(await sealVectors(branch.told, branch.cast, fixed)));
  files.set('refused-8.json', json(await refusedSeals(branch.told, branch.cast, fixed)));
  const drilled = await branchOf(fixed);
  const exercises = await exerciseVectors(drilled.told, drilled.cast);
  files.set('history-16.json', json(exercises.history));
  files.set('refused-16.json', json(exercises.refused));
  const beyond = await branchOf(fixed);
  const regional = await regionalVectors(beyond.told, beyond.cast);
  files.set('history-17.json', json(regional.history));
  files.set('refused-17.json', json(regional.refused));
  files.set('sealed.json', await sealedVectors(join(folder, 'sealed.json')));
  const { file, registry } = await paperVectors(told, cast);
  files.set('history-6.json', json(file));
  files.set('refused-6.json', json(await refusedPapers(told, cast, registry)));
  const decisions = await decisionVectors();
  files.set('history-7.json', json(decisions.history));
  files.set('refused-7.json', json(decisions.refused));
  const beside = await besideVectors(decisions.told);
  files.set('history-12.json', json(beside.history));
  files.set('refused-12.json', json(beside.refused));
  const negotiations = await negotiationVectors(decisions.told);
  files.set('history-13.json', json(negotiations.history));
  files.set('refused-13.json', json(negotiations.refused));
  const agreements = await agreementVectors(told, cast);
  files.set('history-9.json', json(agreements.history));
  files.set('refused-9.json', json(agreements.refused));
  const embargoes = await embargoVectors(told, cast);
  files.set('history-10.json', json(embargoes.history));
  files.set('refused-10.json', json(embargoes.refused));
  files.set('trees.json', json(treeVectors()));
  files.set('fixed.json', utf8(fixed.toString()));
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same history again as far as its third file: what goes on from there depends on nothing told since. */
async function branchOf(fixed: Fixed) {
  const { told, cast } = await tellHistory(fixed);
  await challengeVectors(told, cast);
  await hostVectors(told, cast);
  return { told, cast };
}

/** The lines of `FROZEN.sha256`, as sha256sum writes them. */
export const frozenList = (files: ReadonlyMap<string, Uint8Array>): string =>
  [...files].map(([name, bytes]) => `${sha256Hex(bytes)}  ${name}\n`).join('');

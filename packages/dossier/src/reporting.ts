import { platformVerifiers } from '@comity/log';
import { documentOf } from './document.ts';
import type { CheckName, Faults } from './faults.ts';
import type { DossierOptions, TimestampAnswer } from './options.ts';
import type { Dossier } from './reading.ts';
import { checkLines, type DossierReport, type NotChecked, type NotRun } from './report.ts';
import type { Run } from './run.ts';
import { proven, unproven } from './statements.ts';

/** What verifying came to. */
export interface Verified {
  readonly run?: Run;
  readonly witnesses?: DossierReport['witnesses'];
  readonly timestamp?: Extract<TimestampAnswer, { good: true }>;
}

interface Found extends Verified {
  readonly sha256: string;
  readonly dossier: Dossier | undefined;
  readonly options: DossierOptions;
  readonly faults: Faults;
}

const HEAD = ['statement', 'checkpoint', 'entries', 'streams', 'signers', 'founding', 'inclusion'] as const;
const REPLAYED = [
  'time',
  'signatures',
  'certificates',
  'nonces',
  'rules',
  'blobs',
  'openings',
  'trust',
] as const;
const BY_ED25519 = ['statement', 'checkpoint', 'founding', 'policy'] as const;

/** Why checks did not run. */
function notRun(found: Found): NotRun {
  const { dossier, run, options } = found;
  const { trust, policy, submitted, timestamps } = options;
  const all = (checks: readonly CheckName[], why: NotChecked): NotRun =>
    Object.fromEntries(checks.map((check) => [check, why]));
  return {
    ...(run ? {} : all([...HEAD, ...REPLAYED], 'unread')),
    ...(isBlind(found) ? all(BY_ED25519, 'no-verifier') : {}),
    ...(run?.unproven.unchecked.size ? { signatures: 'no-verifier' } : {}),
    ...(trust ? {} : { trust: 'not-asked' }),
    ...(policy ? {} : { policy: 'not-asked' }),
    ...(submitted?.length ? {} : { submitted: 'not-asked' }),
    ...(timestamps && dossier?.timestamp ? {} : { timestamp: 'not-asked' }),
  };
}

/** Without Ed25519 nothing that the host signed can be checked. */
const isBlind = ({ options }: Found): boolean =>
  (options.verifiers ?? platformVerifiers).ed25519 === undefined;

function verdictOf(found: Found): DossierReport['verdict'] {
  const faults = found.faults.list();
  if (faults.some(({ code }) => code !== 'dossier.contested') || !found.run) return 'wrong';
  if (faults.length > 0) return 'contested';
  return isBlind(found) || found.run.unproven.unchecked.size > 0 ? 'unchecked' : 'verified';
}

/** Puts the report together. */
export function reportOf(found: Found): DossierReport {
  const { dossier, run, options, faults, sha256, witnesses = [], timestamp } = found;
  const { statement } = dossier ?? {};
  const document = run && documentOf(run.counted);
  const verdict = verdictOf(found);
  const entries = (run?.subject ?? []).map((entry) => {
    const challenged = run?.state.challenges.get(entry.act ?? '');
    return challenged === undefined ? entry : { ...entry, challenged };
  });
  const shown = {
    ...(document ? { document } : {}),
    entries,
    witnesses,
    ...(timestamp ? { timestamp } : {}),
  };
  return {
    ...{ verdict, trust: options.trust ? 'given' : 'self-asserted', sha256 },
    ...(run ? { body: run.state.id, name: run.state.mandate.name } : {}),
    ...(statement ? said(statement) : {}),
    checks: checkLines(faults, notRun(found)),
    faults: faults.list(),
    proves: verdict === 'wrong' || !run ? [] : proven(run, options, shown),
    notProvable: unproven(dossier, run, options),
    roots: run?.roots ?? [],
    ...{ entries, witnesses },
    ...(document ? { document } : {}),
  };
}

const said = ({ origin, size, root, at, audience, subject }: Dossier['statement']) => ({
  ...{ origin, size, root, at, audience },
  subject: { stream: subject.stream, ...(subject.act === undefined ? {} : { act: subject.act }) },
});

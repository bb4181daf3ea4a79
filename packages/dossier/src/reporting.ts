import { platformVerifiers } from '@comity/log';
import { documentOf } from './document.ts';
import type { Faults } from './faults.ts';
import type { DossierOptions, TimestampAnswer } from './options.ts';
import type { Dossier } from './reading.ts';
import { checkLines, type DossierReport, type NotRun } from './report.ts';
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

const UNREAD = 'Not checked, because what is before it cannot be read.';
const NO_ED25519 = 'Not checked: this program has no verifier for Ed25519 signatures.';

/** Why checks did not run. */
function notRun({ dossier, run, options }: Found): NotRun {
  const { trust, policy, submitted, verifiers, timestamps } = options;
  const unread: NotRun = run
    ? {}
    : { statement: UNREAD, checkpoint: UNREAD, entries: UNREAD, streams: UNREAD, signers: UNREAD };
  const unplayed: NotRun = run
    ? {}
    : { time: UNREAD, signatures: UNREAD, certificates: UNREAD, nonces: UNREAD, rules: UNREAD };
  const unseen: NotRun = run ? {} : { blobs: UNREAD, openings: UNREAD, submitted: UNREAD };
  const blind = (verifiers ?? platformVerifiers).ed25519 === undefined;
  const unable: NotRun = blind
    ? { statement: NO_ED25519, checkpoint: NO_ED25519, founding: NO_ED25519, policy: NO_ED25519 }
    : {};
  const unchecked = [...new Set(run?.unproven.unchecked.values() ?? [])].join(', ');
  return {
    ...(dossier ? {} : { inclusion: UNREAD, founding: UNREAD }),
    ...{ ...unread, ...unplayed, ...unseen, ...unable },
    ...(unchecked ? { signatures: `Not all checked: no verifier for ${unchecked}.` } : {}),
    ...(trust ? {} : { trust: UNREAD }),
    ...(policy ? {} : { policy: UNREAD }),
    ...(submitted?.length ? {} : { submitted: UNREAD }),
    ...(timestamps && dossier?.timestamp ? {} : { timestamp: UNREAD }),
  };
}

function verdictOf(found: Found): DossierReport['verdict'] {
  const faults = found.faults.list();
  if (faults.some(({ code }) => code !== 'dossier.contested') || !found.run) return 'wrong';
  if (faults.length > 0) return 'contested';
  const isBlind = (found.options.verifiers ?? platformVerifiers).ed25519 === undefined;
  return isBlind || found.run.unproven.unchecked.size > 0 ? 'unchecked' : 'verified';
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

import { quorumSize } from '@comity/log';
import type { DossierOptions, TimestampAnswer } from './options.ts';
import type { Dossier } from './reading.ts';
import type { DossierReport, Statement } from './report.ts';
import type { Run } from './run.ts';

type Line = readonly [what: Statement['what'], count: number, values?: Statement['values']];
const counted = (lines: readonly Line[]): Statement[] =>
  lines
    .filter(([, count]) => count > 0)
    .map(([what, count, values]) => ({ what, count, ...(values ? { values } : {}) }));

interface Shown extends Pick<DossierReport, 'document' | 'entries' | 'witnesses'> {
  readonly timestamp?: Extract<TimestampAnswer, { good: true }>;
}

/** What these contents show: never more than that. */
export function proven(
  { dossier, fields }: Run,
  { submitted = [] }: DossierOptions,
  { document, entries, witnesses, timestamp }: Shown,
): Statement[] {
  const { subject, size, audience } = dossier.statement;
  const { stream } = subject;
  const mirrors = submitted.map(({ mirror }) => mirror).join(', ');
  const names = witnesses.map(({ name }) => name).join(', ');
  return counted([
    ['entries', entries.filter((entry) => !entry.unchecked).length, { stream }],
    ['documents', document?.files.filter(({ sha256 }) => dossier.blobs.has(sha256)).length ?? 0],
    ['withdrawn', document?.withdrawn === undefined ? 0 : 1],
    ['challenged', entries.filter((entry) => entry.challenged).length],
    ['complete', 1, { size: String(size) }],
    ['submitted', submitted.length, { stream, mirrors }],
    ['witnesses', witnesses.length, { names }],
    ['timestamp', timestamp ? 1 : 0, { time: timestamp?.time ?? '', authority: timestamp?.authority ?? '' }],
    ['opened', fields.opened, { audience }],
  ]);
}

/** What this reader cannot check. Kinds that do not occur are left out. */
export function unproven(
  dossier: Dossier | undefined,
  run: Run | undefined,
  { trust, policy, submitted = [], timestamps }: DossierOptions,
): Statement[] {
  const isSplit = policy === undefined || !quorumSize(policy).excludesSplitViews;
  return counted([
    ['trust', trust ? 0 : 1],
    ['one-record', isSplit ? 1 : 0],
    ['later', 1],
    ['not-submitted', submitted.length > 0 ? 0 : 1],
    ['timestamp-unchecked', dossier?.timestamp && !timestamps ? 1 : 0],
    ...(run ? replayed(run) : []),
  ]);
}

const replayed = ({ unproven: { unchecked, ...n }, fields }: Run): Line[] => [
  ...countAlgorithms(unchecked).map(([alg, count]): Line => ['signatures', count, { alg }]),
  ['elsewhere', 1],
  ['seen', n.seen],
  ['restricted-entries', n.closed],
  ['fields', fields.closed],
  ['confirmations', n.confirmations],
  ['challenges', n.challenges],
  ['families', n.families],
  ['embargoed', n.embargoed],
  ['stamps', n.stamps],
];

const countAlgorithms = (unchecked: Run['unproven']['unchecked']): [string, number][] => {
  const counts = new Map<string, number>();
  for (const alg of unchecked.values()) counts.set(alg, (counts.get(alg) ?? 0) + 1);
  return [...counts];
};

import { quorumSize } from '@comity/log';
import type { DossierOptions, TimestampAnswer } from './options.ts';
import type { Dossier } from './reading.ts';
import type { DossierReport, Statement } from './report.ts';
import type { Run } from './run.ts';

type Line = readonly [what: string, count: number, says: string];
const counted = (lines: readonly Line[]): Statement[] =>
  lines.filter(([, count]) => count > 0).map(([what, count, says]) => ({ what, count, says }));

interface Shown extends Pick<DossierReport, 'document' | 'entries' | 'witnesses'> {
  readonly timestamp?: Extract<TimestampAnswer, { good: true }>;
}

/** What these contents show, in words: never more than that. */
export function proven(
  { dossier, fields }: Run,
  { submitted = [] }: DossierOptions,
  { document, entries, witnesses, timestamp }: Shown,
): Statement[] {
  const { subject, size, audience } = dossier.statement;
  const mirrors = submitted.map(({ mirror }) => mirror).join(', ');
  const unchecked = entries.filter((entry) => entry.unchecked).length;
  const challenged = entries.filter((entry) => entry.challenged).length;
  return counted([
    [
      'entries',
      entries.length - unchecked,
      `In ${subject.stream} these acts were entered in this order, each signed by whom it names and allowed by the rules.`,
    ],
    ['documents', document?.files.length ?? 0, 'The exact bytes of these versions of the document are here.'],
    ['withdrawn', document?.withdrawn === undefined ? 0 : 1, 'The document was withdrawn.'],
    [
      'challenged',
      challenged,
      'Acts that their own State has challenged as not its own, or not as it was shown.',
    ],
    [
      'complete',
      1,
      `The host states, signed, that the streams here had no further entry when the log had ${size} entries.`,
    ],
    [
      'submitted',
      submitted.length,
      `No other act of ${subject.stream} was logged by then, nor is any listed as submitted by ${mirrors}.`,
    ],
    ['witnesses', witnesses.length, `Cosigned by ${witnesses.map(({ name }) => name).join(', ')}.`],
    [
      'timestamp',
      timestamp ? 1 : 0,
      `The checkpoint existed at ${timestamp?.time}, says ${timestamp?.authority}.`,
    ],
    ['opened', fields.opened, `Fields opened to ${audience} match what was signed.`],
  ]);
}

/** What this reader cannot check, in words. Kinds that do not occur are left out. */
export function unproven(
  dossier: Dossier | undefined,
  run: Run | undefined,
  { trust, policy, submitted = [], timestamps }: DossierOptions,
): Statement[] {
  const isSplit = policy === undefined || !quorumSize(policy).excludesSplitViews;
  return counted([
    [
      'trust',
      trust ? 0 : 1,
      'That this is the body you mean: compare its id and log key with what you have from elsewhere.',
    ],
    [
      'one-record',
      isSplit ? 1 : 0,
      'That everybody was shown this same record: that takes a policy of which more than two thirds of the witnesses must have cosigned.',
    ],
    [
      'later',
      1,
      'That the streams here went no further than what is here, beyond the word of the host: whether a key was removed, or an act entered, that was left out. The whole record shows it.',
    ],
    [
      'not-submitted',
      submitted.length > 0 ? 0 : 1,
      'That nothing was submitted and not logged: ask mirrors that you trust for their lists.',
    ],
    [
      'timestamp',
      dossier?.timestamp && !timestamps ? 1 : 0,
      'A timestamp token is here that was not checked.',
    ],
    ...(run ? replayed(run) : []),
  ]);
}

const replayed = ({ unproven: { unchecked, ...n }, fields }: Run): Line[] => [
  ...countAlgorithms(unchecked).map(
    ([alg, count]): Line => [
      `signatures-${alg}`,
      count,
      `Signatures by ${alg} keys, for which this program has no verifier: check with the command.`,
    ],
  ),
  [
    'elsewhere',
    1,
    'What streams that are not here would change: whether a key, an id or a number used once was used there before.',
  ],
  ['seen', n.seen, 'That the checkpoints which signers say they saw are of this log.'],
  ['restricted-entries', n.closed, 'Restricted entries: only their place is checked.'],
  ['fields', fields.closed, 'Fields that are committed to and not opened here.'],
  ['confirmations', n.confirmations, 'Confirmations of the founding by States whose streams are not here.'],
  ['challenges', n.challenges, 'Challenges of acts that are not here.'],
  ['stamps', n.stamps, 'Entries with stamps of mirrors, which the rules of this body do not name.'],
];

const countAlgorithms = (unchecked: Run['unproven']['unchecked']): [string, number][] => {
  const counts = new Map<string, number>();
  for (const alg of unchecked.values()) counts.set(alg, (counts.get(alg) ?? 0) + 1);
  return [...counts];
};

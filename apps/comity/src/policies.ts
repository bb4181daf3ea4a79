import { readFile } from 'node:fs/promises';
import {
  checkPolicy,
  LogError,
  type Note,
  type Policy,
  type PolicyAnswer,
  parsePolicy,
  platformVerifiers,
  quorumSize,
  quorumTime,
} from '@comity/log';
import { CommandError } from './errors.ts';
import { plain, table } from './terminal.ts';

/** Reads a reader's policy. Throws `comity.bad-policy` with the line. */
export async function readPolicyFile(path: string): Promise<Policy> {
  try {
    return parsePolicy(await readFile(path));
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new CommandError(
      'comity.bad-policy',
      `${path}: ${error.message}`,
      'Its form is c2sp.org/tlog-policy. An example: comity witness --help',
    );
  }
}

/** What a policy asks for, in words, and what to think of it. */
export interface PolicyReport {
  readonly logs: readonly string[];
  readonly witnesses: readonly string[];
  readonly least: number;
  readonly of: number;
  readonly excludesSplitViews: boolean;
  readonly warnings: readonly string[];
}

export function reportOn(policy: Policy): PolicyReport {
  const size = quorumSize(policy);
  const inQuorum = new Set(policy.quorum === undefined ? [] : membersOf(policy, policy.quorum));
  const idle = policy.witnesses.filter(({ name }) => !inQuorum.has(name)).map(({ name }) => name);
  return {
    logs: policy.logs.map(({ name }) => name),
    witnesses: policy.witnesses.map(({ name }) => name),
    ...size,
    warnings: [
      ...weakness(policy, size),
      ...(idle.length > 0 ? [`These witnesses count for nothing in the quorum: ${idle.join(' ')}.`] : []),
      ...(policy.logs.length === 0 ? ['No log is named: its key must be known from elsewhere.'] : []),
    ],
  };
}

function weakness(
  policy: Policy,
  { least, of, excludesSplitViews }: ReturnType<typeof quorumSize>,
): string[] {
  if (policy.quorum === undefined) {
    return [
      'No witness is asked for (quorum none): the host could show you another record than it shows others.',
    ];
  }
  if (excludesSplitViews) return [];
  return [
    `As few as ${least} of ${of} witnesses are enough. Two readers could each see ${least} good cosignatures under two different records, where few witnesses are dishonest: only more than two thirds (here at least ${Math.floor((2 * of) / 3) + 1}) exclude it.`,
  ];
}

/** The witnesses below a name: itself, or those of its group. */
function membersOf(policy: Policy, name: string): string[] {
  const group = policy.groups.find((g) => g.name === name);
  return group ? group.members.flatMap((member) => membersOf(policy, member)) : [name];
}

/** The policy in sentences. */
export function describePolicy(policy: Policy): string[] {
  const { witnesses, groups, quorum } = policy;
  const size = quorumSize(policy);
  return [
    ...policy.logs.map(({ name, url }) => `Log      ${plain(name)}${url ? ` at ${plain(url)}` : ''}`),
    ...witnesses.map(
      ({ name, key, url }) =>
        `Witness  ${plain(name)} signs as ${plain(key.name)}${url ? ` at ${plain(url)}` : ''}`,
    ),
    ...groups.map(({ name, threshold, members }) => {
      const how = threshold === members.length ? 'all' : `at least ${threshold} of ${members.length}`;
      return `Group    ${plain(name)}: ${how}: ${plain(members.join(' '))}`;
    }),
    quorum === undefined
      ? 'Quorum   none: no witness is needed'
      : `Quorum   ${plain(quorum)}: at least ${size.least} of ${size.of} witnesses`,
  ];
}

/** Whether a checkpoint meets a policy, and as of when: seconds since 1970. */
export interface Standing extends PolicyAnswer {
  readonly seconds?: number;
}

export async function holdAgainst(policy: Policy, note: Note): Promise<Standing> {
  const answer = await checkPolicy(policy, note, platformVerifiers.ed25519!);
  const times = new Map(answer.cosigned.map(({ witness, seconds }) => [witness.name, seconds]));
  const seconds = quorumTime(policy, times);
  return { ...answer, ...(seconds === undefined ? {} : { seconds }) };
}

/** The same as a value for machines. */
export const standingValue = ({ met, seconds, cosigned, log }: Standing) => ({
  met,
  ...(seconds === undefined ? {} : { at: instant(seconds) }),
  ...(log ? { log: log.name } : {}),
  cosigned: cosigned.map(({ witness, seconds: at }) => ({ name: witness.name, at: instant(at) })),
});

/** The same for people. */
export function standingLines(
  policy: Policy,
  { met, seconds, cosigned, log }: Standing,
  now: number,
): string[] {
  const times = new Map(cosigned.map(({ witness, seconds: at }) => [witness.name, at]));
  const age = seconds === undefined ? '' : `, as of ${instant(seconds)} (${ageOf(now - seconds * 1000)} ago)`;
  const unsigned = policy.logs.length > 0 && !log ? ['No log of your policy signed it.'] : [];
  const rows = policy.witnesses.map(({ name }) => [
    name,
    times.has(name) ? instant(times.get(name)!) : 'has not',
  ]);
  return [
    met ? `Your policy is met${age}.` : 'Your policy is NOT met.',
    ...unsigned,
    ...(rows.length > 0 ? table(['WITNESS', 'COSIGNED'], rows) : []),
  ];
}

const instant = (seconds: number) => new Date(seconds * 1000).toISOString();

function ageOf(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

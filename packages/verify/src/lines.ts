import type { Fault } from './faults.ts';
import type { HostEvidence, Report, RootEvidence } from './report.ts';
import type { Submitted } from './submitted.ts';
import type { TimeBound } from './times.ts';

/** The report for people: the verdict first, then what was checked, what is wrong, what cannot be proven. */
export function reportLines(report: Report): string[] {
  return [
    headline(report),
    ...subject(report),
    '',
    ...report.checks.map(({ ok, check, says }) => `${ok ? 'ok   ' : 'WRONG'}  ${check}: ${says}`),
    ...section('What is wrong', report.faults.map(faultLine)),
    ...section('Who saw it', witnessingLines(report)),
    ...section('What was submitted', (report.submitted ?? []).map(submittedLine)),
    ...section(
      'Not provable to you',
      report.notProvable.map(({ count, what, says }) => `${count} × ${what}: ${says}`),
    ),
    ...section('What the roots rest on', report.roots.map(rootLine)),
    ...section('Who kept the record', report.hosts.length > 1 ? report.hosts.map(hostLine) : []),
    ...section(
      'Acts that were read',
      Object.entries(report.counts).map(([type, count]) => `${count} × ${type}`),
    ),
    ...(report.outcome ? ['', `Outcome ${report.outcome}`] : []),
  ];
}

function witnessingLines({ witnessing, since, times = [] }: Report): string[] {
  const kept = since
    ? [`The ${since.size} entries of a kept checkpoint are its beginning; ${since.added} came since.`]
    : [];
  if (!witnessing) return kept;
  const { met, at, cosigned, least, of, excludesSplitViews } = witnessing;
  const weak = excludesSplitViews
    ? []
    : [`Warning: ${least} of ${of} witnesses are enough; only more than two thirds exclude split views.`];
  return [
    `Your policy is ${met ? 'met' : 'NOT met'}${at === undefined ? '' : `, as of ${at}`}.`,
    ...cosigned.map(({ name, at: time }) => `${name} cosigned at ${time}`),
    ...weak,
    ...kept,
    ...times.map(timeLine),
  ];
}

const timeLine = ({ from, to, notBefore, notAfter }: TimeBound): string =>
  `Entries ${from} to ${to - 1}: ${notBefore ? `not there at ${notBefore}` : 'from the beginning'}, ${notAfter ? `there at ${notAfter}` : 'not cosigned yet'}.`;

const submittedLine = ({ act, stream, at, state, index, mirror }: Submitted): string =>
  `${act} in ${stream}, stamped by ${mirror} at ${at}: ${SUBMITTED[state]}${index === undefined ? '' : ` (entry ${index})`}`;

const SUBMITTED: Readonly<Record<Submitted['state'], string>> = {
  logged: 'logged in time',
  'logged-late': 'logged late',
  waiting: 'not logged yet; the host still has time',
  contested: 'CONTESTED: the host owed it a place here, and it has none',
  closed: 'not among the entries that you may open',
  'bad-stamp': 'passed over: the stamp is not one of the key that the list names',
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];

function headline({ verdict, trust, provisional, size }: Report): string {
  const what = {
    verified: `VERIFIED: ${size} entries, and what you may read of them follows the rules.`,
    wrong: 'WRONG: this is not the record of a body that kept its rules.',
    contested: `CONTESTED: ${size} entries follow the rules, and acts that were submitted are not among them.`,
  }[verdict];
  const self = trust === 'self-asserted' ? ' (self-asserted: nobody told which body and key to expect)' : '';
  return `${what}${self}${provisional ? ' Provisional: too few States have confirmed the founding.' : ''}`;
}

const subject = ({ body, origin, root, at, audience }: Report): string[] =>
  Object.entries({ body, origin, root, at, audience })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`);

function faultLine({ code, index, where, says }: Fault): string {
  const place = [...(where ? [where] : []), ...(index === undefined ? [] : [`entry ${index}`])].join(', ');
  return `${code}${place ? ` (${place})` : ''}: ${says}`;
}

function rootLine({ participant, key, index, evidence }: RootEvidence): string {
  const note = evidence.note ? `, note ${evidence.note}` : '';
  return `${participant}: key ${key}, entry ${index}; invited in entry ${evidence.index} (${evidence.invitation}) by ${evidence.channel}${note}`;
}

function hostLine({ key, origins, index, act, by }: HostEvidence): string {
  const named = by === 'founding' ? 'the founding' : by === 'host' ? 'the host before it' : by.join(', ');
  return `${key} at ${origins.join(' ')}: named by ${named} in entry ${index} (${act})`;
}

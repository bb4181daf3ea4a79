import type { Fault } from './faults.ts';
import type { HostEvidence, Report, RootEvidence } from './report.ts';

/** The report for people: the verdict first, then what was checked, what is wrong, what cannot be proven. */
export function reportLines(report: Report): string[] {
  return [
    headline(report),
    ...subject(report),
    '',
    ...report.checks.map(({ ok, check, says }) => `${ok ? 'ok   ' : 'WRONG'}  ${check}: ${says}`),
    ...section('What is wrong', report.faults.map(faultLine)),
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

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];

function headline({ verdict, trust, provisional, size }: Report): string {
  const what =
    verdict === 'verified'
      ? `VERIFIED: ${size} entries, and what you may read of them follows the rules.`
      : 'WRONG: this is not the record of a body that kept its rules.';
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

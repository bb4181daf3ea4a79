import type { Fault } from './faults.ts';
import type { CheckLine, DossierReport, NotChecked, Statement, SubjectEntry } from './report.ts';
import { CHECKS, SENTENCES, sentence } from './sentences.ts';

/** The report for people: whether to believe it first, then what it shows, what not, and what is wrong. */
export function dossierLines(report: DossierReport): string[] {
  const { checks, faults, proves, notProvable, entries, document } = report;
  return [
    headline(report),
    ...about(report),
    '',
    ...checks.map(checkLine),
    ...section('What is wrong', faults.map(faultLine)),
    ...section('What this shows', proves.map(statementLine)),
    ...section('Not provable to you', notProvable.map(statementLine)),
    ...section('Entries', entries.map(entryLine)),
    ...section(
      'Files of the document',
      (document?.files ?? []).map(
        (f) =>
          `${f.language}  ${f.sha256}  ${f.size} bytes  ${f.media}${f.replaced ? '  (issued again later)' : ''}`,
      ),
    ),
    ...section(
      'What the roots rest on',
      report.roots.map(
        (r) => `${r.participant}: key ${r.key}, entry ${r.index}; invited by ${r.evidence.channel}`,
      ),
    ),
  ];
}

const HEADLINES: Record<DossierReport['verdict'], string> = {
  verified: 'VERIFIED: this happened on the record, and the rules allowed it.',
  unchecked: 'NOT CHECKED: nothing is wrong, but some signatures could not be checked here.',
  contested: 'CONTESTED: a mirror holds an act of this stream that was not logged.',
  wrong: 'WRONG: this proves nothing.',
};

const headline = ({ verdict, trust }: DossierReport): string =>
  `${trust === 'self-asserted' ? 'SELF-ASSERTED (nobody told which body and key to expect). ' : ''}${HEADLINES[verdict]}`;

const about = ({ sha256, body, origin, root, at, audience, subject, document }: DossierReport): string[] =>
  Object.entries({
    ...{ sha256, body, origin, root, at, audience, subject: subject?.stream, act: subject?.act },
    document: document?.symbol ?? Object.values(document?.titles ?? {})[0],
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];

const statementLine = ({ what, count, values }: Statement): string =>
  `${count} × ${what}: ${sentence(SENTENCES[what], values)}`;

const NOT_CHECKED: Record<NotChecked, string> = {
  unread: 'Not checked, because what is before it cannot be read.',
  'no-verifier': 'Not all checked: this program has no verifier for some signature.',
};

function checkLine({ check, ok, faults, why }: CheckLine): string {
  if (why) return `-      ${check}: ${NOT_CHECKED[why]}`;
  return ok
    ? `ok     ${check}: ${CHECKS[check]}`
    : `WRONG  ${check}: ${faults === 1 ? '1 fault' : `${faults} faults`}.`;
}

function faultLine({ code, index, where, says }: Fault): string {
  const place = [...(where ? [where] : []), ...(index === undefined ? [] : [`entry ${index}`])].join(', ');
  return `${code}${place ? ` (${place})` : ''}: ${says}`;
}

function entryLine({
  index,
  number,
  received,
  type,
  actor,
  rule,
  challenged,
  unchecked,
}: SubjectEntry): string {
  const marks = [
    challenged ? `challenged by ${challenged}` : '',
    unchecked ? `signature not checked: ${unchecked}` : '',
  ];
  const said = type ? `${type} by ${actor}${rule ? `, allowed by ${rule}` : ''}` : 'restricted';
  return [`${number}. entry ${index}, ${received}: ${said}`, ...marks.filter(Boolean)].join('; ');
}

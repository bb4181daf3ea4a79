import { dossierLines } from '../lines.ts';
import type { PaperShown } from './comparing.ts';
import type { PapersReport } from './verify.ts';

const HEADLINES: Record<PapersReport['verdict'], string> = {
  verified: 'VERIFIED: every file is the one that the host signed, and these documents are on the record.',
  unchecked: 'NOT CHECKED: nothing is wrong, but some signatures could not be checked here.',
  contested: 'CONTESTED: a mirror holds an act that was not logged.',
  wrong: 'WRONG: these are not the papers that the host signed, or the record does not bear them out.',
};

/** The report for people: whether to believe it first, then the documents, what is not provable, what is wrong. */
export function papersLines(report: PapersReport): string[] {
  const { verdict, trust, faults, documents, proof } = report;
  const unsaid =
    trust === 'self-asserted' ? 'SELF-ASSERTED (nobody told which body and key to expect). ' : '';
  return [
    `${unsaid}${HEADLINES[verdict]}`,
    ...aboutOf(report),
    ...section(
      'What is wrong',
      faults.map((f) => `${f.code}${f.where ? ` (${f.where})` : ''}: ${f.says}`),
    ),
    ...section('Documents', documents.map(documentLine)),
    ...(verdict === 'wrong' ? [] : section('Not provable to you', notProvable(report))),
    ...(proof ? ['', 'The dossier of these documents', ...dossierLines(proof)] : []),
  ];
}

const aboutOf = ({ sha256, session, organ, at }: PapersReport): string[] =>
  Object.entries({ sha256, session, organ, at }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];

function documentLine({ document, symbol, titles, withdrawn, embargo, files }: PaperShown): string {
  const languages = [...new Set(files.map(({ language }) => language))].join(' ');
  const title = titles.en ?? Object.values(titles)[0] ?? '';
  return `${symbol ?? document}  ${title}  ${languages}, ${files.length} files${withdrawn ? '  (withdrawn)' : ''}${embargo ? `  (under embargo until ${embargo})` : ''}`;
}

const notProvable = ({ made }: PapersReport): string[] => [
  'That these are all documents of the session: the host signed so.',
  `That what the host made says what the issued files say: ${made} pages and forms.`,
];

import type { Fault } from '../errors.ts';
import { textOf } from '../json.ts';
import type { CsafDocument } from './document.ts';

const AT = '/document/tracking';
const INTEGER = /^(?:0|[1-9]\d*)$/;
const SEMANTIC =
  /^((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;

/** The tests of CSAF 2.0 on how a document numbers and dates its own versions. */
export function revisionFaults(document: CsafDocument): Fault[] {
  const { tracking, revisions } = document;
  const version = textOf(tracking, 'version')!;
  const isDraft = textOf(tracking, 'status') === 'draft';
  const sorted = [...revisions].sort((a, b) => Date.parse(a.date) - Date.parse(b.date));
  const numbers = sorted.map(({ number }) => number);
  const wrong: readonly (readonly [number: string, isWrong: boolean, says: string])[] = [
    [
      '6.1.14',
      numbers.some((n, i) => i > 0 && compare(numbers[i - 1]!, n) > 0),
      'Sorted by date, the revisions are not sorted by number.',
    ],
    [
      '6.1.16',
      isOtherVersion(version, numbers.at(-1)!, isDraft),
      'The version is not that of the latest revision.',
    ],
    ['6.1.17', !isDraft && isUnreleased(version), 'A version that is not released is not marked as a draft.'],
    [
      '6.1.18',
      !isDraft && numbers.some((n) => n === '0' || /^0\.0\.\d/.test(n)),
      'A released document lists a revision 0.',
    ],
    [
      '6.1.20',
      !isDraft && SEMANTIC.exec(version)?.[2] !== undefined,
      'A released version bears a mark of one that is not.',
    ],
    ['6.1.21', hasGap(numbers), 'A revision is missing in the history.'],
    ['6.1.22', new Set(numbers).size < numbers.length, 'A revision is listed twice.'],
    ['6.1.30', areMixed([version, ...numbers]), 'Whole and semantic version numbers are mixed.'],
  ];
  return wrong
    .filter(([, isWrong]) => isWrong)
    .map(([number, , says]) => ({ code: `csaf.${number}`, at: AT, says }));
}

/** Without what stands behind the plus; in a draft, without the mark of one that is not released. */
function isOtherVersion(version: string, latest: string, isDraft: boolean): boolean {
  const bare = (text: string) => {
    const [, core, mark] = SEMANTIC.exec(text) ?? [];
    if (core === undefined) return text;
    return mark === undefined || isDraft ? core : `${core}-${mark}`;
  };
  return bare(version) !== bare(latest);
}

const isUnreleased = (version: string) => version === '0' || /^0\./.test(version) || version.includes('-');

function hasGap(numbers: readonly string[]): boolean {
  const majors = [...new Set(numbers.map((n) => Number.parseInt(n, 10)))].filter(Number.isSafeInteger);
  if (majors.length === 0) return false;
  const sorted = majors.sort((a, b) => a - b);
  return sorted[0]! > 1 || sorted.some((n, i) => i > 0 && n !== sorted[i - 1]! + 1);
}

function areMixed(versions: readonly string[]): boolean {
  const integers = versions.filter((v) => INTEGER.test(v)).length;
  return integers > 0 && integers < versions.length;
}

function compare(a: string, b: string): number {
  const parts = (text: string) => (SEMANTIC.exec(text)?.[1] ?? text).split('.').map(Number);
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

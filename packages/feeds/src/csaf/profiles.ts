import type { Fault } from '../errors.ts';
import { type Fields, listOf, textOf, textsOf } from '../json.ts';
import type { CsafDocument, Weakness } from './document.ts';

type Found = Omit<Fault, 'code'>;

const TELLING: ReadonlySet<string | undefined> = new Set(['description', 'details', 'general', 'summary']);
const OUTWARD: ReadonlySet<string | undefined> = new Set(['external', undefined]);
const INFORMATIONAL: ReadonlySet<string> = new Set([
  'csaf_security_incident_response',
  'csaf_informational_advisory',
]);

/** The tests 6.1.27 of CSAF 2.0: what a document of its category must have. A category of one's own demands nothing. */
export function profileFaults(document: CsafDocument): Fault[] {
  const { category, weaknesses } = document;
  const isVex = category === 'csaf_vex';
  const isAdvisory = category === 'csaf_security_advisory';
  const tests: readonly (readonly [number: string, isMeant: boolean, found: () => Found[]])[] = [
    ['6.1.27.1', INFORMATIONAL.has(category), () => withoutNotes(document)],
    ['6.1.27.2', INFORMATIONAL.has(category), () => withoutReferences(document)],
    [
      '6.1.27.3',
      category === 'csaf_informational_advisory',
      () =>
        weaknesses.length > 0
          ? [{ at: '/vulnerabilities', says: 'An informational advisory lists no vulnerabilities.' }]
          : [],
    ],
    [
      '6.1.27.4',
      isVex || isAdvisory,
      () => (document.hasTree ? [] : [{ at: '/product_tree', says: 'The product tree is missing.' }]),
    ],
    [
      '6.1.27.5',
      isVex || isAdvisory,
      () => each(weaknesses, (w) => listOf(w.fields, 'notes').length === 0, 'It has no notes.'),
    ],
    [
      '6.1.27.6',
      isAdvisory,
      () =>
        each(weaknesses, (w) => Object.keys(w.status).length === 0, 'It says of no product how it stands.'),
    ],
    [
      '6.1.27.7',
      isVex,
      () =>
        each(
          weaknesses,
          ({ status: s }) => !s.fixed && !s.known_affected && !s.known_not_affected && !s.under_investigation,
          'It says of no product whether it is affected.',
        ),
    ],
    [
      '6.1.27.8',
      isVex,
      () =>
        each(
          weaknesses,
          (w) => w.cve === undefined && listOf(w.fields, 'ids').length === 0,
          'It has neither a CVE nor another id.',
        ),
    ],
    [
      '6.1.27.9',
      isVex,
      () =>
        weaknesses.flatMap((w) =>
          silent(w, 'known_not_affected', ['flags', 'threats'], 'why it is not affected'),
        ),
    ],
    [
      '6.1.27.10',
      isVex,
      () => weaknesses.flatMap((w) => silent(w, 'known_affected', ['remediations'], 'what to do')),
    ],
    [
      '6.1.27.11',
      isVex || isAdvisory,
      () => (weaknesses.length > 0 ? [] : [{ at: '/vulnerabilities', says: 'There is no vulnerability.' }]),
    ],
  ];
  return tests.flatMap(([number, isMeant, found]) =>
    isMeant ? found().map((one) => ({ code: `csaf.${number}`, ...one })) : [],
  );
}

const each = (
  weaknesses: readonly Weakness[],
  isWrong: (weakness: Weakness) => boolean,
  says: string,
): Found[] => weaknesses.filter(isWrong).map(({ at }) => ({ at, says }));

const withoutNotes = ({ document }: CsafDocument): Found[] =>
  listOf(document, 'notes').some((note) => TELLING.has(textOf(note, 'category')))
    ? []
    : [{ at: '/document/notes', says: 'There is no note that tells something.' }];

const withoutReferences = ({ document }: CsafDocument): Found[] =>
  listOf(document, 'references').some((reference) => OUTWARD.has(textOf(reference, 'category')))
    ? []
    : [{ at: '/document/references', says: 'There is no reference to anything outside.' }];

/** Products of a status for which none of the lists says something, directly or by a group. */
function silent(
  { at, fields, status }: Weakness,
  of: 'known_not_affected' | 'known_affected',
  lists: readonly string[],
  what: string,
): Found[] {
  const telling = lists.flatMap((name) =>
    listOf(fields, name).filter((one) => name !== 'threats' || isImpact(one)),
  );
  // A group may hold the product; which it holds is test 6.1.4's business.
  if (telling.some((one) => textsOf(one, 'group_ids').length > 0)) return [];
  const told = new Set(telling.flatMap((one) => textsOf(one, 'product_ids')));
  const left = (status[of] ?? []).filter((id) => !told.has(id));
  return left.length > 0 ? [{ at, says: `For ${left.slice(0, 5).join(', ')} it does not say ${what}.` }] : [];
}

const isImpact = (threat: Fields) => textOf(threat, 'category') === 'impact';

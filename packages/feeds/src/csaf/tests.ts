import type { Fault } from '../errors.ts';
import { fieldsOf, listOf, own, textOf, textsOf } from '../json.ts';
import type { CsafDocument, Weakness } from './document.ts';
import { profileFaults } from './profiles.ts';
import { revisionFaults } from './revisions.ts';

type Found = Omit<Fault, 'code'>;

/**
 * The mandatory tests of CSAF 2.0 (section 6.1) that can be made on the document alone, by their numbers. Not made:
 * those that need a schema of CVSS, the lists of CWE or of languages (6.1.8 to 6.1.13), and 6.1.15, 6.1.19, 6.1.24 to
 * 6.1.26, 6.1.28 and 6.1.31.
 */
export function faultsOfCsaf(document: CsafDocument): Fault[] {
  const made: readonly (readonly [number: string, found: Found[]])[] = [
    ['6.1.1', undefinedProducts(document)],
    [
      '6.1.2',
      twice(
        document.products.map(({ id, at }) => ({ id, at })),
        'The product',
      ),
    ],
    ['6.1.3', circles(document)],
    ['6.1.4', undefinedGroups(document)],
    [
      '6.1.5',
      twice(
        document.groups.map(({ id }, i) => ({ id, at: `/product_tree/product_groups/${i}` })),
        'The group',
      ),
    ],
    ['6.1.6', document.weaknesses.flatMap(contradictions)],
    ['6.1.7', document.weaknesses.flatMap(scoredTwice)],
    [
      '6.1.23',
      twice(
        document.weaknesses.flatMap(({ cve, at }) => (cve ? [{ id: cve, at }] : [])),
        'The vulnerability',
      ),
    ],
    ['6.1.29', document.weaknesses.flatMap((w) => withoutProduct(w, 'remediations', 'A remedy'))],
    ['6.1.32', document.weaknesses.flatMap((w) => withoutProduct(w, 'flags', 'A flag'))],
    ['6.1.33', document.weaknesses.flatMap(flaggedTwice)],
  ];
  return [
    ...made.flatMap(([number, found]) => found.map((one) => ({ code: `csaf.${number}`, ...one }))),
    ...revisionFaults(document),
    ...profileFaults(document),
  ].slice(0, 100);
}

/** Where products or groups are spoken of below a vulnerability. */
const SPEAKING = ['scores', 'remediations', 'threats', 'flags', 'involvements'];
const productsOf = ({ fields, status }: Weakness): string[] => [
  ...Object.values(status).flat(),
  ...SPEAKING.flatMap((name) => listOf(fields, name)).flatMap((one) => [
    ...textsOf(one, 'product_ids'),
    ...textsOf(one, 'products'),
  ]),
];

function undefinedProducts({ products, composed, groups, weaknesses }: CsafDocument): Found[] {
  const known = new Set(products.map(({ id }) => id));
  const named = [
    ...weaknesses.flatMap((weakness) => productsOf(weakness).map((id) => ({ id, at: weakness.at }))),
    ...composed.flatMap(({ of }, i) => of.map((id) => ({ id, at: `/product_tree/relationships/${i}` }))),
    ...groups.flatMap(({ members }, i) =>
      members.map((id) => ({ id, at: `/product_tree/product_groups/${i}` })),
    ),
  ];
  return once(
    named.filter(({ id }) => !known.has(id)),
    (id) => `The product ${id} is not defined.`,
  );
}

function undefinedGroups({ groups, weaknesses }: CsafDocument): Found[] {
  const known = new Set(groups.map(({ id }) => id));
  const named = weaknesses.flatMap(({ fields, at }) =>
    SPEAKING.flatMap((name) => listOf(fields, name)).flatMap((one) =>
      textsOf(one, 'group_ids').map((id) => ({ id, at })),
    ),
  );
  return once(
    named.filter(({ id }) => !known.has(id)),
    (id) => `The group ${id} is not defined.`,
  );
}

const once = (found: readonly { id: string; at: string }[], say: (id: string) => string): Found[] =>
  [...new Map(found.map((one) => [one.id, one])).values()].map(({ id, at }) => ({ at, says: say(id) }));

function twice(named: readonly { id: string; at: string }[], what: string): Found[] {
  const seen = new Set<string>();
  return named.flatMap(({ id, at }) => {
    if (seen.has(id)) return [{ at, says: `${what} ${id} is defined more than once.` }];
    seen.add(id);
    return [];
  });
}

/** A product that is, by whatever detour, made of itself. Each is walked from once, by a list of what is left. */
function circles({ composed }: CsafDocument): Found[] {
  const parts = new Map<string, string[]>();
  for (const { id, of } of composed) parts.set(id, [...(parts.get(id) ?? []), ...of]);
  return composed.flatMap(({ id }, i) => {
    const seen = new Set<string>();
    const left = [...(parts.get(id) ?? [])];
    while (left.length > 0) {
      const next = left.pop()!;
      if (next === id)
        return [{ at: `/product_tree/relationships/${i}`, says: `The product ${id} is made of itself.` }];
      if (seen.has(next)) continue;
      seen.add(next);
      left.push(...(parts.get(next) ?? []));
    }
    return [];
  });
}

/** What is affected is not also unaffected, under investigation or fixed. */
const SIDES: Readonly<Record<string, string>> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  known_not_affected: 'not affected',
  first_fixed: 'fixed',
  fixed: 'fixed',
  under_investigation: 'under investigation',
};

function contradictions({ status, at }: Weakness): Found[] {
  const said = new Map<string, Set<string>>();
  for (const [name, ids] of Object.entries(status)) {
    const side = SIDES[name];
    if (side) for (const id of ids) said.set(id, (said.get(id) ?? new Set()).add(side));
  }
  return [...said].flatMap(([id, sides]) =>
    sides.size > 1 ? [{ at, says: `The product ${id} is said to be ${[...sides].join(' and ')}.` }] : [],
  );
}

function scoredTwice({ fields, at }: Weakness): Found[] {
  const scores = listOf(fields, 'scores').flatMap((score) =>
    ['cvss_v2', 'cvss_v3'].flatMap((name) => {
      const version = textOf(fieldsOf(score, name), 'version');
      return version ? textsOf(score, 'products').map((id) => ({ id: `${id} (CVSS ${version})`, at })) : [];
    }),
  );
  return twice(scores, 'The score of');
}

const withoutProduct = ({ fields, at }: Weakness, list: string, what: string): Found[] =>
  listOf(fields, list).flatMap((one, i) =>
    textsOf(one, 'product_ids').length + textsOf(one, 'group_ids').length > 0
      ? []
      : [{ at: `${at}/${list}/${i}`, says: `${what} names no product.` }],
  );

const JUSTIFICATIONS: ReadonlySet<unknown> = new Set([
  'component_not_present',
  'inline_mitigations_already_exist',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_not_present',
]);

const flaggedTwice = ({ fields, at }: Weakness): Found[] =>
  twice(
    listOf(fields, 'flags')
      .filter((flag) => JUSTIFICATIONS.has(own(flag, 'label')))
      .flatMap((flag) => textsOf(flag, 'product_ids').map((id) => ({ id, at }))),
    'The reason why it is not affected, of',
  );

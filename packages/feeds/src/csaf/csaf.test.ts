import { describe, expect, test } from 'vitest';
import { readSheet } from '../reading.ts';
import { file, filesIn, json } from '../testing/index.ts';

const revision = (number: string, date: string) => ({ number, date, summary: 'x' });
const tracking = {
  ...{ id: 'EX-1', status: 'final', version: '1', initial_release_date: '2026-03-01T00:00:00Z' },
  ...{
    current_release_date: '2026-03-01T00:00:00Z',
    revision_history: [revision('1', '2026-03-01T00:00:00Z')],
  },
};
const product = (product_id: string) => ({ product_id, name: `Product ${product_id}` });
const weakness = {
  cve: 'CVE-2026-1000',
  notes: [{ category: 'description', text: 'A flaw.' }],
  product_status: { known_affected: ['A'], fixed: ['B'] },
  remediations: [{ category: 'vendor_fix', details: 'Update.', product_ids: ['A'] }],
};

interface Changes {
  readonly document?: object;
  readonly tracking?: object;
  readonly tree?: object | undefined;
  readonly vulnerabilities?: readonly object[];
}

/** An advisory that passes every test, but for what is changed. */
function advisory(changes: Changes = {}) {
  return {
    document: {
      ...{ category: 'csaf_security_advisory', csaf_version: '2.0', title: 'A flaw in Product A' },
      publisher: { category: 'vendor', name: 'Maker', namespace: 'https://maker.example' },
      tracking: { ...tracking, ...changes.tracking },
      ...changes.document,
    },
    product_tree: 'tree' in changes ? changes.tree : { full_product_names: [product('A'), product('B')] },
    vulnerabilities: changes.vulnerabilities ?? [weakness],
  };
}

const codesOf = (changes: Changes) => readSheet(json(advisory(changes))).faults.map(({ code }) => code);
const like = (more: object) => ({ vulnerabilities: [{ ...weakness, ...more }] });

describe('a published document', () => {
  test.each(filesIn('csaf/', '.csaf'))('is read without a fault: %s', (name) => {
    const sheet = readSheet(file(name));
    expect(sheet.faults).toEqual([]);
    expect(sheet).toMatchObject({ format: 'csaf', by: 'Example Company ProductCERT' });
    expect(sheet.vulnerabilities.length).toBeGreaterThan(0);
  });

  test('says which products are affected, by their names, and what to do', () => {
    const [found] = readSheet(file('csaf/2022-evd-uc-01-a-001.csaf')).vulnerabilities;
    expect(found!.name).toBe('CVE-2021-44228');
    expect(found!.products.known_affected).toHaveLength(1);
    expect(found!.products.known_affected![0]).not.toMatch(/^CSAFPID/);
    expect(found!.remedies.length).toBeGreaterThan(0);
  });
});

describe('an advisory', () => {
  test('that passes every test has no fault', () => {
    expect(codesOf({})).toEqual([]);
  });

  const circle = {
    full_product_names: [product('A'), product('B')],
    relationships: [
      {
        category: 'installed_on',
        product_reference: 'A',
        relates_to_product_reference: 'D',
        full_product_name: product('C'),
      },
      {
        category: 'installed_on',
        product_reference: 'B',
        relates_to_product_reference: 'C',
        full_product_name: product('D'),
      },
    ],
  };
  const vex = { document: { category: 'csaf_vex' } };
  const cases: readonly (readonly [test: string, title: string, changes: Changes])[] = [
    ['6.1.1', 'speaks of a product that it does not define', like({ product_status: { fixed: ['Z'] } })],
    [
      '6.1.2',
      'defines a product twice',
      { tree: { full_product_names: [product('A'), product('A'), product('B')] } },
    ],
    ['6.1.3', 'makes a product of itself', { tree: circle }],
    [
      '6.1.4',
      'speaks of a group that it does not define',
      like({ threats: [{ category: 'impact', details: 'x', group_ids: ['G'] }] }),
    ],
    [
      '6.1.6',
      'says that a product is affected and fixed',
      like({ product_status: { known_affected: ['A'], fixed: ['A', 'B'] } }),
    ],
    [
      '6.1.7',
      'scores a product twice',
      like({ scores: [{ products: ['A', 'A'], cvss_v3: { version: '3.1', baseScore: 5 } }] }),
    ],
    [
      '6.1.14',
      'dates its revisions in another order',
      {
        tracking: {
          version: '2',
          revision_history: [revision('2', '2026-03-01T00:00:00Z'), revision('1', '2026-03-02T00:00:00Z')],
        },
      },
    ],
    ['6.1.16', 'has another version than its latest revision', { tracking: { version: '3' } }],
    [
      '6.1.17',
      'is final with a version that is none',
      { tracking: { version: '0.9.0', revision_history: [revision('0.9.0', '2026-03-01T00:00:00Z')] } },
    ],
    [
      '6.1.18',
      'is final and lists a revision 0',
      {
        tracking: {
          revision_history: [revision('0', '2026-02-01T00:00:00Z'), revision('1', '2026-03-01T00:00:00Z')],
        },
      },
    ],
    [
      '6.1.20',
      'is final with a mark of a draft',
      {
        tracking: { version: '1.0.0-rc1', revision_history: [revision('1.0.0-rc1', '2026-03-01T00:00:00Z')] },
      },
    ],
    [
      '6.1.21',
      'misses a revision',
      {
        tracking: {
          version: '3',
          revision_history: [revision('1', '2026-03-01T00:00:00Z'), revision('3', '2026-03-02T00:00:00Z')],
        },
      },
    ],
    [
      '6.1.22',
      'lists a revision twice',
      {
        tracking: {
          revision_history: [revision('1', '2026-03-01T00:00:00Z'), revision('1', '2026-03-01T00:00:00Z')],
        },
      },
    ],
    ['6.1.23', 'lists a vulnerability twice', { vulnerabilities: [weakness, weakness] }],
    ['6.1.27.4', 'has no product tree', { tree: undefined }],
    ['6.1.27.5', 'says nothing of a vulnerability', like({ notes: [] })],
    ['6.1.27.6', 'says of no product how it stands', like({ product_status: {} })],
    ['6.1.27.8', 'names a vulnerability by nothing', { ...vex, ...like({ cve: undefined }) }],
    [
      '6.1.27.9',
      'does not say why a product is not affected',
      { ...vex, ...like({ product_status: { known_not_affected: ['B'] } }) },
    ],
    ['6.1.27.10', 'does not say what to do', { ...vex, ...like({ remediations: [] }) }],
    ['6.1.27.11', 'has no vulnerability', { vulnerabilities: [] }],
    [
      '6.1.29',
      'has a remedy for nothing',
      like({ remediations: [{ category: 'none_available', details: 'x' }] }),
    ],
    ['6.1.30', 'mixes two ways to number versions', { tracking: { version: '1.0.0' } }],
    ['6.1.32', 'has a flag for nothing', like({ flags: [{ label: 'component_not_present' }] })],
    [
      '6.1.33',
      'gives two reasons for one product',
      like({
        flags: [
          { label: 'component_not_present', product_ids: ['B'] },
          { label: 'vulnerable_code_not_present', product_ids: ['B'] },
        ],
      }),
    ],
  ];
  test.each(cases)('fails test %s where it %s', (number, _, changes) => {
    expect(codesOf(changes)).toContain(`csaf.${number}`);
  });

  test.each([
    ['the title', { document: { title: undefined } }],
    ['the publisher', { document: { publisher: {} } }],
    ['the history', { tracking: { revision_history: [] } }],
    ['version 2.0 of CSAF', { document: { csaf_version: '2.1' } }],
  ])('is refused without %s', (_, changes) => {
    expect(() => readSheet(json(advisory(changes)))).toThrow(
      expect.objectContaining({ code: 'feeds.not-csaf' }),
    );
  });

  test('shows branches, scores and states', () => {
    const tree = {
      branches: [
        {
          category: 'vendor',
          name: 'Maker',
          branches: [{ category: 'product_name', name: 'P', product: product('A') }],
        },
      ],
      full_product_names: [product('B')],
    };
    const scores = [
      {
        products: ['A'],
        cvss_v3: { version: '3.1', baseScore: 9.8, baseSeverity: 'CRITICAL', vectorString: 'CVSS:3.1/AV:N' },
      },
    ];
    const sheet = readSheet(json(advisory({ tree, ...like({ scores }) })));
    expect(sheet.vulnerabilities[0]).toMatchObject({
      scores: [{ base: 9.8, severity: 'CRITICAL' }],
      products: { known_affected: ['Product A'], fixed: ['Product B'] },
    });
    expect(sheet.faults).toEqual([]);
  });
});

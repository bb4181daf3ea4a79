import { parseListFile } from '@comity/acts';
import { testId, testSalt } from '@comity/acts/testing';
import { canonicalBytes, utf8 } from '@comity/log';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf, type ListRules, readRegionalList } from './regionallist.ts';

const PARTICIPANTS = [
  { id: 'fra', names: { en: 'France', ar: 'فرنسا', ru: 'Франция' } },
  { id: 'civ', names: { en: 'Côte d’Ivoire', zh: '科特迪瓦' } },
];
const RULES: ListRules = {
  columns: {
    Pays: 'state',
    Type: 'class',
    Organisme: 'institution',
    Téléphone: 'telephones',
    Courriel: 'emails',
  },
  classes: { 'CSIRT national': 'technical', Mission: 'diplomatic' },
};
const HEAD = 'Pays;Type;Organisme;Téléphone;Courriel;Remarque';
const read = (rows: readonly string[], rules: ListRules = RULES) =>
  readRegionalList(utf8([HEAD, ...rows].join('\n')), PARTICIPANTS, rules);
const codeOf = (run: () => unknown) => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test('a list is read by its own columns and words; States by code, or by name in any language', () => {
  const { contacts, damaged, unused } = read([
    'FRA;csirt NATIONAL;"CERT; section 2";+00 1 234, +00 1 235;cert@fra.example;x',
    'Франция;mission;Mission;;;',
    'فرنسا;Mission;Mission 2;;;',
    'cote d ivoire;technical;CERT-CI;;;',
    '科特迪瓦;diplomatic;Bureau;;;',
  ]);
  expect(damaged).toEqual([]);
  expect(unused).toEqual(['Remarque']);
  expect(contacts.map((c) => [c.line, c.state, c.class])).toEqual([
    [2, 'fra', 'technical'],
    [3, 'fra', 'diplomatic'],
    [4, 'fra', 'diplomatic'],
    [5, 'civ', 'technical'],
    [6, 'civ', 'diplomatic'],
  ]);
  expect(contacts[0]!.fields).toEqual({
    institution: 'CERT; section 2',
    telephones: ['+00 1 234', '+00 1 235'],
    emails: ['cert@fra.example'],
  });
});

test('damaged rows are told with line and reason, and hold up no other', () => {
  const { contacts, damaged } = read([
    'Nowhere;Mission;A;;;',
    'France;Consul;A;;;',
    'France;Mission;;;;',
    'France;Mission;A;see the note;;',
    'France;Mission;A;3.31E+10;;',
    'France;Mission;\u0410BC;;;',
    'France;Mission;A;;de\u200bsk@fra.example;',
    'France;Mission;"never closed;;;',
    'France;Mission;A;;;',
    ' FRANCE ;mission;A;;;',
    'France;Mission;A;;céline@fra.example;',
  ]);
  expect(contacts.map(({ line }) => line)).toEqual([10]);
  expect(damaged.map(({ line, why }) => [line, why.slice(0, 30)])).toEqual([
    [2, 'No participant is called “Nowh'],
    [3, 'The class “Consul” is neither '],
    [4, 'It says nothing of a contact.'],
    [5, '“see the note” is no telephone'],
    [6, 'A spreadsheet wrote “3.31E+10”'],
    [7, '“\u0410BC” mixes letters of Latin a'],
    [8, 'It holds characters that nobod'],
    [9, 'It does not have the 6 columns'],
    [11, 'It says the same as line 10.'],
    [12, 'This cannot be said as emails:'],
  ]);
});

describe('rules that do not fit the list are refused:', () => {
  test.each([
    [
      'a column that is not there',
      { ...RULES, columns: { ...RULES.columns, Fax: 'messenger' } },
      'comity.bad-list-rule',
    ],
    ['a part that no contact has', { ...RULES, columns: { Pays: 'fax' } }, 'comity.bad-list-rule'],
    [
      'two columns for one part',
      { ...RULES, columns: { ...RULES.columns, Remarque: 'state' } },
      'comity.bad-list-rule',
    ],
    ['no column for the State', { ...RULES, columns: { Type: 'class' } }, 'comity.not-a-regional-list'],
  ])('%s', (_what, rules, code) => expect(codeOf(() => read(['France;Mission;A;;;'], rules))).toBe(code));

  test('no class at all, unless it is said for every row', () => {
    const { Type: _, ...columns } = RULES.columns;
    const row = ['France;Mission;A;;;'];
    expect(codeOf(() => read(row, { ...RULES, columns }))).toBe('comity.not-a-regional-list');
    expect(read(row, { ...RULES, columns, all: 'technical' }).contacts[0]!.class).toBe('technical');
  });
});

test('whatever is read is a file that everybody can read, and nothing else comes out of any bytes', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('France', 'fra', 'Mission', 'technical', '"', ';', 'a@b.example'),
  );
  const row = fc.array(cell, { minLength: 4, maxLength: 7 }).map((cells) => cells.join(';'));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const { contacts } = read(['France;Mission;A;;;', ...rows]);
      const regional = testId('lst', 'any');
      const listed = contacts.map(({ line: _, ...contact }) => contact);
      const bytes = canonicalBytes({ v: 1, regional, salt: testSalt('any'), contacts: listed } as never);
      expect(parseListFile(bytes, { regional, contacts: listed.length }).contacts).toEqual(listed);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const found = codeOf(() => readRegionalList(bytes, PARTICIPANTS, { columns: {}, classes: {} }));
      expect(
        found === undefined || found === 'comity.not-a-regional-list' || found === 'comity.bad-list-rule',
      ).toBe(true);
    }),
  );
});

test('a newer state says what is new or changed, what is no more, and what stays', () => {
  const before = read(['France;Mission;A;;;', 'France;Mission;B;;;']).contacts.map(({ line: _, ...c }) => c);
  const after = read(['France;Mission;B;;;', 'France;Mission;A;+00 1 234;;']).contacts.map(
    ({ line: _, ...c }) => c,
  );
  const { added, removed, same } = differenceOf(before, after);
  expect([added.map((c) => c.fields), removed.map((c) => c.fields), same]).toEqual([
    [{ institution: 'A', telephones: ['+00 1 234'] }],
    [{ institution: 'A' }],
    1,
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DOCUMENT_RULES, type DocumentRules, documentRules } from './catalogue/documentrules.ts';
import { formatSymbol, nextInFamily, nextSymbol, parseSymbol, splitSymbol } from './symbols.ts';

const rules = DOCUMENT_RULES;
const crp = 'conference-room-paper';
const organ = fc.stringMatching(/^[A-Z](?:\/[A-Z]{1,3}(?:\.[0-9]{1,3})?)?$/);

describe('A symbol', () => {
  test('is read into its class and parts, with every step of its family', () => {
    expect(parseSymbol(rules, 'A/AC.292/2025/CRP.1/Rev.1/Add.2/Corr.3')).toEqual({
      ...{ class: crp, work: 'A/AC.292/2025/CRP.1', organ: 'A/AC.292', year: 2025, serial: 1 },
      steps: [
        { kind: 'revision', number: 1 },
        { kind: 'addendum', number: 2 },
        { kind: 'corrigendum', number: 3 },
      ],
      parent: 'A/AC.292/2025/CRP.1/Rev.1/Add.2',
    });
    expect(parseSymbol(rules, 'A/AC.292/2025/INF/4')).toMatchObject({ class: 'information', serial: 4 });
    expect(parseSymbol(rules, 'A/AC.292/2025/7')).toMatchObject({ class: 'document', serial: 7 });
  });

  test.each([
    ['a serial that begins with zero', 'A/AC.292/2025/CRP.01'],
    ['a year of two digits', 'A/AC.292/25/CRP.1'],
    ['no organ', '/2025/CRP.1'],
    ['another prefix of the serial', 'A/AC.292/2025/XYZ.1'],
    ['a suffix without number', 'A/AC.292/2025/CRP.1/Rev.'],
    ['something behind it', 'A/AC.292/2025/CRP.1 '],
  ])('is not read with %s', (_what, symbol) => {
    expect(parseSymbol(rules, symbol)).toBeUndefined();
  });

  test('that is written is read again as what it was written from', () => {
    const classes = fc.constantFrom(...rules.series.map((s) => s.class));
    const parts = fc.record({
      organ,
      year: fc.integer({ min: 1945, max: 2999 }),
      serial: fc.integer({ min: 1, max: 99_999 }),
    });
    fc.assert(
      fc.property(classes, parts, (name, given) => {
        const symbol = formatSymbol(rules, name, given)!;
        expect(parseSymbol(rules, symbol)).toMatchObject({ class: name, ...given, work: symbol, steps: [] });
      }),
    );
  });

  test('cannot be written where a part is missing or the class is unknown', () => {
    expect(formatSymbol(rules, crp, { year: 2027, serial: 1 })).toBeUndefined();
    expect(formatSymbol(rules, 'leaflet', { organ: 'A', year: 2027, serial: 1 })).toBeUndefined();
  });
});

describe('The next free symbol', () => {
  test('is never one that was taken, whatever was', () => {
    const taken = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 });
    fc.assert(
      fc.property(taken, (serials) => {
        const symbols = serials.flatMap((n) => [`A/B/2027/CRP.${n}`, `A/B/2027/CRP.${n}/Rev.1`]);
        const next = nextSymbol(rules, crp, { organ: 'A/B', year: 2027 }, symbols)!;
        expect(symbols).not.toContain(next);
        expect(parseSymbol(rules, next)!.serial).toBe(Math.max(0, ...serials) + 1);
      }),
    );
  });

  test('counts for each organ, year and class by itself', () => {
    const taken = ['A/B/2026/CRP.9', 'A/C/2027/CRP.8', 'A/B/2027/WP.7'];
    expect(nextSymbol(rules, crp, { organ: 'A/B', year: 2027 }, taken)).toBe('A/B/2027/CRP.1');
  });

  test('of a family is one above the highest of its kind, beside that document alone', () => {
    const taken = ['A/B/2027/1/Rev.1', 'A/B/2027/1/Rev.3', 'A/B/2027/1/Rev.1/Rev.8', 'A/B/2027/1/Add.2'];
    expect(nextInFamily(rules, 'A/B/2027/1', 'revision', taken)).toBe('A/B/2027/1/Rev.4');
    expect(nextInFamily(rules, 'A/B/2027/1', 'corrigendum', taken)).toBe('A/B/2027/1/Corr.1');
  });
});

describe('What a body adopts about symbols', () => {
  const own = (pattern: string): DocumentRules => ({
    ...rules,
    series: [{ class: 'paper', names: { en: 'Paper' }, pattern }],
    suffixes: { revision: '/Revised{n}', addendum: '/Plus{n}', corrigendum: '/Mended{n}' },
  });

  test('may be other patterns and suffixes, with a session', () => {
    const adopted = own('{organ}({session})-{serial}');
    expect(parseSymbol(adopted, 'REG.5(XI)-12/Plus2')).toMatchObject({
      organ: 'REG.5',
      session: 'XI',
      serial: 12,
    });
    expect(splitSymbol(adopted, 'REG.5(XI)-12/Rev.1')).toEqual({ work: 'REG.5(XI)-12/Rev.1', steps: [] });
  });

  test('holds the serial exactly once, and nothing that an expression would read as an order', () => {
    for (const pattern of ['{organ}/{year}', '{serial}/{serial}', '{serial}.*', '{serial}[a]', '{serial} x'])
      expect(documentRules.safeParse(own(pattern)).success, pattern).toBe(false);
    expect(documentRules.safeParse(own('{serial}')).success).toBe(true);
  });

  test('is no trap: a long symbol of slashes is judged at once', () => {
    const long = `${'A/'.repeat(28)}2027/CRP.x`;
    expect(parseSymbol(rules, long)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { compareSymbols, familiesOf, parseSymbol, readMarc, TextError } from '../index.ts';
import { readShared } from '../testing/corpus.ts';

const utf8 = (xml: string) => new TextEncoder().encode(xml);

describe('MARCXML', () => {
  const { records, notices } = readMarc(readShared('un_digital_library/marcxml_A_C3_78_drafts_public.xml'));

  it('gives symbols, titles, dates, languages, sponsors and files of the real records', () => {
    expect(records).toHaveLength(25);
    expect(records[0]).toMatchObject({
      id: '4026910',
      symbols: [
        { symbol: 'A/C.3/78/L.49/Rev.1', base: 'A/C.3/78/L.49', parts: [{ kind: 'Rev', number: 1 }] },
      ],
      title: 'Promotion and protection of human rights in the context of digital technologies',
      remainder: 'revised draft resolution',
      dated: '2023-11-08',
      languages: ['en'],
      agenda: ['A/78/251'],
    });
    expect(records[0]!.sponsors).toHaveLength(24);
    expect(records[0]!.files.map(({ language }) => language)).toEqual(['ar', 'zh', 'en', 'fr', 'ru', 'es']);
    expect(records.every(({ symbols }) => symbols.length === 1)).toBe(true);
  });

  it('finds the families of revisions and addenda', () => {
    const families = familiesOf(records).filter((family) => family.records.length > 1);
    expect(families.map((family) => family.records.map(({ symbols }) => symbols[0]!.symbol))).toEqual([
      ['A/C.3/78/L.1', 'A/C.3/78/L.1/Add.1'],
      ['A/C.3/78/L.21', 'A/C.3/78/L.21/Rev.1'],
      ['A/C.3/78/L.49', 'A/C.3/78/L.49/Rev.1'],
      ['A/C.3/78/L.53', 'A/C.3/78/L.53/Rev.1'],
    ]);
  });

  it('lists the fields that are not read, and the labels that were decoded wrongly and put right', () => {
    const dropped = notices.filter(({ code }) => code === 'dropped').map(({ words }) => words);
    expect(dropped).toContain('field 993');
    expect(notices).toContainEqual(
      expect.objectContaining({ code: 'mis-decoded', words: 'Français', count: 25 }),
    );
  });

  it('reads one record, and a record that says nothing is a notice', () => {
    expect(
      readMarc(readShared('un_digital_library/sample_marc.xml')).records.map(({ title }) => title),
    ).toEqual(['This', 'Another']);
    const { records: one, notices: said } = readMarc(
      utf8(
        '<collection><record><datafield tag="245"><subfield code="a">T</subfield></datafield></record><record/><x/></collection>',
      ),
    );
    expect(one).toHaveLength(1);
    expect(said.map(({ code }) => code)).toEqual(['dropped', 'not-understood']);
  });

  it.each([
    ['<x/>', 'text.not-this-format'],
    ['<collection/>', 'text.nothing-in-it'],
    ['<record><', 'text.not-xml'],
  ])('refuses %s with %s', (xml, code) => {
    expect(() => readMarc(utf8(xml))).toThrow(TextError);
    expect(() => readMarc(utf8(xml))).toThrow(expect.objectContaining({ code }));
  });
});

describe('a symbol', () => {
  it('is taken apart from its end', () => {
    expect(parseSymbol('A/AC.292/2025/CRP.1')).toEqual({
      symbol: 'A/AC.292/2025/CRP.1',
      base: 'A/AC.292/2025/CRP.1',
      parts: [],
    });
    expect(parseSymbol('A/1/L.2/Add.1/Rev.3')).toMatchObject({
      base: 'A/1/L.2',
      parts: [
        { kind: 'Add', number: 1 },
        { kind: 'Rev', number: 3 },
      ],
    });
  });

  it('comes after what it revises', () => {
    const symbols = [
      'L.1/Rev.2',
      'L.1/Corr.1',
      'L.1/Rev.1/Corr.1',
      'L.1',
      'L.1/Rev.1',
      'L.1/Rev.10',
      'L.1/Add.1',
    ];
    const sorted = symbols.map(parseSymbol).sort(compareSymbols);
    expect(sorted.map(({ symbol }) => symbol)).toEqual([
      ...['L.1', 'L.1/Add.1', 'L.1/Corr.1', 'L.1/Rev.1', 'L.1/Rev.1/Corr.1', 'L.1/Rev.2', 'L.1/Rev.10'],
    ]);
  });
});

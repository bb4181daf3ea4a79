import { describe, expect, test } from 'vitest';
import { readNominations } from './nominations.ts';

const STATES = [
  { id: 'alderia', names: { en: 'Alderia', fr: 'Aldérie', ru: 'Алдерия' } },
  { id: 'brenmark', names: { en: 'Brenmark', fr: 'Brenmark' } },
  { id: 'north', names: { en: 'The Isles' } },
  { id: 'south', names: { en: 'The Isles' } },
];
const read = (...lines: string[]) => readNominations(Buffer.from(lines.join('\r\n')), STATES);
const HEAD = 'State,Class,Note,Institution,Telephones,Emails,Name';

describe('A list of nominations', () => {
  test('is read by the names of its columns, States by any of their names', () => {
    const { rows, damaged } = read(
      HEAD,
      'Alderia,technical,NV/7,"National CERT, Section 2","+00 1 234; +00 1 235",desk@cert.example,A. Person',
      'ALDERIE,d,NV/8,,,,',
      '',
      'Алдерия,T,NV/9,"Two\nlines",,,',
      'brenmark,diplomatic,NV/10,"Say ""hello""",,,',
    );
    expect(damaged).toEqual([]);
    expect(rows.map(({ line, participant, class: kind, note }) => [line, participant, kind, note])).toEqual([
      [2, 'alderia', 'technical', 'NV/7'],
      [3, 'alderia', 'diplomatic', 'NV/8'],
      [5, 'alderia', 'technical', 'NV/9'],
      [7, 'brenmark', 'diplomatic', 'NV/10'],
    ]);
    expect(rows[0]!.fields).toEqual({
      institution: { value: 'National CERT, Section 2', readers: 'participants' },
      telephones: { value: ['+00 1 234', '+00 1 235'], readers: 'participants' },
      emails: { value: ['desk@cert.example'], readers: 'participants' },
      name: { value: 'A. Person', readers: 'own' },
    });
    expect([rows[2]!.fields.institution!.value, rows[3]!.fields.institution!.value]).toEqual([
      'Two lines',
      'Say "hello"',
    ]);
  });

  test('tells each row that it cannot understand with its line, and reads the rest', () => {
    const { rows, damaged } = read(
      HEAD,
      'Nowhere,technical,NV/1,,,,',
      'Alderia,other,NV/2,,,,',
      'Alderia,technical,,,,,',
      'Alderia,technical,NV/4,,,not an address,',
      'Alderia,technical,NV/5',
      'Alderia,technical,NV/6,"never closed,,,',
      'Alderia,technical,NV/7,,,,',
      'The Isles,technical,NV/8,,,,',
      'Brenmark,technical,NV/9,"closed",,,',
    );
    expect(rows.map(({ note }) => note)).toEqual(['NV/7', 'NV/9']);
    expect(damaged.map(({ line, why }) => [line, why.split(' ').slice(0, 3).join(' ')])).toEqual([
      [2, 'No participant is'],
      [3, 'The class “other”'],
      [4, 'It names no'],
      [5, 'This cannot be'],
      [6, 'It does not'],
      [7, 'It does not'],
      [9, 'No participant is'],
    ]);
  });

  test('may come from another office: semicolons, tabs, UTF-16, Windows-1252, a byte order mark', () => {
    const text = 'state;class;note;institution\r\nAldérie;technical;NV/1;Sécurité, section 1\r\n';
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      utf16,
      Buffer.from(text, 'latin1'),
    ]) {
      const { rows, damaged } = readNominations(bytes, STATES);
      expect([damaged, rows[0]?.fields.institution?.value]).toEqual([[], 'Sécurité, section 1']);
    }
    const tabbed = Buffer.from(text.replaceAll(';', '\t'));
    expect(readNominations(tabbed, STATES).rows).toHaveLength(1);
  });

  test('that is none is refused', () => {
    for (const bytes of ['', '\r\n\r\n', 'a,b,c', 'state,class\nx,y', '\u0000'.repeat(100)])
      expect(() => readNominations(Buffer.from(bytes), STATES)).toThrow(
        expect.objectContaining({ code: 'comity.not-a-list' }),
      );
    const many = `${HEAD}\n${'Alderia,technical,NV/7,,,,\n'.repeat(2001)}`;
    expect(() => readNominations(Buffer.from(many), STATES)).toThrow(/more than 2000 rows/);
  });
});

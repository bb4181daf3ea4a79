import { describe, expect, test } from 'vitest';
import { csvLines } from './csv.ts';
import { readField, readFields } from './fields.ts';
import { readDeadline, readMarking } from './letter.ts';
import { plain, plainText, table } from './terminal.ts';

describe('a field of a contact', () => {
  test('is a path, a value that may hold anything, and at the end who reads it', () => {
    expect(readField('hours=08:00-16:00')).toEqual({
      path: 'hours',
      wish: { value: '08:00-16:00', readers: 'participants' },
    });
    expect(readField('name=A: B = C').wish).toEqual({ value: 'A: B = C', readers: 'own' });
    expect(readField('role=Desk:public').wish).toEqual({ value: 'Desk', readers: 'public' });
    expect(readField('telephones=+00 1, +00 2:@fra,@deu,@fra').wish).toEqual({
      value: ['+00 1', '+00 2'],
      readers: ['deu', 'fra'],
    });
    expect(readFields(['unit=', 'role=x']).without).toEqual(['unit']);
  });

  test('is refused where the path is unknown, given twice, or the value cannot be said', () => {
    for (const text of ['shoe=9', 'role', '=x', 'emails=not an address']) {
      expect(() => readField(text)).toThrow(expect.objectContaining({ code: 'comity.bad-field' }));
    }
    expect(() => readFields(['role=a', 'role=b'])).toThrow('twice');
  });
});

describe('a deadline', () => {
  const now = Date.parse('2027-01-31T11:20:00.000Z');

  test('in hours or days is rounded up to the next full hour', () => {
    expect(readDeadline('24h', now)).toBe('2027-02-01T12:00:00.000Z');
    expect(readDeadline('3d', now)).toBe('2027-02-03T12:00:00.000Z');
  });

  test('as an instant needs its zone', () => {
    expect(readDeadline('2027-02-01T00:30+02:00', now)).toBe('2027-01-31T22:30:00.000Z');
    for (const text of ['2027-02-01T00:30', '2027-02-01', 'tomorrow', '24', '-3h', '2027-13-01T00:00Z']) {
      expect(() => readDeadline(text, now)).toThrow(expect.objectContaining({ code: 'comity.bad-deadline' }));
    }
  });
});

test('a marking is TLP 2.0 with one of its labels, or a scheme of a State’s own', () => {
  expect(readMarking(undefined)).toEqual({ scheme: 'TLP', label: 'AMBER' });
  expect(readMarking('TLP:AMBER+STRICT')).toEqual({ scheme: 'TLP', label: 'AMBER+STRICT' });
  expect(readMarking('NATIONAL:Restricted')).toEqual({ scheme: 'NATIONAL', label: 'Restricted' });
  for (const text of ['TLP:PINK', 'AMBER', 'TLP:', ':RED'])
    expect(() => readMarking(text)).toThrow('marking');
});

describe('words of others', () => {
  test('cannot steer the terminal or turn the reading direction', () => {
    expect(plain('a\u001b[2Jb\nc\u202Ed')).toBe('a<U+001B>[2Jb<U+000A>c<U+202E>d');
    expect(plainText('a\r\nb\tc\u0007')).toBe('a\nb\tc<U+0007>');
    expect(plain('État — 国家')).toBe('État — 国家');
    expect(table(['A', 'B'], [['x\u001b]0;y\u0007', 'z']])[1]).toBe('x<U+001B>]0;y<U+0007>  z');
  });

  test('are quoted in CSV, and are no formula there', () => {
    expect(
      csvLines(
        ['a', 'b'],
        [
          ['x,"y"\n', '=1+1'],
          ['+00 1', '-cmd'],
        ],
      ),
    ).toEqual(['a,b', '"x,""y""\n",\'=1+1', "+00 1,'-cmd"]);
  });
});

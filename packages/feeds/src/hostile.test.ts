import { utf8 } from '@comity/log';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FeedError } from './errors.ts';
import { LIMITS, readJson } from './json.ts';
import { readSheet, tableOf } from './reading.ts';
import { oddIn, shown } from './sheet.ts';
import { bundle, indicator, json, uuid } from './testing/index.ts';

const codeOf = (read: () => unknown): string => {
  try {
    read();
    return 'read';
  } catch (error) {
    if (error instanceof FeedError) return error.code;
    throw error;
  }
};

describe('a hostile file', () => {
  test('of 200 MB is refused by its size, at once', () => {
    const huge = new Uint8Array(200 * 1024 * 1024);
    const begun = performance.now();
    expect(codeOf(() => readSheet(huge))).toBe('feeds.too-large');
    expect(performance.now() - begun).toBeLessThan(50);
  });

  test.each([
    ['arrays', '['.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['arrays that are closed again', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('nested a hundred thousand levels deep is refused: %s', (_, text) => {
    expect(codeOf(() => readSheet(utf8(text)))).toBe('feeds.too-deep');
  });

  test('of a million small values is refused before it is parsed', () => {
    expect(codeOf(() => readSheet(utf8(`[${'0,'.repeat(LIMITS.values)}0]`)))).toBe('feeds.too-many-values');
  });

  test.each([
    ['UTF-16 with a mark', Uint8Array.of(0xff, 0xfe, 0x7b, 0)],
    ['UTF-16 the other way round', Uint8Array.of(0xfe, 0xff, 0, 0x7b)],
    ['UTF-16 without a mark', Uint8Array.of(0x7b, 0, 0x7d, 0)],
    ['UTF-32', Uint8Array.of(0, 0, 0, 0x7b)],
    ['Latin-1', Uint8Array.of(0x22, 0xe9, 0x22)],
    ['UTF-8 with an overlong spelling', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)],
    ['UTF-8 with half a pair', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
  ])('in another encoding is refused: %s', (_, bytes) => {
    expect(codeOf(() => readJson(bytes))).toBe('feeds.wrong-encoding');
  });

  test('with a byte order mark is read like any other', () => {
    const bytes = json(bundle([indicator(1)]));
    expect(readSheet(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]))).toEqual(readSheet(bytes));
  });

  test.each([
    ['{"a":1,"a":2}', 'feeds.duplicate-name'],
    ['{"a":1,"\\u0061":2}', 'feeds.duplicate-name'],
    ['{"x":[{"type":"a","b":{},"type":"c"}]}', 'feeds.duplicate-name'],
    ['{"__proto__":{"polluted":true}}', 'feeds.forbidden-name'],
    ['{"a":{"\\u005f_proto__":1}}', 'feeds.forbidden-name'],
    ['{"n":9007199254740993}', 'feeds.unsafe-number'],
    ['[-9007199254740993]', 'feeds.unsafe-number'],
    ['[1e999]', 'feeds.unsafe-number'],
    ['{"a":}', 'feeds.not-json'],
    ['{"a":1}}', 'feeds.not-json'],
    ['', 'feeds.not-json'],
    ['{"document":{"csaf_version":"2.0"}}', 'feeds.not-csaf'],
    ['{"type":"bundle"}', 'feeds.not-stix'],
    ['{"anything":"else"}', 'feeds.unknown-format'],
    ['[]', 'feeds.unknown-format'],
    ['null', 'feeds.unknown-format'],
  ])('is refused with a code: %s', (text, code) => {
    expect(codeOf(() => readSheet(utf8(text)))).toBe(code);
  });

  test('changes nothing that objects inherit, by whatever name', () => {
    const names = ['constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
    const nasty = Object.fromEntries(names.map((name) => [name, { polluted: true }]));
    readSheet(
      json(
        bundle([
          indicator(1, undefined, nasty),
          { ...nasty, type: 'constructor', id: `constructor--${uuid(2)}` },
        ]),
      ),
    );
    readSheet(
      json({
        Event: {
          info: 'x',
          Attribute: [{ ...nasty, type: 'constructor', category: 'toString', value: 'valueOf' }],
        },
      }),
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect('polluted' in Object).toBe(false);
  });

  test('the same names in different objects, and in texts, are no matter', () => {
    expect(readJson(utf8('[{"a":1},{"a":{"a":"a\\":{\\"a"}}]'))).toEqual([{ a: 1 }, { a: { a: 'a":{"a' } }]);
    expect(readJson(utf8('[9007199254740991,-0.5,1e3,"9007199254740993"]'))).toEqual([
      2 ** 53 - 1,
      -0.5,
      1000,
      '9007199254740993',
    ]);
  });

  test('with HTML in every text is told word for word', () => {
    const html = '<img src=x onerror=alert(1)>"\'&</script>';
    const sheet = readSheet(
      json(
        bundle([indicator(1, undefined, { name: html, description: html, pattern: `[x:y = '${html}']` })]),
      ),
    );
    expect(sheet.other).toMatchObject([{ name: html }]);
  });

  test('whose relations run in a circle, and name what is not there, is told line by line', () => {
    const relation = (n: number, from: number, to: number) => ({
      ...indicator(n),
      ...{ type: 'relationship', id: `relationship--${uuid(n)}`, relationship_type: 'uses' },
      ...{ source_ref: `indicator--${uuid(from)}`, target_ref: `indicator--${uuid(to)}` },
    });
    const sheet = readSheet(
      json(
        bundle([
          indicator(1),
          indicator(2),
          relation(3, 1, 2),
          relation(4, 2, 1),
          relation(5, 1, 1),
          relation(6, 1, 99),
        ]),
      ),
    );
    expect(sheet.relations).toHaveLength(4);
    expect(sheet.relations[3]!.to).toBe(`indicator--${uuid(99)}`);
  });

  test('with letters that turn or hide others is shown and flagged', () => {
    const note = 'invoice\u202efdp.exe\u200b';
    const sheet = readSheet(json(bundle([indicator(1, undefined, { description: note })])));
    expect(sheet.sought[0]!.note).toBe(note);
    expect(oddIn(note)).toEqual(['U+202E', 'U+200B']);
    expect(shown(note)).toBe('invoice<U+202E>fdp.exe<U+200B>');
  });

  test('cannot plant a formula in a table', () => {
    const table = tableOf(
      readSheet(json(bundle([indicator(1, undefined, { description: '=HYPERLINK("http://x")' })]))),
    );
    expect(table).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  test('of any bytes or any JSON ends in a sheet or in a code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json().map(utf8), fc.uint8Array()), (bytes) => {
        expect(codeOf(() => readSheet(bytes))).toMatch(/^(?:read|feeds\.[a-z-]+)$/);
      }),
    );
  });

  test('that is like a real one but for any value somewhere ends in a sheet or in a code', () => {
    const base = [
      bundle([indicator(1), { type: 'report', id: `report--${uuid(2)}`, spec_version: '2.1' }]),
      {
        Event: {
          info: 'i',
          uuid: uuid(1),
          Attribute: [{ type: 'md5', value: 'x' }],
          Object: [{ name: 'file', Attribute: [] }],
        },
      },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...base), fc.jsonValue(), fc.nat(), (value, odd, at) => {
        let n = 0;
        const text = JSON.stringify(value, (_, v: unknown) => (n++ === at % 30 ? odd : v));
        if (text === undefined) return;
        expect(codeOf(() => readSheet(utf8(text)))).toMatch(/^(?:read|feeds\.[a-z-]+)$/);
      }),
    );
  });

  test('that parses is parsed as JSON.parse does it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        const code = codeOf(() => readJson(utf8(text)));
        if (code === 'read') expect(readJson(utf8(text))).toEqual(JSON.parse(text));
        else expect(code).toMatch(/forbidden-name|unsafe-number|wrong-encoding/);
      }),
    );
  });
});

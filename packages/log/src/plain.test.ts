import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from './bytes.ts';
import { canonicalBytes, canonicalText } from './canonical.ts';
import { isPlainlyCanonical } from './plain.ts';

const isPlain = (text: string) => isPlainlyCanonical(utf8(text), 32);

test('says yes to what acts are made of', () => {
  for (const text of [
    '{}',
    '[]',
    '"text"',
    '-7',
    'true',
    '[false,0,[],{},"a"]',
    '{"a":{"b":[1,{"z":"é"}]},"ab":true,"b":-123456789012345}',
    '{"a":[{"c":1,"d":2},{"a":1}],"b":"😀 , : { ["}',
  ])
    expect(isPlain(text), text).toBe(true);
});

describe('Says no to', () => {
  test.each([
    ['white space', '{"a": 1}'],
    ['white space at the end', '{} '],
    ['a duplicate name', '{"a":1,"a":1}'],
    ['names out of order', '{"b":1,"a":1}'],
    ['a longer name before the shorter', '{"ab":1,"a":1}'],
    ['names out of order behind a nested object', '{"b":{"a":1},"a":1}'],
    ['names out of order behind a list', '{"b":["z"],"a":1}'],
    ['names out of order within a list', '[{"b":1,"a":1}]'],
    ['an escape in a text', '"\\n"'],
    ['an escape in a name', '{"\\u0061":1}'],
    ['a fraction', '1.0'],
    ['an exponent', '1e3'],
    ['minus zero', '-0'],
    ['null', '[null]'],
    ['a number that may lie beyond 2^53', '9007199254740993'],
    ['names that bytes sort unlike UTF-16', '{"\ufb33":1,"😀":1}'],
  ])('%s', (_what, text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(isPlain(text)).toBe(false);
  });

  test('more arrays and objects within each other than allowed', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(isPlain(nested(32))).toBe(true);
    expect(isPlain(nested(33))).toBe(false);
  });
});

const json = fc.jsonValue({ maxDepth: 5 });
const spelling = fc.constantFrom(' ', '"', ',', '{', '}', '[', '0', '-', '.', '\\', 'a', ':', 'e', 'é');

test('a yes is never wrong: such bytes are those that writing gives', () => {
  fc.assert(
    fc.property(json, fc.nat(), spelling, fc.boolean(), (value, where, put, replace) => {
      for (const text of [JSON.stringify(value), spelled(JSON.stringify(value), where, put, replace)]) {
        const parsed = parse(text);
        if (parsed !== undefined && isPlain(text)) expect(canonicalText(parsed.value)).toBe(text);
      }
    }),
    { numRuns: 2000 },
  );
});

test('says yes to plain values that were written canonically', () => {
  const plain = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.integer(),
      fc.boolean(),
      fc.stringMatching(/^[a-z !#é]*$/),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.stringMatching(/^[a-z !#]*$/), tie('value'), { maxKeys: 6 }),
  }));
  fc.assert(
    fc.property(plain.object, (value) => {
      expect(isPlain(fromUtf8(canonicalBytes(value)))).toBe(true);
    }),
  );
});

function spelled(text: string, where: number, put: string, replace: boolean): string {
  const at = where % (text.length + 1);
  return text.slice(0, at) + put + text.slice(replace ? at + 1 : at);
}

function parse(text: string): { value: unknown } | undefined {
  if (!text.isWellFormed()) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, fromHex, utf8 } from './bytes.ts';
import { canonicalBytes, canonicalText, parseCanonical } from './canonical.ts';
import { LogError } from './errors.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof LogError) return error.code;
    throw error;
  }
  return 'accepted';
};
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('writing', () => {
  test('orders names as the sample of RFC 8785 section 3.2.3 does', () => {
    const sample = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '😀': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      ö: 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalText(sample)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  test('spells strings and literals as the sample of RFC 8785 section 3.2.2 does', () => {
    const sample = { string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/', literals: [true, false] };
    const expected =
      '7b226c69746572616c73223a5b747275652c66616c73655d2c22737472696e67223a22e282ac245c75303030665c6e' +
      '4127425c225c5c5c5c5c222f227d';
    expect(canonicalBytes(sample)).toEqual(fromHex(expected));
  });

  test.each([
    ['\b\t\n\f\r', '"\\b\\t\\n\\f\\r"'],
    ['\u0001\u001f', '"\\u0001\\u001f"'],
    ['"\\', '"\\"\\\\"'],
    ['\u007f\u2028\u2029/<>&', '"\u007f\u2028\u2029/<>&"'],
    ['\u202e\u2067', '"\u202e\u2067"'],
    ['é', '"é"'],
    ['e\u0301', '"e\u0301"'],
  ])('spells the string %j in one way and normalises nothing', (value, expected) => {
    expect(canonicalText(value)).toBe(expected);
  });

  test('leaves out fields that are undefined and sorts numbers of names as text', () => {
    expect(canonicalText({ b: 1, a: undefined, 10: 2, 9: 3 })).toBe('{"10":2,"9":3,"b":1}');
  });

  test('keeps a field that is named __proto__', () => {
    const value = JSON.parse('{"__proto__":{"a":1},"b":2}');
    expect(canonicalText(value)).toBe('{"__proto__":{"a":1},"b":2}');
  });

  test('takes objects without a prototype', () => {
    expect(canonicalText(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  test.each([
    ['null', null],
    ['undefined', undefined],
    ['undefined in an array', [undefined]],
    ['a hole in an array', new Array(1)],
    ['null in a field', { a: null }],
    ['a float', 0.5],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['2^53', 2 ** 53],
    ['-2^53', -(2 ** 53)],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['a lone high surrogate', '\ud800'],
    ['a lone low surrogate in a name', { '\udc00': 1 }],
    ['U+0000', 'a\u0000b'],
    ['bytes', new Uint8Array(2)],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['a class instance', new LogError('log.bad-key', '')],
    ['a value within 33 arrays', nested(33)],
  ])('refuses %s', (_, value) => {
    expect(codeOf(() => canonicalBytes(value))).toBe('log.not-encodable');
  });

  test('refuses a value that contains itself instead of running on', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(codeOf(() => canonicalBytes(loop))).toBe('log.not-encodable');
  });

  test('takes the largest and smallest integer and a value within 32 arrays', () => {
    expect(canonicalText([2 ** 53 - 1, 1 - 2 ** 53])).toBe('[9007199254740991,-9007199254740991]');
    expect(canonicalText(nested(32))).toBe(`${'['.repeat(32)}1${']'.repeat(32)}`);
  });
});

describe('reading', () => {
  test.each([
    ['duplicate names', '{"a":1,"a":1}'],
    ['duplicate names, one escaped', '{"a":1,"\\u0061":1}'],
    ['names out of order', '{"b":1,"a":1}'],
    ['names ordered by code point instead of code unit', '{"\ufb33":1,"😀":1}'],
    ['duplicate __proto__', '{"__proto__":{"a":1},"__proto__":{"a":1}}'],
    ['null', '{"a":null}'],
    ['a float', '1.5'],
    ['an integer spelled as a float', '1.0'],
    ['an exponent', '1e3'],
    ['a huge exponent', '1e400'],
    ['minus zero', '-0'],
    ['a leading zero', '01'],
    ['a plus', '+1'],
    ['an integer of 2^53', '9007199254740992'],
    ['an integer that rounds', '9007199254740993'],
    ['white space inside', '{"a": 1}'],
    ['white space before', ' 1'],
    ['a line feed after', '1\n'],
    ['an escape that is not needed', '"\\u0041"'],
    ['an escaped slash', '"\\/"'],
    ['an escape in upper case', '"\\u000F"'],
    ['a long spelling of a short escape', '"\\u000a"'],
    ['an escaped lone surrogate', '"\\ud800"'],
    ['an escaped surrogate pair', '"\\ud83d\\ude00"'],
    ['an escaped U+0000', '"\\u0000"'],
    ['a raw control character', '"\n"'],
    ['single quotes', "'a'"],
    ['a trailing comma', '[1,]'],
    ['a comment', '[1/**/]'],
    ['two values', '1 2'],
    ['nothing', ''],
    ['a byte order mark', '\ufeff1'],
    ['a value within 33 arrays', `${'['.repeat(33)}1${']'.repeat(33)}`],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a hundred thousand pairs of brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('refuses %s', (_, source) => {
    expect(codeOf(() => parseCanonical(utf8(source)))).toBe('log.not-canonical');
  });

  test.each([
    ['a lone continuation byte', '228022'],
    ['an overlong encoding', '22c1a122'],
    ['an encoded surrogate', '22eda08022'],
    ['a code point beyond Unicode', '22f490808022'],
    ['a cut-off character', '22e282'],
  ])('refuses %s as not UTF-8', (_, hex) => {
    expect(codeOf(() => parseCanonical(fromHex(hex)))).toBe('log.bad-encoding');
  });

  test('says where the bytes leave the canonical form', () => {
    expect(() => parseCanonical(utf8('{"a":1, "b":2}'))).toThrow('from character 7 on');
  });

  test('gives back a name __proto__ as a field and leaves prototypes alone', () => {
    const value = parseCanonical(utf8('{"__proto__":{"admin":true}}')) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).map((s) => s.replaceAll('\u0000', '')),
  fc.constantFrom('', '__proto__', 'constructor', 'toString', '10', '9', '-1', '😀', '\ufb33', '\u2028'),
);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(
      fc.boolean(),
      words,
      fc.maxSafeInteger().map((n) => n + 0),
    ),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(words, tie('value')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
  ),
}));

describe('properties', () => {
  test('what was written reads back deeply equal and writes the same bytes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = canonicalBytes(value);
        const again = parseCanonical(bytes);
        expect(again).toEqual(value);
        expect(canonicalBytes(again)).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test('agrees with JSON for every character that is text', () => {
    for (let unit = 1; unit < 0x10000; unit++) {
      if (unit >= 0xd800 && unit < 0xe000) continue;
      const letter = String.fromCharCode(unit);
      if (canonicalText(letter) !== JSON.stringify(letter)) expect.fail(`U+${unit.toString(16)}`);
    }
  });

  test('a changed, added or missing byte never reads as the same value and throws only LogError', () => {
    const bytes = canonicalBytes({ at: 'é😀', list: [1, -2, true], text: 'a"b\\c\n' });
    const value = parseCanonical(bytes);
    const changes = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255), fc.constantFrom('set', 'add', 'cut'));
    fc.assert(
      fc.property(changes, ([at, byte, how]) => {
        const middle = how === 'cut' ? new Uint8Array(0) : Uint8Array.of(byte);
        const changed = concat(bytes.slice(0, at), middle, bytes.slice(how === 'add' ? at : at + 1));
        if (changed.length === bytes.length && changed.every((b, i) => b === bytes[i])) return;
        let read: unknown = 'refused';
        try {
          read = parseCanonical(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(LogError);
        }
        expect(read).not.toEqual(value);
      }),
      { numRuns: 2000 },
    );
  });
});

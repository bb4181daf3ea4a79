import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  concat,
  equalBytes,
  fromBase64,
  fromBase64url,
  fromHex,
  fromUtf8,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from './bytes.ts';
import { LogError } from './errors.ts';

const anyBytes = fc.uint8Array({ maxLength: 200 });

test('spells bytes as Node does, and reads them back', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const node = Buffer.from(bytes);
      expect(toHex(bytes)).toBe(node.toString('hex'));
      expect(toBase64(bytes)).toBe(node.toString('base64'));
      expect(toBase64url(bytes)).toBe(node.toString('base64url'));
      expect(fromHex(toHex(bytes))).toEqual(bytes);
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
    }),
  );
});

/** Whatever text is read must be the one spelling of what came out. */
const onlySpelling = (
  read: (text: string) => Uint8Array,
  write: (bytes: Uint8Array) => string,
  text: string,
) => {
  let bytes: Uint8Array;
  try {
    bytes = read(text);
  } catch (error) {
    expect((error as LogError).code).toBe('log.bad-encoding');
    return;
  }
  expect(write(bytes)).toBe(text);
};

test('every text has at most one reading, and every value one spelling', () => {
  const letters = fc.constantFrom(...'ABYZabfyz019+/-_= \n.é\u0141\u{1f600}', '==', '\u0000');
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 9 }), (parts) => {
      const text = parts.join('');
      onlySpelling(fromBase64, toBase64, text);
      onlySpelling(fromBase64url, toBase64url, text);
      onlySpelling(fromHex, toHex, text);
    }),
    { numRuns: 3000 },
  );
});

test('reads every text of four letters of base64 in exactly one way', () => {
  const letters = ['A', 'B', 'E', 'Q', 'g', '/', '='];
  const all = letters.flatMap((a) =>
    letters.flatMap((b) => letters.flatMap((c) => letters.map((d) => a + b + c + d))),
  );
  for (const text of all) onlySpelling(fromBase64, toBase64, text);
  expect(all.length).toBe(7 ** 4);
});

test.each([
  'AA=A',
  'A===',
  '====',
  '=',
  'AA',
  'AAA',
  'AAAAA',
  'AB==',
  'AAB=',
  'AA==\n',
  ' AAAA',
  'AA-_',
  'AAAA====',
])('refuses %j as padded base64', (text) => {
  expect(() => fromBase64(text)).toThrow(LogError);
});

test.each(['A', 'AAAAA', 'AB', 'AAB', 'AA==', 'AA=', 'AA+/', 'AA\n', 'ＡＡ', 'AA%3D', 'AAÁA'])(
  'refuses %j as base64url',
  (text) => {
    expect(() => fromBase64url(text)).toThrow(LogError);
  },
);

test.each(['0', 'AB', '0x00', '0g', ' 00', '00\n', '٠٠', '-1', '+1'])('refuses %j as hex', (text) => {
  expect(() => fromHex(text)).toThrow(LogError);
});

test('reads a megabyte of each encoding', () => {
  const bytes = new Uint8Array(1 << 20).map((_, i) => (i * 31) >> 3);
  expect(equalBytes(fromHex(toHex(bytes)), bytes)).toBe(true);
  expect(equalBytes(fromBase64(toBase64(bytes)), bytes)).toBe(true);
  expect(equalBytes(fromBase64url(toBase64url(bytes)), bytes)).toBe(true);
});

test('reads UTF-8 strictly and keeps a byte order mark', () => {
  expect(fromUtf8(fromHex('efbbbf41'))).toBe('\ufeffA');
  expect(() => fromUtf8(fromHex('c080'))).toThrow('not valid UTF-8');
  expect(() => fromUtf8(fromHex('eda080'))).toThrow(LogError);
});

test('joins parts into memory of their own', () => {
  const part = Uint8Array.of(1, 2);
  const whole = concat(part, new Uint8Array(0), Uint8Array.of(3));
  part[0] = 9;
  expect(whole).toEqual(Uint8Array.of(1, 2, 3));
  expect(whole.buffer.byteLength).toBe(3);
  expect(concat()).toEqual(new Uint8Array(0));
});

test('compares length and every byte', () => {
  fc.assert(
    fc.property(anyBytes, anyBytes, (a, b) => {
      expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      expect(equalBytes(a, a.slice())).toBe(true);
    }),
  );
  expect(equalBytes(utf8('ab'), utf8('abc'))).toBe(false);
  expect(equalBytes(utf8('ab'), utf8('aB'))).toBe(false);
});

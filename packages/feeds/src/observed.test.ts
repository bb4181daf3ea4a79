import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defanged, KINDS, MAX_OBSERVED, observedOf, readPasted, recognise } from './observed.ts';

describe('a value that somebody reports', () => {
  test.each([
    ['198.51.100.3', 'ipv4', '198.51.100.3'],
    ['198[.]51[.]100[.]0/24', 'ipv4', '198.51.100.0/24'],
    ['2001:DB8:0:0::1', 'ipv6', '2001:db8::1'],
    ['2001:db8::/32', 'ipv6', '2001:db8::/32'],
    ['evil[.]example', 'domain', 'evil.example'],
    ['пример.example', 'domain', 'xn--e1afmkfd.example'],
    ['hxxps://evil(.)example/A?b=C', 'url', 'https://evil.example/A?b=C'],
    ['someone[at]evil.example', 'email', 'someone@evil.example'],
    ['D41D8CD98F00B204E9800998ECF8427E', 'md5', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'sha1', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['cve-2024-12345', 'cve', 'CVE-2024-12345'],
  ])('is told by itself and spelled in one way: %s', (word, kind, value) => {
    expect(recognise(word)).toEqual({ kind, value });
  });

  test.each([
    '198.51.100.300',
    '198.51.100.3/33',
    'evil',
    'javascript:alert(1)',
    '<b>',
    '..',
    'a@b',
    'CVE-1',
    '::zz',
    `${'a'.repeat(3000)}.example`,
  ])('is nothing where it is none: %s', (word) => {
    expect(recognise(word)).toBeUndefined();
  });

  test('of a kind that it is not is refused with a code', () => {
    expect(() => observedOf('ipv4', 'evil.example')).toThrow(
      expect.objectContaining({ code: 'feeds.not-observed' }),
    );
    expect(() => observedOf('file-name', '../../etc/passwd')).toThrow(
      expect.objectContaining({ code: 'feeds.not-observed' }),
    );
    expect(observedOf('file-name', ' invoice.exe ', ' seen ')).toEqual({
      kind: 'file-name',
      value: 'invoice.exe',
      note: 'seen',
    });
  });

  test('in a pasted list stands once, in its order, and lines that say nothing are given back', () => {
    const { observed, unclear } = readPasted(
      'evil.example, 198.51.100.3\r\n# a remark\nEVIL.example\n\nCVE-2024-12345; <198.51.100.3>',
    );
    expect(observed.map(({ value }) => value)).toEqual(['evil.example', '198.51.100.3', 'CVE-2024-12345']);
    expect(unclear).toEqual(['# a remark']);
  });

  test('is one of so many at most', () => {
    const many = Array.from({ length: MAX_OBSERVED + 10 }, (_, i) => `host-${i}.example`).join('\n');
    expect(readPasted(many).observed).toHaveLength(MAX_OBSERVED);
  });

  test('is the same once its disguise is taken off', () => {
    const values = [
      '198.51.100.3',
      'evil.example',
      'https://evil.example/a.b',
      'someone@evil.example',
      '2001:db8::1',
    ];
    for (const value of values) {
      const known = recognise(value)!;
      if (known.kind !== 'ipv6') expect(defanged(known)).not.toBe(value);
      expect(recognise(defanged(known))).toEqual(known);
    }
  });

  test('of any kind and any text is spelled or refused, and what is spelled is spelled so again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.string({ unit: 'grapheme' }), (kind, text) => {
        try {
          const { value } = observedOf(kind, text);
          expect(observedOf(kind, value).value).toBe(value);
        } catch (error) {
          expect(error).toMatchObject({ code: 'feeds.not-observed' });
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFileName, MAX_FILE_NAME, sameFile } from './filename.ts';

test.each([
  'indicators.json',
  'Доклад об инциденте.pdf',
  'تقرير الحادث.pdf',
  'نامه\u200cها.txt',
  '事件报告.docx',
  'a',
  'x'.repeat(MAX_FILE_NAME),
  '\u{1f4c4}'.repeat(MAX_FILE_NAME),
])('accepts %j', (name) => {
  expect(isFileName(name)).toBe(true);
});

test.each([
  '',
  '.',
  '..',
  '../etc/passwd',
  'a/b',
  'a\\b',
  'C:evil.exe',
  'a\u0000.txt',
  'a\nb',
  '-rf',
  '.bashrc',
  ' a',
  'a ',
  'a.',
  'NUL',
  'com1.txt',
  'photo\u202egpj.exe',
  'a\u2066b',
  '\u200fa',
  'a\ufeff',
  'a*',
  'a|b',
  'a\ud800',
  'x'.repeat(MAX_FILE_NAME + 1),
])('refuses %j', (name) => {
  expect(isFileName(name)).toBe(false);
});

test('never lets a separator or a control character through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      if (isFileName(name)) expect(name).not.toMatch(/[/\\:\p{Cc}]/u);
    }),
  );
});

test('takes names that differ in case or composition for one file', () => {
  expect(sameFile('R\u00e9sum\u00e9.TXT')).toBe(sameFile('re\u0301sume\u0301.txt'));
  expect(sameFile('a.txt')).not.toBe(sameFile('b.txt'));
});

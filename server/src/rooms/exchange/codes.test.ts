import { expect, test } from 'vitest';
import { inGroups, newCode, newSpokenCode, readCode } from './codes.ts';

test('a code is read however it was written down, in digits of any script that people type', () => {
  expect(readCode(' 7kq-2m9 XTR b')).toBe('7KQ2M9XTRB');
  expect(readCode('٤٨٢ ٩١٣ ۵۵۶ ०७१')).toBe('482913556071');
  expect(readCode('４８２')).toBe('482');
  expect(readCode(' – ')).toBe('');
});

test('a code that is spoken is twelve digits, one that is read holds nothing that is taken for another', () => {
  for (let i = 0; i < 200; i++) {
    expect(newSpokenCode()).toMatch(/^\d{12}$/);
    expect(newCode()).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
  }
  expect(new Set(Array.from({ length: 500 }, newSpokenCode)).size).toBe(500);
});

test('digits of spoken codes are all about as likely', () => {
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 2000; i++) for (const digit of newSpokenCode()) counts[Number(digit)]!++;
  for (const count of counts) expect(Math.abs(count - 2400)).toBeLessThan(350);
});

test('it is read out in groups, and read back as it was', () => {
  expect(inGroups('482913556071')).toBe('482 913 556 071');
  expect(readCode(inGroups('7KQ2M9XTRB'))).toBe('7KQ2M9XTRB');
});

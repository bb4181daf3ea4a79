import { sha256Hex, utf8 } from '@comity/log';
import { expect, test } from 'vitest';
import { README, README_SHA256 } from './readme.ts';

test('README.txt has the hash that readers ask for, and lines that any window shows', () => {
  expect(sha256Hex(utf8(README))).toBe(README_SHA256);
  for (const line of README.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
});

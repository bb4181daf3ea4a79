import { expect, test } from 'vitest';
import { Lines } from './lines.ts';

test('a line is cut when the last of a participant has ended, and no longer when one is open again', () => {
  const lines = new Lines();
  expect(lines.cutSince('alpha')).toBeUndefined();
  lines.opened('alpha');
  lines.opened('alpha');
  lines.closed('alpha', 1000);
  expect(lines.cutSince('alpha')).toBeUndefined();
  lines.closed('alpha', 2000);
  expect(lines.cutSince('alpha')).toBe(2000);
  expect(lines.cutSince('beta')).toBeUndefined();
  lines.opened('alpha');
  expect(lines.cutSince('alpha')).toBeUndefined();
});

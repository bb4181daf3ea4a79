import { expect, test } from 'vitest';
import { Remembered } from './remembering.ts';

test('what is met again and again is kept, however many others come, and no more than twice as many as fit', () => {
  const words = new Remembered<string>();
  words.keep('often', 'found');
  for (let i = 0; i < 45_000; i++) {
    words.keep(`word ${i}`, 'once');
    if (i % 5_000 === 0) expect(words.find('often')).toBe('found');
  }
  expect(words.find('word 0')).toBeUndefined();
  const kept = Array.from({ length: 45_000 }, (_, i) => i).filter(
    (i) => words.find(`word ${i}`) !== undefined,
  );
  expect(kept.length).toBeLessThanOrEqual(20_000);
});

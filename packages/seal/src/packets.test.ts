import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitPackets } from './packets.ts';

const newFormat = (tag: number, body: readonly number[]) => [0xc0 | tag, body.length, ...body];

test('splits packets of the old and of the new format', () => {
  const bytes = Uint8Array.from([...newFormat(13, [1, 2, 3]), 0x88, 1, 9, 0x89, 0, 2, 7, 8]);
  expect(splitPackets(bytes)).toEqual([
    { tag: 13, body: Uint8Array.of(1, 2, 3) },
    { tag: 2, body: Uint8Array.of(9) },
    { tag: 2, body: Uint8Array.of(7, 8) },
  ]);
});

test('reads lengths of two and of five octets', () => {
  const two = Uint8Array.from([0xcd, 192, 8, ...new Array(200).fill(5)]);
  expect(splitPackets(two)).toEqual([{ tag: 13, body: new Uint8Array(200).fill(5) }]);
  const five = Uint8Array.from([0xcd, 255, 0, 0, 0, 2, 6, 6]);
  expect(splitPackets(five)).toEqual([{ tag: 13, body: Uint8Array.of(6, 6) }]);
});

test.each([
  ['text', [...'hello'].map((c) => c.charCodeAt(0))],
  ['a truncated body', [0xcd, 3, 1]],
  ['a truncated length', [0xcd, 255, 0]],
  ['a header alone', [0xcd]],
  ['a partial length', [0xcd, 0xe1, 1, 2]],
  ['an indeterminate length', [0x8b, 1, 2]],
])('refuses %s', (_, bytes) => {
  expect(splitPackets(Uint8Array.from(bytes))).toBeUndefined();
});

test('accounts for every byte of anything it accepts, and throws at nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const packets = splitPackets(bytes);
      if (packets === undefined) return;
      const bodies = packets.reduce((sum, { body }) => sum + body.length, 0);
      expect(bodies + 2 * packets.length).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

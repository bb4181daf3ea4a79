import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Frames } from './frames.ts';
import { encodeEntries } from './tile.ts';

test('records come out as they went in, wherever the stream is cut', () => {
  const records = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 12 });
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 300 }), (all, piece) => {
      const bytes = encodeEntries(all);
      const frames = new Frames();
      const out: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += piece)
        for (const frame of frames.push(bytes.slice(at, at + piece))) out.push(frame.slice());
      expect(out).toEqual(all);
      expect(frames.complete).toBe(true);
    }),
  );
});

test('a stream that ends inside a record is not complete', () => {
  const bytes = encodeEntries([new Uint8Array(9), new Uint8Array(300)]);
  for (const cut of [1, 2, 5, 12, bytes.length - 1]) {
    const frames = new Frames();
    expect([...frames.push(bytes.subarray(0, cut))].length).toBeLessThan(2);
    expect(frames.complete).toBe(false);
  }
});

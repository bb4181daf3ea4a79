import { crc32 as crcOfNode } from 'node:zlib';
import { concat, toHex, utf8 } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';
import { readZip, writeZip, ZIP_LIMIT } from './zip.ts';

const files = [
  { name: 'README.txt', content: utf8('What this is.') },
  { name: 'blobs/a1', content: new Uint8Array(0) },
  { name: 'blobs/b2', content: Uint8Array.from({ length: 300 }, (_, i) => i) },
];
const zip = writeZip(files);

const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}(\/[a-z0-9]{1,20}){0,2}$/), {
  maxLength: 8,
});
const anyFiles = names.chain((list) =>
  fc.tuple(...list.map((name) => fc.uint8Array({ maxLength: 200 }).map((content) => ({ name, content })))),
);

test('what is written is read, whatever the files', () => {
  fc.assert(
    fc.property(anyFiles, (any) => {
      const read = readZip(writeZip(any));
      expect(read.map(({ name }) => name)).toEqual(any.map(({ name }) => name));
      expect(read.every(({ content }, i) => content.join() === any[i]!.content.join())).toBe(true);
    }),
  );
});

test('the checksum is that of other programs', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === crcOfNode(bytes)));
});

test('the bytes are those that unzip, Info-ZIP and Python were seen to read', () => {
  const bytes = writeZip([{ name: 'a.txt', content: utf8('Zoë\n') }]);
  expect(toHex(bytes)).toBe(
    '504b03040a00000000000000210007630be9050000000500000005000000612e7478745a6fc3ab0a' +
      '504b01020a000a00000000000000210007630be90500000005000000050000000000000000000000000000000000612e747874' +
      '504b0506000000000100010033000000280000000000',
  );
});

test('no byte of it can change without being refused', () => {
  for (let at = 0; at < zip.length; at++)
    for (const bit of [1, 0x80]) expect(() => readZip(zip.with(at, zip[at]! ^ bit)), `byte ${at}`).toThrow();
});

test('bytes in front, behind and in between are refused', () => {
  expect(() => readZip(concat(zip, utf8('x')))).toThrow('canonical');
  expect(() => readZip(concat(utf8('x'), zip))).toThrow('canonical');
  expect(() => readZip(zip.subarray(0, -1))).toThrow();
  expect(() => readZip(new Uint8Array(0))).toThrow('canonical');
  const second = writeZip([{ name: 'other', content: utf8('hidden') }]);
  expect(() => readZip(concat(zip, second))).toThrow('canonical');
});

/** Writes the bytes of a zip under another name of the same length, in both headers, as another program would. */
function renamed(from: string, to: string): Uint8Array {
  const text = Buffer.from(zip).toString('latin1').replaceAll(from, to);
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

test('names that leave a folder, stand twice, or differ by capitals only are refused', () => {
  expect(() => readZip(renamed('blobs/a1', '../../a1'))).toThrow('name');
  expect(() => readZip(renamed('blobs/a1', '/lobs/a1'))).toThrow('name');
  expect(() => readZip(renamed('blobs/a1', 'blobs\\a1'))).toThrow('name');
  expect(() => readZip(renamed('blobs/a1', 'blobs/b2'))).toThrow('Twice');
  expect(() => readZip(renamed('blobs/a1', 'BLOBS/B2'))).toThrow('Twice');
  expect(() => writeZip([{ name: '../x', content: utf8('') }])).toThrow('name');
});

test('a size that reaches beyond the end, and a zip beyond the limit, are refused before anything is read', () => {
  const claims = Uint8Array.from(zip);
  new DataView(claims.buffer).setUint32(18, 0xffff_ffff, true);
  expect(() => readZip(claims)).toThrow('ends inside');
  const large = Object.defineProperty(new Uint8Array(0), 'length', { value: ZIP_LIMIT + 1 });
  expect(() => readZip(large)).toThrow('at most 256 MB');
});

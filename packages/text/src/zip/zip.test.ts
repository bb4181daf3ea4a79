import { crc32 as crcOfNode } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { TextError } from '../errors.ts';
import { crc32 } from './crc32.ts';
import { openArchive, writeArchive, ZIP_LIMITS } from './index.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const code = (of: () => unknown): string => {
  try {
    of();
  } catch (error) {
    if (error instanceof TextError) return error.code;
    throw error;
  }
  return 'nothing was refused';
};

const files = [
  { name: 'a.txt', content: utf8('What this is.') },
  { name: 'word/document.xml', content: utf8('<w/>'.repeat(500)) },
];
const zip = writeArchive(files);

/** The same archive with its names overwritten by others of the same length, in both places. */
function renamed(of: Uint8Array, from: string, to: Uint8Array | string): Uint8Array {
  const [was, now] = [utf8(from), typeof to === 'string' ? utf8(to) : to];
  expect(now.length).toBe(was.length);
  const out = of.slice();
  for (let at = 0; at + was.length <= out.length; at++)
    if (was.every((byte, i) => out[at + i] === byte)) out.set(now, at);
  return out;
}

const CENTRAL = [0x50, 0x4b, 1, 2];
/** Where the directory describes its first file. */
const central = (of: Uint8Array) => of.findIndex((_, at) => CENTRAL.every((byte, i) => of[at + i] === byte));
const patched = (of: Uint8Array, at: number, ...bytes: number[]) => {
  const out = of.slice();
  out.set(bytes, at);
  return out;
};
const little = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];

test('what is written is read, and the same files give the same bytes', () => {
  const any = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,8}(\/[a-zé中]{1,8}){0,2}$/),
    fc.uint8Array({ maxLength: 2_000 }),
  );
  fc.assert(
    fc.property(any, (drawn) => {
      const distinct = Object.entries(drawn).map(([name, content]) => ({ name, content }));
      const written = writeArchive(distinct);
      expect(writeArchive(distinct)).toEqual(written);
      const archive = openArchive(written);
      for (const { name, content } of distinct) expect(archive.read(name)).toEqual(content);
    }),
  );
});

test('bytes do not depend on the hour or the zone', () => {
  const zone = process.env.TZ;
  try {
    process.env.TZ = 'Pacific/Kiritimati';
    expect(writeArchive(files)).toEqual(zip);
  } finally {
    process.env.TZ = zone;
  }
});

test('the checksum is that of other programs', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === crcOfNode(bytes)));
});

test('an archive cut off anywhere is refused', () => {
  for (let size = 0; size < zip.length; size++)
    expect(
      code(() => openArchive(zip.subarray(0, size))),
      `${size} bytes`,
    ).toBe('text.not-an-archive');
  expect(code(() => openArchive(utf8('A letter, not a zip.')))).toBe('text.not-an-archive');
});

test('a damaged byte is found when its file is read, or changes nothing that is read', () => {
  for (let at = 0; at < zip.length; at++) {
    const bytes = patched(zip, at, zip[at]! ^ 0x10);
    try {
      const archive = openArchive(bytes);
      for (const { name, content } of files) expect(archive.read(name)).toEqual(content);
    } catch (error) {
      expect(error, `byte ${at}`).toBeInstanceOf(TextError);
    }
  }
});

test('names that lead elsewhere are refused', () => {
  for (const name of [
    '../etc/passwd',
    '/etc/passwd',
    'a/../../b',
    'C:/windows/x',
    'a\\..\\b',
    './a',
    'a//b',
    '..',
  ])
    expect(
      code(() => openArchive(writeArchive([{ name, content: utf8('x') }]))),
      name,
    ).toBe('text.archive-refused');
});

test('names that hide what they are, that are not UTF-8, or that stand twice are refused', () => {
  const hiding = ['a\u202etxt.exe', 'a\u0000b', 'a\nb'];
  for (const name of hiding)
    expect(code(() => openArchive(writeArchive([{ name, content: utf8('x') }])))).toBe(
      'text.archive-refused',
    );
  const latin1 = renamed(zip, 'a.txt', new Uint8Array([0x61, 0xe9, 0x74, 0x78, 0x74]));
  expect(code(() => openArchive(latin1))).toBe('text.archive-refused');
  const twice = zipSync({ 'a.txt': utf8('1'), 'A.TXT': utf8('2') });
  expect(code(() => openArchive(twice))).toBe('text.archive-refused');
});

test('a name that the directory and the file give differently is refused', () => {
  const at = central(zip) + 46;
  expect(code(() => openArchive(patched(zip, at, 0x62)))).toBe('text.archive-refused');
});

test('a link to elsewhere is refused', () => {
  const at = central(zip);
  const link = patched(patched(zip, at + 5, 3), at + 38, ...little((0xa1ff << 16) >>> 0));
  expect(code(() => openArchive(link))).toBe('text.archive-refused');
});

test('what is under a password is refused as that', () => {
  expect(code(() => openArchive(patched(zip, central(zip) + 8, 1)))).toBe('text.archive-encrypted');
  expect(code(() => openArchive(patched(zip, central(zip) + 10, 99)))).toBe('text.archive-encrypted');
  const compound = new Uint8Array(600);
  compound.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  expect(code(() => openArchive(compound))).toBe('text.archive-encrypted');
});

test('the form for very large archives, several parts and unknown methods are refused', () => {
  const end = zip.length - 22;
  expect(code(() => openArchive(patched(zip, end + 10, 0xff, 0xff)))).toBe('text.archive-refused');
  expect(code(() => openArchive(patched(zip, end + 4, 1)))).toBe('text.archive-refused');
  expect(code(() => openArchive(patched(zip, central(zip) + 10, 12)))).toBe('text.archive-refused');
});

test('a bomb is refused by what its directory says', () => {
  const bomb = zipSync({ zeros: new Uint8Array(8 * 1024 * 1024) }, { level: 9 });
  expect(bomb.length).toBeLessThan(20_000);
  expect(code(() => openArchive(bomb))).toBe('text.archive-too-large');
});

test('a bomb that claims to be small is stopped when it is more', () => {
  const bomb = zipSync({ zeros: new Uint8Array(8 * 1024 * 1024) }, { level: 9 });
  const lying = patched(bomb, central(bomb) + 24, ...little(1_000));
  const archive = openArchive(lying);
  expect(code(() => archive.read('zeros'))).toBe('text.not-an-archive');
});

test('files that share their bytes are refused', () => {
  const two = zipSync({ 'a.txt': utf8('same bytes'), 'b.txt': utf8('same bytes') }, { level: 0 });
  const second = central(two.subarray(central(two) + 4)) + central(two) + 4;
  // The second file is said to lie where the first one does, under the name of the first in both places.
  const overlapping = renamed(patched(two, second + 42, ...little(0)), 'b.txt', 'c.txt');
  expect(code(() => openArchive(renamed(overlapping, 'c.txt', 'a.txt')))).toBe('text.archive-refused');
  const nameless = renamed(patched(two, second + 42, ...little(10)), 'b.txt', 'd.txt');
  expect(code(() => openArchive(nameless))).toBe('text.not-an-archive');
});

test('too many files, too large a file, too much in all, too large an archive are refused', () => {
  const limits = { ...ZIP_LIMITS, files: 2, file: 100, total: 150, archive: 1_000 };
  const of = (sizes: number[]) =>
    zipSync(Object.fromEntries(sizes.map((size, i) => [`f${i}`, new Uint8Array(size)])), { level: 0 });
  expect(openArchive(of([70, 70]), limits).entries).toHaveLength(2);
  for (const sizes of [[1, 1, 1], [101], [80, 80], [2_000]])
    expect(
      code(() => openArchive(of(sizes), limits)),
      String(sizes),
    ).toBe('text.archive-too-large');
});

test('an archive within an archive draws on the same total, and only so deep', () => {
  const inner = zipSync({ big: new Uint8Array(60) }, { level: 0 });
  const outer = zipSync({ 'a.zip': inner, 'b.zip': inner }, { level: 0 });
  const both = { ...ZIP_LIMITS, total: 2 * (inner.length + 60) };
  const archive = openArchive(outer, both);
  expect(archive.open('a.zip').read('big')).toHaveLength(60);
  expect(archive.open('b.zip').read('big')).toHaveLength(60);
  expect(code(() => archive.open('b.zip').read('big'))).toBe('text.archive-too-large');
  expect(code(() => openArchive(outer, { ...both, depth: 0 }).open('a.zip'))).toBe('text.archive-refused');
  const deep = zipSync({ 'outer.zip': outer }, { level: 0 });
  expect(code(() => openArchive(deep).open('outer.zip').open('a.zip'))).toBe('text.archive-refused');
});

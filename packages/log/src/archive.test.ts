import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ARCHIVE_END,
  type ArchivedFile,
  archiveFile,
  archiveHeader,
  archivePadding,
  contentOf,
  isArchiveName,
  readArchive,
} from './archive.ts';
import { concat, equalBytes, fromUtf8, utf8 } from './bytes.ts';
import { LogError } from './errors.ts';

type Files = readonly (readonly [name: string, content: Uint8Array])[];
const pack = (files: Files) =>
  concat(...files.map(([name, content]) => archiveFile(name, content)), ARCHIVE_END);

async function* stream(bytes: Uint8Array, chunk = 700): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.slice(at, at + chunk);
}
async function unpack(bytes: Uint8Array, chunk?: number): Promise<[string, Uint8Array][]> {
  const out: [string, Uint8Array][] = [];
  for await (const file of readArchive(stream(bytes, chunk)))
    out.push([file.name, await contentOf(file, 1e7)]);
  return out;
}
const refused = (bytes: Uint8Array) =>
  expect(unpack(bytes)).rejects.toMatchObject({ code: 'log.bad-archive' });

const SMALL: Files = [
  ['MANIFEST', utf8('{"a":1}')],
  ['blobs/00ff', new Uint8Array(513).fill(7)],
  ['empty', new Uint8Array(0)],
];

describe('a container', () => {
  test('reads back, whatever the chunks it comes in', async () => {
    for (const chunk of [1, 3, 511, 512, 513, 100_000])
      expect(await unpack(pack(SMALL), chunk)).toEqual(SMALL);
  });

  test('reads back for any content', async () => {
    const files = fc.array(fc.uint8Array({ maxLength: 1200 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 2000 }), async (contents, chunk) => {
        const named = contents.map((content, i): [string, Uint8Array] => [`f/${i}`, content]);
        expect(await unpack(pack(named), chunk)).toEqual(named);
      }),
      { numRuns: 50 },
    );
  });

  test('may hold no file at all', async () => {
    expect(ARCHIVE_END).toEqual(new Uint8Array(1024));
    expect(await unpack(ARCHIVE_END)).toEqual([]);
  });

  test('of more than a megabyte comes in pieces, and from pieces of one byte', async () => {
    const large = new Uint8Array(2_500_000).map((_, i) => i * 7);
    const sizes: number[] = [];
    for await (const file of readArchive(stream(pack([['large', large]]), 1 << 22)))
      for await (const chunk of file.content) sizes.push(chunk.length);
    expect(sizes).toEqual([1 << 20, 1 << 20, 2_500_000 - (1 << 21)]);
    const [again] = await unpack(pack([['large', large.slice(0, 1_200_000)]]), 1);
    expect(equalBytes(again![1], large.slice(0, 1_200_000))).toBe(true);
  });

  test('passes over and checks what a reader skips or leaves half-way', async () => {
    const inner = pack([['inside', utf8('a file within a file')]]);
    const outer = pack([['a', inner], ...SMALL]);
    for (const how of ['skip', 'leave', 'read'] as const) {
      const names: string[] = [];
      for await (const file of readArchive(stream(outer))) {
        names.push(file.name);
        if (how === 'leave') for await (const _ of file.content) break;
        if (how === 'read') for await (const _ of file.content);
      }
      expect(names, how).toEqual(['a', 'MANIFEST', 'blobs/00ff', 'empty']);
    }
  });

  test('checks the padding behind a file that a reader left half-way', async () => {
    const bytes = pack(SMALL);
    bytes[512 + 7] = 1;
    const walk = async () => {
      for await (const file of readArchive(stream(bytes))) for await (const _ of file.content) break;
    };
    await expect(walk()).rejects.toThrow('Padding');
  });
});

describe('a header', () => {
  const header = archiveHeader('blobs/00ff', 513);
  const field = (from: number, to: number) => fromUtf8(header.subarray(from, to));
  test('has the fields of ustar in one form', () => {
    expect(header.length).toBe(512);
    expect(field(0, 100)).toBe('blobs/00ff'.padEnd(100, '\0'));
    expect(field(100, 124)).toBe('0000644\x000000000\x000000000\0');
    expect(field(124, 148)).toBe('00000001001\x0000000000000\0');
    expect(field(156, 157)).toBe('0');
    expect(field(157, 257)).toBe('\0'.repeat(100));
    expect(field(257, 265)).toBe('ustar\x0000');
    expect(field(265, 512)).toBe('\0'.repeat(247));
  });

  test('has the sum of its bytes, its own field counted as spaces', () => {
    const blank = header.slice().fill(32, 148, 156);
    const sum = blank.reduce((n, byte) => n + byte, 0);
    expect(field(148, 156)).toBe(`${sum.toString(8).padStart(6, '0')}\0 `);
  });

  test('holds sizes below 8 GiB', () => {
    expect(fromUtf8(archiveHeader('a', 8 ** 11 - 1).subarray(124, 135))).toBe('77777777777');
    for (const size of [8 ** 11, -1, 0.5, Number.NaN])
      expect(() => archiveHeader('a', size)).toThrow(LogError);
  });

  test('is followed by content and zeros up to a multiple of 512', () => {
    for (const [size, padding] of [
      [0, 0],
      [1, 511],
      [511, 1],
      [512, 0],
      [513, 511],
    ] as const)
      expect(archivePadding(size)).toEqual(new Uint8Array(padding));
  });
});

describe('names', () => {
  test.each([['a'], ['MANIFEST'], ['blobs/0f'], ['a/b/c/d'], ['a.b-c_d'], ['a'.repeat(100)]])(
    '%s is one',
    (name) => {
      expect(isArchiveName(name)).toBe(true);
      expect(fromUtf8(archiveHeader(name, 0).subarray(0, name.length))).toBe(name);
    },
  );

  test.each([
    [
      '',
      '/',
      '/a',
      'a/',
      'a//b',
      '.',
      '..',
      '../a',
      'a/../b',
      'a/..',
      './a',
      '.a',
      'a/.b',
      'a..b',
      '-a',
      '_a',
    ],
    [
      'a\\b',
      'C:',
      'C:/a',
      'a:b',
      'a b',
      'a\0',
      'a\n',
      'é',
      'ａ',
      'a*',
      '~a',
      '%2e',
      'ſ',
      'a/b/c/d/e',
      'a'.repeat(101),
    ],
  ])('nothing else is one', (...names) => {
    for (const name of names) {
      expect(isArchiveName(name), name).toBe(false);
      expect(() => archiveHeader(name, 0), name).toThrow(LogError);
    }
  });

  test('stand once in a container, also where a file system does not tell A from a', async () => {
    await refused(pack([...SMALL, SMALL[0]!]));
    await refused(pack([...SMALL, ['manifest', utf8('x')]]));
  });

  test('that leave the folder are refused when read, with a right sum', async () => {
    for (const name of ['../evil', '/etc/passwd', 'a/../../b', 'a\\b']) {
      const bytes = pack([['x'.repeat(name.length), utf8('x')]]);
      bytes.set(utf8(name), 0);
      resum(bytes);
      await refused(bytes);
    }
  });
});

/** Writes the right checksum into the first header, so that only what was changed can be at fault. */
function resum(bytes: Uint8Array): void {
  bytes.set(utf8('        '), 148);
  const sum = bytes.subarray(0, 512).reduce((n, byte) => n + byte, 0);
  bytes.set(utf8(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
}

describe('every byte counts', () => {
  const original = pack(SMALL);
  const contentAt = (at: number) => (at >= 512 && at < 519) || (at >= 1536 && at < 1536 + 513);

  test('each changed byte is refused or is content that differs', async () => {
    for (let at = 0; at < original.length; at++) {
      const bytes = original.slice();
      bytes[at]! ^= 1 + (at % 255);
      if (!contentAt(at)) {
        await refused(bytes);
        continue;
      }
      const files = await unpack(bytes);
      expect(files.map(([name]) => name)).toEqual(SMALL.map(([name]) => name));
      expect(files).not.toEqual(SMALL);
    }
  });

  test('each changed byte of a header but the size is refused with a right sum as well', async () => {
    for (let at = 100; at < 512; at++) {
      const bytes = original.slice();
      bytes[at]! ^= 1;
      if (at < 148 || at >= 156) resum(bytes);
      // 71 and 15 bytes fit the block as well as 7 do: then padding has become content.
      if (at === 132 || at === 133) expect(await unpack(bytes)).not.toEqual(SMALL);
      else await refused(bytes);
    }
  });

  test('a container cut anywhere is refused', async () => {
    for (let length = 0; length < original.length; length += 7) await refused(original.slice(0, length));
    await refused(original.slice(0, -1));
    await refused(original.slice(0, -512));
  });

  test('bytes behind the end are refused, zeros too', async () => {
    await refused(concat(original, Uint8Array.of(0)));
    await refused(concat(original, new Uint8Array(512)));
    await refused(concat(original, original));
  });

  test('folders, links, long names and other kinds are refused', async () => {
    for (const kind of '\x001234567xgLK5') {
      const bytes = original.slice();
      bytes[156] = kind.charCodeAt(0);
      resum(bytes);
      await refused(bytes);
    }
  });

  test('sizes in other spellings are refused', async () => {
    for (const size of [
      '0000000007 ',
      '          7',
      '7\0\0\0\0\0\0\0\0\0\0',
      '+0000000007',
      '\x80\0\0\0\0\0\0\0\0\0\x07',
    ]) {
      const bytes = original.slice();
      for (let i = 0; i < 11; i++) bytes[124 + i] = size.charCodeAt(i);
      resum(bytes);
      await refused(bytes);
    }
  });

  test('any bytes at all fail with the one error', async () => {
    const block = fc.uint8Array({ minLength: 512, maxLength: 512 });
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 4 }), async (blocks) => {
        await refused(concat(...blocks));
      }),
    );
  });
});

test('the content of a file larger than the limit is not read into memory', async () => {
  const file: ArchivedFile = { name: 'a', size: 11, content: stream(new Uint8Array(11)) };
  await expect(contentOf(file, 10)).rejects.toMatchObject({ code: 'log.bad-archive' });
  expect((await contentOf(file, 11)).length).toBe(11);
});

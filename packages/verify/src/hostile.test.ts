import { ARCHIVE_END, archiveFile, canonicalBytes, concat, parseCanonical, utf8 } from '@comity/log';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Report, VerifyError, verifyBundle } from './index.ts';
import { assemble, buildHistory, bundleOf, type History, inPieces, partsOf } from './testing/index.ts';

let history: History;
let bundle: Uint8Array;
let regions: Region[];
beforeAll(async () => {
  history = await buildHistory({
    participants: 2,
    acts: 16,
    mix: { exchange: 2, file: 1, passkey: 1, documents: 2, people: 1 },
  });
  bundle = await bundleOf(history, 'state-000');
  regions = regionsOf(bundle);
});

/** What comes of bytes that may be anything: a report, or the code of why there can be none. */
async function outcome(bytes: Uint8Array): Promise<Report | string> {
  try {
    return await verifyBundle(inPieces(bytes), { trust: history.trust });
  } catch (error) {
    if (error instanceof VerifyError) return error.code;
    throw error;
  }
}

interface Region {
  readonly file: string;
  readonly part: 'header' | 'content' | 'padding' | 'end';
  readonly from: number;
  readonly to: number;
}

function regionsOf(bytes: Uint8Array): Region[] {
  const regions: Region[] = [];
  let from = 0;
  const region = (file: string, part: Region['part'], length: number) => {
    if (length > 0) regions.push({ file, part, from, to: from + length });
    from += length;
  };
  while (bytes[from] !== 0) {
    const head = String.fromCharCode(...bytes.subarray(from, from + 136));
    const size = Number.parseInt(head.slice(124, 135), 8);
    const file = head.slice(0, head.indexOf('\0'));
    region(file, 'header', 512);
    region(file, 'content', size);
    region(file, 'padding', (512 - (size % 512)) % 512);
  }
  region('', 'end', bytes.length - from);
  return regions;
}

function flipped(at: number, bit = at % 8): Uint8Array {
  const bytes = bundle.slice();
  bytes[at]! ^= 1 << bit;
  return bytes;
}

/** Positions spread over a region, its first and last byte among them. */
function spread({ from, to }: Region, count: number): number[] {
  const step = Math.max(1, Math.floor((to - from - 1) / count));
  const positions = Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
  return [...new Set([...positions, to - 1])];
}

describe('one flipped bit', () => {
  test('in the content of any file is found, and the file is named', async () => {
    const contents = regions.filter(({ part }) => part === 'content');
    expect(contents.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['MANIFEST', 'checkpoint', 'entries', 'certificates', 'openings']),
    );
    for (const region of contents) {
      for (const at of spread(region, region.file === 'entries' ? 150 : 25)) {
        const found = (await outcome(flipped(at))) as Report;
        expect(found.verdict, `${region.file} at ${at}`).toBe('wrong');
        expect(found.faults.map(({ where }) => where)).toContain(region.file);
      }
    }
  });

  test('in a header, a padding or the end is found', async () => {
    const between = regions.filter(({ part, from }) => part !== 'content' && from > 0);
    expect(new Set(between.map(({ part }) => part))).toEqual(new Set(['header', 'padding', 'end']));
    for (const region of between) {
      for (const at of spread(region, 12)) {
        const found = (await outcome(flipped(at))) as Report;
        expect(found.verdict, `${region.file} ${region.part} at ${at}`).toBe('wrong');
        expect(found.faults.map(({ code }) => code)).toContain('verify.container');
      }
    }
  });

  test('in the very first header makes it no bundle', async () => {
    for (const at of spread(regions[0]!, 64)) expect(await outcome(flipped(at))).toBe('verify.not-a-bundle');
  });

  test('in an act or its signature names the entry', async () => {
    const { from } = regions.find(({ file, part }) => file === 'entries' && part === 'content')!;
    let start = from;
    for (const { index, bytes, leaf } of history.chronicle.written) {
      const text = new TextDecoder('latin1').decode(bytes);
      const places = [text.indexOf('"data":') + 9, text.indexOf('"value":"') + 20];
      for (const place of leaf.tier === 'public' && index > 0 ? places : []) {
        const { faults } = (await outcome(flipped(start + 2 + place, 0))) as Report;
        expect(faults.map((fault) => fault.index)).toContain(index);
      }
      start += 2 + bytes.length;
    }
  });
});

test('a bundle that ends too early, or goes on, is wrong or none', async () => {
  for (let i = 0; i <= 60; i++) {
    const cut = await outcome(bundle.subarray(0, Math.floor(((bundle.length - 1) * i) / 60)));
    expect(typeof cut === 'string' ? cut : cut.verdict).toMatch(/^(?:verify\.not-a-bundle|wrong)$/);
  }
  expect(await outcome(concat(bundle, Uint8Array.of(0)))).toMatchObject({ verdict: 'wrong' });
});

describe('whatever a host signs', () => {
  const json = fc.jsonValue({ maxDepth: 3 }).map((value) => value as unknown);

  /** Puts a value in place of one of the values within, the `at`-th in the order of a walk. */
  function replaced(value: unknown, at: { left: number }, by: unknown): unknown {
    if (at.left-- === 0) return by;
    if (Array.isArray(value)) return value.map((item) => replaced(item, at, by));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, replaced(v, at, by)]));
  }
  const bytesOf = (value: unknown) => {
    try {
      return canonicalBytes(value);
    } catch {
      return utf8(JSON.stringify(value));
    }
  };

  test('a report comes of any value in any place of an entry, a certificate or an opening', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('entries' as const, 'certificates' as const, 'openings' as const),
        fc.nat(10_000),
        fc.nat(40),
        json,
        async (file, record, at, value) => {
          const parts = partsOf(history, 'state-000');
          const i = record % parts[file].length;
          parts[file][i] = bytesOf(replaced(parseCanonical(parts[file][i]!), { left: at }, value));
          expect(await outcome(await assemble(parts))).toMatchObject({ trust: 'given' });
        },
      ),
      { numRuns: 150 },
    );
  });

  test('a report comes of any bytes in any record', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('entries' as const, 'certificates' as const, 'openings' as const),
        fc.nat(10_000),
        fc.uint8Array({ maxLength: 300 }),
        async (file, record, bytes) => {
          const parts = partsOf(history, 'state-000');
          parts[file][record % parts[file].length] = bytes;
          expect(await outcome(await assemble(parts))).toMatchObject({ verdict: 'wrong' });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a report comes of any files', async () => {
    const name = fc.constantFrom(
      'checkpoint',
      'entries',
      'certificates',
      'openings',
      `blobs/${'0'.repeat(64)}`,
    );
    const files = fc.uniqueArray(fc.tuple(name, fc.uint8Array({ maxLength: 600 })), { selector: ([n]) => n });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), files, async (manifest, rest) => {
        const all = [['MANIFEST', manifest] as const, ...rest];
        const bytes = concat(...all.map(([n, content]) => archiveFile(n, content)), ARCHIVE_END);
        expect(await outcome(bytes)).toMatchObject({ verdict: 'wrong' });
      }),
      { numRuns: 100 },
    );
  });
});

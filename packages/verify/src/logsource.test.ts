import {
  concat,
  encodeEntries,
  formatNote,
  newTiles,
  parseNote,
  sha256,
  TILE_WIDTH,
  tilePath,
  treeReader,
  utf8,
} from '@comity/log';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LogFiles, VerifyError, verifyBundle, verifyLog } from './index.ts';
import { buildHistory, bundleOf, codesIn, type History, inPieces, partsOf, unpack } from './testing/index.ts';

let history: History;
let served: Map<string, Uint8Array>;
beforeAll(async () => {
  history = await buildHistory({ participants: 4, acts: 600, mix: { exchange: 2, file: 3, documents: 2 } });
  served = await filesOf(history);
});

/** What a host serves of a record. */
async function filesOf({ chronicle }: History): Promise<Map<string, Uint8Array>> {
  const parts = partsOf(history, 'public');
  const { size } = chronicle;
  const files = new Map([['checkpoint', unpack(await bundleOf(history, 'public')).get('checkpoint')!]]);
  const node = treeReader(chronicle.written.map(({ hash }) => hash));
  for (const { level, index, width } of newTiles(0, size)) {
    const hashes = Array.from({ length: width }, (_, i) => node(8 * level, index * TILE_WIDTH + i));
    files.set(tilePath(level, index, width), concat(...hashes));
    if (level > 0) continue;
    const entries = parts.entries.slice(index * TILE_WIDTH, index * TILE_WIDTH + width);
    files.set(tilePath('entries', index, width), encodeEntries(entries));
  }
  for (const [hash, bytes] of parts.blobs) files.set(`blobs/${hash}`, bytes);
  for (const bytes of parts.certificates)
    files.set(`certificates/${Buffer.from(sha256(bytes)).toString('hex')}`, bytes);
  return files;
}

const logOf = (files: ReadonlyMap<string, Uint8Array>): LogFiles => ({
  read: async (path, limit) => {
    const bytes = files.get(path);
    if (bytes && bytes.length > limit) throw new Error('Too large.');
    return bytes;
  },
});
const verified = (files: ReadonlyMap<string, Uint8Array>) =>
  verifyLog(logOf(files), { trust: history.trust });
const without = (name: string) => new Map([...served].filter(([path]) => path !== name));

describe('a log by its static files', () => {
  test('is verified to the same outcome as the bundle for the public', async () => {
    const report = await verified(served);
    expect(report.faults).toEqual([]);
    const bundle = await verifyBundle(inPieces(await bundleOf(history, 'public')), { trust: history.trust });
    expect(report).toMatchObject({
      verdict: 'verified',
      audience: 'public',
      size: bundle.size,
      root: bundle.root,
    });
    expect(report.outcome).toBe(bundle.outcome);
    expect(report.checks.map(({ check }) => check)).not.toContain('manifest');
  });

  test('reads a full tile in place of a partial one that is gone', async () => {
    const wider = new Map(served);
    const [path] = [...served.keys()].filter((name) => /^tile\/entries\/.*\.p\//.test(name));
    wider.set(path!.replace(/\.p\/\d+$/, ''), concat(served.get(path!)!, encodeEntries([utf8('later')])));
    wider.delete(path!);
    expect((await verified(wider)).verdict).toBe('verified');
  });

  // Every file is left out once, and the whole log verified without it: in four parts, so that each has time enough.
  test.each([0, 1, 2, 3])(
    'of which any file is missing is wrong, and the file is named (part %i)',
    async (part) => {
      const names = [...served.keys()].filter((name) => name !== 'checkpoint');
      for (const name of names.filter((_, i) => i % 4 === part)) {
        const report = await verified(without(name));
        expect(report.verdict, name).toBe('wrong');
        const hash = name.replace('certificates/', '');
        expect(
          report.faults.some(({ where, says }) => where === name || says.includes(hash)),
          name,
        ).toBe(true);
      }
    },
  );

  test('of which any byte is changed is never verified', async () => {
    const names = [...served.keys()];
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(7), async (which, place, bit) => {
        const name = names[which % names.length]!;
        const bytes = served.get(name)!.slice();
        bytes[place % bytes.length]! ^= 1 << bit;
        const verdict = await verified(new Map(served).set(name, bytes)).then(
          (report) => report.verdict,
          (error) => (error instanceof VerifyError ? error.code : error),
        );
        expect(['wrong', 'verify.not-a-log']).toContain(verdict);
      }),
      { numRuns: 60 },
    );
  });

  test('without a checkpoint, or with one that is none, is no log', async () => {
    await expect(verified(without('checkpoint'))).rejects.toMatchObject({ code: 'verify.not-a-log' });
    await expect(verified(new Map(served).set('checkpoint', utf8('<html>')))).rejects.toMatchObject({
      code: 'verify.not-a-log',
    });
  });

  test('that cannot be reached, or answers without end, is no verdict', async () => {
    const files = logOf(served);
    const breaks: LogFiles = {
      read: async (path, limit) => {
        if (path.startsWith('tile/entries/')) throw new Error('The line went dead.');
        return files.read(path, limit);
      },
    };
    await expect(verifyLog(breaks, { trust: history.trust })).rejects.toMatchObject({
      code: 'verify.source-failed',
    });
    const endless = new Map(served).set('tile/entries/000', new Uint8Array(20_000_000));
    await expect(verified(endless)).rejects.toMatchObject({ code: 'verify.source-failed' });
  });

  test('whose checkpoint is of fewer entries than were served is verified as far as it goes', async () => {
    const note = parseNote(served.get('checkpoint')!);
    const forged = formatNote({ ...note, text: note.text.replace(/\n\d+\n/, '\n300\n') });
    expect(codesIn(await verified(new Map(served).set('checkpoint', utf8(forged))))).toContain(
      'verify.checkpoint-signature',
    );
  });
});

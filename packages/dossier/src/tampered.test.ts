import { canonicalBytes, equalBytes, parseCanonical, utf8 } from '@comity/log';
import { buildHistory, writeUnruled } from '@comity/verify/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DossierParts } from './parts.ts';
import type { DossierReport } from './report.ts';
import { assemble, documentStream, partsFor, proofOf } from './testing/index.ts';
import { verifyDossier } from './verify.ts';
import { readZip, writeZip } from './zip.ts';

const MIX = { exchange: 1, file: 1, documents: 4, people: 1 };
const history = await buildHistory({ participants: 2, acts: 24, mix: MIX });
const { chronicle, trust } = history;
const stream = documentStream(chronicle);
const parts = await partsFor(chronicle, { stream });
const dossier = await assemble(chronicle, parts);

const codes = ({ faults }: DossierReport) => [...new Set(faults.map(({ code }) => code))].sort();
const codesOf = async (changed: Partial<DossierParts>) =>
  codes(await verifyDossier(await assemble(chronicle, { ...parts, ...changed }), { trust }));

/** Whether this is still held to be good. */
async function passes(bytes: Uint8Array): Promise<boolean> {
  try {
    return (await verifyDossier(bytes, { trust })).verdict === 'verified';
  } catch {
    return false;
  }
}

describe('a byte that is another one', () => {
  test('is found wherever in the file it stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(dossier.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        expect(await passes(dossier.with(at, dossier[at]! ^ change))).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('is found in every file also where the zip is made anew around it', async () => {
    const files = readZip(dossier);
    const places = fc
      .nat(files.length - 1)
      .chain((i) =>
        fc.tuple(
          fc.constant(i),
          fc.nat(Math.max(0, files[i]!.content.length - 1)),
          fc.integer({ min: 1, max: 255 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(places, async ([i, at, change]) => {
        const { name, content } = files[i]!;
        const changed = content.length === 0 ? utf8('x') : content.with(at, content[at]! ^ change);
        expect(await passes(writeZip(files.with(i, { name, content: changed }))), `${name} ${at}`).toBe(
          false,
        );
      }),
      { numRuns: 600 },
    );
  });

  test('is found in every entry, blob and certificate also where a host signs all of it', async () => {
    const lists = ['blobs', 'certificates'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...lists),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (list, i, at, change) => {
          const all = parts[list];
          const bytes = all[i % all.length]!;
          const changed = bytes.with(at % bytes.length, bytes[at % bytes.length]! ^ change);
          expect(await codesOf({ [list]: all.with(i % all.length, changed) })).not.toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (i, at, change) => {
        const entry = parts.entries[i % parts.entries.length]!;
        const leaf = entry.leaf.with(at % entry.leaf.length, entry.leaf[at % entry.leaf.length]! ^ change);
        const entries = parts.entries.with(i % parts.entries.length, { ...entry, leaf });
        expect(await codesOf({ entries })).toContain('dossier.not-included');
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a host that is not honest could sign', () => {
  const own = parts.entries.filter((entry) => entry.stream === stream);

  test('an entry of the stream left out of the middle is a gap', async () => {
    const left = parts.entries.filter(({ index }) => index !== own[0]!.index);
    const found = await codesOf({ entries: left, proof: proofOf(chronicle, left) });
    expect(found).toContain('dossier.stream-gap');
  });

  test('the end of a stream left out is the word of the host, and the report says so', async () => {
    const left = parts.entries.filter(({ index }) => index !== own.at(-1)!.index);
    const bytes = await assemble(chronicle, { ...(await trimmed(left)) });
    const report = await verifyDossier(bytes, { trust });
    expect(report.verdict).toBe('verified');
    expect(report.notProvable.map(({ what }) => what)).toContain('later');
  });

  /** The same dossier of fewer entries, without the files that nothing names any more. */
  async function trimmed(entries: DossierParts['entries']): Promise<DossierParts> {
    const named = (bytes: Uint8Array) =>
      entries.some(({ leaf }) => Buffer.from(leaf).includes(hashOf(bytes))) || hashOf(bytes) === '';
    return {
      ...parts,
      entries,
      proof: proofOf(chronicle, entries),
      certificates: parts.certificates.filter(named),
      blobs: parts.blobs.filter(named),
    };
  }

  test('another stream in place of the subject is not the one that was asked for', async () => {
    const body = await verifyDossier(
      await assemble(chronicle, { ...parts, subject: { stream: 'document/doc_other' } }),
      {
        trust,
      },
    );
    expect(codes(body)).toContain('dossier.subject-missing');
    const act = 'ab'.repeat(32);
    expect(await codesOf({ subject: { stream, act } })).toContain('dossier.subject-missing');
  });

  test('entries under a place that is not theirs are not included', async () => {
    const [first, second] = own;
    const entries = parts.entries.map((entry) => {
      if (entry === first) return { ...entry, leaf: second!.leaf };
      return entry === second ? { ...entry, leaf: first!.leaf } : entry;
    });
    expect(await codesOf({ entries })).toContain('dossier.not-included');
  });

  test('the stream of whoever signed left out is a signer missing, never a signature believed', async () => {
    const entries = parts.entries.filter((entry) => entry.stream !== 'participant/secretariat');
    const streams = parts.streams.filter((name) => name !== 'participant/secretariat');
    const found = await codesOf({ streams, entries, proof: proofOf(chronicle, entries) });
    expect(found).toContain('dossier.signer-missing');
    const empty = await codesOf({ entries, proof: proofOf(chronicle, entries) });
    expect(empty).toContain('dossier.certificate-signature');
  });

  test('the founding left out founds nothing', async () => {
    const entries = parts.entries.filter(({ index }) => index !== 0);
    const report = await verifyDossier(
      await assemble(chronicle, { ...parts, entries, proof: proofOf(chronicle, entries) }),
      { trust },
    );
    expect(report.verdict).toBe('wrong');
    expect(codes(report)).toContain('dossier.founding');
    expect(report.proves).toEqual([]);
  });

  test('a file, a certificate or a file of the founding left out is missing; one too many is too', async () => {
    for (const blob of parts.blobs)
      expect(await codesOf({ blobs: parts.blobs.filter((b) => b !== blob) })).not.toEqual([]);
    expect(await codesOf({ certificates: [] })).toContain('dossier.certificate-missing');
    expect(await codesOf({ blobs: [...parts.blobs, utf8('more')] })).toEqual(['dossier.blob-unused']);
  });

  test('another root, size or log than the checkpoint says is found', async () => {
    expect(await codesOf({ size: parts.size + 1 })).toContain('dossier.checkpoint-differs');
    expect(await codesOf({ root: '00'.repeat(32) })).toContain('dossier.checkpoint-differs');
    expect(await codesOf({ origin: 'other.example/log' })).toContain('dossier.statement-differs');
    expect(await codesOf({ audience: 'nobody' })).toContain('dossier.statement-differs');
    const [line] = parts.checkpoint.split('\n');
    const other = parts.checkpoint.replace(line!, 'other.example/log');
    expect(await codesOf({ checkpoint: other })).toContain('dossier.checkpoint-signature');
    expect(await codesOf({ checkpoint: 'no note' })).toContain('dossier.checkpoint-malformed');
  });

  test('a dossier signed by somebody else is not signed by the host', async () => {
    const [readme, , ...files] = readZip(dossier);
    const { statement, sig } = parseCanonical(readZip(dossier)[1]!.content) as {
      statement: object;
      sig: object;
    };
    const other = { statement: { ...statement, at: '2026-01-01T00:00:00.000Z' }, sig };
    const bytes = writeZip([readme!, { name: 'DOSSIER', content: canonicalBytes(other) }, ...files]);
    expect(codes(await verifyDossier(bytes, { trust }))).toEqual(['dossier.statement-signature']);
  });
});

test('another body, or another key than the reader has, is found whatever the dossier says', async () => {
  const other = await buildHistory({ participants: 2, acts: 1, mix: { documents: 1 }, seed: 'other' });
  const forged = { ...trust, body: 'ab'.repeat(32) };
  expect(codes(await verifyDossier(dossier, { trust: forged }))).toEqual(['dossier.other-body']);
  const key = trust.key.replace(/^[^+]+/, 'other.example/log');
  await expect(verifyDossier(dossier, { trust: { ...trust, key } })).rejects.toMatchObject({
    code: 'dossier.bad-trust',
  });
  const elsewhere = await partsFor(other.chronicle, { stream: documentStream(other.chronicle) });
  const mixed = { ...parts, entries: [...parts.entries.slice(0, 1), ...elsewhere.entries.slice(1)] };
  expect(codes(await verifyDossier(await assemble(chronicle, mixed), { trust }))).toContain(
    'dossier.not-included',
  );
});

test('an act that the rules refuse is refused, though the host logged it', async () => {
  const unruled = await buildHistory({ participants: 2, acts: 4, mix: { documents: 1 } });
  const { chronicle: body, delegations } = unruled;
  const file = { sha256: body.keep(utf8('no right to')), size: 11, media: 'text/plain' };
  const data = {
    document: 'doc_AAAAAAAAAAAAAAAAAAAAAA',
    titles: { en: 'X' },
    source: 'secretariat' as const,
    files: { en: file },
  };
  const written = writeUnruled(
    unruled,
    await body.sign(delegations[0]!.officer, 'documents.registered', data),
  );
  const bytes = await assemble(body, await partsFor(body, { stream: written.leaf.stream }));
  const report = await verifyDossier(bytes, { trust: unruled.trust });
  expect(codes(report)).toEqual(['dossier.refused']);
  expect(report.faults[0]!.says).toContain('documents.secretariat-registers');
  expect(report.document).toBeUndefined();
});

test('words in other files, another README or another order of files are refused', async () => {
  const files = readZip(dossier);
  const verdict = async (changed: typeof files) =>
    (await verifyDossier(writeZip(changed), { trust })).verdict;
  expect(await verdict(files.with(0, { name: 'README.txt', content: utf8('Trust me.') }))).toBe('wrong');
  expect(await verdict([...files, { name: 'extra', content: utf8('x') }])).toBe('wrong');
  expect(await verdict([...files.slice(0, 2), files[3]!, files[2]!, ...files.slice(4)])).toBe('wrong');
  expect(await verdict(files.slice(0, -1))).toBe('wrong');
  expect(await verdict(files.slice(0, 1))).toBe('wrong');
});

function hashOf(bytes: Uint8Array): string {
  const found = [...chronicle.blobs].find(([, blob]) => equalBytes(blob, bytes));
  if (found) return found[0];
  return [...chronicle.certificates].find(([, c]) => equalBytes(canonicalBytes(c), bytes))?.[0] ?? '';
}

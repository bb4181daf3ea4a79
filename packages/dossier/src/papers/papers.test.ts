import { type Hand, rootHand, testId } from '@comity/acts/testing';
import { canonicalBytes, parseCanonical, sha256Hex, toHex, utf8 } from '@comity/log';
import { buildHistory } from '@comity/verify/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gather } from '../gathering.ts';
import { makeDossier } from '../parts.ts';
import { assemble, checkpointOf, partsFor, proofOf } from '../testing/index.ts';
import { verifyDossier } from '../verify.ts';
import { readZip, writeZip, type ZipFile } from '../zip.ts';
import { makePapers, type PapersParts, papersLines, verifyPapers } from './index.ts';
import type { PapersStatement, SignedPapers } from './statement.ts';

const { chronicle, trust } = await buildHistory({ participants: 2, acts: 6, mix: { documents: 1 } });
const clerk = await rootHand('secretariat');
const [first, second, elsewhere] = ['first', 'second', 'elsewhere'].map((label) => testId('doc', label)) as [
  string,
  string,
  string,
];
const bytesOf = (words: string) => utf8(`${words}\n`);
const fileOf = (words: string, media = 'text/plain') => {
  const content = bytesOf(words);
  return { sha256: chronicle.keep(content), size: content.length, media };
};

async function writes(hand: Hand, type: Parameters<typeof chronicle.sign>[1], data: object) {
  chronicle.append(await chronicle.sign(hand, type, data as never));
}
const registers = (document: string, serial: number, session: string) =>
  writes(clerk, 'documents.registered', {
    ...{ document, titles: { en: `Paper ${serial}` }, source: 'secretariat', session },
    ...{ symbol: `A/BODY/${serial}`, files: { en: fileOf(`Paper ${serial}`) } },
  });
await registers(first, 1, '2027');
await registers(second, 2, '2027');
await registers(elsewhere, 3, '2028');
await writes(clerk, 'documents.issued', { document: first, language: 'fr', file: fileOf('Document 1') });
await writes(clerk, 'documents.issued', {
  document: first,
  language: 'en',
  file: fileOf('Paper 1, corrected'),
});
await writes(clerk, 'documents.format-added', {
  ...{ document: first, language: 'en', of: sha256Hex(bytesOf('Paper 1, corrected')) },
  file: fileOf('As a page', 'application/pdf'),
});
await writes(clerk, 'documents.withdrawn', { document: second, reason: 'Registered twice.' });

/** A dossier of several documents, as a host gathers it. */
async function dossierOf(documents: readonly string[]): Promise<Uint8Array> {
  const streams = documents.map((document) => `document/${document}`);
  const entries = chronicle.written.map(({ index, bytes, leaf }) => ({
    index,
    stream: leaf.stream,
    leaf: bytes,
  }));
  const found = await gather(streams[0]!, async (stream) => entries.filter((e) => e.stream === stream), {
    ...{ beside: streams.slice(1), at: chronicle.now },
  });
  const parts = await partsFor(chronicle, { stream: streams[0]! });
  return assemble(chronicle, {
    ...parts,
    ...{ streams: found.streams, entries: found.entries, proof: proofOf(chronicle, found.entries) },
    certificates: [...found.certificates].map((hash) => canonicalBytes(chronicle.certificates.get(hash)!)),
    blobs: [...found.blobs].map((sha256) => chronicle.blobs.get(sha256)!),
  });
}

const file = (language: string, form: 'issued' | 'format' | 'made', name: string, words: string) => ({
  ...{ language, form, name: `files/${name}`, content: bytesOf(words) },
});
const PARTS: PapersParts = {
  ...{ body: chronicle.body, origin: chronicle.state.founding.origin, at: chronicle.at, session: '2027' },
  papers: [
    {
      document: first,
      files: [
        file('en', 'issued', 'a-1/en.txt', 'Paper 1, corrected'),
        file('en', 'format', 'a-1/en.pdf', 'As a page'),
        file('fr', 'issued', 'a-1/fr.txt', 'Document 1'),
        file('fr', 'made', 'a-1/fr.html', 'What the host made'),
      ],
    },
    { document: second, withdrawn: true, files: [file('en', 'issued', 'a-2/en.txt', 'Paper 2')] },
  ],
  pages: [{ name: 'index.html', content: utf8('<!doctype html>') }],
  dossier: await dossierOf([first, second]),
};
const made = (change: Partial<PapersParts> = {}) =>
  makePapers({ ...PARTS, ...change }, (statement) => chronicle.host.sign('papers', statement));
const papers = await made();
const codes = async (bytes: Uint8Array) => {
  const { verdict, faults } = await verifyPapers(bytes, { trust });
  expect(verdict).toBe(faults.length > 0 ? 'wrong' : 'verified');
  return [...new Set(faults.map(({ code }) => code))];
};

describe('the papers of a session', () => {
  test('are verified against body and key from elsewhere, with every document and file of theirs', async () => {
    const report = await verifyPapers(papers, { trust });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ verdict: 'verified', trust: 'given', session: '2027', made: 2 });
    expect(report.documents.map(({ symbol, withdrawn, files }) => [symbol, withdrawn, files.length])).toEqual(
      [
        ['A/BODY/1', false, 4],
        ['A/BODY/2', true, 1],
      ],
    );
    const lines = papersLines(report);
    expect(lines[0]).toMatch(/^VERIFIED/);
    expect(lines.join('\n')).toContain('That these are all documents of the session');
  });

  test('say first that they vouch for themselves where nobody said what to expect', async () => {
    expect(papersLines(await verifyPapers(papers))[0]).toMatch(/^SELF-ASSERTED/);
    const other = await verifyPapers(papers, { trust: { ...trust, body: 'ab'.repeat(32) } });
    expect(other.verdict).toBe('wrong');
  });

  test('are the same bytes of the same parts, and hold no file twice', async () => {
    expect(await made()).toEqual(papers);
    const hashes = readZip(papers).map(({ content }) => sha256Hex(content));
    const empty = sha256Hex(new Uint8Array());
    const full = hashes.filter((hash) => hash !== empty);
    expect(new Set(full).size).toBe(full.length);
  });

  test('hold a dossier that is one by itself, for whoever hands on the proof alone', async () => {
    expect((await verifyDossier(PARTS.dossier, { trust })).verdict).toBe('verified');
  });
});

test('files under embargo are kept back until it ends, and no longer', async () => {
  const kept = testId('doc', 'kept');
  const embargo = new Date(chronicle.now + 3_600_000).toISOString();
  await writes(clerk, 'documents.registered', {
    ...{ document: kept, titles: { en: 'Kept' }, source: 'secretariat', session: '2027', embargo },
    files: { en: fileOf('Not yet for everybody') },
  });
  const change = { papers: [...PARTS.papers, { document: kept, files: [] }], at: chronicle.at };
  const dossier = await dossierOf([first, second, kept]);
  const report = await verifyPapers(await made({ ...change, dossier }), { trust });
  expect([report.verdict, report.faults]).toEqual(['verified', []]);
  expect(report.documents.at(-1)).toMatchObject({ document: kept, embargo, files: [] });
  expect(papersLines(report).join('\n')).toContain(`under embargo until ${embargo}`);
  expect(await codes(await made({ ...change, dossier, at: embargo }))).toEqual(['papers.document-differs']);
});

describe('a byte that is another one', () => {
  const files = readZip(papers);

  test('is called by the file that it stands in', async () => {
    let at = 0;
    for (const { name, content } of files) {
      at += 30 + name.length;
      if (content.length > 0) {
        const place = at + Math.floor(content.length / 2);
        const report = await verifyPapers(papers.with(place, papers[place]! ^ 1), { trust });
        expect(report.verdict, name).toBe('wrong');
        expect(
          report.faults.map(({ where }) => where),
          name,
        ).toContain(name);
        expect(report.faults, name).toHaveLength(1);
      }
      at += content.length;
    }
  });

  test('is found wherever it stands, and between the files by its place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(papers.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = papers.with(at, papers[at]! ^ change);
        const report = await verifyPapers(changed, { trust }).catch(() => undefined);
        expect(report?.verdict ?? 'wrong').toBe('wrong');
      }),
      { numRuns: 150 },
    );
    // The checksum of the first file, in its header.
    const { faults } = await verifyPapers(papers.with(14, papers[14]! ^ 1), { trust });
    expect(faults).toMatchObject([{ code: 'papers.container', says: expect.stringContaining('byte 14') }]);
  });

  test('makes no papers of a file that is none, and none of what is cut off', async () => {
    await expect(verifyPapers(PARTS.dossier, { trust })).rejects.toMatchObject({
      code: 'dossier.not-papers',
    });
    await expect(verifyPapers(utf8('PAPERS'), { trust })).rejects.toMatchObject({
      code: 'dossier.not-papers',
    });
    const last = files.at(-1)!.name;
    const { faults } = await verifyPapers(papers.subarray(0, Math.floor(papers.length * 0.6)), { trust });
    expect(faults).toContainEqual(expect.objectContaining({ code: 'papers.file-missing', where: last }));
  });

  test('is found in what somebody else signed, and where the zip is made anew around a changed file', async () => {
    const [head, ...rest] = files as [ZipFile, ...ZipFile[]];
    const { statement, sig } = parseCanonical(head.content) as SignedPapers;
    const changed: PapersStatement = { ...statement, session: '2028' };
    const forged = writeZip([
      { name: 'PAPERS', content: canonicalBytes({ statement: changed, sig }) },
      ...rest,
    ]);
    expect(await codes(forged)).toContain('papers.statement-signature');
    const page = rest.findIndex(({ name }) => name === 'index.html');
    const other = rest.with(page, { name: 'index.html', content: utf8('<!doctype html> Trust me.') });
    expect(await codes(writeZip([head, ...other]))).toEqual(['papers.file-differs']);
    expect(await codes(writeZip([...files, { name: 'more.txt', content: utf8('x') }]))).toEqual([
      'papers.file-unknown',
    ]);
  });
});

describe('what a host that is not honest could sign', () => {
  const [one, two] = PARTS.papers as [PapersParts['papers'][number], PapersParts['papers'][number]];
  const differing = async (papersOf: PapersParts['papers'], change: Partial<PapersParts> = {}) =>
    codes(await made({ papers: papersOf, ...change }));

  test('a document of another session, or one that the record does not register', async () => {
    const third = { document: elsewhere, files: [file('en', 'issued', 'a-3/en.txt', 'Paper 3')] };
    const dossier = await dossierOf([first, second, elsewhere]);
    expect(await differing([one, two, third], { dossier })).toEqual(['papers.document-differs']);
    const never = { document: testId('doc', 'never'), files: [] };
    expect(await differing([one, two, never])).toEqual(['papers.document-differs']);
  });

  test('an older version as the newest, a version or a format kept back, a withdrawal not said', async () => {
    const older = [file('en', 'issued', 'a-1/en.txt', 'Paper 1'), ...one.files.slice(1)];
    expect(await differing([{ ...one, files: older }, two])).toEqual(['papers.document-differs']);
    for (const left of [0, 1, 2])
      expect(await differing([{ ...one, files: one.files.toSpliced(left, 1) }, two])).toEqual([
        'papers.document-differs',
      ]);
    const { withdrawn: _, ...standing } = two;
    expect(await differing([one, standing])).toEqual(['papers.document-differs']);
  });

  test('words that were never issued, as if they were', async () => {
    const invented = one.files.with(2, file('fr', 'issued', 'a-1/fr.txt', 'Never issued'));
    expect(await differing([{ ...one, files: invented }, two])).toContain('papers.document-differs');
  });

  test('the dossier of another record, or of another checkpoint than it says', async () => {
    const other = await buildHistory({ participants: 2, acts: 2, mix: { documents: 1 }, seed: 'other' });
    const stream = [...other.chronicle.state.streams.keys()].find((name) => name.startsWith('document/'))!;
    const foreign = await assemble(other.chronicle, await partsFor(other.chronicle, { stream }));
    expect(await differing(PARTS.papers, { dossier: foreign })).toEqual(['papers.document-differs']);
    const parts = await partsFor(
      chronicle,
      { stream: `document/${first}` },
      { note: await checkpointOf(chronicle) },
    );
    const wrong = await makeDossier({ ...parts, root: toHex(new Uint8Array(32)) }, (statement) =>
      chronicle.host.sign('dossier', statement),
    );
    expect(await differing(PARTS.papers, { dossier: wrong })).toContain('papers.proof');
  });
});

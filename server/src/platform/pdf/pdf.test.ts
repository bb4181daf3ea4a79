import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { derivedId, type Node, type Text, tidyText } from '@comity/text';
import { typstOf } from '@comity/text/typst';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { DomainError } from '../index.ts';
import { PdfPress } from './index.ts';

const press = new PdfPress();
afterAll(() => press.close());

const MADE = new Date('2026-02-03T09:00:00Z');
const PAGE = { date: [2026, 2, 3], symbol: 'A/AC.292/2026/CRP.1' } as const;
const print = (text: Text) => press.print(typstOf(text, PAGE), MADE);

/** What a program that reads documents aloud or searches them finds in the file. */
async function wordsIn(pdf: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'comity-pdf-'));
  try {
    await writeFile(join(folder, 'a.pdf'), pdf);
    await promisify(execFile)('pdftotext', ['-enc', 'UTF-8', 'a.pdf', 'a.txt'], { cwd: folder });
    return await readFile(join(folder, 'a.txt'), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

const DATA = join(import.meta.dirname, '../../../../data/un_parallel_v1');
const linesOf = async (language: string) =>
  (await readFile(join(DATA, `dev_public.${language}`), 'utf8'))
    .split('\n')
    .filter((line) => line.length > 40);

const id = (place: string) => derivedId('pdf', place);

/** Real words in everything that a text may hold. */
async function whole(language: string): Promise<Text> {
  const lines = await linesOf(language);
  const cell = (n: number, text: string) => ({
    paragraphs: [{ kind: 'paragraph' as const, id: id(`cell ${n}`), text }],
  });
  const nodes: Node[] = [
    // The first heading is not of the first level, and one level is left out.
    { kind: 'heading', id: id('h1'), level: 2, text: lines[1]!.slice(0, 40) },
    { kind: 'heading', id: id('h2'), level: 5, text: lines[2]!.slice(0, 40) },
    {
      kind: 'paragraph',
      part: 'preamble',
      id: id('p1'),
      text: lines[3]!,
      marks: [{ kind: 'emphasis', from: 0, to: 9 }],
    },
    {
      ...{ kind: 'paragraph', part: 'operative', id: id('o1'), text: lines[4]! },
      marks: [
        { kind: 'note', at: 4, note: id('note') },
        { kind: 'strong', from: 5, to: 12 },
        { kind: 'note', at: 20, note: id('note') },
        { kind: 'link', from: 21, to: 30, href: 'https://a.example/?b&c' },
      ],
      children: [{ kind: 'paragraph', id: id('o1a'), text: `${lines[5]}\n${lines[6]}` }],
    },
    {
      ...{ kind: 'table', id: id('t') },
      rows: [
        { cells: [{ header: true, colspan: 2, ...cell(1, lines[7]!.slice(0, 30)) }] },
        { cells: [{ rowspan: 3, ...cell(2, lines[8]!.slice(0, 30)) }, cell(3, lines[9]!.slice(0, 30))] },
        { cells: [{ paragraphs: [] }] },
      ],
    },
  ];
  return tidyText({
    v: 1,
    language,
    title: { text: lines[0]! },
    nodes,
    notes: [{ id: id('note'), text: lines[10]! }],
  });
}

/** Letters and digits only: how lines break and where marks stand is the page's business. */
const letters = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');

test.each(['en', 'fr', 'es', 'ru', 'zh'])('a text is set and can be read out again: %s', async (language) => {
  const text = await whole(language);
  const pdf = await print(text);
  const found = letters((await wordsIn(pdf)).replace(/-\n/g, ''));
  const lines = await linesOf(language);
  for (const line of [lines[0]!, lines[3]!, lines[5]!, lines[6]!, lines[8]!.slice(0, 30)])
    expect(found, line).toContain(letters(line));
  expect(found).toContain(letters(PAGE.symbol));
});

test('Arabic is set from right to left, and its words can be found', async () => {
  const found = letters(await wordsIn(await print(await whole('ar'))));
  const words = (await linesOf('ar'))[3]!.split(/[^\p{L}]+/u).filter((word) => word.length > 4);
  expect(words.length).toBeGreaterThan(5);
  const missing = words.filter((word) => !found.includes(letters(word)));
  expect(missing).toEqual([]);
});

test('the file says that it is tagged, in which language, and what its title is', async () => {
  const pdf = Buffer.from(await print(await whole('fr'))).toString('latin1');
  expect(pdf).toMatch(/\/Marked true/);
  expect(pdf).toMatch(/\/Lang \(fr\)/);
  expect(pdf).toMatch(/pdfuaid:part>1</);
  expect(pdf).toMatch(/\/DisplayDocTitle true/);
});

test('the same text gives the same bytes', async () => {
  const text = await whole('es');
  expect(Buffer.from(await print(text)).equals(await print(text))).toBe(true);
});

test('what looks like source is set as it stands', async () => {
  const hostile = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd") and #include "a.typ"',
    '$ x^2 $ and `raw` and ```block```',
    '@reference <label> *bold* _slant_ = heading',
    '// comment /* more */ \\ \\u{41} ~ -- ---',
    ']; #panic("out") [',
    '"); #panic("out"); ("',
    '#{ while true {} }',
  ];
  const nodes = hostile.map(
    (text, i): Node => ({ kind: 'paragraph', part: 'operative', id: id(String(i)), text }),
  );
  const text = tidyText({ v: 1, language: 'en', title: { text: '#panic("title")' }, nodes, notes: [] });
  const found = (await wordsIn(await print(text))).replace(/\s+/g, '');
  for (const line of ['#panic("title")', ...hostile]) expect(found).toContain(line.replace(/\s+/g, ''));
});

test('a letter that no font has is refused, not left out', async () => {
  const text = tidyText({
    ...{ v: 1, language: 'en', notes: [] },
    nodes: [{ kind: 'paragraph', part: 'other', id: id('x'), text: 'Before \u{1f9ff} after' }],
  });
  const refusal = await print(text).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DomainError);
  expect(refusal).toMatchObject({ code: 'platform.pdf-letter-missing' });
});

test('whatever words come in, the answer is a file or says which letter is missing', async () => {
  const drawnFrom = (unit: 'grapheme' | 'grapheme-ascii') => fc.string({ unit, minLength: 1, maxLength: 60 });
  const words = fc.array(fc.oneof(drawnFrom('grapheme-ascii'), drawnFrom('grapheme')), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(words, fc.constantFrom('en', 'ar', 'zh'), async (drawn, language) => {
      const nodes = drawn.map(
        (text, i): Node => ({ kind: 'paragraph', part: 'other', id: id(String(i)), text }),
      );
      const answer = await print(tidyText({ v: 1, language, nodes, notes: [] })).catch(
        (error: unknown) => error,
      );
      if (answer instanceof Uint8Array) expect(Buffer.from(answer.subarray(0, 5)).toString()).toBe('%PDF-');
      else expect(answer).toMatchObject({ code: 'platform.pdf-letter-missing' });
    }),
    { numRuns: 60 },
  );
});

test('a source of ours that does not hold is told, and the press goes on', async () => {
  const broken = press.print({ source: '#nothing-of-that-name', inputs: {} }, MADE);
  await expect(broken).rejects.toMatchObject({ code: 'platform.pdf-failed' });
  expect((await print(await whole('en'))).length).toBeGreaterThan(10_000);
});

test('a press that was closed opens again with the next order', async () => {
  const other = new PdfPress();
  const waiting = other.print(typstOf(await whole('en'), PAGE), MADE);
  const closed = other.close();
  await expect(waiting).rejects.toMatchObject({ code: 'platform.pdf-failed' });
  await closed;
  expect((await other.print(typstOf(await whole('en'), PAGE), MADE)).length).toBeGreaterThan(10_000);
  await other.close();
});

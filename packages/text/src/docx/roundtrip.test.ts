import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derivedId, formatText, type Text, tidyText } from '../index.ts';
import { anyText, LANGUAGES, textIn } from '../testing/index.ts';
import { openArchive, writeArchive } from '../zip/index.ts';
import { readDocx, writeDocx, writeTrackedDocx } from './index.ts';

const WRITTEN = { created: '2026-02-03T09:00:00Z' };
const read = (bytes: Uint8Array, { language }: Text) =>
  readDocx(bytes, { language, ids: (place) => derivedId('new', place) });
const hasWords = ({ nodes, title }: Text) => nodes.length > 0 || title !== undefined;
const inWords = (text: Text) => new TextDecoder().decode(formatText(text));

test.each(LANGUAGES)('a text that is written is read back to the byte: %s', (language) => {
  fc.assert(
    fc.property(textIn(language).filter(hasWords), (text) => {
      const back = read(writeDocx(text, WRITTEN), text);
      expect(inWords(back.text)).toBe(inWords(text));
      expect(back).toMatchObject({ changes: [], comments: [], notices: [] });
      expect(back.before).toBeUndefined();
    }),
    { numRuns: 20, endOnFailure: true },
  );
});

test('the same text gives the same bytes', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(writeDocx(text, WRITTEN)).toEqual(writeDocx(text, WRITTEN));
    }),
    { numRuns: 10 },
  );
});

/** What drafters do: paragraphs go, come, change places, get other words, other marks and other numbers. */
const revised = (text: Text, other: Text) =>
  fc.array(fc.tuple(fc.nat(5), fc.nat(20), fc.nat(20)), { maxLength: 8 }).map((steps) => {
    const nodes = structuredClone(text.nodes);
    for (const [step, at, to] of steps) {
      const i = at % Math.max(1, nodes.length);
      const node = nodes[i];
      if (step === 0) nodes.splice(i, 1);
      else if (step === 1) nodes.splice(to % (nodes.length + 1), 0, ...nodes.splice(i, 1));
      else if (step === 2 && node && 'text' in node) rewrite(node, to);
      else if (step === 3 && node && node.kind === 'paragraph') node.label = { number: (to % 80) + 1 };
      else if (step === 4 && node && 'text' in node)
        node.marks = [{ kind: 'strong', from: 0, to: letters(node.text, to % 5).length }];
      else nodes.splice(to % (nodes.length + 1), 0, ...structuredClone(other.nodes.slice(i, i + 1)));
    }
    return tidyText({ ...text, nodes: distinct(nodes) });
  });

/** The first letters of it: none is cut in half. */
const letters = (text: string, count: number) => [...text].slice(0, count).join('');

function rewrite(node: { text: string; marks?: unknown }, to: number): void {
  node.text = node.text
    .split(' ')
    .toSpliced(to % 5, 1, '新的 слово كلمة')
    .join(' ');
  delete node.marks;
}

/** Of nodes with one id, or with one id within them, the first. */
function distinct(nodes: Text['nodes']): Text['nodes'] {
  const seen = new Set<string>();
  return nodes.filter((node) => {
    const ids = [...JSON.stringify(node).matchAll(/"id":"([^"]+)"/g)].map((found) => found[1]!);
    const isNew = ids.every((id) => !seen.has(id));
    if (isNew) for (const id of ids) seen.add(id);
    return isNew;
  });
}

const pair = (language: string) =>
  fc
    .tuple(textIn(language).filter(hasWords), textIn(language))
    .chain(([before, other]) =>
      fc.tuple(fc.constant(before), fc.oneof(revised(before, other), fc.constant(other))),
    )
    .filter(([, after]) => hasWords(after));

const BY = { author: 'Participant A', date: '2026-02-03T09:00:00Z' };

test.each(LANGUAGES)(
  'rejecting all gives the old text and accepting all the new one, to the byte: %s',
  (language) => {
    fc.assert(
      fc.property(pair(language), ([before, after]) => {
        const back = read(writeTrackedDocx(before, [{ ...BY, text: after }], WRITTEN), before);
        expect(inWords(back.text)).toBe(inWords(after));
        expect(inWords(back.before ?? back.text)).toBe(inWords(before));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  },
);

const DATA = new URL('../../../../data/un_parallel_v1/', import.meta.url);
/** Real sentences of United Nations documents, in the order in which the corpus has them. */
const corpus = (language: string) =>
  readFileSync(new URL(`dev_public.${language}`, DATA), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');

const numbered = (language: string, lines: readonly string[]): Text =>
  tidyText({
    ...{ v: 1, language, notes: [] },
    nodes: lines.map((text, i) => ({
      kind: 'paragraph',
      part: 'operative',
      id: derivedId('corpus', String(i)),
      text,
    })),
  });

test.each(LANGUAGES)(
  'real paragraphs redrafted into real paragraphs: both come back to the byte: %s',
  (language) => {
    const lines = corpus(language);
    for (let from = 0; from < 600; from += 60) {
      const before = numbered(language, lines.slice(from, from + 30));
      const redrafted = lines
        .slice(from, from + 30)
        .map((line, i) => (i % 3 === 0 ? lines[from + 30 + i]! : line));
      const after = numbered(language, redrafted);
      const { text, before: old } = read(writeTrackedDocx(before, [{ ...BY, text: after }], WRITTEN), before);
      expect([inWords(old!), inWords(text)]).toEqual([inWords(before), inWords(after)]);
    }
  },
);

test('of several authors, each has a text of their own in one file', () => {
  const lines = corpus('en')
    .filter((line) => line.split(' ').length > 12)
    .slice(0, 6);
  const before = numbered('en', lines);
  const versions = lines.slice(0, 4).map((line, i) => {
    const nodes = structuredClone(before.nodes);
    Object.assign(nodes[i]!, { text: line.replace(/ \S+ /, ` [proposal ${i}] `) });
    nodes.splice(i + 1, 0, {
      kind: 'paragraph',
      part: 'operative',
      id: derivedId('new', String(i)),
      text: `New ${i}.`,
    });
    return { author: `State ${i}`, date: BY.date, text: tidyText({ ...before, nodes }) };
  });
  const back = read(writeTrackedDocx(before, versions, WRITTEN), before);
  expect(inWords(back.before!)).toBe(inWords(before));
  expect([...new Set(back.changes.map(({ author }) => author))]).toEqual(
    versions.map(({ author }) => author),
  );
  for (const version of versions)
    expect(inWords(back.accepting(({ author }) => author === version.author))).toBe(inWords(version.text));
});

test('a paragraph that moved is shown as moved', () => {
  const before = numbered('fr', corpus('fr').slice(0, 5));
  const nodes = [...before.nodes.slice(1), before.nodes[0]!];
  const { changes } = read(
    writeTrackedDocx(before, [{ ...BY, text: { ...before, nodes } }], WRITTEN),
    before,
  );
  const moves = changes.filter(({ words }) => words !== '');
  expect(moves.map(({ kind, move }) => [kind, move])).toEqual([
    ['moved-from', 'move_1_1'],
    ['moved-to', 'move_1_1'],
  ]);
});

/** The same file after somebody edited its words with another program. */
function edited(bytes: Uint8Array, edit: (xml: string) => string): Uint8Array {
  const archive = openArchive(bytes);
  const files = archive.entries.map(({ name }) => ({ name, content: archive.read(name) }));
  return writeArchive(
    files.map(({ name, content }) =>
      name === 'word/document.xml'
        ? { name, content: new TextEncoder().encode(edit(new TextDecoder().decode(content))) }
        : { name, content },
    ),
  );
}

test('a file that was edited elsewhere is known again, paragraph by paragraph', () => {
  // An archived document: its ids come from places, and so do those of what is new in it.
  const places = (place: string) => derivedId('A/80/257', place);
  const nodes = ['One.', 'Two.', 'Three.'].map((text, i) => ({
    ...{ kind: 'paragraph' as const, part: 'operative' as const, id: places(`OP${i + 1}`), text },
  }));
  const text: Text = { v: 1, language: 'en', nodes, notes: [] };
  const added = '<w:p><w:pPr><w:pStyle w:val="ComityOperative"/></w:pPr><w:r><w:t>New.</w:t></w:r></w:p>';
  const bytes = edited(writeDocx(text, WRITTEN), (xml) => {
    const [head, one, two, ...rest] = xml.split(/(?=<w:p>)/);
    return [head, one, added, two!.replace('Two.', 'Two, changed.'), ...rest].join('');
  });
  const back = readDocx(bytes, { language: 'en', ids: places }).text.nodes;
  expect(back.map((node) => ('text' in node ? node.text : ''))).toEqual([
    'One.',
    'New.',
    'Two, changed.',
    'Three.',
  ]);
  const [one, fresh, two, three] = back.map(({ id }) => id);
  expect([one, two, three]).toEqual(nodes.map(({ id }) => id));
  // Its place is that of another paragraph, whose id stays with it.
  expect(fresh).toBe(places('OP2 #2'));
});

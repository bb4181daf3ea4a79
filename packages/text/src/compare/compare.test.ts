import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptAll,
  COMPARISON_CSS,
  compareTexts,
  comparisonHtml,
  derivedId,
  diffWords,
  formatText,
  type Label,
  newWords,
  oldWords,
  type Paragraph,
  readMarks,
  rejectAll,
  renumber,
  segmentBy,
  sinceLastRead,
  type Text,
  tidyText,
} from '../index.ts';
import { corpus, textOfLines } from '../testing/corpus.ts';
import { LANGUAGES, textIn } from '../testing/index.ts';

const id = (place: string) => derivedId('A/TEST/1', place);
const paragraph = (name: string, text: string, label?: Label): Paragraph => ({
  kind: 'paragraph',
  part: 'operative',
  id: id(name),
  text,
  ...(label && { label }),
});
const textOf = (...nodes: Text['nodes']): Text => ({ v: 1, language: 'en', nodes, notes: [] });
const icu = (language: string) => segmentBy(new Intl.Segmenter(language, { granularity: 'word' }));

/** The same text after what drafters do: paragraphs go, come, change places, and words change. */
const revised = (text: Text, other: Text) =>
  fc.array(fc.tuple(fc.nat(3), fc.nat(20), fc.nat(20)), { maxLength: 6 }).map((steps) => {
    const nodes = structuredClone(text.nodes);
    for (const [step, at, to] of steps) {
      const i = at % Math.max(1, nodes.length);
      const node = nodes[i];
      if (step === 0) nodes.splice(i, 1);
      else if (step === 1 && node) nodes.splice(to % nodes.length, 0, ...nodes.splice(i, 1));
      else if (step === 2 && node && 'text' in node)
        node.text = node.text
          .split(' ')
          .toSpliced(to % 5, 1, 'новое 新')
          .join(' ');
      else
        nodes.push(
          ...structuredClone(other.nodes.slice(0, 1)).filter(({ id }) => !nodes.some((n) => n.id === id)),
        );
    }
    const kept = new Set<string>();
    const fresh = nodes.filter((node) => idsIn(node).every((known) => !kept.has(known) && kept.add(known)));
    return tidyText({ ...text, nodes: fresh.map(withoutMarksBeyond) });
  });

const idsIn = (node: object): string[] =>
  [...JSON.stringify(node).matchAll(/"id":"([^"]+)"/g)].map((match) => match[1]!);
function withoutMarksBeyond(node: Text['nodes'][number]): Text['nodes'][number] {
  if (!('marks' in node) || !node.marks) return node;
  const { marks: _, ...rest } = node;
  return rest;
}

function expectReversible(before: Text, after: Text): void {
  const comparison = compareTexts(before, after);
  expect(formatText(rejectAll(comparison))).toEqual(formatText(before));
  expect(formatText(acceptAll(comparison))).toEqual(formatText(after));
}

describe('a comparison', () => {
  it.each(LANGUAGES)(
    'gives the old text back when all is rejected and the new one when all is accepted: %s',
    (language) => {
      const pairs = fc
        .tuple(textIn(language), textIn(language))
        .chain(([a, b]) => fc.tuple(fc.constant(a), revised(a, b)));
      fc.assert(
        fc.property(pairs, ([a, b]) => expectReversible(a, b)),
        { numRuns: 60 },
      );
      fc.assert(fc.property(textIn(language), textIn(language), expectReversible), { numRuns: 40 });
    },
  );

  it.each(LANGUAGES)(
    'does so with documents of the United Nations, paragraphs found by their words: %s',
    (language) => {
      const lines = corpus(language);
      const before = textOfLines(language, lines.slice(0, 700), 'A');
      const after = textOfLines(language, lines.slice(600), 'B');
      const comparison = compareTexts(before, after);
      expect(formatText(rejectAll(comparison))).toEqual(formatText(before));
      expect(formatText(acceptAll(comparison))).toEqual(formatText(after));
      expect(comparison.counts.kept).toBeGreaterThanOrEqual(100);
      expect(comparison.entries.filter(({ by }) => by === 'id')).toEqual([]);
    },
  );

  it.each(LANGUAGES)(
    'is exact word by word on neighbouring paragraphs, with either segmenter: %s',
    (language) => {
      const lines = corpus(language).slice(0, 400);
      for (const segment of [undefined, icu(language)]) {
        lines.forEach((line, i) => {
          const next = lines[i + 1] ?? '';
          const spans = diffWords(line, next, segment);
          expect(oldWords(spans)).toBe(line);
          expect(newWords(spans)).toBe(next);
        });
      }
    },
  );

  it('names what was inserted, deleted, changed, moved and relabelled', () => {
    const before = textOf(
      paragraph('a', 'Decides to establish a directory;'),
      paragraph('b', 'Requests the Secretariat to report;'),
      paragraph('c', 'Invites States to contribute;'),
      paragraph('d', 'Decides to remain seized.'),
    );
    const after = textOf(
      paragraph('a', 'Decides to establish a global directory;'),
      paragraph('new', 'Encourages States;', { suffix: 'bis' }),
      paragraph('c', 'Invites States to contribute;'),
      paragraph('d', 'Decides to remain seized.'),
      paragraph('b', 'Requests the Secretariat to report;'),
    );
    const { entries, counts } = compareTexts(before, after);
    expect(counts).toEqual({ kept: 4, changed: 1, inserted: 1, deleted: 0, moved: 1, relabelled: 3 });
    expect(entries.map(({ kind, labels }) => [kind, labels.before, labels.after])).toEqual([
      ['kept', 'OP1', 'OP1'],
      ['moved-from', 'OP2', undefined],
      ['inserted', undefined, 'OP1bis'],
      ['kept', 'OP3', 'OP2'],
      ['kept', 'OP4', 'OP3'],
      ['moved-to', 'OP2', 'OP4'],
    ]);
    expect(entries[0]!.spans).toEqual([
      { kind: 'kept', text: 'Decides to establish a ' },
      { kind: 'inserted', text: 'global ' },
      { kind: 'kept', text: 'directory;' },
    ]);
  });

  it('recognises a paragraph by its words where ids say nothing, and does not where the words are others', () => {
    const words = 'Recalling the conclusions of the Group of Governmental Experts in its report';
    const before = textOf(
      paragraph('a', `${words};`),
      paragraph('b', 'Something else altogether, in other words;'),
    );
    const after = textOf(
      paragraph('c', 'A third matter with no word of before'),
      paragraph('d', `${words} of 2021;`),
    );
    const { counts, entries } = compareTexts(before, after);
    expect(counts).toMatchObject({ kept: 1, changed: 1, inserted: 1, deleted: 1, moved: 0 });
    expect(entries.find(({ by }) => by)?.by).toBe('words');
  });

  it('of renumbering shows labels and nothing else', () => {
    const before = textOf(
      paragraph('a', 'One;'),
      paragraph('b', 'Two;', { suffix: 'bis' }),
      paragraph('c', 'Three.'),
    );
    const { counts } = compareTexts(before, renumber(before).text);
    expect(counts).toEqual({ kept: 3, changed: 0, inserted: 0, deleted: 0, moved: 0, relabelled: 2 });
  });

  it('counts a paragraph whose marks changed as changed', () => {
    const marked = {
      ...paragraph('a', 'Decides so.'),
      marks: [{ kind: 'emphasis' as const, from: 0, to: 7 }],
    };
    expect(compareTexts(textOf(paragraph('a', 'Decides so.')), textOf(marked)).counts.changed).toBe(1);
  });

  it('gives spaces between two changes to the changes', () => {
    expect(diffWords('one two three', 'eins zwei three')).toEqual([
      { kind: 'deleted', text: 'one two' },
      { kind: 'inserted', text: 'eins zwei' },
      { kind: 'kept', text: ' three' },
    ]);
  });

  it('does not drown in a paragraph replaced by another of hostile length', () => {
    const [a, b] = [0, 1].map((side) =>
      Array.from({ length: 15_000 }, (_, i) => `${i * 2 + side}`).join(' '),
    );
    const spans = diffWords(a!, b!);
    expect([oldWords(spans), newWords(spans)]).toEqual([a, b]);
  });

  it('refuses a segmenter that loses letters', () => {
    expect(() => diffWords('a b', 'a c', (text) => text.split(' '))).toThrow(TypeError);
  });
});

describe('a comparison as HTML', () => {
  const words = {
    language: 'en',
    inserted: 'new',
    deleted: 'deleted',
    movedFrom: 'moved from here',
    movedTo: 'moved here',
  };

  it('shows what changed without colour, from right to left where the language runs so', () => {
    const before = { ...textOf(paragraph('a', 'تقرر إنشاء دليل')), language: 'ar' };
    const after = { ...textOf(paragraph('a', 'تقرر إنشاء دليل عالمي')), language: 'ar' };
    const html = comparisonHtml(compareTexts(before, after), words);
    expect(html).toContain('<article class="comparison" lang="ar" dir="rtl">');
    expect(html).toContain('<bdi class="label" dir="ltr">OP1</bdi> تقرر إنشاء دليل<ins> عالمي</ins>');
    expect(COMPARISON_CSS).toMatch(/del\{text-decoration:line-through\}.*ins\{text-decoration:underline\}/s);
    expect(COMPARISON_CSS).not.toMatch(/(?<![-\w])color:(?!inherit)/);
  });

  it('lets nothing out of its place, whatever words and marks are', () => {
    fc.assert(
      fc.property(textIn('en'), textIn('en'), (a, b) => {
        const html = comparisonHtml(compareTexts(a, b), words);
        const elements = [...html.matchAll(/<\/?([a-z0-9]+)/g)].map((match) => match[1]!);
        const known = [
          'article',
          'p',
          'h1',
          'h2',
          'h3',
          'h4',
          'h5',
          'h6',
          'ins',
          'del',
          'bdi',
          'span',
          'strong',
          'em',
          'u',
          'a',
          'br',
        ];
        expect(elements.filter((name) => !known.includes(name))).toEqual([]);
        expect(html.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('since I last read', () => {
  it('lists what came, what changed and what went, and no renumbering', () => {
    const read = textOf(
      paragraph('a', 'One;'),
      paragraph('b', 'Two;', { suffix: 'bis' }),
      paragraph('c', 'Three.'),
    );
    const marks = readMarks(read);
    expect(sinceLastRead(marks, renumber(read).text)).toEqual({ added: [], changed: [], gone: [] });
    const now = textOf(
      paragraph('new', 'Zero;'),
      paragraph('b', 'Two and a half;'),
      paragraph('c', 'Three.'),
    );
    expect(sinceLastRead(marks, now)).toEqual({ added: [id('new')], changed: [id('b')], gone: [id('a')] });
    expect(sinceLastRead({}, read).added).toEqual(['a', 'b', 'c'].map(id));
  });
});

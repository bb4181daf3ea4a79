/** What only tests use: texts that fast-check draws. */

import * as fc from 'fast-check';
import {
  type Cell,
  derivedId,
  type Inline,
  type Label,
  type Mark,
  type Node,
  type Note,
  type Part,
  SUFFIXES,
  type SubParagraph,
  type Text,
  tidyText,
} from '../index.ts';

export const LANGUAGES = ['en', 'fr', 'es', 'ru', 'zh', 'ar'] as const;

/** Pieces that texts are drawn from: six languages, and what breaks careless code. */
const PIECES: Record<string, string[]> = {
  en: [
    'States',
    'should',
    'cooperate',
    'ICT-related',
    'A/80/257,',
    'Member State’s',
    '“open”',
    '(a)',
    'and/or',
  ],
  fr: ['Les États', 'coopèrent', 'l’utilisation', 'sécurité', '« ouverte »', 'e\u0301tat', 'œuvre', '8 bis;'],
  es: ['Los Estados', 'deberían', '¿cómo?', 'información', '«abierta»', 'niño', 'párrafo 2 e)'],
  ru: ['Государства', 'ещё', 'объединённых', '«открытой»', 'государства — члены', 'й', 'и\u0306'],
  zh: ['各国应', '合作', '信息和通信技术', '《联合国宪章》', '，', '。', '𠮷野', '(e)段'],
  ar: ['الدول', 'مُكَرَّرًا', 'إلى', 'المسؤولية', '،', '؟', 'لأمن', 'المعلومــات', '\u200f(أ)', 'A/RES/80/16'],
};
const STRANGE = [
  '\u2066',
  '\u2069',
  '\u202e',
  '\u202c',
  '\u200d',
  '\ufeff',
  '\u00ad',
  '\u00a0',
  '\u202f',
  '\u3000',
];
const MARKUP = [
  '<',
  '>',
  '&',
  '"',
  "'",
  ']]>',
  '<!--',
  '&amp;',
  '*',
  '_',
  '#',
  '|',
  '\\',
  '`',
  '[x](y)',
  '1.',
  '-',
];
const OTHERS = ['👩🏽‍⚖️', '🇺🇳', 'ﷺ', 'ﬁ', 'a\u0300\u0315\u0327', '\u{10ffff}', '\n', ' ', '  ', '\t'];

const words = (language: string, min = 1) =>
  fc
    .array(
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...PIECES[language]!).map((piece) => `${piece} `) },
        { weight: 2, arbitrary: fc.constantFrom(...PIECES[language]!) },
        { weight: 1, arbitrary: fc.constantFrom(...STRANGE, ...MARKUP, ...OTHERS) },
      ),
      { minLength: min, maxLength: 14 },
    )
    .map((pieces) => pieces.join(''));

/** Marks by numbers, so that they fall on whatever words were drawn; tidying puts right what does not fit. */
const marks = (notes: readonly string[]) =>
  fc.array(
    fc.tuple(
      fc.constantFrom('emphasis', 'strong', 'underline', 'link', 'note'),
      fc.nat(80),
      fc.nat(40),
      fc.nat(Math.max(0, notes.length - 1)),
    ),
    { maxLength: 4 },
  );
type MarkDraws = ReturnType<typeof marks> extends fc.Arbitrary<infer T> ? T : never;

function place(text: string, drawn: MarkDraws, notes: readonly string[]): Inline {
  const clip = (at: number) => {
    const within = Math.min(at, text.length);
    return /[\udc00-\udfff]/.test(text[within] ?? '') ? within - 1 : within;
  };
  const placed = drawn.flatMap(([kind, from, length, n]): Mark[] => {
    if (kind === 'note') return notes[n] ? [{ kind, at: clip(from), note: notes[n] }] : [];
    const range = { from: clip(from), to: clip(from + length) };
    return kind === 'link'
      ? [{ kind, ...range, href: `https://a.example/${n}?b&c` }]
      : [{ kind: kind as 'strong', ...range }];
  });
  return { text, ...(placed.length > 0 && { marks: placed }) };
}

/** Words with marks, not yet tidied: offsets lie within the words. */
export const inline = (language: string, notes: readonly string[] = [], min = 1): fc.Arbitrary<Inline> =>
  fc.tuple(words(language, min), marks(notes)).map(([text, drawn]) => place(text, drawn, notes));

const label: fc.Arbitrary<Label | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  fc.record({ suffix: fc.constantFrom(...SUFFIXES) }),
  fc.record({ alt: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ number: fc.integer({ min: 1, max: 90 }) }),
  fc.record({ printed: fc.constantFrom('4.1', 'A', '3 bis', 'ب') }),
  fc.constant({ unnumbered: true as const }),
);

interface Draw {
  label: Label | undefined;
  words: Inline;
  children: Draw[];
}
const draw = (language: string, notes: readonly string[], depth: number): fc.Arbitrary<Draw> =>
  fc.record({
    label,
    words: inline(language, notes, 0),
    children: depth > 2 ? fc.constant([]) : fc.array(draw(language, notes, depth + 1), { maxLength: 3 }),
  });

type NodeDraw =
  | { kind: 'paragraph'; part: Part; draw: Draw }
  | { kind: 'heading'; level: number; words: Inline }
  | { kind: 'table'; rows: { cells: { header: boolean; colspan: number; paragraphs: Inline[] }[] }[] };

const nodeDraw = (language: string, notes: readonly string[]): fc.Arbitrary<NodeDraw> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('paragraph' as const),
        part: fc.constantFrom<Part>('preamble', 'operative', 'other'),
        draw: draw(language, notes, 1),
      }),
    },
    fc.record({
      kind: fc.constant('heading' as const),
      level: fc.integer({ min: 1, max: 6 }),
      words: inline(language, notes),
    }),
    fc.record({ kind: fc.constant('table' as const), rows: rows(language, notes) }),
  );

const rows = (language: string, notes: readonly string[]) =>
  fc.array(
    fc.record({
      cells: fc.array(
        fc.record({
          header: fc.boolean(),
          colspan: fc.integer({ min: 1, max: 3 }),
          paragraphs: fc.array(inline(language, notes), { maxLength: 2 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  );

const NOTE_IDS = [1, 2, 3].map((n) => derivedId('testing', `note ${n}`));

/** A text in its one spelling, in one of six languages, with everything that a text may hold. */
export const textIn = (language: string): fc.Arbitrary<Text> =>
  fc
    .record({
      title: fc.option(inline(language, NOTE_IDS), { nil: undefined }),
      nodes: fc.array(nodeDraw(language, NOTE_IDS), { maxLength: 8 }),
      notes: fc.array(inline(language, []), { minLength: 3, maxLength: 3 }),
    })
    .map(({ title, nodes, notes }) => {
      const next = ids();
      const drawnNotes = notes.map(
        (note, i): Note => ({ id: NOTE_IDS[i]!, text: note.text || '.', ...marksOf(note) }),
      );
      return tidyText({
        v: 1,
        language,
        ...(title && { title }),
        nodes: nodes.map((drawn) => nodeOf(drawn, next)),
        notes: drawnNotes.filter(({ text }) => text.trim() !== ''),
      });
    });

export const anyText: fc.Arbitrary<Text> = fc.constantFrom(...LANGUAGES).chain(textIn);

const marksOf = ({ marks }: Inline) => (marks ? { marks } : {});

function ids(): () => string {
  let n = 0;
  return () => derivedId('testing', String(n++));
}

function nodeOf(drawn: NodeDraw, next: () => string): Node {
  if (drawn.kind === 'heading') return { kind: 'heading', id: next(), level: drawn.level, ...drawn.words };
  if (drawn.kind === 'paragraph') return { ...subOf(drawn.draw, next), part: drawn.part };
  const cellOf = ({
    header,
    colspan,
    paragraphs,
  }: {
    header: boolean;
    colspan: number;
    paragraphs: Inline[];
  }): Cell => ({
    ...(header && { header }),
    ...(colspan > 1 && { colspan }),
    paragraphs: paragraphs.map((words) => ({ kind: 'paragraph', id: next(), ...words })),
  });
  return { kind: 'table', id: next(), rows: drawn.rows.map(({ cells }) => ({ cells: cells.map(cellOf) })) };
}

const subOf = (drawn: Draw, next: () => string): SubParagraph => ({
  kind: 'paragraph',
  id: next(),
  ...(drawn.label && { label: drawn.label }),
  ...drawn.words,
  ...(drawn.children.length > 0 && { children: drawn.children.map((child) => subOf(child, next)) }),
});

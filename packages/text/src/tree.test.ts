import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertText,
  derivedId,
  formatText,
  parseText,
  type Text,
  TextError,
  tidy,
  tidyText,
} from './index.ts';
import { anyText, inline } from './testing/index.ts';

const id = (place: string) => derivedId('A/TEST/1', place);
const paragraph = (place: string, text: string) =>
  ({ kind: 'paragraph', part: 'operative', id: id(place), text }) as const;
const textOf = (...nodes: Text['nodes']): Text => ({ v: 1, language: 'en', nodes, notes: [] });

function refusal(value: unknown): TextError {
  try {
    assertText(value);
  } catch (error) {
    if (error instanceof TextError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('a text', () => {
  it('is read back as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = formatText(text);
        expect(parseText(bytes)).toEqual(text);
        expect(formatText(parseText(bytes))).toEqual(bytes);
      }),
    );
  });

  it('is tidy already once it was tidied', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tidyText(text)).toEqual(text);
      }),
    );
  });

  it('has words in one spelling only', () => {
    fc.assert(
      fc.property(inline('ar'), (words) => {
        const { dropped: _, ...once } = tidy(words);
        const { dropped, ...twice } = tidy(once);
        expect(twice).toEqual(once);
        expect(dropped).toBe(0);
      }),
    );
  });

  it('keeps marks on the words they stood on when spaces go', () => {
    const text = '  States \t should  act';
    const marks = [{ kind: 'strong' as const, from: text.indexOf('should'), to: text.indexOf('should') + 6 }];
    expect(tidy({ text, marks })).toEqual({
      text: 'States should act',
      marks: [{ kind: 'strong', from: 7, to: 13 }],
      dropped: 0,
    });
  });

  it('gives a mark that halves a letter the whole of it', () => {
    const marks = [{ kind: 'strong' as const, from: 2, to: 3 }];
    expect(tidy({ text: 'a𠮷b', marks })).toEqual({
      text: 'a𠮷b',
      marks: [{ kind: 'strong', from: 1, to: 3 }],
      dropped: 0,
    });
    expect(tidy({ text: 'a𠮷b', marks: [{ kind: 'note', at: 2, note: id('n') }] }).marks).toEqual([
      { kind: 'note', at: 1, note: id('n') },
    ]);
  });

  it.each([
    ['a space at the end', 'States '],
    ['two spaces in a row', 'States  act'],
    ['a control character', 'States\u0007act'],
    ['a lone surrogate', 'States\ud800'],
    ['a space before a line break', 'States \nact'],
  ])('refuses %s as another spelling', (_, words) => {
    expect(refusal(textOf(paragraph('OP1', words)))).toMatchObject({
      code: 'text.not-normal',
      details: { place: 'nodes.0' },
    });
  });

  it.each([
    [
      'marks that touch',
      [
        { kind: 'strong', from: 0, to: 2 },
        { kind: 'strong', from: 2, to: 4 },
      ],
    ],
    [
      'marks out of order',
      [
        { kind: 'strong', from: 3, to: 4 },
        { kind: 'emphasis', from: 0, to: 4 },
      ],
    ],
    ['a mark beyond the end', [{ kind: 'strong', from: 0, to: 99 }]],
    ['an empty mark', [{ kind: 'strong', from: 2, to: 2 }]],
    ['a mark that halves a letter', [{ kind: 'strong', from: 0, to: 'States '.length + 1 }]],
  ])('refuses %s', (_, marks) => {
    const words = { ...paragraph('OP1', 'States 𠮷'), marks } as Text['nodes'][number];
    expect(refusal(textOf(words))).toMatchObject({ code: 'text.not-normal' });
  });

  it('refuses two nodes with one id, and a reference to no note', () => {
    expect(refusal(textOf(paragraph('OP1', 'a'), paragraph('OP1', 'b')))).toMatchObject({
      code: 'text.duplicate-id',
    });
    const marks = [{ kind: 'note' as const, at: 1, note: id('note 1') }];
    expect(refusal(textOf({ ...paragraph('OP1', 'a'), marks }))).toMatchObject({ code: 'text.unknown-note' });
  });

  it('refuses a label that its place gives already, and an insertion after nothing', () => {
    const labelled = (label: object) => textOf({ ...paragraph('OP1', 'a'), label } as Text['nodes'][number]);
    expect(refusal(labelled({ number: 1 }))).toMatchObject({ code: 'text.not-normal' });
    expect(refusal(labelled({ suffix: 'bis' }))).toMatchObject({ code: 'text.not-normal' });
    expect(refusal(labelled({ alt: 1 }))).toMatchObject({ code: 'text.not-normal' });
    expect(assertText(labelled({ number: 2 }))).toBeDefined();
  });

  it('refuses notes in another order than they are referred to', () => {
    const notes = ['1', '2'].map((n) => ({ id: id(`note ${n}`), text: n }));
    const marks = [{ kind: 'note' as const, at: 1, note: notes[1]!.id }];
    expect(refusal({ ...textOf({ ...paragraph('OP1', 'a'), marks }), notes })).toMatchObject({
      code: 'text.not-normal',
    });
    expect(
      tidyText({ ...textOf({ ...paragraph('OP1', 'a'), marks }), notes }).notes.map(({ text }) => text),
    ).toEqual(['2', '1']);
  });

  it('refuses what is no text with a typed error, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(refusal(value).code).toMatch(/^text\./);
      }),
    );
  });

  it('refuses sub-paragraphs deeper than allowed, links that are scripts, and fields nobody knows', () => {
    let deep: object = { kind: 'paragraph', id: id('deepest'), text: 'x' };
    for (let i = 0; i < 7; i++) deep = { kind: 'paragraph', id: id(`d${i}`), text: 'x', children: [deep] };
    expect(refusal(textOf({ ...deep, part: 'other' } as Text['nodes'][number]))).toMatchObject({
      code: 'text.malformed',
    });
    const marks = [{ kind: 'link', from: 0, to: 1, href: 'javascript:alert(1)' }];
    expect(refusal(textOf({ ...paragraph('OP1', 'a'), marks } as Text['nodes'][number]))).toMatchObject({
      code: 'text.malformed',
    });
    expect(refusal({ ...textOf(), author: 'x' })).toMatchObject({ code: 'text.malformed' });
  });

  it('reads no bytes but canonical JSON in UTF-8', () => {
    const bytes = (json: string) => new TextEncoder().encode(json);
    expect(() => parseText(bytes('{"v": 1}'))).toThrow(
      expect.objectContaining({ code: 'text.not-canonical' }),
    );
    expect(() => parseText(Uint8Array.of(0xff, 0xfe))).toThrow(
      expect.objectContaining({ code: 'text.wrong-encoding' }),
    );
    expect(() => parseText(bytes('['.repeat(100_000)))).toThrow(
      expect.objectContaining({ code: 'text.not-canonical' }),
    );
  });
});

import { canonicalBytes, utf8 } from '@comity/log';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compileInputs,
  type InputSynthesis,
  type InputTemplate,
  inputFault,
  inputSynthesis,
  inputTemplate,
  parseRoundFile,
  type StandingInput,
  synthesisFaults,
  traceSynthesis,
  writtenInput,
} from './inputs.ts';
import { testId } from './testing/index.ts';

const round = testId('rnd', 'one');
const template: InputTemplate = {
  v: 1,
  items: [
    { id: 'one', kind: 'question', text: { en: 'One?' } },
    { id: 'two', kind: 'paragraph', text: { en: 'Two.' } },
  ],
};
const input = (participant: string, index: number, answers: Record<string, string>): StandingInput => ({
  ...{ act: participant.padEnd(64, '0'), index, participant, language: 'en', answers },
});
const origin = (act: string, item: string, from: number, to: number) => ({ act, item, from, to });
const synthesis = (...inputs: ReturnType<typeof origin>[]): InputSynthesis => ({
  ...{ v: 1, round, language: 'en', sentences: [{ text: 'A sentence.', inputs }] },
});

describe('A file of a round', () => {
  test('is read where it is canonical and in its form, else refused with the place', () => {
    const good = { v: 1, round, answers: { one: 'Yes.' } };
    expect(parseRoundFile(writtenInput, canonicalBytes(good), 'The input')).toEqual(good);
    for (const bytes of [
      utf8(JSON.stringify(good, null, 1)),
      utf8('{"v":1'),
      canonicalBytes({ ...good, answers: {} }),
      canonicalBytes({ ...good, more: 1 }),
      new Uint8Array([0xff, 0xfe]),
      new Uint8Array(1024 * 1024 + 1),
    ])
      expect(() => parseRoundFile(writtenInput, bytes, 'The input')).toThrow(
        expect.objectContaining({ code: 'acts.malformed' }),
      );
  });

  test('asks each item once, and holds no sentence without origin', () => {
    const twice = { ...template, items: [template.items[0], template.items[0]] };
    expect(() => parseRoundFile(inputTemplate, canonicalBytes(twice), 'T')).toThrow('twice');
    expect(() => parseRoundFile(inputSynthesis, canonicalBytes(synthesis()), 'S')).toThrow('inputs');
  });

  test('answers items of its own round', () => {
    const answers = { one: 'x' };
    expect(inputFault(template, round, { v: 1, round, answers })).toBeUndefined();
    expect(inputFault(template, round, { v: 1, round, answers: { three: 'x' } })).toContain('three');
    expect(inputFault(template, testId('rnd', 'two'), { v: 1, round, answers })).toContain(round);
  });
});

const anyInputs = fc
  .array(
    fc.record({ one: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), both: fc.boolean() }),
    {
      maxLength: 8,
    },
  )
  .map((all) =>
    all.map(({ one, both }, i) => input(`p${i}`, (i * 7) % 11, { one, ...(both ? { two: 'Again.' } : {}) })),
  );

describe('A compilation', () => {
  test('holds every answer once, whole, by item and in the order of receipt', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const compiled = compileInputs(template, inputs);
        const said = compiled.flatMap(({ item, inputs: all }) =>
          all.map((one) => `${item.id} ${one.act} ${one.text}`),
        );
        const given = inputs.flatMap(({ act, answers }) =>
          Object.entries(answers).map(([item, text]) => `${item} ${act} ${text}`),
        );
        expect([...said].sort()).toEqual([...given].sort());
        const place = new Map(inputs.map(({ act, index }) => [act, index]));
        for (const { inputs: all } of compiled) {
          const places = all.map(({ act }) => place.get(act)!);
          expect(places).toEqual([...places].sort((a, b) => a - b));
        }
      }),
    );
  });
});

describe('A synthesis', () => {
  const inputs = [input('a', 1, { one: 'By lot 🎲 and in turn.' }), input('b', 2, { two: 'Agreed.' })];
  const [a, b] = inputs as [StandingInput, StandingInput];

  test('is at fault where an origin is not there, or goes beyond its answer', () => {
    expect(synthesisFaults(synthesis(origin(a.act, 'one', 0, 21)), inputs)).toEqual([]);
    for (const wrong of [
      origin(a.act, 'one', 0, 22),
      origin(a.act, 'one', 5, 5),
      origin(a.act, 'two', 0, 1),
      origin('f'.repeat(64), 'one', 0, 1),
    ])
      expect(synthesisFaults(synthesis(wrong), inputs)).toHaveLength(1);
  });

  test('shows what was used and what not, counting characters and not their halves', () => {
    const traced = traceSynthesis(template, synthesis(origin(a.act, 'one', 7, 8)), inputs);
    expect(traced).toEqual([
      {
        ...{ act: a.act, participant: 'a', item: 'one' },
        spans: [
          { from: 0, to: 7, sentences: [] },
          { from: 7, to: 8, sentences: [1] },
          { from: 8, to: 21, sentences: [] },
        ],
      },
      { act: b.act, participant: 'b', item: 'two', spans: [{ from: 0, to: 7, sentences: [] }] },
    ]);
  });

  test('leaves no character of an answer out of its trace, and none in twice', () => {
    const uses = fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 6 });
    fc.assert(
      fc.property(uses, (spans) => {
        const made = synthesis(...spans.map(([from, to]) => origin(a.act, 'one', from, to)));
        const [traced] = traceSynthesis(template, made, inputs);
        const cut = traced!.spans;
        expect(cut[0]!.from).toBe(0);
        expect(cut.at(-1)!.to).toBe(21);
        cut.slice(1).forEach((span, i) => {
          expect(span.from).toBe(cut[i]!.to);
        });
        for (const { from, to, sentences } of cut)
          expect(sentences.length > 0).toBe(spans.some(([f, t]) => f <= from && to <= t));
      }),
    );
  });
});

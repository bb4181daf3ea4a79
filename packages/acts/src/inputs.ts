import { parseCanonical } from '@comity/log';
import * as z from 'zod/mini';
import { parseWith } from './envelope.ts';
import { ActError } from './errors.ts';
import { count, hex64, inLanguages, language, roundId, slug, words } from './formats.ts';

/** The files of a round of written inputs: what is asked, what is answered, and what is made of the answers. */

/** No file of a round has more bytes than this. */
export const MAX_ROUND_FILE = 1024 * 1024;

const item = z.strictObject({
  id: slug,
  kind: z.enum(['question', 'paragraph']),
  /** How it is cited: `PP2 bis`, `Question 3`. */
  label: z.optional(words(40)),
  text: inLanguages(8000),
});

/** The blob that `template` of `documents.round-opened` names: the questions and paragraphs that are answered. */
export const inputTemplate = z.strictObject({
  v: z.literal(1),
  items: z.array(item).check(
    z.minLength(1),
    z.maxLength(400),
    z.refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'an item stands twice'),
  ),
});
export type InputTemplate = z.infer<typeof inputTemplate>;

/** The blob that `input` of `documents.input-submitted` names: text by item. What is not answered is absent. */
export const writtenInput = z.strictObject({
  v: z.literal(1),
  round: roundId,
  answers: z
    .record(slug, words(40_000))
    .check(z.refine((answers) => Object.keys(answers).length > 0, 'answers nothing')),
});
export type WrittenInput = z.infer<typeof writtenInput>;

/** Where a sentence comes from: an act that submitted an input, the item, and characters `from` up to `to` of the answer. */
const origin = z.strictObject({
  act: hex64,
  item: slug,
  /** Counted in Unicode code points, from 0. */
  from: count,
  to: count,
});
export type Origin = z.infer<typeof origin>;

/** The blob that `synthesis` of `documents.synthesis-issued` names. A sentence without origin does not exist. */
export const inputSynthesis = z.strictObject({
  v: z.literal(1),
  round: roundId,
  language,
  sentences: z
    .array(
      z.strictObject({
        /** The item it is about, where it is about one. */
        item: z.optional(slug),
        text: words(4000),
        inputs: z.array(origin).check(z.minLength(1), z.maxLength(400)),
      }),
    )
    .check(z.minLength(1), z.maxLength(2000)),
});
export type InputSynthesis = z.infer<typeof inputSynthesis>;

/** Reads a file of a round. Throws `acts.malformed`, also for bytes that are not canonical JSON. */
export function parseRoundFile<T extends z.ZodMiniType>(
  schema: T,
  bytes: Uint8Array,
  what: string,
): z.infer<T> {
  if (bytes.length > MAX_ROUND_FILE)
    throw new ActError('acts.malformed', `${what} has ${bytes.length} bytes, more than ${MAX_ROUND_FILE}.`);
  let value: unknown;
  try {
    value = parseCanonical(bytes);
  } catch (error) {
    throw new ActError('acts.malformed', `${what} is not canonical JSON: ${(error as Error).message}`);
  }
  return parseWith(schema, value, what);
}

/** An input that stands: the newest of its participant. */
export interface StandingInput {
  readonly act: string;
  readonly index: number;
  readonly participant: string;
  readonly language: string;
  readonly answers: Readonly<Record<string, string>>;
}

export interface CompiledItem {
  readonly item: InputTemplate['items'][number];
  readonly inputs: readonly {
    readonly act: string;
    readonly participant: string;
    readonly language: string;
    readonly text: string;
  }[];
}

/** Why an input cannot be one for this template; undefined where it can. */
export function inputFault(template: InputTemplate, round: string, input: WrittenInput): string | undefined {
  if (input.round !== round) return `The input is for the round ${input.round}.`;
  const known = new Set(template.items.map(({ id }) => id));
  const strange = Object.keys(input.answers).find((id) => !known.has(id));
  return strange === undefined ? undefined : `The template has no item “${strange}”.`;
}

/** Every input, item by item, in the order of receipt: nothing is left out, shortened or ranked. */
export function compileInputs(template: InputTemplate, inputs: readonly StandingInput[]): CompiledItem[] {
  const ordered = [...inputs].sort((a, b) => a.index - b.index);
  return template.items.map((item) => ({
    item,
    inputs: ordered.flatMap(({ act, participant, language, answers }) => {
      const text = Object.hasOwn(answers, item.id) ? answers[item.id] : undefined;
      return text === undefined ? [] : [{ act, participant, language, text }];
    }),
  }));
}

/** A part of an answer, and the sentences (counted from 1) that rest on it; none where it was not used. */
export interface TracedSpan {
  readonly from: number;
  readonly to: number;
  readonly sentences: readonly number[];
}
export interface TracedAnswer {
  readonly act: string;
  readonly participant: string;
  readonly item: string;
  /** The whole answer, cut where use begins or ends. */
  readonly spans: readonly TracedSpan[];
}

/** What is wrong with the origins that a synthesis names, a sentence each; empty where every one is there. */
export function synthesisFaults(synthesis: InputSynthesis, inputs: readonly StandingInput[]): string[] {
  const lengths = answerLengths(inputs);
  return synthesis.sentences.flatMap(({ inputs: origins }, i) =>
    origins.flatMap(({ act, item, from, to }) => {
      const length = lengths.get(act)?.get(item);
      if (length === undefined)
        return [`Sentence ${i + 1}: there is no standing input ${act} with an answer to “${item}”.`];
      return from < to && to <= length
        ? []
        : [
            `Sentence ${i + 1}: characters ${from} to ${to} are not a part of an answer of ${length} characters.`,
          ];
    }),
  );
}

const answerLengths = (inputs: readonly StandingInput[]) =>
  new Map(
    inputs.map(({ act, answers }) => [
      act,
      new Map(Object.entries(answers).map(([item, text]) => [item, [...text].length])),
    ]),
  );

/** Where each answer was used in a synthesis and where not, in the order of receipt and of the template. */
export function traceSynthesis(
  template: InputTemplate,
  synthesis: InputSynthesis,
  inputs: readonly StandingInput[],
): TracedAnswer[] {
  const uses = new Map<string, { from: number; to: number; sentence: number }[]>();
  for (const [i, { inputs: origins }] of synthesis.sentences.entries())
    for (const { act, item, from, to } of origins) {
      const name = `${act} ${item}`;
      uses.set(name, [...(uses.get(name) ?? []), { from, to, sentence: i + 1 }]);
    }
  return [...inputs]
    .sort((a, b) => a.index - b.index)
    .flatMap(({ act, participant, answers }) =>
      template.items.flatMap(({ id }) => {
        if (!Object.hasOwn(answers, id)) return [];
        const { length } = [...answers[id]!];
        return [{ act, participant, item: id, spans: spansOf(length, uses.get(`${act} ${id}`) ?? []) }];
      }),
    );
}

/** Cuts an answer wherever a use begins or ends. */
function spansOf(
  length: number,
  uses: readonly { readonly from: number; readonly to: number; readonly sentence: number }[],
): TracedSpan[] {
  const inside = (at: number) => Math.min(at, length);
  const cuts = [...new Set([0, length, ...uses.flatMap((u) => [inside(u.from), inside(u.to)])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(1).map((to, i) => {
    const from = cuts[i]!;
    const over = uses.filter((u) => u.from <= from && to <= u.to).map((u) => u.sentence);
    return { from, to, sentences: [...new Set(over)].sort((a, b) => a - b) };
  });
}

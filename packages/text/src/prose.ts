import { ARABIC_LETTERS } from './importing/numbers.ts';
import { type Numbering, numeral, type Step, workingLabel } from './labels.ts';
import type { Part, Suffix } from './tree.ts';

/**
 * How a paragraph is called in a sentence, in the language of the sentence: "operative paragraph 7", «septième alinéa
 * du préambule», «пункт 7-бис постановляющей части». Languages that this package has no form for get the working label.
 */
export function proseLabel(numbering: Numbering, language: string): string {
  const primary = language.split('-')[0]!;
  const form = Object.hasOwn(FORMS, primary) ? FORMS[primary] : undefined;
  const [first, ...below] = numbering.steps;
  if (!form || !first) return workingLabel(numbering);
  const nth =
    numbering.part === 'preamble' && below.length === 0 && !first.suffix && form.nth?.(first.number ?? 0);
  const label = nth || form.label(first, form.below(below), numbering.part);
  const alt = numbering.steps.at(-1)!.alt;
  return alt === undefined ? label : form.alternative(label, alt > 1 ? String(alt) : '');
}

/** How a language calls paragraphs (data/terms.md, points 6 to 8, has the conventions). */
interface Form {
  /** The paragraph, with what `below` gave. */
  label(first: Step, below: string, part: Part): string;
  /** The sub-paragraphs, in the language's brackets. */
  below(steps: readonly Step[]): string;
  alternative(label: string, n: string): string;
  /** A preambular paragraph by its ordinal, as far as ordinals are usual. */
  nth?(n: number): string | undefined;
}

const RUSSIAN_SUFFIX: Record<Suffix, string> = {
  bis: 'бис',
  ter: 'тер',
  quater: 'кватер',
  quinquies: 'квинквиес',
  sexies: 'сексиес',
  septies: 'септиес',
  octies: 'октиес',
};
const CHINESE_SUFFIX: Record<Suffix, string> = {
  bis: '之二',
  ter: '之三',
  quater: '之四',
  quinquies: '之五',
  sexies: '之六',
  septies: '之七',
  octies: '之八',
};
const ARABIC_SUFFIX: Record<Suffix, string> = {
  bis: 'مكررا',
  ter: 'مكررا ثانيا',
  quater: 'مكررا ثالثا',
  quinquies: 'مكررا رابعا',
  sexies: 'مكررا خامسا',
  septies: 'مكررا سادسا',
  octies: 'مكررا سابعا',
};

const FRENCH =
  'premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième';
const SPANISH =
  'primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo decimotercer decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno vigésimo';
const RUSSIAN =
  'первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый двадцатый';
const ordinal = (words: string, after: string) => (n: number) => {
  const word = words.split(' ')[n - 1];
  return word === undefined ? undefined : `${word} ${after}`;
};

const numberOf = (step: Step): string => step.printed ?? String(step.number ?? '');
const withSuffix = (
  number: string,
  { suffix }: Step,
  between: string,
  words?: Record<Suffix, string>,
): string => (suffix ? `${number}${between}${words ? words[suffix] : suffix}` : number);
const ofPart = (part: Part, preamble: string, operative: string, other: string): string =>
  part === 'preamble' ? preamble : part === 'operative' ? operative : other;

/** (a) in English and Chinese, a) in French, Spanish and Russian. */
const letters = (open: string, between: string) => (steps: readonly Step[]) =>
  steps.map((step, i) => `${open}${withSuffix(numeral(step, i + 1), step, between)})`).join('');
/** أ … غ for the first twenty-eight, numbers below; ه stands as هـ, so that nobody reads a five. */
const arabicLetters = (steps: readonly Step[]): string =>
  steps
    .map((step, i) => {
      const letter = i === 0 ? ARABIC_LETTERS[(step.number ?? 0) - 1]?.replace('ه', 'هـ') : undefined;
      return ` (${withSuffix(step.printed ?? letter ?? numberOf(step), step, ' ', ARABIC_SUFFIX)})`;
    })
    .join('');

const FORMS: Record<string, Form> = {
  en: {
    label: (first, below, part) =>
      `${ofPart(part, 'preambular paragraph', 'operative paragraph', 'paragraph')} ${withSuffix(numberOf(first), first, ' ')}${below}`,
    below: letters(' (', ' '),
    alternative: (label, n) => `${label}, alternative${n && ` ${n}`}`,
  },
  fr: {
    label: (first, below, part) =>
      `${ofPart(part, 'alinéa', 'paragraphe', 'paragraphe')} ${withSuffix(numberOf(first), first, ' ')}${below}${ofPart(part, ' du préambule', ' du dispositif', '')}`,
    below: letters(' ', ' '),
    alternative: (label, n) => `${label}, variante${n && ` ${n}`}`,
    nth: ordinal(FRENCH, 'alinéa du préambule'),
  },
  es: {
    label: (first, below, part) =>
      `párrafo ${withSuffix(numberOf(first), first, ' ')}${below}${ofPart(part, ' del preámbulo', ' de la parte dispositiva', '')}`,
    below: letters(' ', ' '),
    alternative: (label, n) => `${label}, variante${n && ` ${n}`}`,
    nth: ordinal(SPANISH, 'párrafo del preámbulo'),
  },
  ru: {
    label: (first, below, part) =>
      `пункт ${withSuffix(numberOf(first), first, '-', RUSSIAN_SUFFIX)}${below}${ofPart(part, ' преамбулы', ' постановляющей части', '')}`,
    below: letters(' ', '-'),
    alternative: (label, n) => `${label}, альтернативный вариант${n && ` ${n}`}`,
    nth: ordinal(RUSSIAN, 'пункт преамбулы'),
  },
  zh: {
    label: (first, below, part) =>
      `${ofPart(part, '序言部分', '执行部分', '')}第${numberOf(first)}${below}段${first.suffix ? CHINESE_SUFFIX[first.suffix] : ''}`,
    below: letters('(', ''),
    alternative: (label, n) => `${label}备选案文${n}`,
  },
  ar: {
    label: (first, below, part) =>
      `الفقرة ${withSuffix(numberOf(first), first, ' ', ARABIC_SUFFIX)}${below}${ofPart(part, ' من الديباجة', ' من المنطوق', '')}`,
    below: arabicLetters,
    alternative: (label, n) => `${label}، نص بديل${n && ` ${n}`}`,
  },
};

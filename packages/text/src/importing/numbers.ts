import { type Label, SUFFIXES, type Suffix } from '../tree.ts';

/** A number as a source prints it, understood as far as it can be. */
export interface Printed {
  number?: number;
  suffix?: Suffix;
  alt?: number;
  /** As printed, without the brackets and stops around it. */
  raw: string;
}

const TAIL = `(?:\\s?[-–]?\\s?(?<suffix>${SUFFIXES.join('|')}))?(?:\\s?(?<alt>alt)(?:\\.(?<n>\\d{1,2}))?)?$`;
const DECIMAL = new RegExp(`^(?<digits>\\d{1,4})${TAIL}`);
const LETTER = new RegExp(`^(?<letters>([a-z])\\2{0,3})${TAIL}`);
const ROMAN = new RegExp(`^(?<signs>[ivxl]{1,7})${TAIL}`);
/** The order in which Arabic documents letter their sub-paragraphs. */
export const ARABIC_LETTERS = [...'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ'];

/** Digits of any script as 0 to 9: the last four bits of their code say which. */
const westernDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) & 15));

/**
 * Understands a number at its level: 7 at the top, (a) below, (i) below that. `expected` is the number that would
 * follow, which tells (i) after (h) from the first of (i), (ii).
 */
export function understand(printed: string, depth: number, expected: number): Printed {
  const raw = printed
    .trim()
    .replace(/^[([（]+|[\])）．.:،、\-–—\s]+$/gu, '')
    .trim();
  const plain = westernDigits(raw).toLowerCase();
  const number = depth === 1 ? lettered(plain) : depth === 2 ? roman(plain) : decimal(plain);
  return number && (number.number <= 200 || depth === 0 || number.number === expected)
    ? { ...number, raw }
    : { raw };
}

type Numbered = { number: number; suffix?: Suffix; alt?: number };

function decimal(plain: string): Numbered | undefined {
  const groups = DECIMAL.exec(plain)?.groups;
  return groups && { number: Number(groups.digits), ...tails(groups) };
}

function lettered(plain: string): Numbered | undefined {
  const arabic = ARABIC_LETTERS.indexOf(plain.replaceAll('ـ', '').replace('ا', 'أ'));
  if (arabic >= 0) return { number: arabic + 1 };
  const groups = LETTER.exec(plain)?.groups;
  if (!groups) return undefined;
  const letters = groups.letters!;
  return { number: letters.charCodeAt(0) - 96 + 26 * (letters.length - 1), ...tails(groups) };
}

const VALUES: Record<string, number> = { i: 1, v: 5, x: 10, l: 50 };
function roman(plain: string): Numbered | undefined {
  const groups = ROMAN.exec(plain)?.groups;
  if (!groups) return undefined;
  const values = [...groups.signs!].map((sign) => VALUES[sign]!);
  const number = values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
  return { number, ...tails(groups) };
}

const tails = ({
  suffix,
  alt,
  n,
}: Record<string, string | undefined>): { suffix?: Suffix; alt?: number } => ({
  ...(suffix && { suffix: suffix as Suffix }),
  ...(alt && { alt: Math.max(1, Number(n ?? 1)) }),
});

/**
 * The label that says a printed number after the number `current`; tidying takes away what the place says already. A
 * bis that hangs on another number than the one before it is kept as printed.
 */
export function labelOf({ number, suffix, alt, raw }: Printed, current: number): Label {
  const follows = number === current;
  if (alt !== undefined && !suffix && follows) return { alt };
  if (suffix && alt === undefined && follows) return { suffix };
  if (!suffix && alt === undefined && number !== undefined && number >= 1) return { number };
  return { printed: raw.slice(0, 40).toWellFormed().trim() };
}

/** The number that a run of siblings has come to after one more with this label. */
export function numberAfter(current: number, label: Label | undefined): number {
  if (!label) return current + 1;
  return 'number' in label ? label.number : current;
}

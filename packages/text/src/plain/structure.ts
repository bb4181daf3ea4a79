import { type Printed, understand } from '../importing/numbers.ts';

/** What the beginning of a paragraph says of its place. */
export interface Beginning {
  /** 0 the paragraph, 1 (a), 2 (i). */
  depth: number;
  /** `PP` or `OP` where a working label is printed. */
  prefix?: 'PP' | 'OP';
  printed: Printed;
  /** How many units of the words it takes. */
  length: number;
  /** As it stands there. */
  words: string;
}

const TAIL =
  '(?:\\s?[-–]?\\s?(?:bis|ter|quater|quinquies|sexies|septies|octies))?(?:\\s?alt(?:\\.\\d{1,2})?)?';
const WORKING = new RegExp(`^(PP|OP)\\s?(\\d{1,3}${TAIL})\\s*[.:)]?\\s+`);
/** `7.`, `7 bis.`, `7 -`, `٧ -`, `7、`; a year or a sum has no stop and space after it. */
const TOP = new RegExp(`^(\\p{Nd}{1,3}${TAIL})(?:[.．]\\s+|、\\s*|\\s+[-–—]\\s+|[-–—]\\s+)`, 'u');
const SUB =
  /^([(（]\s?([a-z]{1,4}(?:\s?(?:bis|ter|quater))?|[ء-ي]ـ?)\s?[)）]|([a-z]{1,2}|[ء-ي]ـ?)\s?[)）])\s*/u;

/** Reads the number that a paragraph begins with. `last` is the number before it at each depth. */
export function beginningOf(text: string, last: readonly number[]): Beginning | undefined {
  const working = WORKING.exec(text);
  if (working) return { depth: 0, prefix: working[1] as 'PP', ...read(working[0], working[2]!, 0, last) };
  const top = TOP.exec(text);
  if (top) return { depth: 0, ...read(top[0], top[1]!, 0, last) };
  const sub = SUB.exec(text);
  if (!sub) return undefined;
  const letters = sub[2] ?? sub[3]!;
  const depth = depthOf(letters, last);
  return { depth, ...read(sub[0], letters, depth, last) };
}

const read = (words: string, number: string, depth: number, last: readonly number[]) => ({
  printed: understand(number, depth, (last[depth] ?? 0) + 1),
  length: words.length,
  words: words.trim(),
});

/** (i) follows (h), or begins the numbers below (a): whichever is expected; (ii) is never a letter. */
function depthOf(letters: string, last: readonly number[]): number {
  const asLetter = understand(letters, 1, (last[1] ?? 0) + 1).number;
  const asRoman = understand(letters, 2, (last[2] ?? 0) + 1).number;
  if (asRoman === undefined) return 1;
  if (asLetter === undefined) return 2;
  if (asRoman === (last[2] ?? 0) + 1 && last[2]) return 2;
  if (asLetter === (last[1] ?? 0) + 1) return 1;
  return asRoman === 1 && (last[1] ?? 0) > 0 ? 2 : 1;
}

/**
 * The organ that speaks in a resolution, in a line of its own that ends with a comma. What follows it, up to the first
 * number, is a preamble.
 */
const ORGAN =
  /^(?:(?:the|la|le|el)\s|l['’])?(?:general assembly|security council|economic and social council|human rights council|assemblée générale|conseil\s.{2,40}|asamblea general|consejo\s.{2,40}|генеральная ассамблея|совет\s.{2,40}|大会|安全理事会|经济及社会理事会|إن الجمعية العامة|الجمعية العامة|إن مجلس\s.{2,30}|(?:open-ended )?working group.{0,40})\s*[,，،]$/i;
export const isOrgan = (text: string): boolean => ORGAN.test(text.replaceAll('*', '').trim());

/** Short, with letters that have two cases and only capitals, or marked as a heading. */
export const isHeading = (text: string): boolean =>
  text.length <= 240 &&
  /\p{Lu}/u.test(text) &&
  !/\p{Ll}/u.test(text) &&
  /\p{Lu}\p{Lu}/u.test(text) &&
  !/[,;]$/.test(text);

const SENDER =
  /permanent mission|mission permanente|misión permanente|постоянное\s+представительство|常驻|البعثة الدائمة|phone|tel\.?:|fax|télécopie|факс|\bstreet\b|\bavenue\b|united nations\s*$|organisation des nations unies\s*$/i;
/** Lines of an address or of who sends, before the text begins. */
export const isLetterhead = (lines: readonly string[]): boolean =>
  lines.every((text) => text.length <= 60) && lines.some((text) => SENDER.test(text));

import { decodeFile } from '../importing/bytes.ts';
import { draftIds, type ImportOptions, settle } from '../importing/draft.ts';
import { type Imported, Notices } from '../importing/notice.ts';
import { Arranging } from './arranging.ts';
import { joined, mended } from './letters.ts';
import { type Block, blocksOf, type Line, type Whole, withoutPages } from './lines.ts';
import { starred } from './markup.ts';
import { beginningOf, isHeading, isLetterhead } from './structure.ts';

/**
 * Reads plain text, as typed, pasted or extracted from a PDF: paragraphs from lines, the damage of extraction mended,
 * numbers, preamble and letterhead recognised. Every letter that is not as it was and every guess is a notice.
 * Throws `text.wrong-encoding`, `text.too-large`, `text.nothing-in-it`, and what `assertText` throws.
 */
export function readPlain(source: Uint8Array | string, options: ImportOptions): Imported {
  const notices = new Notices();
  const file = typeof source === 'string' ? source : decodeFile(source);
  const blocks = paragraphs(withoutPages(blocksOf(file), notices)).map(({ lines }) => ({
    lines: lines.map((line) => mended(line, options.language, notices)),
  }));
  const arranging = new Arranging(draftIds(), notices);
  for (const whole of wholeBlocks(blocks, spaced(options.language), notices)) take(whole, arranging, notices);
  return settle({ v: 1, language: options.language, nodes: arranging.nodes, notes: [] }, options, notices);
}

function take({ text, line, letterhead }: Whole, arranging: Arranging, notices: Notices): void {
  const words = starred(text, line, notices);
  if (letterhead) arranging.letterhead(words, line);
  else if (isHeading(words.text) && !beginningOf(words.text, [])) arranging.heading(words, 1);
  else arranging.paragraph(words, line);
}

/** Chinese lines go on without a space. */
const spaced = (language: string): boolean => !/^(?:zh|ja)\b/.test(language);

/**
 * A file without empty lines has a paragraph on each line, or lines of about one length that a paragraph fills: then
 * one ends with a line that is clearly shorter and closes a sentence.
 */
function paragraphs(blocks: readonly Block[]): Block[] {
  return blocks.flatMap(({ lines }) => {
    const longest = lines.reduce((most, { text }) => Math.max(most, text.length), 0);
    if (lines.length < 2) return [{ lines }];
    if (longest > 140) return lines.map((line) => ({ lines: [line] }));
    return cutAt(
      lines,
      (line, next) => beginsAnew(next) || (closes(line.text) && line.text.length < longest * 0.75),
    );
  });
}

const closes = (text: string): boolean => /[.;:!?。；：！？؛؟]["”»')\]*]*$/u.test(text);
const beginsAnew = ({ text }: Line): boolean => beginningOf(text, [])?.printed.number !== undefined;

function cutAt(lines: readonly Line[], ends: (line: Line, next: Line) => boolean): Block[] {
  const blocks: Block[] = [{ lines: [] }];
  lines.forEach((line, i) => {
    blocks.at(-1)!.lines.push(line);
    const next = lines[i + 1];
    if (next && ends(line, next)) blocks.push({ lines: [] });
  });
  return blocks;
}

/** A paragraph while it grows: pieces, for a long one would be copied whenever something is added. */
interface Growing {
  pieces: string[];
  line: number;
  letterhead: boolean;
}

/** Joins the lines of each block, and blocks that a page break cut in two. */
function wholeBlocks(blocks: readonly Block[], withSpace: boolean, notices: Notices): Whole[] {
  const wholes: Growing[] = [];
  let begun = false;
  for (const { lines } of blocks) {
    const texts = lines.map(({ text }) => text);
    const letterhead: boolean = !begun && isLetterhead(texts.map((text) => text.replaceAll('*', '')));
    begun ||= !letterhead && texts.join(' ').length > 60;
    const { line, text } = lines[0]!;
    const previous = wholes.at(-1);
    if (letterhead) wholes.push({ pieces: [texts.join('\n')], line, letterhead });
    else if (previous && !previous.letterhead && goesOn(previous.pieces, text)) {
      notices.add('broken-paragraph', { line, words: text });
      previous.pieces.push(withSpace ? ' ' : '', joined(lines, withSpace, notices));
    } else wholes.push({ pieces: [joined(lines, withSpace, notices)], line, letterhead });
    if (!letterhead && lines.length > 1) notices.tally('broken-lines', undefined, line);
  }
  return wholes.map(({ pieces, ...whole }) => ({ ...whole, text: pieces.join('') }));
}

/** Words that end without a stop, and words that begin with a small letter: one sentence, cut by a page break. */
const goesOn = (before: readonly string[], after: string): boolean =>
  /[\p{Ll}\p{Nd}]$/u.test(before.at(-1)!.slice(-2)) &&
  /^\p{Ll}/u.test(after) &&
  !(before.length === 1 && isHeading(before[0]!)) &&
  !beginningOf(after, []);

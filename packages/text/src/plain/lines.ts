import type { Notices } from '../importing/notice.ts';

/** A line of a file with its number, from 1. */
export interface Line {
  text: string;
  line: number;
}

/** Lines that belong together: between two empty ones. */
export interface Block {
  lines: Line[];
}

/** The file as blocks of lines; a form feed ends a page, and so a block. */
export function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  let lines: Line[] = [];
  const end = () => {
    if (lines.length > 0) blocks.push({ lines });
    lines = [];
  };
  source.split(/\r\n|[\n\r\u0085\u2028\u2029]/).forEach((raw, i) => {
    for (const [n, text] of raw.split('\f').entries()) {
      if (n > 0 || text.trim() === '') end();
      if (text.trim() !== '') lines.push({ text: text.trim(), line: i + 1 });
    }
  });
  end();
  return blocks;
}

/** A block as one run of words. */
export interface Whole {
  text: string;
  line: number;
  /** The lines of a letterhead, which stay lines. */
  letterhead: boolean;
}

const PAGE_NUMBER =
  /^(?:[-–—]\s*)?(?:page\s|стр\.?\s|página\s|第\s*)?\d{1,4}(?:\s*页)?(?:\s*(?:\/|of|de|sur|из)\s*\d{1,4})?(?:\s*[-–—])?$/i;
/** `24-04567`, `2/7 24-04567`: the number of the job at the foot of every page of a document of the United Nations. */
const JOB_NUMBER =
  /^(?:\d{2}-\d{5}(?:\s*\(E\))?|(?:\d{1,3}\/\d{1,3}\s+)?\d{2}-\d{5}(?:\s+\d{1,3}\/\d{1,3})?)$/;

/** Leaves out page numbers and what every page repeats. */
export function withoutPages(blocks: readonly Block[], notices: Notices): Block[] {
  const repeated = runningHeads(blocks);
  return blocks.flatMap(({ lines }) => {
    const kept = lines.filter(({ text, line }) => {
      const alone = lines.length === 1;
      const code = isPageNumber(text, alone)
        ? 'page-number'
        : repeated.has(text)
          ? 'running-head'
          : undefined;
      if (code) notices.add(code, { line, words: text });
      return code === undefined;
    });
    return kept.length > 0 ? [{ lines: kept }] : [];
  });
}

/** A number by itself is a page's only where it stands by itself: a list of figures has neighbours. */
const isPageNumber = (text: string, alone: boolean): boolean =>
  JOB_NUMBER.test(text) || (alone && PAGE_NUMBER.test(text));

/** Short lines that stand three times or more as the only line of a block. */
function runningHeads(blocks: readonly Block[]): Set<string> {
  const alone = blocks.filter(({ lines }) => lines.length === 1).map(({ lines }) => lines[0]!.text);
  const counts = Map.groupBy(
    alone.filter((text) => text.length <= 80 && !/[.;:!?]$/.test(text)),
    (text) => text,
  );
  return new Set([...counts].filter(([, times]) => times.length >= 3).map(([text]) => text));
}

import { directionOf } from '../directions.ts';
import { escaped } from '../html/escape.ts';
import { inlineHtml } from '../html/inline.ts';
import { slice } from '../inline.ts';
import type { Inline, Mark } from '../tree.ts';
import { type Comparison, type Entry, isChanged } from './compare.ts';
import { newWords, oldWords, type Span } from './spans.ts';
import type { Shell } from './units.ts';

/** What is said beside a paragraph, in the reader's language. The page has them; this package has no words. */
export interface ComparisonWords {
  /** The language of these words, for their direction and for screen readers. */
  language: string;
  inserted: string;
  deleted: string;
  /** Beside the place that a paragraph left, and beside the one where it stands now. */
  movedFrom: string;
  movedTo: string;
}

export interface ComparisonOptions {
  /** Only paragraphs that are not in both texts as they are. Default: all. */
  only?: 'changed';
  /** The level of the title, those of headings below it. Default: 1. */
  level?: number;
}

/**
 * How a comparison must look for the marks to be seen without colour, on paper and when copied: deleted words are
 * struck through in square brackets, inserted ones underlined in curly ones. For the page's own stylesheet.
 */
export const COMPARISON_CSS = `.comparison del{text-decoration:line-through}
.comparison ins{text-decoration:underline}
.comparison del::before{content:"["}.comparison del::after{content:"]"}
.comparison ins::before{content:"{"}.comparison ins::after{content:"}"}
.comparison .remark{font-size:smaller;font-style:italic}
.comparison .moved-from del::before,.comparison .moved-from del::after{content:none}
@media print{.comparison del,.comparison ins{color:inherit;background:none}}
`;

/**
 * A comparison as one HTML element. Paragraphs in reading order; `<ins>` and `<del>` around what
 * changed, so that screen readers can tell them; no script and no style in it.
 */
export function comparisonHtml(
  { languages, entries }: Comparison,
  words: ComparisonWords,
  { only, level = 1 }: ComparisonOptions = {},
): string {
  const language = languages.after;
  const chosen = only === 'changed' ? entries.filter(isOther) : entries;
  const shown = chosen.map((entry) => entryHtml(entry, words, level)).filter((html) => html !== '');
  const attributes = `lang="${escaped(language)}" dir="${directionOf(language)}"`;
  return `<article class="comparison" ${attributes}>\n${shown.join('\n')}\n</article>`;
}

const isOther = (entry: Entry): boolean =>
  entry.kind !== 'kept' || isChanged(entry) || entry.labels.before !== entry.labels.after;

function entryHtml(entry: Entry, words: ComparisonWords, level: number): string {
  const shell = (entry.after ?? entry.before)!;
  if (shell.role === 'table')
    return remarkOf(entry, words) && `<p class="table">${remarkOf(entry, words)}</p>`;
  const body = `${labelsHtml(entry)}${spansHtml(entry)}`;
  const depth = shell.role === 'sub' ? ` depth-${shell.depth}` : '';
  const id = 'id' in shell && entry.kind !== 'moved-from' ? ` data-id="${shell.id}"` : '';
  const name = elementOf(shell, level);
  return `<${name} class="${shell.role} ${entry.kind}${depth}"${id}>${remarkOf(entry, words)}${body}</${name}>`;
}

const elementOf = (shell: Shell, level: number): string => {
  if (shell.role === 'title') return `h${level}`;
  return shell.role === 'heading' ? `h${Math.min(6, shell.level + level)}` : 'p';
};

function remarkOf({ kind, before, after }: Entry, words: ComparisonWords): string {
  const remarks = { 'moved-from': words.movedFrom, 'moved-to': words.movedTo, kept: '' };
  const table = (after ?? before)?.role === 'table';
  const remark = kind === 'inserted' || kind === 'deleted' ? (table ? words[kind] : '') : remarks[kind];
  if (remark === '') return '';
  const attributes = `lang="${escaped(words.language)}" dir="${directionOf(words.language)}"`;
  return `<span class="remark" ${attributes}>${escaped(remark)}</span> `;
}

function labelsHtml({ labels: { before, after }, kind }: Entry): string {
  const label = (text: string) => `<bdi class="label" dir="ltr">${escaped(text)}</bdi>`;
  if (kind === 'inserted' || before === after) return after === undefined ? '' : `${label(after)} `;
  const old =
    before === undefined
      ? ''
      : after === undefined && kind !== 'kept'
        ? label(before)
        : `<del>${label(before)}</del>`;
  const now = after === undefined ? '' : `<ins>${label(after)}</ins>`;
  return `${[old, now].filter((html) => html !== '').join(' ')} `;
}

/** Each span with the marks of the version it comes from: kept and inserted words with the new ones. */
function spansHtml({ spans, before, after }: Entry): string {
  const old: Inline = { text: oldWords(spans), marks: marksOf(before) };
  const now: Inline = { text: newWords(spans), marks: marksOf(after ?? before) };
  let [i, j] = [0, 0];
  return spans
    .map(({ kind, text }: Span) => {
      const words = kind === 'deleted' ? slice(old, i, i + text.length) : slice(now, j, j + text.length);
      if (kind !== 'inserted') i += text.length;
      if (kind !== 'deleted') j += text.length;
      const html = inlineHtml(words);
      return kind === 'kept' ? html : kind === 'deleted' ? `<del>${html}</del>` : `<ins>${html}</ins>`;
    })
    .join('');
}

const marksOf = (shell: Shell | undefined): Mark[] => (shell && 'marks' in shell && shell.marks) || [];

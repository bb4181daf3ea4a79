import type { Span } from '../compare/spans.ts';
import { idOf, type Shell } from '../compare/units.ts';
import { directionOf } from '../directions.ts';
import { escaped } from '../html/escape.ts';
import { inlineHtml } from '../html/inline.ts';
import type { Text } from '../tree.ts';
import { type Attribution, type NegotiationWords, namesHtml, openWords } from './attribution.ts';
import type { Compilation, CompiledChange, CompiledParagraph } from './compiling.ts';
import { editSpans } from './compiling.ts';
import type { Change } from './proposal.ts';
import type { Rolling, RollingEntry, Run } from './rolling.ts';
import { sideHtml, wordsById } from './sides.ts';
import type { TracedEdit, TracedParagraph } from './tracing.ts';

/**
 * How these views must look for everything to be seen in black and white and when copied: brackets are signs of the text
 * itself; struck words are struck through, new ones underlined, names set small. For the page's own stylesheet.
 */
export const NEGOTIATION_CSS = `.negotiated del{text-decoration:line-through}
.negotiated ins{text-decoration:underline}
.negotiated cite{font-size:smaller;font-style:italic}
.negotiated mark.odd{outline:1px dashed;background:none;color:inherit;direction:ltr;unicode-bidi:isolate}
.negotiated .proposed{margin-inline-start:1.5rem}
@media print{.negotiated del,.negotiated ins,.negotiated a{color:inherit;background:none}}
`;

export interface ViewOptions extends Attribution {
  words: NegotiationWords;
  /** The level of the title, those of headings below it. Default: 1. */
  level?: number;
}

const article = (language: string, kind: string, body: readonly string[]): string =>
  `<article class="negotiated ${kind}" lang="${escaped(language)}" dir="${directionOf(language)}">\n${body.join('\n')}\n</article>`;

const elementOf = (shell: Shell, level: number): string => {
  if (shell.role === 'title') return `h${level}`;
  return shell.role === 'heading' ? `h${Math.min(6, shell.level + level)}` : 'p';
};
const labelHtml = (label: string | undefined): string =>
  label === undefined ? '' : `<bdi class="label" dir="ltr">${escaped(label)}</bdi> `;
const words = (text: string): string => openWords({ text }, inlineHtml);

/** The rolling text: what is contested stands in square brackets, with the names of those who ask for it. */
export function rollingHtml({ language, entries }: Rolling, options: ViewOptions): string {
  return article(
    language,
    'rolling',
    entries.map((entry) => entryHtml(entry, options)),
  );
}

/**
 * The rolling text with the same paragraphs of another language beside them, as they were issued last: a row for each.
 * `lacks` stands where that language lacks the paragraph.
 */
export function rollingBesideHtml(
  { language, entries }: Rolling,
  other: Text,
  options: ViewOptions,
  lacks: string,
): string {
  const beside = wordsById(other);
  const rows = entries.map((entry) => {
    const { shell } = entry;
    const own = `<td class="${classOf(shell)}" lang="${escaped(language)}" dir="${directionOf(language)}">${entryWords(entry, options)}</td>`;
    return `<tr${idAttribute(shell)}>${own}${sideHtml(beside.get(idOf(shell)), other.language, lacks)}</tr>`;
  });
  return `<table class="negotiated rolling sides"><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function entryHtml(entry: RollingEntry, options: ViewOptions): string {
  const { shell } = entry;
  const name = elementOf(shell, options.level ?? 1);
  return `<${name} class="${classOf(shell)}"${idAttribute(shell)}>${entryWords(entry, options)}</${name}>`;
}

const idAttribute = (shell: Shell): string => ('id' in shell ? ` id="${shell.id}"` : '');
const classOf = (shell: Shell): string =>
  shell.role === 'sub' ? `${shell.role} depth-${shell.depth}` : shell.role;

/** A paragraph under its label: its words with everything that is proposed in them, then what is proposed of it as a whole. */
function entryWords(entry: RollingEntry, options: ViewOptions): string {
  const open = entry.broughtBy.length > 0 || entry.deletedBy.length > 0;
  const body = entry.runs.map((run) => runHtml(run, entry, options)).join('');
  const said = `${body}${remarks(entry, options)}`;
  return `${labelHtml(entry.label)}${open ? `[${said}]` : said}`;
}

function runHtml(run: Run, { broughtBy, deletedBy }: RollingEntry, options: ViewOptions): string {
  const cite = (proposals: readonly string[]) => ` ${namesHtml(proposals, options, options.words.language)}`;
  if (run.kind === 'put') return `[<ins>${words(run.text)}</ins>${cite(run.by)}]`;
  const html = openWords(run, inlineHtml);
  if (run.struck.length > 0) return `[<del>${html}</del>${cite(run.struck)}]`;
  if (broughtBy.length > 0) return `<ins>${html}</ins>`;
  return deletedBy.length > 0 ? `<del>${html}</del>` : html;
}

function remarks({ broughtBy, deletedBy, moves, forms }: RollingEntry, options: ViewOptions): string {
  const { words: said } = options;
  const remark = (what: string, proposals: readonly string[]) =>
    proposals.length === 0
      ? ''
      : ` <small lang="${escaped(said.language)}">${escaped(what)}</small> ${namesHtml(proposals, options, said.language)}`;
  return [
    remark(said.brings, broughtBy),
    remark(said.deletes, deletedBy),
    remark(
      said.moves,
      moves.map(({ by }) => by),
    ),
    remark(
      said.renames,
      forms.map(({ by }) => by),
    ),
  ].join('');
}

/** The compilation: each paragraph as it stands, then every proposal on it with its proposers. */
export function compilationHtml(
  { language, paragraphs, unplaced }: Compilation,
  options: ViewOptions,
): string {
  const lost = unplaced.map(({ proposal, change }) =>
    changeHtml({ proposal, change, spans: ownSpans(change) }, options),
  );
  const all = paragraphs.map((paragraph) => compiledHtml(paragraph, options));
  return article(language, 'compilation', lost.length > 0 ? [...lost, ...all] : all);
}

/** What a change says by itself, where the paragraph that it is about is not there. */
function ownSpans(change: Change): Span[] {
  if (change.kind === 'new') return [{ kind: 'inserted', text: change.node.text }];
  if (change.kind !== 'words') return [];
  return change.edits.flatMap((edit) => editSpans('', [{ ...edit, from: 0, to: 0 }]));
}

function compiledHtml(
  { shell, label, words: own, changes }: CompiledParagraph,
  options: ViewOptions,
): string {
  const id = 'id' in shell ? ` id="${shell.id}"` : '';
  const stands = own ? openWords(own, inlineHtml) : '';
  const all = changes.map((change) => changeHtml(change, options)).join('\n');
  return `<section${id}><p class="${shell.role}">${labelHtml(label)}${stands}</p>\n${all}</section>`;
}

function changeHtml({ proposal, change, spans }: CompiledChange, options: ViewOptions): string {
  const { words: said } = options;
  const what = { words: '', new: said.brings, delete: said.deletes, move: said.moves, form: said.renames };
  const remark =
    what[change.kind] === ''
      ? ''
      : ` <small lang="${escaped(said.language)}">${escaped(what[change.kind])}</small>`;
  return `<p class="proposed">${namesHtml([proposal], options, said.language)}${remark}: ${spansHtml(spans)}</p>`;
}

/** Spans with signs around them that need no colour: struck words and new ones in brackets of their own. */
const spansHtml = (spans: readonly Span[]): string =>
  spans
    .map(({ kind, text }) => {
      if (kind === 'kept') return words(text);
      return kind === 'deleted' ? `[<del>${words(text)}</del>]` : `<ins>${words(text)}</ins>`;
    })
    .join('');

/** What a streamlined text changes, each change with where it comes from: proposals, or the chair. */
export function traceHtml(
  language: string,
  paragraphs: readonly TracedParagraph[],
  options: ViewOptions,
): string {
  return article(
    language,
    'traced',
    paragraphs.map((paragraph) => tracedHtml(paragraph, options)),
  );
}

function tracedHtml({ entry, edits, whole }: TracedParagraph, options: ViewOptions): string {
  const { words: said } = options;
  const label = labelHtml(entry.labels.after ?? entry.labels.before);
  const before = entry.spans.map(({ kind, text }) => (kind === 'inserted' ? '' : text)).join('');
  const isWhole = edits.length === 0;
  const body = isWhole ? spansHtml(entry.spans) : tracedSpans(before, edits, options);
  const origin = whole.length > 0 ? namesHtml(whole, options, said.language) : chairHtml(said);
  return `<p>${label}${body}${isWhole ? ` ${origin}` : ''}</p>`;
}

const chairHtml = ({ chair, language }: NegotiationWords): string =>
  `<cite lang="${escaped(language)}">${escaped(chair)}</cite>`;

function tracedSpans(before: string, edits: readonly TracedEdit[], options: ViewOptions): string {
  let at = 0;
  const parts = edits.map((edit) => {
    const kept = words(before.slice(at, edit.from));
    at = edit.to;
    return `${kept}${spansHtml(editSpans('', [{ ...edit, from: 0, to: 0 }]))} (${originHtml(edit, options)})`;
  });
  return parts.join('') + words(before.slice(at));
}

function originHtml({ asked, partly }: TracedEdit, options: ViewOptions): string {
  const { words: said } = options;
  if (asked.length > 0) return namesHtml(asked, options, said.language);
  if (partly.length === 0) return chairHtml(said);
  return `${chairHtml(said)}; <small lang="${escaped(said.language)}">${escaped(said.partly)}</small> ${namesHtml(partly, options, said.language)}`;
}

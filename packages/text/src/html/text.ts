import { directionOf } from '../directions.ts';
import { type Numbering, numberText, numeral, type Step, workingLabel } from '../labels.ts';
import type { Cell, Node, Note, SubParagraph, Table, Text } from '../tree.ts';
import { escaped } from './escape.ts';
import { inlineHtml, type NoteLinks } from './inline.ts';

export interface HtmlOptions {
  /** `print` numbers as documents do (7., (a)); `working` shows PP2, OP7bis. Default: `print`. */
  labels?: 'print' | 'working';
  /** Begins every id, so that two texts can stand on one page. Default: nothing. */
  prefix?: string;
  /** The level of the title, those of headings below it: for a page that has a heading of its own. Default: 1. */
  level?: number;
}

/**
 * A text as one HTML element, `<article>`: language and direction on it, an id on every paragraph, headings below the
 * title, notes at the end. No script, no style, no address but web and mail.
 */
export function toHtml(text: Text, { labels = 'print', prefix = '', level = 1 }: HtmlOptions = {}): string {
  const numbers = new Map(text.notes.map(({ id }, i) => [id, i + 1]));
  const page: Page = { notes: { numbers, prefix }, names: numberText(text), labels, prefix, level };
  const title = text.title ? `<h${level}>${inlineHtml(text.title, page.notes)}</h${level}>` : '';
  const body = text.nodes.map((node) => nodeHtml(node, page)).join('\n');
  const attributes = `lang="${escaped(text.language)}" dir="${directionOf(text.language)}"`;
  return `<article class="text" ${attributes}>\n${title}\n${body}\n${notesHtml(text.notes, page)}</article>`;
}

/** The same as a page of its own, to be kept as a file. */
export function toHtmlPage(text: Text, options: HtmlOptions = {}): string {
  const title = escaped(text.title?.text ?? text.language);
  const attributes = `lang="${escaped(text.language)}" dir="${directionOf(text.language)}"`;
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>`;
  return `<!doctype html>\n<html ${attributes}><head>${head}</head>\n<body>\n${toHtml(text, options)}\n</body></html>\n`;
}

interface Page {
  notes: NoteLinks;
  names: ReadonlyMap<string, Numbering>;
  labels: 'print' | 'working';
  prefix: string;
  level: number;
}

function nodeHtml(node: Node, page: Page): string {
  if (node.kind === 'table') return tableHtml(node, page);
  if (node.kind === 'paragraph') return paragraphHtml(node, page, node.part);
  const level = Math.min(6, node.level + page.level);
  return `<h${level} id="${page.prefix}${node.id}">${inlineHtml(node, page.notes)}</h${level}>`;
}

function paragraphHtml(node: SubParagraph, page: Page, kind: string): string {
  const label = labelHtml(page.names.get(node.id), page.labels);
  const children = (node.children ?? []).map((child) => paragraphHtml(child, page, 'sub')).join('');
  const words = `<p>${label}${inlineHtml(node, page.notes)}</p>`;
  return `<div class="paragraph ${kind}" id="${page.prefix}${node.id}">${words}${children}</div>`;
}

/** A label runs from left to right in every language. */
export function labelHtml(numbering: Numbering | undefined, labels: 'print' | 'working'): string {
  const label = numbering && (labels === 'working' ? workingLabel(numbering) : printedNumber(numbering));
  return label ? `<bdi class="label" dir="ltr">${escaped(label)}</bdi> ` : '';
}

/** As documents print it: preambular paragraphs have no number, others `7.`, sub-paragraphs `(a)`. */
export function printedNumber({ part, steps }: Numbering): string {
  const step: Step = steps.at(-1)!;
  const depth = steps.length - 1;
  if (depth === 0 && part === 'preamble' && step.number !== undefined && !step.suffix && !step.alt) return '';
  if (step.printed !== undefined) return step.printed;
  const alt = step.alt === undefined ? '' : ` alt${step.alt > 1 ? `.${step.alt}` : ''}`;
  const number = `${numeral(step, depth)}${step.suffix ? ` ${step.suffix}` : ''}${alt}`;
  return depth === 0 ? `${number}.` : `(${number})`;
}

function tableHtml({ id, rows }: Table, page: Page): string {
  const body = rows.map(({ cells }) => `<tr>${cells.map((cell) => cellHtml(cell, page)).join('')}</tr>`);
  return `<table id="${page.prefix}${id}"><tbody>${body.join('')}</tbody></table>`;
}

function cellHtml({ header, colspan, rowspan, paragraphs }: Cell, page: Page): string {
  const name = header ? 'th' : 'td';
  const spans = `${colspan ? ` colspan="${colspan}"` : ''}${rowspan ? ` rowspan="${rowspan}"` : ''}`;
  const words = paragraphs.map((p) => `<p id="${page.prefix}${p.id}">${inlineHtml(p, page.notes)}</p>`);
  return `<${name}${spans}>${words.join('')}</${name}>`;
}

function notesHtml(notes: readonly Note[], page: Page): string {
  if (notes.length === 0) return '';
  const items = notes.map((note) => `<li id="${page.prefix}${note.id}">${inlineHtml(note)}</li>`);
  return `<section class="notes" role="doc-endnotes"><ol>${items.join('')}</ol></section>\n`;
}

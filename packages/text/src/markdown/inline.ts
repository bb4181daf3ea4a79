import type { Token } from 'markdown-it';
import type { Notices } from '../importing/notice.ts';
import { addressOf, type Style, Words } from '../importing/words.ts';
import type { Inline } from '../tree.ts';

/** What reading words needs: where notices go, and the ids of notes by their names in the file. */
export interface InlineReading {
  notices: Notices;
  noteIds: ReadonlyMap<string, string>;
}

const HTML: Record<string, Style> = {
  u: { underline: true },
  ins: { underline: true },
  b: { strong: true },
  strong: { strong: true },
  i: { emphasis: true },
  em: { emphasis: true },
};

/** The words of an inline token with their marks; what a text cannot hold is a notice. */
export function readInline(token: Token | undefined, line: number, reading: InlineReading): Inline {
  const words = new Words();
  const styles: Style[] = [{}];
  let struck: string | undefined;
  for (const child of token?.children ?? []) {
    if (child.type === 's_open') struck = '';
    else if (child.type === 's_close') {
      reading.notices.add('struck-words', { line, words: struck });
      struck = undefined;
    } else if (struck !== undefined) struck += child.content;
    else readChild(child, styles, words, line, reading);
  }
  return words.inline();
}

function readChild(child: Token, styles: Style[], words: Words, line: number, reading: InlineReading): void {
  const style = styles.at(-1)!;
  const open = (more: Style) => styles.push({ ...style, ...more });
  if (child.type === 'text') addText(child.content, style, words, reading);
  else if (child.type === 'softbreak') words.add(' ', style);
  else if (child.type === 'hardbreak') words.add('\n', style);
  else if (child.type === 'strong_open') open({ strong: true });
  else if (child.type === 'em_open') open({ emphasis: true });
  else if (child.type === 'link_open') open(linkStyle(child, line, reading));
  else if (child.type.endsWith('_close')) closeStyle(styles);
  else if (child.type === 'html_inline') readHtml(child.content, styles, words, line, reading);
  else if (child.type === 'image')
    reading.notices.add('media-dropped', { line, words: `${child.content} ${child.attrGet('src')}` });
  else {
    reading.notices.tally('mark-dropped', child.type, line);
    words.add(child.content, style);
  }
}

function closeStyle(styles: Style[]): void {
  if (styles.length > 1) styles.pop();
}

function linkStyle(child: Token, line: number, { notices }: InlineReading): Style {
  const given = String(child.attrGet('href') ?? '');
  const href = addressOf(given);
  if (href) return { href };
  notices.add('mark-dropped', { line, words: `link ${given}` });
  return {};
}

function readHtml(
  tag: string,
  styles: Style[],
  words: Words,
  line: number,
  { notices }: InlineReading,
): void {
  const [, slash, name = ''] = /^<(\/?)([a-z]+)/i.exec(tag) ?? [];
  const style = Object.hasOwn(HTML, name.toLowerCase()) ? HTML[name.toLowerCase()] : undefined;
  if (name.toLowerCase() === 'br') words.add('\n', styles.at(-1));
  else if (!style) notices.tally('dropped', tag, line);
  else if (slash) closeStyle(styles);
  else styles.push({ ...styles.at(-1), ...style });
}

const REFERENCE = /\[\^([^\]\s]{1,40})\]/g;

function addText(text: string, style: Style, words: Words, { noteIds }: InlineReading): void {
  let at = 0;
  for (const found of text.matchAll(REFERENCE)) {
    const id = noteIds.get(found[1]!);
    if (!id) continue;
    words.add(text.slice(at, found.index), style);
    words.note(id);
    at = found.index + found[0].length;
  }
  words.add(text.slice(at), style);
}

import type { Role, RunMarks } from './flow.ts';
import { childrenNamed, findChild, switchOf, valOf, type XmlElement } from './xml.ts';

/** What a style says, with what it inherits. */
export interface Style {
  name: string;
  /** 1 the highest; headings of every kind have one. */
  outline?: number | undefined;
  list?: { number?: string | undefined; level?: number | undefined } | undefined;
  marks: Partial<Record<'strong' | 'emphasis' | 'underline', boolean>>;
  hidden?: boolean | undefined;
}

/** The styles of a file by their ids. */
export type Styles = ReadonlyMap<string, Style>;

/** Styles inherit at most so far; a file in which they inherit in a circle ends there. */
const MAX_INHERITED = 20;

export function readStyles(root: XmlElement | undefined): Styles {
  const raw = new Map(childrenNamed(root, 'w:style').map((style) => [style.attributes.styleId ?? '', style]));
  return new Map([...raw].map(([id, style]) => [id, inherited(style, raw)]));
}

function inherited(style: XmlElement, raw: ReadonlyMap<string, XmlElement>): Style {
  const found: Style = { name: valOf(style, 'w:name') ?? '', marks: {} };
  let from: XmlElement | undefined = style;
  for (let i = 0; from && i < MAX_INHERITED; i++) {
    const paragraph = findChild(from, 'w:pPr');
    const own = marksIn(findChild(from, 'w:rPr'));
    found.outline ??= outlineIn(paragraph);
    const list = listIn(paragraph);
    if (list) found.list = { ...list, ...found.list };
    found.marks = { ...own, ...found.marks };
    found.hidden ??= switchOf(findChild(from, 'w:rPr'), 'w:vanish');
    const parent = valOf(from, 'w:basedOn');
    from = parent === undefined ? undefined : raw.get(parent);
  }
  return found;
}

/** The level of an outline, 1 to 9; body text has none. */
export function outlineIn(properties: XmlElement | undefined): number | undefined {
  const value = valOf(properties, 'w:outlineLvl');
  return value !== undefined && /^[0-8]$/.test(value) ? Number(value) + 1 : undefined;
}

export function listIn(properties: XmlElement | undefined): Style['list'] {
  const list = findChild(properties, 'w:numPr');
  if (!list) return undefined;
  const [number, level] = [valOf(list, 'w:numId'), valOf(list, 'w:ilvl')];
  return {
    ...(number !== undefined && { number }),
    ...(level !== undefined && /^[0-8]$/.test(level) && { level: Number(level) }),
  };
}

/** What direct formatting says of each mark: on, off, or nothing. */
export function marksIn(properties: XmlElement | undefined): Style['marks'] {
  const switches = {
    strong: switchOf(properties, 'w:b') ?? switchOf(properties, 'w:bCs'),
    emphasis: switchOf(properties, 'w:i') ?? switchOf(properties, 'w:iCs'),
    underline: switchOf(properties, 'w:u'),
  };
  return Object.fromEntries(Object.entries(switches).filter(([, on]) => on !== undefined));
}

/** The marks of a run: what it says itself, else what its character style says. A paragraph's own style is no emphasis. */
export function runMarksOf(properties: XmlElement | undefined, styles: Styles): RunMarks {
  const style = styles.get(valOf(properties, 'w:rStyle') ?? '');
  // Links are underlined by their style everywhere: that is no emphasis either.
  const named = style && !/^(?:followed)?hyperlink$|reference$/i.test(style.name) ? style.marks : {};
  const marks = { ...named, ...marksIn(properties) };
  return {
    ...(marks.strong && { strong: true as const }),
    ...(marks.emphasis && { emphasis: true as const }),
    ...(marks.underline && { underline: true as const }),
  };
}

/** Our own paragraph styles, by name: they say what a paragraph is. */
const ROLES: Readonly<Record<string, Role>> = {
  'comity preambular': { kind: 'paragraph', part: 'preamble' },
  'comity operative': { kind: 'paragraph', part: 'operative' },
  'comity paragraph': { kind: 'paragraph', part: 'other' },
};

/** What a paragraph of that style is in the text. */
export function roleOf(style: Style | undefined, outline: number | undefined): Role {
  const name = style?.name.toLowerCase() ?? '';
  const sub = /^comity sub-paragraph ([1-6])$/.exec(name);
  if (sub) return { kind: 'sub', depth: Number(sub[1]) };
  if (ROLES[name]) return ROLES[name];
  if (name === 'title') return { kind: 'title' };
  const level = outline ?? style?.outline ?? Number(/^heading ([1-9])$/.exec(name)?.[1] ?? 0);
  return level > 0 ? { kind: 'heading', level: Math.min(level, 6) } : { kind: 'plain' };
}

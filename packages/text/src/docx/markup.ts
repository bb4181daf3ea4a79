/** XML as it is written. */

const NOT_XML = /(?![\n\t])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Words within an element or a value of an attribute; what XML cannot hold is left out. */
export const escaped = (text: string): string =>
  text.replace(NOT_XML, '').replace(/[&<>"\n\t]/g, (sign) => ENTITIES[sign]!);

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with its content as it is written; without content it is closed at once. */
export function tag(name: string, attributes: Attributes = {}, ...content: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  const inner = content.join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** An element of the kind that only has a value: `<w:pStyle w:val="Title"/>`. */
export const value = (name: string, of: string | number): string => tag(name, { 'w:val': of });

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A whole part of a document. */
export const part = (root: string, ...content: string[]): string =>
  `${DECLARATION}${tag(root, { 'xmlns:w': W, 'xmlns:r': R }, ...content)}`;

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

import { SaxesParser } from 'saxes';
import { TextError, type TextErrorCode } from '../errors.ts';
import { decodeFile } from '../importing/bytes.ts';

/** An element with what is in it, in order. Names are local; `uri` is the namespace. */
export interface XmlElement {
  name: string;
  uri: string;
  /** By local name; of two with the same local name, the one without a prefix. */
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
  /** From 1. */
  line: number;
}

const MAX_DEPTH = 120;
const MAX_ELEMENTS = 400_000;

/**
 * Reads an XML file into a tree. No doctype, so no entity but the five of XML; UTF-8 only. Throws `text.too-large`,
 * `text.too-deep`, `text.wrong-encoding`, `text.doctype-refused`, `text.not-xml`, each with its line.
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const source = decodeFile(bytes);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const building = new Building(() => parser.line);
  parser.on('error', ({ message }) => building.refuse('text.not-xml', message));
  parser.on('doctype', () =>
    building.refuse('text.doctype-refused', 'A document type is refused, for what it can declare.'),
  );
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && !/^(?:utf-?8|us-ascii)$/i.test(encoding))
      building.refuse('text.wrong-encoding', `The file says that it is in ${encoding}: save it as UTF-8.`);
  });
  parser.on('opentag', ({ local, uri, attributes }) => building.open(local, uri, Object.values(attributes)));
  parser.on('closetag', () => building.close());
  parser.on('text', (text) => building.words(text));
  parser.on('cdata', (text) => building.words(text));
  parser.write(source).close();
  return building.root ?? building.refuse('text.not-xml', 'There is no element in it.');
}

interface Attribute {
  local: string;
  prefix: string;
  value: string;
}

/** The tree while it is built, within its bounds. */
class Building {
  root?: XmlElement;
  readonly #stack: XmlElement[] = [];
  readonly #line: () => number;
  #elements = 0;

  constructor(line: () => number) {
    this.#line = line;
  }

  refuse(code: TextErrorCode, why: string): never {
    throw new TextError(code, why, { line: this.#line() });
  }

  open(name: string, uri: string, given: readonly Attribute[]): void {
    if (++this.#elements > MAX_ELEMENTS) this.refuse('text.too-large', `More than ${MAX_ELEMENTS} elements.`);
    if (this.#stack.length >= MAX_DEPTH)
      this.refuse('text.too-deep', `Elements within more than ${MAX_DEPTH} others.`);
    const attributes: Record<string, string> = Object.create(null);
    for (const { local, prefix, value } of given)
      if (prefix === '' || !(local in attributes)) attributes[local] = value;
    const element = { name, uri, attributes, children: [], line: this.#line() };
    this.#stack.at(-1)?.children.push(element);
    this.root ??= element;
    this.#stack.push(element);
  }

  words(text: string): void {
    this.#stack.at(-1)?.children.push(text);
  }

  close(): void {
    this.#stack.pop();
  }
}

export const isElement = (child: XmlElement | string): child is XmlElement => typeof child !== 'string';
export const elementsOf = (element: XmlElement): XmlElement[] => element.children.filter(isElement);
export const findChild = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element && elementsOf(element).find((child) => child.name === name);

/** The first element of that name within, at any depth. */
export function findWithin(element: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const child of element ? elementsOf(element) : []) {
    if (child.name === name) return child;
    const found = findWithin(child, name);
    if (found) return found;
  }
  return undefined;
}

/** All words within an element; white space as XML writes it is one space. */
export const wordsWithin = (element: XmlElement): string =>
  allWords(element)
    .replace(/[ \t\r\n]+/g, ' ')
    .trim();
const allWords = (element: XmlElement): string =>
  element.children.map((child) => (isElement(child) ? allWords(child) : child)).join('');

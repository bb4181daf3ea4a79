import { SaxesParser } from 'saxes';
import { TextError } from '../errors.ts';
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
  const stack: XmlElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  const refuse = (code: TextError['code'], why: string): never => {
    throw new TextError(code, why, { line: parser.line });
  };
  parser.on('error', ({ message }) => refuse('text.not-xml', message));
  parser.on('doctype', () =>
    refuse('text.doctype-refused', 'A document type is refused, for what it can declare.'),
  );
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && !/^(?:utf-?8|us-ascii)$/i.test(encoding))
      refuse('text.wrong-encoding', `The file says that it is in ${encoding}: save it as UTF-8.`);
  });
  parser.on('opentag', (tag) => {
    if (++elements > MAX_ELEMENTS) refuse('text.too-large', `More than ${MAX_ELEMENTS} elements.`);
    if (stack.length >= MAX_DEPTH) refuse('text.too-deep', `Elements within more than ${MAX_DEPTH} others.`);
    const attributes: Record<string, string> = Object.create(null);
    for (const { local, prefix, value } of Object.values(tag.attributes))
      if (prefix === '' || !(local in attributes)) attributes[local] = value;
    const element = { name: tag.local, uri: tag.uri, attributes, children: [], line: parser.line };
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  parser.on('closetag', () => void stack.pop());
  const words = (text: string) => void stack.at(-1)?.children.push(text);
  parser.on('text', words);
  parser.on('cdata', words);
  parser.write(source).close();
  return root ?? refuse('text.not-xml', 'There is no element in it.');
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

import { TextError } from '../errors.ts';
import { type XmlElement as RawElement, readXml } from '../xml/read.ts';

/** An element with its children, by prefixes of our own: what a file calls its namespaces says nothing. */
export interface XmlElement {
  /** `w:p`; `?:name` in a namespace that is not known here. */
  readonly name: string;
  /** By their local names. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
}

const OFFICE = 'http://schemas.openxmlformats.org';
const STRICT = 'http://purl.oclc.org/ooxml';
/** The two families of ISO/IEC 29500, transitional and strict, are read alike. */
const PREFIXES = new Map([
  [`${OFFICE}/wordprocessingml/2006/main`, 'w'],
  [`${STRICT}/wordprocessingml/main`, 'w'],
  [`${OFFICE}/officeDocument/2006/relationships`, 'r'],
  [`${STRICT}/officeDocument/relationships`, 'r'],
  [`${OFFICE}/officeDocument/2006/math`, 'm'],
  [`${STRICT}/officeDocument/math`, 'm'],
  [`${OFFICE}/package/2006/relationships`, 'rel'],
  [`${OFFICE}/officeDocument/2006/custom-properties`, 'op'],
  [`${STRICT}/officeDocument/customProperties`, 'op'],
  [`${OFFICE}/officeDocument/2006/docPropsVTypes`, 'vt'],
  [`${STRICT}/officeDocument/docPropsVTypes`, 'vt'],
  [`${OFFICE}/markup-compatibility/2006`, 'mc'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingShape', 'wps'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['urn:schemas-microsoft-com:office:office', 'o'],
]);

/**
 * One part of a document. Throws what `readXml` throws, and names the part.
 */
export function parseXml(bytes: Uint8Array, part: string): XmlElement {
  try {
    return prefixed(readXml(bytes));
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    throw new TextError(error.code, `${part}: ${error.message}`, { ...error.details, place: part });
  }
}

const prefixed = ({ name, uri, attributes, children }: RawElement): XmlElement => ({
  name: `${PREFIXES.get(uri) ?? '?'}:${name}`,
  attributes,
  children: children.map((child) => (typeof child === 'string' ? child : prefixed(child))),
});

export const isElement = (child: XmlElement | string): child is XmlElement => typeof child !== 'string';

export const elementsOf = (of: XmlElement | undefined): XmlElement[] => of?.children.filter(isElement) ?? [];

export const findChild = (of: XmlElement | undefined, name: string): XmlElement | undefined =>
  elementsOf(of).find((child) => child.name === name);

export const childrenNamed = (of: XmlElement | undefined, name: string): XmlElement[] =>
  elementsOf(of).filter((child) => child.name === name);

/** The `w:val` of a child: `<w:pStyle w:val="Heading1"/>`. */
export const valOf = (of: XmlElement | undefined, name: string): string | undefined =>
  findChild(of, name)?.attributes.val;

/** A switch as Word has it: there without a value, or with one that is not off. Undefined where it is not there. */
export function switchOf(of: XmlElement | undefined, name: string): boolean | undefined {
  const child = findChild(of, name);
  if (!child) return undefined;
  const value = child.attributes.val;
  return value === undefined || !/^(?:0|false|off|none)$/.test(value);
}

export const textOf = (of: XmlElement): string =>
  of.children.map((child) => (isElement(child) ? textOf(child) : child)).join('');

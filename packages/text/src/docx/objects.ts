import type { Context } from './context.ts';
import type { Notices } from './notices.ts';
import { elementsOf, textOf, type XmlElement } from './xml.ts';

/** What a text takes as the address of a link. */
const ADDRESS = /^(?:https?:\/\/|mailto:)[\x21-\x7e]{1,1990}$/;

/** The address that a link leads to. One within the document, or of a kind that no browser should open, is listed. */
export function linkOf(
  { attributes, children }: XmlElement,
  { links, notices }: Context,
): string | undefined {
  const outside = links.get(attributes.id ?? '');
  const fragment = attributes.anchor;
  const href = outside && fragment ? `${outside}#${fragment}` : outside;
  if (href && ADDRESS.test(href)) return href;
  const words = children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
  notices.add('link-without-address', `${words} → ${href ?? fragment ?? ''}`);
  return undefined;
}

/** Lists a drawing by what it is: a box with words, a picture with what is said of it, or something embedded. */
export function noteDrawing(element: XmlElement, notices: Notices): void {
  const box = findWithin(element, 'w:txbxContent');
  if (box) notices.add('text-box', textOf(box));
  else if (element.name === 'w:object') notices.add('object', programOf(element));
  else notices.add('picture', describedIn(element));
}

function findWithin(of: XmlElement, name: string): XmlElement | undefined {
  for (const child of elementsOf(of)) {
    const found = child.name === name ? child : findWithin(child, name);
    if (found) return found;
  }
  return undefined;
}

const programOf = (element: XmlElement): string =>
  findWithin(element, 'o:OLEObject')?.attributes.ProgID ?? '';

function describedIn(element: XmlElement): string {
  const { descr, title, alt, name } = element.attributes;
  const own = descr || title || alt || name;
  if (own) return own;
  for (const child of elementsOf(element)) {
    const found = describedIn(child);
    if (found) return found;
  }
  return '';
}

/** What only tests use: documents as other programs write them, made by hand. */

import { zipSync } from 'fflate';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const MORE =
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' +
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" ' +
  'xmlns:o="urn:schemas-microsoft-com:office:office"';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const utf8 = (text: string) => new TextEncoder().encode(text);
const isText = (content: string | Uint8Array): content is string => typeof content === 'string';

/** Parts by their name in `word/`, as the inside of their root; `document` is the body. */
export interface Foreign {
  body: string;
  styles?: string;
  numbering?: string;
  footnotes?: string;
  endnotes?: string;
  comments?: string;
  header?: string;
  /** Addresses of links: rId900 and on. */
  links?: readonly string[];
  /** Whole parts in place of those made here, or beside them. */
  parts?: Readonly<Record<string, string | Uint8Array>>;
}

const ROOTS = {
  styles: 'w:styles',
  numbering: 'w:numbering',
  footnotes: 'w:footnotes',
  endnotes: 'w:endnotes',
  comments: 'w:comments',
  header: 'w:hdr',
} as const;

const root = (name: string, inside: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><${name} ${W} ${R} ${MORE}>${inside}</${name}>`;

/** A document with those parts. */
export function foreignDocx(foreign: Foreign): Uint8Array {
  const names = (Object.keys(ROOTS) as (keyof typeof ROOTS)[]).filter((name) => foreign[name] !== undefined);
  const relations = names.map(
    (name) => `<Relationship Id="r-${name}" Type="${TYPES}/${name}" Target="${name}.xml"/>`,
  );
  const links = (foreign.links ?? []).map(
    (target, i) =>
      `<Relationship Id="rId${900 + i}" Type="${TYPES}/hyperlink" Target="${target}" TargetMode="External"/>`,
  );
  const relationships = (inside: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relationships(
      `<Relationship Id="r1" Type="${TYPES}/officeDocument" Target="/word/document.xml"/>`,
    ),
    'word/document.xml': root('w:document', `<w:body>${foreign.body}</w:body>`),
    'word/_rels/document.xml.rels': relationships([...relations, ...links].join('')),
    ...Object.fromEntries(names.map((name) => [`word/${name}.xml`, root(ROOTS[name], foreign[name]!)])),
    ...foreign.parts,
  };
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, of]) => [name, isText(of) ? utf8(of) : of])),
  );
}

export const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
export const struck = (text: string): string =>
  `<w:r><w:delText xml:space="preserve">${text}</w:delText></w:r>`;
export const by = (name: string, author: string, inside: string): string =>
  `<w:${name} w:id="1" w:author="${author}" w:date="2026-02-03T09:00:00Z">${inside}</w:${name}>`;
export const paragraph = (inside: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`;

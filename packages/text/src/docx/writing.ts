import { utf8 } from '@comity/log';
import { directionOf } from '../directions.ts';
import { printedNumber } from '../html/text.ts';
import { type Numbering, numberText, workingLabel } from '../labels.ts';
import { assertText } from '../normal.ts';
import type { Text } from '../tree.ts';
import { writeArchive, type ZipFile } from '../zip/index.ts';
import type { Flow } from './flow.ts';
import { flowOf } from './marking.ts';
import { DECLARATION, escaped, tag } from './markup.ts';
import { type Rendered, render } from './rendering.ts';
import { FIRST_LINK } from './runs-out.ts';
import { sectionOf, settings, styleSheet } from './sheet.ts';
import { trackVersions, type Version } from './tracking.ts';

export interface DocxWriting {
  /** When the file was made, RFC 3339 with seconds and `Z`: the caller's clock, for a package has none. */
  created: string;
  /** Who made it: a body, a secretariat. */
  creator?: string;
  /** Shown in the title bar; the title of the text where it is not given. */
  title?: string;
  /** The number that is set before a paragraph, or nothing. Not given: a clean text as it is printed, a tracked one by working labels. */
  label?: (numbering: Numbering) => string | undefined;
}

/**
 * A text as a DOCX: the same text and options give the same bytes, and `readDocx` gives the text back. Paragraphs carry
 * their ids, so that they are known again after an edit elsewhere. Throws what `assertText` throws.
 */
export const writeDocx = (text: Text, options: DocxWriting): Uint8Array =>
  packed(flowOf(assertText(text), labelsBy(options.label ?? printedNumber)(text)), options);

/**
 * A text with what others would change in it as tracked changes, each under its author's name. `readDocx` gives both
 * back: the text as `before`, and, of one version, that version as `text`. Where several strike out the same words,
 * those are struck out in the first one's name. Throws what `assertText` throws.
 */
export function writeTrackedDocx(
  before: Text,
  versions: readonly Version[],
  options: DocxWriting,
): Uint8Array {
  const checked = versions.map((version) => ({ ...version, text: assertText(version.text) }));
  return packed(trackVersions(assertText(before), checked, labelsBy(options.label ?? workingLabel)), options);
}

const labelsBy = (label: (numbering: Numbering) => string | undefined) => (text: Text) => {
  const numbers = numberText(text);
  return (id: string): string | undefined => {
    const numbering = numbers.get(id);
    return (numbering && label(numbering)) || undefined;
  };
};

function packed(flow: Flow, options: DocxWriting): Uint8Array {
  const rendered = render(flow, sectionOf(flow.language), directionOf(flow.language) === 'rtl');
  const parts: [name: string, xml: string][] = [
    ['[Content_Types].xml', contentTypes()],
    ['_rels/.rels', relations(OWN)],
    ['word/document.xml', rendered.document],
    ['word/_rels/document.xml.rels', relations(PARTS, rendered.links.document)],
    ['word/styles.xml', styleSheet(flow.language)],
    ['word/settings.xml', settings()],
    ['word/footnotes.xml', rendered.footnotes],
    ['word/_rels/footnotes.xml.rels', relations([], rendered.links.footnotes)],
    ['docProps/core.xml', core(flow, options)],
    ['docProps/custom.xml', custom(rendered)],
  ];
  return writeArchive(parts.map(([name, xml]): ZipFile => ({ name, content: utf8(xml) })));
}

const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const CONTENTS: readonly [part: string, type: string][] = [
  ['/word/document.xml', `${WORD}.document.main+xml`],
  ['/word/styles.xml', `${WORD}.styles+xml`],
  ['/word/settings.xml', `${WORD}.settings+xml`],
  ['/word/footnotes.xml', `${WORD}.footnotes+xml`],
  ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
  ['/docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml'],
];

const contentTypes = (): string =>
  DECLARATION +
  tag(
    'Types',
    { xmlns: TYPES },
    tag('Default', {
      Extension: 'rels',
      ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
    }),
    tag('Default', { Extension: 'xml', ContentType: 'application/xml' }),
    ...CONTENTS.map(([PartName, ContentType]) => tag('Override', { PartName, ContentType })),
  );

const OWN: readonly [type: string, target: string][] = [
  [`${OFFICE}/relationships/officeDocument`, 'word/document.xml'],
  [`${RELATIONS}/metadata/core-properties`, 'docProps/core.xml'],
  [`${OFFICE}/relationships/custom-properties`, 'docProps/custom.xml'],
];
const PARTS: readonly [type: string, target: string][] = [
  [`${OFFICE}/relationships/styles`, 'styles.xml'],
  [`${OFFICE}/relationships/settings`, 'settings.xml'],
  [`${OFFICE}/relationships/footnotes`, 'footnotes.xml'],
];

const relations = (parts: typeof PARTS, links: readonly string[] = []): string =>
  DECLARATION +
  tag(
    'Relationships',
    { xmlns: RELATIONS },
    ...parts.map(([Type, Target], i) => tag('Relationship', { Id: `rId${i + 1}`, Type, Target })),
    ...links.map((Target, i) =>
      tag('Relationship', {
        ...{
          Id: `rId${FIRST_LINK + i}`,
          Type: `${OFFICE}/relationships/hyperlink`,
          Target,
          TargetMode: 'External',
        },
      }),
    ),
  );

function core({ language }: Flow, { created, creator, title }: DocxWriting): string {
  const time = (name: string) => tag(name, { 'xsi:type': 'dcterms:W3CDTF' }, escaped(created));
  return (
    DECLARATION +
    tag(
      'cp:coreProperties',
      {
        'xmlns:cp': `${RELATIONS.replace('relationships', 'metadata/core-properties')}`,
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
        'xmlns:dcterms': 'http://purl.org/dc/terms/',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      },
      title === undefined ? '' : tag('dc:title', {}, escaped(title)),
      creator === undefined ? '' : tag('dc:creator', {}, escaped(creator)),
      tag('dc:language', {}, escaped(language)),
      time('dcterms:created'),
      time('dcterms:modified'),
    )
  );
}

/** The format of properties that a program gives a document; the number is the same in all documents. */
const CUSTOM = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';

const custom = ({ properties }: Rendered): string =>
  DECLARATION +
  tag(
    'Properties',
    { xmlns: `${OFFICE}/custom-properties`, 'xmlns:vt': `${OFFICE}/docPropsVTypes` },
    ...properties.map(([name, of], i) =>
      tag('property', { fmtid: CUSTOM, pid: i + 2, name }, tag('vt:lpwstr', {}, escaped(of))),
    ),
  );

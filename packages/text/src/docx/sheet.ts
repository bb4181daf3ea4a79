import { directionOf } from '../directions.ts';
import { part, tag, value } from './markup.ts';

/** Fonts that word processors have: for Latin and Cyrillic, for scripts like Arabic, for East Asia. */
const FONTS = { latin: 'Times New Roman', complex: 'Traditional Arabic', eastAsian: 'SimSun' };

/** Tags that Word knows; others are given as they are. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ar: 'ar-SA',
  en: 'en-GB',
  es: 'es-ES',
  fr: 'fr-FR',
  ru: 'ru-RU',
  zh: 'zh-CN',
};
const EAST_ASIAN = /^(?:zh|ja|ko)(?:-|$)/;

/** What a text of that language says of its runs: each kind of script has a language of its own. */
function languageOf(language: string): string {
  const full = LANGUAGES[language] ?? language;
  const isRightToLeft = directionOf(language) === 'rtl';
  const isEastAsian = EAST_ASIAN.test(language);
  return tag('w:lang', {
    'w:val': isRightToLeft || isEastAsian ? 'en-GB' : full,
    'w:eastAsia': isEastAsian ? full : 'zh-CN',
    'w:bidi': isRightToLeft ? full : 'ar-SA',
  });
}

/** Half points. */
const size = (of: number): string => value('w:sz', of) + value('w:szCs', of);
const bold = tag('w:b') + tag('w:bCs');
/** Twentieths of a point. `start` is the side where lines begin, whichever that is. */
const spaced = (before: number, after: number): string =>
  tag('w:spacing', { 'w:before': before, 'w:after': after });
const indented = (start: number, hanging = 0): string =>
  tag('w:ind', { 'w:left': start, ...(hanging > 0 && { 'w:hanging': hanging }) });

interface StyleParts {
  id: string;
  name: string;
  based?: string;
  paragraph?: string;
  run?: string;
  more?: string;
}

const style = (type: string, { id, name, based, paragraph = '', run = '', more = '' }: StyleParts): string =>
  tag(
    'w:style',
    { 'w:type': type, ...(id === 'Normal' && { 'w:default': 1 }), 'w:styleId': id },
    value('w:name', name),
    based === undefined ? '' : value('w:basedOn', based),
    tag('w:qFormat'),
    paragraph === '' ? '' : tag('w:pPr', {}, paragraph),
    run === '' ? '' : tag('w:rPr', {}, run),
    more,
  );

const paragraphStyle = (id: string, name: string, paragraph: string, run = ''): string =>
  style('paragraph', { id, name, based: 'Normal', paragraph, run });

/** Where the number of a paragraph ends and its words begin. */
const tabAt = (place: number): string => tag('w:tabs', {}, tag('w:tab', { 'w:val': 'left', 'w:pos': place }));
const NUMBERED = tabAt(567);

const headings = Array.from({ length: 6 }, (_, i) =>
  paragraphStyle(
    `Heading${i + 1}`,
    `heading ${i + 1}`,
    tag('w:keepNext') + spaced(240, 120) + value('w:outlineLvl', i),
    bold + size(28 - 2 * Math.min(i, 3)),
  ),
);

const subParagraphs = Array.from({ length: 6 }, (_, i) =>
  paragraphStyle(
    `ComitySubparagraph${i + 1}`,
    `Comity Sub-paragraph ${i + 1}`,
    tabAt(567 * (i + 2)) + spaced(0, 120) + indented(567 * (i + 2), 567),
  ),
);

const lines = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) =>
  tag(`w:${side}`, { 'w:val': 'single', 'w:sz': 4, 'w:space': 0, 'w:color': 'auto' }),
);

/** The styles of a document in that language. */
export function styleSheet(language: string): string {
  const isRightToLeft = directionOf(language) === 'rtl';
  const fonts = tag('w:rFonts', {
    ...{
      'w:ascii': FONTS.latin,
      'w:hAnsi': FONTS.latin,
      'w:eastAsia': FONTS.eastAsian,
      'w:cs': FONTS.complex,
    },
  });
  const defaults = tag('w:rPrDefault', {}, tag('w:rPr', {}, fonts, size(24), languageOf(language)));
  const normal = (isRightToLeft ? tag('w:bidi') : '') + spaced(0, 120);
  const table = tag('w:tblPr', {}, tag('w:tblBorders', {}, ...lines));
  return part(
    'w:styles',
    tag('w:docDefaults', {}, defaults),
    style('paragraph', { id: 'Normal', name: 'Normal', paragraph: normal }),
    paragraphStyle('Title', 'Title', spaced(0, 360) + value('w:jc', 'center'), bold + size(32)),
    ...headings,
    paragraphStyle(
      'ComityPreambular',
      'Comity Preambular',
      spaced(0, 120) + tag('w:ind', { 'w:firstLine': 567 }),
    ),
    paragraphStyle('ComityOperative', 'Comity Operative', NUMBERED + spaced(0, 120)),
    paragraphStyle('ComityParagraph', 'Comity Paragraph', NUMBERED + spaced(0, 120)),
    ...subParagraphs,
    paragraphStyle('ComityTableText', 'Comity Table Text', spaced(40, 40)),
    paragraphStyle('ComityTableHead', 'Comity Table Head', tag('w:keepNext') + spaced(40, 40), bold),
    paragraphStyle('FootnoteText', 'footnote text', spaced(0, 40), size(18)),
    style('character', { id: 'ComityLabel', name: 'Comity Label' }),
    style('character', {
      id: 'FootnoteReference',
      name: 'footnote reference',
      run: value('w:vertAlign', 'superscript'),
    }),
    style('character', {
      id: 'Hyperlink',
      name: 'Hyperlink',
      run: value('w:color', '0563C1') + value('w:u', 'single'),
    }),
    style('table', { id: 'ComityTable', name: 'Comity Table', more: table }),
  );
}

/** A4 with margins of 2.5 centimetres; in Arabic the page too runs from right to left. */
export const sectionOf = (language: string): string =>
  tag(
    'w:sectPr',
    {},
    tag('w:pgSz', { 'w:w': 11_906, 'w:h': 16_838 }),
    tag('w:pgMar', {
      ...{ 'w:top': 1_417, 'w:right': 1_417, 'w:bottom': 1_417, 'w:left': 1_417 },
      ...{ 'w:header': 708, 'w:footer': 708, 'w:gutter': 0 },
    }),
    directionOf(language) === 'rtl' ? tag('w:bidi') : '',
  );

/** Word opens it as a document of today, not in the mode for old ones. */
export const settings = (): string =>
  part(
    'w:settings',
    tag('w:footnotePr', {}, tag('w:footnote', { 'w:id': -1 }), tag('w:footnote', { 'w:id': 0 })),
    tag(
      'w:compat',
      {},
      tag('w:compatSetting', {
        ...{
          'w:name': 'compatibilityMode',
          'w:uri': 'http://schemas.microsoft.com/office/word',
          'w:val': 15,
        },
      }),
    ),
  );

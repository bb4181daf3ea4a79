/** Akoma Ntoso 3.0 (OASIS LegalDocML), as far as this package writes and knows it. */

export const AKN = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0';
/** What Akoma Ntoso has no place for stands in `proprietary`, in this namespace. */
export const OURS = 'urn:comity:text:1';

/** ISO 639-2, which Akoma Ntoso uses, for languages of bodies of States; others keep their tag. */
const ALPHA3: Record<string, string> = {
  ar: 'ara',
  en: 'eng',
  es: 'spa',
  fr: 'fra',
  ru: 'rus',
  zh: 'zho',
  pt: 'por',
};
const TAGS = new Map([
  ...Object.entries(ALPHA3).map(([tag, code]) => [code, tag] as const),
  ['fre', 'fr'],
  ['chi', 'zh'],
]);
export const alpha3 = (language: string): string => ALPHA3[language] ?? language;
export const tagOf = (code: string): string => TAGS.get(code) ?? code;

/** Elements of the hierarchy that stand for divisions and have headings rather than numbers. */
export const DIVISIONS = new Set(
  'book chapter division hcontainer part section subchapter subdivision subpart subsection subtitle title tome'.split(
    ' ',
  ),
);
/** Elements of the hierarchy that are paragraphs or parts of them. */
export const PARAGRAPHS = new Set(
  'alinea article clause crossHeading indent level paragraph point proviso recital rule subclause sublist subparagraph subrule transitional item tblock'.split(
    ' ',
  ),
);
/** Elements that only hold others of their kind. */
export const WRAPPERS = new Set(
  'list blockList ul ol recitals citations container formula blockContainer content foreign'.split(' '),
);
/** Elements of words. */
export const BLOCKS = new Set(
  'p block li listIntroduction listWrapUp longTitle citation signature'.split(' '),
);
/** Inline elements that say what words are, not how they look: the words stay, the element says nothing to us. */
export const SAYING = new Set(
  'abbr date def docAuthority docCommittee docDate docIntroducer docJurisdiction docketNumber docNumber docProponent docPurpose docStage docStatus docTitle docType entity event inline judge lawyer legislature location neutralCitation num object opinion organization outcome party person placeholder process quantity quote recordedTime ref role rref mref scene session shortTitle span term time vote change concept argument caption affectedDocument mod mmod rmod relatedDocument'.split(
    ' ',
  ),
);

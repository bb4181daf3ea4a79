/** @comity/text: legal text as a tree, its codecs, comparison, agreed language and search. Pure; Node and browser. */

export { type AknAbout, type AknImported, readAkn } from './akn/read.ts';
export { type AknDocument, toAkn } from './akn/write.ts';
export * from './compare/compare.ts';
export { COMPARISON_CSS, type ComparisonWords, comparisonHtml } from './compare/html.ts';
export { type ReadMarks, readMarks, type SinceRead, sinceLastRead } from './compare/reading.ts';
export { diffWords, newWords, oldWords, type Span } from './compare/spans.ts';
export { idOf, type Shell, type Unit, unitsOf } from './compare/units.ts';
export { directionOf } from './directions.ts';
export * from './errors.ts';
export { escaped } from './html/escape.ts';
export { type HtmlOptions, printedNumber, toHtml, toHtmlPage } from './html/text.ts';
export * from './identity.ts';
export type { ImportOptions } from './importing/draft.ts';
export type { Imported, Notice, NoticeCode } from './importing/notice.ts';
export { type IdSource, placesOf, withIds } from './importing/places.ts';
export {
  isNote,
  isRange,
  type Piece,
  piecesOf,
  slice,
  startOf,
  type Tidied,
  tidy,
  tidyMarks,
} from './inline.ts';
export * from './json.ts';
export * from './labels.ts';
export * from './languages.ts';
export { assertText } from './normal.ts';
export { tidyText } from './tidying.ts';
export * from './tree.ts';
export * from './walk.ts';
export { isWord, plainSegment, type Segment, type Segmenter, segmentBy } from './words.ts';

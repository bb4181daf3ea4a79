/** @comity/text: legal text as a tree, its codecs, comparison, agreed language and search. Pure; Node and browser. */

export { type Candidate, likeness, type Near, type NearestOptions, nearest } from './agreed/nearest.ts';
export { keysOf, type Profile, profileOf } from './agreed/profile.ts';
export { type AknAbout, type AknImported, readAkn } from './akn/read.ts';
export { type AknDocument, toAkn } from './akn/write.ts';
export * from './compare/compare.ts';
export {
  COMPARISON_CSS,
  type ComparisonOptions,
  type ComparisonWords,
  comparisonHtml,
} from './compare/html.ts';
export { type ReadMarks, readMarks, type SinceRead, sinceLastRead } from './compare/reading.ts';
export { diffWords, newWords, oldWords, type Span } from './compare/spans.ts';
export { idOf, type Shell, type Unit, unitsOf } from './compare/units.ts';
export { directionOf } from './directions.ts';
export * from './errors.ts';
export { type Folded, findWords, foldText, foldWithOffsets, searchWords } from './folding.ts';
export { escaped } from './html/escape.ts';
export { type HtmlOptions, printedNumber, toHtml, toHtmlPage } from './html/text.ts';
export * from './identity.ts';
export type { ImportOptions } from './importing/draft.ts';
export type { Imported, Notice, NoticeCode } from './importing/notice.ts';
export { type IdSource, placesOf, withIds } from './importing/places.ts';
export { NOTICE_TITLES } from './importing/titles.ts';
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
export { type Family, familiesOf, type MarcFile, type MarcRecord, readMarc } from './marcxml/read.ts';
export { compareSymbols, type DocumentSymbol, parseSymbol, type SymbolPart } from './marcxml/symbol.ts';
export { readMarkdown } from './markdown/read.ts';
export { toMarkdown } from './markdown/write.ts';
export { assertText } from './normal.ts';
export { findOddities, type Oddity } from './oddities.ts';
export { readPlain } from './plain/read.ts';
export { type PlainOptions, toPlain } from './plain/write.ts';
export { proseLabel } from './prose.ts';
export { tidyText } from './tidying.ts';
export { ERROR_TITLES, type InSixLanguages } from './titles.ts';
export * from './tree.ts';
export * from './walk.ts';
export { isWord, plainSegment, type Segment, type Segmenter, segmentBy } from './words.ts';

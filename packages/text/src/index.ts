/** @comity/text: legal text as a tree, its codecs, comparison, agreed language and search. Pure; Node and browser. */

export * from './errors.ts';
export * from './identity.ts';
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

/** @comity/text/proposals: what is proposed beside a text, how it comes into it, and how all of it is shown. Pure. */
export type { Attribution, NegotiationWords } from './attribution.ts';
export { type Authored, versionsByAuthor } from './authors.ts';
export { type Collision, collisionsOf } from './collisions.ts';
export {
  type Compilation,
  type CompiledChange,
  type CompiledParagraph,
  compileProposals,
} from './compiling.ts';
export { Draft, treeHash } from './draft.ts';
export {
  compilationHtml,
  NEGOTIATION_CSS,
  rollingBesideHtml,
  rollingHtml,
  traceHtml,
  type ViewOptions,
} from './html.ts';
export {
  type Between,
  changesBetween,
  deleting,
  editsOf,
  inserting,
  replacing,
  rewording,
  rewordingOf,
} from './making.ts';
export { applyChanges, type Merged, rebaseAlong, type Standing } from './merge.ts';
export type { Conflict } from './obstacle.ts';
export * from './proposal.ts';
export { areIndependent, type Rebased, rebaseOver } from './rebase.ts';
export { type Rolling, type RollingEntry, type Run, readingOf, rollingText, type Stated } from './rolling.ts';
export { type SideRow, sideBySide, sidesHtml } from './sides.ts';
export { type TracedEdit, type TracedParagraph, traceStreamlined } from './tracing.ts';
export { translating } from './translating.ts';

/** @comity/verify/testing: bodies with a past, and bundles of them to tamper with. For tests and benchmarks; Node only. */
export { buildHistory, EVERYTHING, ruled } from './body.ts';
export { assemble, bundleOf, inPieces, type Parts, pack, partsOf, splice, unpack } from './bundle.ts';
export type { Delegation, History, HistoryOptions, Mix, Readers } from './history.ts';
export { codesIn, type Stage, tamperStage } from './stage.ts';
export { relink, rewriteEntry, rewriteOpening, writeUnruled } from './tamper.ts';

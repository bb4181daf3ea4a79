/** @comity/dossier/testing: dossiers of bodies that never were, to tamper with. For tests; Node only. */

export { type Authority, makeAuthority } from './authority.ts';
export { assemble, checkpointOf, documentStream, partsFor, proofOf } from './stage.ts';

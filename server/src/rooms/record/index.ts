/** The room record: acts arrive, are placed in one order, published and exported. */
export { findReceipt, type Receipt, readSubmission, submit } from './actions.ts';
export { type Gate, recordApi } from './api.ts';
export { dossiersApi } from './api-dossiers.ts';
export { type DossierTools, dossierOf } from './dossier.ts';
export { keepEpochs, stateEpoch } from './epochs.ts';
export { recordError } from './errors.ts';
export { type Audience, exportBundle } from './export.ts';
export { stateFact } from './facts.ts';
export { keepFinding, levelFinding } from './finding.ts';
export { type Founding, found, openBody } from './founding.ts';
export { handOver } from './handing.ts';
export {
  type ActHandler,
  type ActHandlers,
  type Arrival,
  type ClosedArrival,
  NO_FACTS,
  type Placed,
  recordHandlers,
} from './handlers.ts';
export { acceptHead, headFile } from './head.ts';
export { importBody, type Moved, type Moving } from './importing.ts';
export { type Keeping, keepUp } from './keeping.ts';
export { recordEvents } from './live.ts';
export { type Placement, Record } from './record.ts';
export { assertMaySign, type Standing, standingOf } from './standing.ts';
export {
  entryIds,
  findEntry,
  findHead,
  HEAD_SIZE,
  listEntriesNaming,
  listRecent,
  listStream,
} from './store.ts';
export { listBlobsOnlyOf, listBlobsOutOfReach, listUnnamedBlobs, noteUpload } from './store-blobs.ts';
export {
  eraseOpenings,
  findCertificate,
  findOpenedAct,
  listOpenedActs,
  listOpenings,
  listOpeningsOf,
  putCertificate,
  type StoredOpening,
} from './store-openings.ts';
export { findCheckpoint } from './store-tiles.ts';
export { keepTree, proveInclusion, sequence } from './tree.ts';
export {
  type Freshness,
  findFreshness,
  followPolicy,
  keepWitnesses,
  type PolicySource,
} from './witnesses/index.ts';

export const recordMigrations = new URL('./migrations/', import.meta.url);

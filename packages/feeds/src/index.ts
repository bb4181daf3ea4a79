/** @comity/feeds: what machines exchange about incidents, read, tested, shown and written. Pure; Node and browser. */

export { type CsafDocument, csafOf } from './csaf/document.ts';
export { faultsOfCsaf } from './csaf/tests.ts';
export type { Draft, Lots } from './draft.ts';
export * from './errors.ts';
export { LIMITS, type Limits, readJson } from './json.ts';
export { type MispEvent, mispEventsOf } from './misp/events.ts';
export { writeMisp } from './misp/write.ts';
export * from './observed.ts';
export { draftOf, formatOf, mayBeSheet, readSheet, tableOf } from './reading.ts';
export {
  type Format,
  oddIn,
  type Relation,
  type Sheet,
  type Sought,
  STATUSES,
  type Status,
  shown,
  type Told,
  type Vulnerability,
} from './sheet.ts';
export {
  type Bundle,
  checkStix,
  MAX_STIX,
  readBundle,
  STIX_MEDIA_TYPE,
  type StixObject,
} from './stix/bundle.ts';
export { faultsOfStix } from './stix/faults.ts';
export { tlpId, tlpMarking } from './stix/markings.ts';
export { observableId, randomUuid, uuidFor } from './stix/uuid.ts';
export { OBSERVABLES } from './stix/vocabulary.ts';
export { authorObject, authorOf, observableFor, type WrittenBundle, writeStix } from './stix/write.ts';
export { instantOf, microsOf } from './time.ts';
export * from './tlp.ts';

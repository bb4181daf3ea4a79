/** Rings: a contact is woken by a service of the operator's, where its State switched that on. */
export {
  addRing,
  findRingInForce,
  forgetRings,
  proveRing,
  readRings,
  removeRing,
  viewService,
  wayOf,
} from './actions.ts';
export {
  again,
  isToBeTriedAgain,
  postRing,
  type Ringing,
  type Rings,
  ringFor,
  ringJobs,
  type ToRing,
} from './ringing.ts';
export { newRing, ring, ringCode, service } from './schema.ts';
export { findRing, listRings, type Ring, takeRung } from './store.ts';

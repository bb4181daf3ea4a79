/** The room people: who belongs to the body, who may read, sessions. */

export { type SessionRequest, sessionRequest } from './actions.ts';
export { peopleApi, visitorOf } from './api.ts';
export { peopleError } from './errors.ts';
export { assertUsableHybrid, assertUsableKey, peopleHandlers } from './handlers.ts';
export { keyBoxApi } from './keybox.ts';
export {
  assertSignedIn,
  authorize,
  canRead,
  isInForce,
  type Readable,
  type Reader,
  type Visitor,
} from './rules.ts';

export const peopleMigrations = new URL('./migrations/', import.meta.url);

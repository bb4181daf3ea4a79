/** Pushes: a person is told in a browser that something waits, by the service of its maker, where they switched that on. */
export { addPush, forgetPushes, type PushOffer, readPushes, removePush } from './actions.ts';
export { pushFor, pushJobs } from './pushing.ts';
export { newPush, pushed, pushes } from './schema.ts';

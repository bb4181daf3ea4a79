/** The ladder: whom a message wakes that nobody acknowledges, from what the host sees of it alone. Off the record. */
export { wokenFor } from './actions.ts';
export { ladderApi } from './api.ts';
export { beginLadders, lookAgain, noteDuty, WAKE, wakeNext } from './climbing.ts';
export { woken } from './schema.ts';
export { missionsOf } from './store.ts';

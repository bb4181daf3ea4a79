/** The room decisions: procedures, by silence and in the room; offices; rules that change by decision. */

export { keepRunning } from './alive.ts';
export { decisionsApi } from './api.ts';
export { decisionsError } from './errors.ts';
export { factsFor } from './facts.ts';
export { decisionsHandlers } from './handlers.ts';
export { decisionsJobs } from './jobs.ts';
export { answer } from './schema.ts';
export { listFacts as listProcedureFacts, streamsBeside } from './store.ts';
export type { Tried } from './tried.ts';
export { tryOut } from './trying.ts';
export { viewAnswer } from './views.ts';
export const decisionsMigrations = new URL('./migrations/', import.meta.url);

/** Searches in texts that a person follows: by a feed, and by mail. */
export * from './actions.ts';
export { keepDigests, mailDigests, type Post, searchesJobs } from './digests.ts';
export type { Owner } from './store.ts';

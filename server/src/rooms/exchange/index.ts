/** The room exchange: sealed messages between contacts, their threads, acknowledgements and notices. */
export { readThreads } from './actions.ts';
export { exchangeApi } from './api.ts';
export { answersApi } from './api-answers.ts';
export { noiseApi } from './api-noise.ts';
export { pingsApi } from './api-pings.ts';
export { pushesApi } from './api-pushes.ts';
export { ringsApi } from './api-rings.ts';
export { typesApi } from './api-types.ts';
export { exchangeError } from './errors.ts';
export { exchangeHandlers } from './handlers.ts';
export { exchangeJobs } from './jobs.ts';
export { ladderApi, missionsOf } from './ladder/index.ts';
export { keepNotices, settleNotices } from './notices.ts';
export { isPing, keepPings, notePingMail } from './pings/index.ts';
export { threadFilter, threads } from './schema.ts';
export { listMessagesAmong, type PartiedMessage } from './store.ts';

export const exchangeMigrations = new URL('./migrations/', import.meta.url);

/** The room custody: how a State keeps its keys and what was sealed to it, off the record and for its own eyes. */
export { custodyApi } from './api.ts';
export { custodyError } from './errors.ts';
export { keepCustody } from './jobs.ts';

export const custodyMigrations = new URL('./migrations/', import.meta.url);

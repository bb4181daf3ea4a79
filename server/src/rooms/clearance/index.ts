/** The room clearance: drafts that a State clears among its own people, sealed to that State, off the record. */
export { clearanceApi } from './api.ts';
export { clearanceError } from './errors.ts';

export const clearanceMigrations = new URL('./migrations/', import.meta.url);

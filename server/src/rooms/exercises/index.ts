/** The room exercises: plan, clock and notes of exercises, sealed among those who control them, off the record. */
export { exercisesApi } from './api.ts';
export { exercisesError } from './errors.ts';

export const exercisesMigrations = new URL('./migrations/', import.meta.url);

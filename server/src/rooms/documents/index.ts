/** The room documents: the registry. Texts and searches come with the documents issue. */
export { documentsApi } from './api.ts';
export { documentsError } from './errors.ts';
export { documentsHandlers } from './handlers.ts';
export { findFact } from './store.ts';

export const documentsMigrations = new URL('./migrations/', import.meta.url);

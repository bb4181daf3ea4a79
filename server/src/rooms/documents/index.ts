/** The room documents: the registry, initiatives, rounds of written inputs, and the words of texts. */
export { documentsApi } from './api.ts';
export { comparisonsApi } from './api-comparisons.ts';
export { formsApi } from './api-forms.ts';
export { papersApi } from './api-papers.ts';
export { readingsApi } from './api-readings.ts';
export { searchesApi } from './api-searches.ts';
export { textsApi } from './api-texts.ts';
export { Comparer } from './comparing/index.ts';
export { remarksIn } from './comparing/words.ts';
export { documentsError } from './errors.ts';
export { documentsHandlers } from './handlers.ts';
export { reasons } from './schema.ts';
export { keepDigests, searchesJobs } from './searches/index.ts';
export { findDocument, findFact, type StoredDocument } from './store.ts';
export { keepTexts, levelTexts } from './texts/index.ts';

export const documentsMigrations = new URL('./migrations/', import.meta.url);

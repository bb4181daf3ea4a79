/** The room documents: the registry, initiatives, rounds of written inputs, and the words of texts. */
export { documentsApi } from './api.ts';
export { formsApi } from './api-forms.ts';
export { readingsApi } from './api-readings.ts';
export { textsApi } from './api-texts.ts';
export { documentsError } from './errors.ts';
export { documentsHandlers } from './handlers.ts';
export { findFact } from './store.ts';
export { keepTexts, levelTexts } from './texts/index.ts';

export const documentsMigrations = new URL('./migrations/', import.meta.url);

/** The words of texts: indexed as language versions are issued, found in every language of the body. */
export { readAgreed } from './agreed.ts';
export { keepTexts, levelTexts } from './indexing.ts';
export { FORMS, type Form, hasText, printText } from './printing.ts';
export { questionFor, searchTexts } from './searching.ts';
export { type DocumentFound, listFoundDocuments } from './store.ts';

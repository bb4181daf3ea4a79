/** The documents of a session in one file, to be read and checked without network. */
export { makeSessionPapers, type PapersAsked, type PapersTools } from './making.ts';

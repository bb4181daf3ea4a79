/** @comity/dossier/papers: all documents of a session in one file, to read and to check offline. */

export { filesIn, type ZipFile } from '../zip.ts';
export type { PaperShown } from './comparing.ts';
export type { PapersFault, PapersFaultCode } from './faults.ts';
export { papersLines } from './lines.ts';
export type { PaperFile, PapersStatement } from './statement.ts';
export { type PapersReport, verifyPapers } from './verify.ts';
export { makePapers, type Paper, type PapersParts } from './writing.ts';

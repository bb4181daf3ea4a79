/** @comity/dossier: proof that something on a record happened by its rules. A zip or a page in, a report out. */
export { DossierError, type DossierErrorCode } from './errors.ts';
export { type CheckName, FAULTS, type Fault, type FaultCode } from './faults.ts';
export { type Gathered, type Gathering, gather } from './gathering.ts';
export { dossierLines } from './lines.ts';
export type { DossierOptions, TimestampAnswer } from './options.ts';
export { contentsOfPage } from './page.ts';
export { type DossierParts, makeDossier, type PlacedEntry } from './parts.ts';
export type {
  CheckLine,
  DocumentFile,
  DossierDocument,
  DossierReport,
  NotChecked,
  Statement,
  StatementName,
  SubjectEntry,
} from './report.ts';
export { CHECKS, SENTENCES, sentence } from './sentences.ts';
export type { DossierStatement } from './statement.ts';
export type { Submitted } from './submitted.ts';
export { verifyDossier } from './verify.ts';
export { readZip, writeZip, ZIP_LIMIT, type ZipFile } from './zip.ts';

/** What can be wrong with the papers of a session, beside what is wrong with their dossier. */
export type PapersFaultCode =
  | 'papers.container'
  | 'papers.file-differs'
  | 'papers.file-missing'
  | 'papers.file-unknown'
  | 'papers.statement-malformed'
  | 'papers.statement-signature'
  | 'papers.statement-differs'
  | 'papers.document-differs'
  | 'papers.proof';

export interface PapersFault {
  readonly code: PapersFaultCode;
  /** The file it is about. */
  readonly where?: string;
  readonly says: string;
}

/** One early fault makes many later ones: so many are told. */
const TOLD = 50;

export class PapersFaults {
  readonly list: PapersFault[] = [];
  add(code: PapersFaultCode, says: string, where?: string): void {
    if (this.list.length < TOLD) this.list.push({ code, says, ...(where === undefined ? {} : { where }) });
  }
}

/** Why a dossier could not be made, or not be read at all. What is wrong within one is a fault in its report. */
export class DossierError extends Error {
  readonly code: DossierErrorCode;
  constructor(code: DossierErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DossierError';
    this.code = code;
  }
}

/**
 * `dossier.not-a-dossier`, `dossier.not-papers`: the input does not begin like one. `dossier.bad-zip`: not the one canonical form.
 * `dossier.too-large`: more than a reader takes. `dossier.bad-trust`: what the reader gave.
 * `dossier.bad-subject`: of this stream no dossier can be made. `dossier.bad-timestamp`: not a timestamp of RFC 3161.
 */
export type DossierErrorCode =
  | 'dossier.not-a-dossier'
  | 'dossier.not-papers'
  | 'dossier.bad-zip'
  | 'dossier.too-large'
  | 'dossier.bad-trust'
  | 'dossier.bad-subject'
  | 'dossier.bad-timestamp';

/** Every fault there is, with the check it belongs to; checks stand in the order in which they are told. */
export const FAULTS = {
  'dossier.container': 'container',
  'dossier.file-differs': 'container',
  'dossier.readme-differs': 'container',
  'dossier.statement-malformed': 'statement',
  'dossier.statement-signature': 'statement',
  'dossier.statement-differs': 'statement',
  'dossier.other-body': 'trust',
  'dossier.other-key': 'trust',
  'dossier.checkpoint-malformed': 'checkpoint',
  'dossier.checkpoint-differs': 'checkpoint',
  'dossier.checkpoint-signature': 'checkpoint',
  'dossier.policy-not-met': 'policy',
  'dossier.timestamp': 'timestamp',
  'dossier.not-included': 'inclusion',
  'dossier.founding': 'founding',
  'dossier.entry-malformed': 'entries',
  'dossier.wrong-tier': 'entries',
  'dossier.wrong-stream': 'entries',
  'dossier.stream-gap': 'streams',
  'dossier.previous-differs': 'streams',
  'dossier.stream-length': 'streams',
  'dossier.subject-missing': 'streams',
  'dossier.signer-missing': 'signers',
  'dossier.time-runs-back': 'time',
  'dossier.act-of-another-body': 'signatures',
  'dossier.signature': 'signatures',
  'dossier.proof-of-key': 'signatures',
  'dossier.stamp': 'signatures',
  'dossier.certificate-malformed': 'certificates',
  'dossier.certificate-missing': 'certificates',
  'dossier.certificate-signature': 'certificates',
  'dossier.certificate-unused': 'certificates',
  'dossier.act-repeated': 'nonces',
  'dossier.nonce-reused': 'nonces',
  'dossier.refused': 'rules',
  'dossier.blob-missing': 'blobs',
  'dossier.blob-differs': 'blobs',
  'dossier.blob-unused': 'blobs',
  'dossier.opening-malformed': 'openings',
  'dossier.opening-unmatched': 'openings',
  'dossier.opening-beyond-audience': 'openings',
  'dossier.bad-stamp': 'submitted',
  'dossier.contested': 'submitted',
} as const;
export type FaultCode = keyof typeof FAULTS;
export type CheckName = (typeof FAULTS)[FaultCode];

export interface Fault {
  readonly code: FaultCode;
  /** The entry it is about, by its place in the log. */
  readonly index?: number;
  /** The file it stands in. */
  readonly where?: string;
  readonly says: string;
}

/** One early fault makes many later ones: so many of each kind are told. */
const TOLD = 20;

/** What was found wrong so far. */
export class Faults {
  readonly #all: Fault[] = [];
  add(code: FaultCode, says: string, place: Pick<Fault, 'index' | 'where'> = {}): void {
    this.#all.push({ code, ...place, says });
  }
  /** How many faults a check found. */
  of(check: CheckName): number {
    return this.#all.filter(({ code }) => FAULTS[code] === check).length;
  }
  list(): Fault[] {
    const told = new Map<FaultCode, number>();
    return this.#all.filter(({ code }) => {
      told.set(code, (told.get(code) ?? 0) + 1);
      return told.get(code)! <= TOLD;
    });
  }
}

/** The sentence of whatever was thrown. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** The checks of a report, in the order in which it prints them, with what each says when nothing is wrong. */
export const CHECKS = {
  container: 'The zip is in its one canonical form, and every file is the one that the host signed.',
  statement: 'The host signed what is here.',
  trust: 'Body and log key are those that were given as trust.',
  checkpoint: 'The checkpoint is signed by the host.',
  policy: 'Enough witnesses of the policy that was given have cosigned the checkpoint.',
  timestamp: 'The timestamp is over this checkpoint, and signed by the authority that was given.',
  inclusion: 'Every entry here stands in the log of the checkpoint.',
  founding: 'The first entry founds the body and is signed by the host key named in it.',
  entries: 'Every entry is canonical, with the tier and stream of its act.',
  streams: 'Every stream begins with its first entry, has no gap, and is as long as the host signed.',
  signers: 'The streams of all who signed what counts here are here.',
  time: 'The time of receipt never runs back.',
  signatures: 'Every act that can be read is signed by its actor, for this body.',
  certificates: 'Every session certificate is signed by the key it names.',
  nonces: 'No act is repeated, and no nonce is used twice by one actor.',
  rules: 'The rules allow every act, at its place, by all that is here.',
  blobs: 'Every file that an act rests on is here, with the hash that the act names.',
  openings: 'Every opening matches a commitment in an act here.',
  submitted: 'The mirrors that were named hold no act of this stream that was not logged.',
} as const;
export type CheckName = keyof typeof CHECKS;

/** Every fault there is, with the check it belongs to. */
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
} as const satisfies Record<string, CheckName>;
export type FaultCode = keyof typeof FAULTS;

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

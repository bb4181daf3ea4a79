/** The checks of a report, in the order in which it prints them, with what each says when nothing is wrong. */
export const CHECKS = {
  container: 'The container has its one canonical form.',
  manifest: 'The manifest is signed by the host.',
  files: 'Every file has the size and hash that the manifest names.',
  checkpoint: 'The checkpoint is signed by the host.',
  tree: 'The root over all entries is that of checkpoint and manifest.',
  trust: 'Body and log key are those that were given as trust.',
  policy: 'As many witnesses have cosigned the checkpoint as your policy asks for.',
  kept: 'The log contains every checkpoint that was kept of it.',
  founding: 'The first entry founds the body and is signed by the host key named in it.',
  entries: 'Every entry is canonical, at most 4 KB, with the tier and stream of its act.',
  streams: 'Every stream continues by number and previous hash.',
  time: 'The time of receipt never runs back.',
  cosigned: 'Times of receipt agree with the times at which witnesses saw the log.',
  bodies: 'Every act that can be read was made for this body.',
  signatures: 'Every act that can be read is signed by its actor.',
  stamps: 'Every stamp of a mirror that the rules name is its own.',
  certificates: 'Every session certificate is signed by the key it names.',
  nonces: 'No act is repeated, and no nonce is used twice by one actor.',
  seen: 'Every checkpoint that a signer saw is one of this log.',
  rules: 'The rules allow every act that can be read, at its place.',
  blobs: 'Every file that public acts rest on is here and has the hash in its name.',
  openings: 'Every opening matches the commitment it opens.',
} as const;
export type CheckName = keyof typeof CHECKS;

/** Every fault there is, with the check it belongs to. */
export const FAULTS = {
  'verify.container': 'container',
  'verify.file-order': 'container',
  'verify.frame': 'container',
  'verify.manifest-malformed': 'manifest',
  'verify.manifest-signature': 'manifest',
  'verify.manifest-differs': 'manifest',
  'verify.file-differs': 'files',
  'verify.file-missing': 'files',
  'verify.file-unlisted': 'files',
  'verify.checkpoint-malformed': 'checkpoint',
  'verify.checkpoint-signature': 'checkpoint',
  'verify.checkpoint-differs': 'checkpoint',
  'verify.size-differs': 'tree',
  'verify.root-differs': 'tree',
  'verify.tile-differs': 'tree',
  'verify.other-body': 'trust',
  'verify.other-key': 'trust',
  'verify.policy-unmet': 'policy',
  'verify.kept-malformed': 'kept',
  'verify.kept-signature': 'kept',
  'verify.forked': 'kept',
  'verify.rolled-back': 'kept',
  'verify.founding': 'founding',
  'verify.entry-malformed': 'entries',
  'verify.entry-failed': 'entries',
  'verify.wrong-tier': 'entries',
  'verify.wrong-stream': 'entries',
  'verify.disclosed': 'entries',
  'verify.stream-gap': 'streams',
  'verify.previous-differs': 'streams',
  'verify.time-runs-back': 'time',
  'verify.received-after-seen': 'cosigned',
  'verify.received-before-seen': 'cosigned',
  'verify.act-of-another-body': 'bodies',
  'verify.signature': 'signatures',
  'verify.proof-of-key': 'signatures',
  'verify.no-verifier': 'signatures',
  'verify.stamp': 'stamps',
  'verify.certificate-malformed': 'certificates',
  'verify.certificate-missing': 'certificates',
  'verify.certificate-signature': 'certificates',
  'verify.act-repeated': 'nonces',
  'verify.nonce-reused': 'nonces',
  'verify.seen-differs': 'seen',
  'verify.refused': 'rules',
  'verify.blob-missing': 'blobs',
  'verify.blob-differs': 'blobs',
  'verify.opening-malformed': 'openings',
  'verify.opening-differs': 'openings',
  'verify.opening-unmatched': 'openings',
  'verify.opening-beyond-audience': 'openings',
  'verify.opening-withheld': 'openings',
  'verify.count-differs': 'openings',
} as const satisfies Record<string, CheckName>;
export type FaultCode = keyof typeof FAULTS;

export interface Fault {
  readonly code: FaultCode;
  /** The entry it is about, counted from 0. */
  readonly index?: number;
  /** The file of the bundle it stands in. */
  readonly where?: string;
  readonly says: string;
}
export type Place = Pick<Fault, 'index' | 'where'>;

/** One early fault makes many later ones: of each kind so many are told, the rest counted. */
const TOLD = 20;

/** What was found wrong so far. */
export class Faults {
  readonly #told: Fault[] = [];
  readonly #counts = new Map<FaultCode, number>();

  add(code: FaultCode, says: string, place: Place = {}): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= TOLD) this.#told.push({ code, ...place, says });
  }

  /** How many faults a check found. */
  of(check: CheckName): number {
    let sum = 0;
    for (const [code, count] of this.#counts) if (FAULTS[code] === check) sum += count;
    return sum;
  }

  /** All that are told, and one line for each kind of which there are more. */
  list(): Fault[] {
    const more = [...this.#counts]
      .filter(([, count]) => count > TOLD)
      .map(([code, count]): Fault => ({ code, says: `And ${count - TOLD} more of this kind.` }));
    return [...this.#told, ...more];
  }

  /** The same, and begins anew: for a record that never ends. */
  drain(): Fault[] {
    const list = this.list();
    this.#told.length = 0;
    this.#counts.clear();
    return list;
  }
}

/** The sentence of whatever was thrown. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

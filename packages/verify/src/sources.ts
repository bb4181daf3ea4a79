import type { AnyAct, Certificate, Signature } from '@comity/acts';

/** An act with what its signature rests on. */
export interface Signed {
  readonly act: AnyAct;
  readonly sig: Signature;
  readonly certificate?: Certificate | undefined;
}

/** Where a replay finds the files beside the log. */
export interface Sources {
  /** The bytes of a file that a check needs to look into. */
  blob(sha256: string): Uint8Array | undefined;
  /** How large a file is that is here. Absent where files are the business of whoever keeps them. */
  blobSize?(sha256: string): number | undefined;
  /** Brings to hand what a check of this act looks into. Absent where everything is. */
  load?(signed: Signed): Promise<void>;
}

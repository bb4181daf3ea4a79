import type { OpenedEntry } from './openings.ts';

/** Where a replay finds entries and files. */
export interface Sources {
  entry(index: number): Uint8Array | undefined;
  /** The bytes of a file that a check needs to look into. */
  blob(sha256: string): Uint8Array | undefined;
  /** How large a file is that is here. Absent where files are the business of whoever keeps them. */
  blobSize?(sha256: string): number | undefined;
}

/** Openings of restricted entries, by index. `end` is called behind the last entry. */
export interface Opened {
  take(index: number): OpenedEntry | undefined;
  end(): void;
}

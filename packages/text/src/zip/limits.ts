/** What an archive may cost whoever opens it. Sizes are bytes; what is unpacked counts, not what is claimed. */
export interface ZipLimits {
  /** Of the archive as it came. */
  readonly archive: number;
  readonly files: number;
  /** Of one file, unpacked. */
  readonly file: number;
  /** Of all files that are read, unpacked, those of archives within it included. */
  readonly total: number;
  /** How many bytes one packed byte may become; files below 1 MB may do better, as blank forms do. */
  readonly ratio: number;
  /** How many archives may lie within each other below this one. */
  readonly depth: number;
}

const MB = 1024 * 1024;

/** For an archive of documents that somebody hands over. */
export const ZIP_LIMITS: ZipLimits = {
  archive: 200 * MB,
  files: 10_000,
  file: 200 * MB,
  total: 1024 * MB,
  ratio: 200,
  depth: 1,
};

/** Below this size no ratio is asked for. */
export const RATIO_FROM: number = MB;

import { zipSync } from 'fflate';

/** A file for an archive. */
export interface ZipFile {
  /** Relative, forward slashes. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** The oldest that a zip can say, without a zone: an instant would be another hour, and other bytes, elsewhere. */
const NO_TIME = '1980-01-01T00:00:00';

/** The zip of these files in this order: the same files give the same bytes, wherever and whenever. */
export const writeArchive = (files: readonly ZipFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, content }) => [name, content])), {
    level: 6,
    mtime: NO_TIME,
  });

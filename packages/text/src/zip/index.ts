/** Archives from outside, opened with limits; archives of ours, always the same bytes. */
export type { ZipEntry } from './directory.ts';
export { ZIP_LIMITS, type ZipLimits } from './limits.ts';
export { type Archive, openArchive } from './reading.ts';
export { writeArchive, type ZipFile } from './writing.ts';

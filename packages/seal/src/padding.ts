const KB = 1024;

/** The sizes a payload can have up to 64 KB, in bytes; beyond, the multiples of 64 KB. */
export const SIZE_BUCKETS: readonly number[] = [4 * KB, 8 * KB, 16 * KB, 32 * KB, 64 * KB];
const STEP = 64 * KB;

/** The bucket a payload of that many bytes is filled up to: the smallest that holds it. */
export const bucketOf = (bytes: number): number =>
  SIZE_BUCKETS.find((size) => size >= bytes) ?? Math.ceil(bytes / STEP) * STEP;

/**
 * The bucket of a file, which can be large: up to 64 KB that of a payload; beyond, eight sizes for each doubling,
 * so that a file grows by an eighth at most and its size tells about three bits beyond its order of magnitude.
 */
export function fileBucketOf(bytes: number): number {
  if (bytes <= STEP) return bucketOf(bytes);
  let step = STEP / 8;
  while (step * 16 < bytes) step *= 2;
  return Math.ceil(bytes / step) * step;
}

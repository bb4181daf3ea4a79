/** What the TAXII server of a benchmark and whoever asks it know of each other. */
export const SECRET = 'a-secret-of-the-benchmark';
/** Microseconds: when the first object was added; each later one a microsecond after. */
export const BEGIN = 1_772_500_000_000_000;

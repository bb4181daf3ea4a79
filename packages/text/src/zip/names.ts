import { refused } from './errors.ts';

/** What a name may not hold: controls, and what makes it read in another order than it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
const DRIVE = /^[a-z]:/i;
const MOST_UNITS = 1_000;

/** The name of a file as its bytes give it. Throws `text.archive-refused` where they are no UTF-8. */
export function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused('The name of a file in the archive is not UTF-8.');
  }
}

/** Refuses names that lead out of the folder they are unpacked in, or that look like another. */
export function assertName(name: string): void {
  const shown = JSON.stringify(name.slice(0, 120));
  if (name === '') throw refused('A file in the archive has no name.');
  if (name.length > MOST_UNITS) throw refused(`The name of a file in the archive is too long: ${shown}.`);
  if (HIDDEN.test(name)) throw refused(`The name of a file in the archive hides characters: ${shown}.`);
  if (name.includes('\\') || name.startsWith('/') || DRIVE.test(name)) throw leadsOut(shown);
  const steps = name.replace(/\/$/, '').split('/');
  if (steps.some((step) => step === '' || step === '.' || step === '..')) throw leadsOut(shown);
}

const leadsOut = (shown: string) => refused(`The name of a file leads out of the archive: ${shown}.`);

/** Some file systems hold `A` and `a`, or two spellings of é, to be one file: so do we. */
export function assertDistinct(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const folded = name.normalize('NFC').toLowerCase().replace(/\/$/, '');
    if (seen.has(folded)) throw refused(`Twice in the archive: ${JSON.stringify(name.slice(0, 120))}.`);
    seen.add(folded);
  }
}

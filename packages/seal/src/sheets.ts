import { concat } from '@comity/log';
import { SealError } from './errors.ts';
import { digitsOf, readDigits, readRecoveryCode } from './recovery.ts';

/**
 * A recovery code on three sheets of paper, any two of which give it back and one of which says nothing about it:
 * Shamir's scheme over GF(256), by an audited library. A sheet holds the number of its set, so that sheets of two
 * sets are not joined to a code that opens nothing.
 */
const SHEETS = 3;
const NEEDED = 2;
const SET = 2;
/** What the library makes of 16 bytes: as many, and the place of the share. */
const SHARE = 17;

/** The three sheets of a recovery code, as digits to be printed. Throws `seal.mistyped-recovery-code`. */
export async function sheetsOf(code: string): Promise<string[]> {
  const { split } = await import('shamir-secret-sharing');
  const set = crypto.getRandomValues(new Uint8Array(SET));
  const shares = await split(readRecoveryCode(code), SHEETS, NEEDED);
  return shares.map((share) => digitsOf(concat(set, share)));
}

/**
 * The recovery code from two of its sheets, as somebody typed them. Throws `seal.mistyped-sheet`, and
 * `seal.sheets-differ` where they are of two sets, or the same one twice.
 */
export async function codeFromSheets(one: string, other: string): Promise<string> {
  const { combine } = await import('shamir-secret-sharing');
  const sheets = [one, other].map(readSheet);
  const [a, b] = sheets.map((sheet) => ({ set: sheet.slice(0, SET), share: sheet.slice(SET) }));
  const place = (share: Uint8Array) => share[SHARE - 1];
  if (a!.set.join() !== b!.set.join() || place(a!.share) === place(b!.share)) {
    throw new SealError(
      'seal.sheets-differ',
      'These are not two sheets of one set: take two different ones.',
    );
  }
  return digitsOf(await combine([a!.share, b!.share]));
}

function readSheet(typed: string): Uint8Array {
  const sheet = readDigits(typed, SET + SHARE);
  if (sheet) return sheet;
  throw new SealError(
    'seal.mistyped-sheet',
    'This is not a recovery sheet: it has 35 digits and letters in seven groups. One of them may be mistyped.',
  );
}

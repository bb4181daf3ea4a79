/** The longest name of a file, in characters. */
export const MAX_FILE_NAME = 120;

/** Would turn or hide what follows: "gpj.exe" can look like "exe.jpg". Joiners that scripts need stay allowed. */
const INVISIBLE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;
/** What paths, shells and other systems' file names give a meaning to. */
const SPECIAL = /[/\\:*?"<>|]/;
/** Names that mean a device on one widespread system, with or without an extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * Whether a name can be shown, and given to a file in any folder on any system, and be just that: no path,
 * no option of a command, no hidden file, no device, nothing that turns the reading direction.
 */
export function isFileName(name: string): boolean {
  if (name.length > 2 * MAX_FILE_NAME || !name.isWellFormed()) return false;
  const characters = [...name];
  if (characters.length === 0 || characters.length > MAX_FILE_NAME) return false;
  if (INVISIBLE.test(name) || SPECIAL.test(name) || DEVICE.test(name)) return false;
  // A leading dot hides a file, a leading hyphen is an option; trailing dots and spaces are dropped elsewhere.
  return !/^[.\-\s]|[.\s]$/u.test(name);
}

/** Two names that fall on one file somewhere: letter case and composition do not tell files apart everywhere. */
export const sameFile = (name: string): string => name.normalize('NFC').toLowerCase();

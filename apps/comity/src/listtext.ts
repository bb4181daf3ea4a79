/**
 * The lines of a list as an office keeps it: UTF-8, UTF-16 or Windows-1252. Where lines of several offices were pasted
 * together, each is read by itself: one line in another encoding damages no other.
 */
export function linesOf(bytes: Uint8Array): string[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return split(new TextDecoder('utf-16le').decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return split(new TextDecoder('utf-16be').decode(bytes));
  const whole = decoded(bytes, 'utf-8');
  if (whole !== undefined) return split(whole);
  return split(eachLine(bytes).map(decodedLine).join('\n'));
}

const split = (text: string): string[] => text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function eachLine(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from <= bytes.length; ) {
    const found = bytes.indexOf(0x0a, from);
    const to = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

const decodedLine = (line: Uint8Array): string =>
  decoded(line, 'utf-8') ?? new TextDecoder('windows-1252').decode(line);

/** UTF-8 that was once read as Windows-1252: two letters stand where one was. */
const READ_TWICE =
  /[\u00c2\u00c3\u00d0\u00d1\u00d8\u00d9][\u0080-\u00bf\u20ac\u201a-\u201e\u2020\u2021\u2026\u2030\u0192\u0160\u0161\u2018-\u201d\u2022\u2013\u2014\u02c6\u02dc\u2122\u0152\u0153\u017d\u017e\u0178\u2039\u203a]/u;
/** What no cell of a list holds on purpose: controls, marks that turn or hide, and the sign for what could not be read. */
const UNREADABLE = /(?![\t\n\r])[\p{Cc}\ufffd]/u;
const HIDDEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;
/** What a spreadsheet left where something else stood. */
const SPREADSHEET = /^(?:#(?:N\/A|NAME\?|NULL!|NUM!|REF!|VALUE!|DIV\/0!)|[+-]?\d(?:[.,]\d+)?E[+-]?\d+)$/i;
const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'] as const;
const BY_SCRIPT = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);

/** A word that mixes letters of scripts that look alike: written to be mistaken, or by a wrong keyboard. */
export function lookalikeIn(text: string): { readonly word: string; readonly scripts: string } | undefined {
  // An address is one word; elsewhere a hyphen joins words of two scripts, as in names of institutions.
  for (const [word] of text.matchAll(/\S+@\S+|[\p{L}\p{M}\p{N}]+/gu)) {
    const scripts = BY_SCRIPT.filter(([, letters]) => letters.test(word)).map(([script]) => script);
    if (scripts.length > 1) return { word, scripts: scripts.join(' and ') };
  }
  return undefined;
}

/** Why a cell cannot be what somebody wrote; undefined where nothing speaks against it. */
export function faultOf(text: string): string | undefined {
  if (UNREADABLE.test(text) || READ_TWICE.test(text))
    return 'Its letters were damaged on the way: it was read in another encoding than it was written in.';
  if (HIDDEN.test(text))
    return 'It holds characters that nobody sees, or that turn the direction of reading.';
  if (SPREADSHEET.test(text)) return `A spreadsheet wrote “${text}” where something else stood.`;
  const found = lookalikeIn(text);
  return found && `“${found.word}” mixes letters of ${found.scripts} that look alike.`;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const TRUE = 0x74;
const FALSE = 0x66;

/** Any integer of so many digits is within 2^53. */
const SAFE_DIGITS = 15;

/**
 * Whether JSON is canonical on its face. For UTF-8 bytes that `JSON.parse` has taken: only what that leaves open
 * is looked at. A yes is final; a no may mean an escape, a long number or a name beyond ASCII, and is settled by
 * writing the value again.
 */
export function isPlainlyCanonical(bytes: Uint8Array, maxDepth: number): boolean {
  // Where the last name of each open object begins; 0 while it has none, -1 for an array.
  const names: number[] = [-1];
  let isName = false;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    const depth = names.length - 1;
    if (byte === QUOTE) {
      const end = endOfText(bytes, at + 1);
      if (end < 0 || (isName && !follows(bytes, names[depth]!, at + 1))) return false;
      if (isName) names[depth] = at + 1;
      isName = false;
      at = end + 1;
    } else if (byte === OPEN || byte === OPEN_ARRAY) {
      if (depth === maxDepth) return false;
      isName = byte === OPEN;
      names.push(isName ? 0 : -1);
      at++;
    } else if (byte === CLOSE || byte === CLOSE_ARRAY) {
      names.pop();
      isName = false;
      at++;
    } else if (byte === COMMA) {
      isName = names[depth]! >= 0;
      at++;
    } else if (byte === COLON) at++;
    else {
      at = endOfWord(bytes, at);
      if (at < 0) return false;
    }
  }
  return true;
}

/** Where the text that begins here ends, at its quote; -1 where an escape stands in it. */
function endOfText(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] !== QUOTE) if (bytes[at++] === BACKSLASH) return -1;
  return at;
}

/** Where `true`, `false` or a short integer ends; -1 for anything else, white space and `null` among it. */
function endOfWord(bytes: Uint8Array, start: number): number {
  if (bytes[start] === TRUE) return start + 4;
  if (bytes[start] === FALSE) return start + 5;
  const first = bytes[start] === MINUS ? start + 1 : start;
  let at = first;
  while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at++;
  const isMinusZero = first > start && bytes[first] === ZERO;
  return at === first || at - first > SAFE_DIGITS || isMinusZero ? -1 : at;
}

/** Whether the name at `here` sorts behind the one at `before`. Beyond ASCII, bytes sort unlike UTF-16: no. */
function follows(bytes: Uint8Array, before: number, here: number): boolean {
  if (before === 0) return true;
  let i = 0;
  while (bytes[before + i] === bytes[here + i] && bytes[here + i] !== QUOTE) i++;
  const a = bytes[before + i]!;
  const b = bytes[here + i]!;
  if (b === QUOTE) return false;
  return a === QUOTE || (a < b && b < 0x80);
}

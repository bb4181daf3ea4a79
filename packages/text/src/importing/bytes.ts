import { TextError } from '../errors.ts';

/** The largest file that a codec reads: 10 MB of words are several thousand pages. */
export const MAX_FILE = 10 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of a file in UTF-8, without its byte order mark. Throws `text.too-large`, and `text.wrong-encoding` with
 * what it seems to be in: guessing would change letters without a word.
 */
export function decodeFile(bytes: Uint8Array): string {
  if (bytes.length > MAX_FILE) throw new TextError('text.too-large', `More than ${MAX_FILE} bytes.`);
  const mark = markOf(bytes);
  if (mark) throw new TextError('text.wrong-encoding', `The file is in ${mark}: save it as UTF-8.`);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new TextError('text.wrong-encoding', 'The file is not in UTF-8: save it as UTF-8.', {
      line: lineOfFlaw(bytes),
    });
  }
}

function markOf(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  // Latin letters in UTF-16 without a mark: every other byte is zero.
  return (a === 0 && b !== 0) || (a !== 0 && b === 0) ? 'UTF-16' : undefined;
}

/** The line of the first bytes that are no UTF-8, from 1. */
function lineOfFlaw(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let i = 0; i <= bytes.length; i++) {
    if (bytes[i] !== 0x0a && i < bytes.length) continue;
    try {
      decoder.decode(bytes.subarray(start, i));
    } catch {
      return line;
    }
    line++;
    start = i + 1;
  }
  return line;
}

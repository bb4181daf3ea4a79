import { canonicalBytes, LogError, parseCanonical } from '@comity/log';
import { TextError } from './errors.ts';
import { assertText } from './normal.ts';
import type { Text } from './tree.ts';

/** The media type of a text as `formatText` writes it. */
export const TEXT_MEDIA = 'application/vnd.comity.text+json';

/** The bytes of a text: canonical JSON. Their SHA-256 names it. Throws what `assertText` throws. */
export const formatText = (text: Text): Uint8Array => canonicalBytes(assertText(text));

/**
 * Reads what `formatText` wrote and nothing else. Throws `text.not-canonical` for another spelling of the JSON,
 * `text.wrong-encoding` for bytes that are no UTF-8, and what `assertText` throws.
 */
export function parseText(bytes: Uint8Array): Text {
  return assertText(readJson(bytes));
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return parseCanonical(bytes);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    const code = error.code === 'log.bad-encoding' ? 'text.wrong-encoding' : 'text.not-canonical';
    throw new TextError(code, error.message);
  }
}

import type { MessageKey, Words } from './messages.ts';

/** A failure that leaves no page to show, as it was thrown. */
export interface Failed {
  /** The title that the API gave it, or what a page says of it in the reader's language. */
  readonly message: string;
  /** Absent where the page speaks for itself. */
  readonly code?: string | undefined;
  /** The language of `message`, where it may be another than the reader's. */
  readonly language?: string | undefined;
}

/**
 * The title of an error page: from the catalogue of the reader's language. What no catalogue has a title for keeps
 * the one it came with, between marks where that is in another language.
 */
export function titleOf({ message, code, language }: Failed, t: Words): string {
  const key = `error.${code}`;
  if (code !== undefined && t.has(key)) return t(key as MessageKey);
  return (language ?? t.language) === t.language ? message : `⟦${message}⟧`;
}

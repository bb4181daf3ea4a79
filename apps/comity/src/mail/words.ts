import PostalMime from 'postal-mime';
import { MAIL_LIMITS } from './mime.ts';

/** The words of what was signed or sealed, as a person may read them. */
export interface MailWords {
  readonly text: string;
  /** What it carries besides, by name, and is not shown: files, and words that exist as HTML only. */
  readonly besides: readonly string[];
}

/**
 * Reads plain words out of what a mail program signed or sealed: a MIME entity, or bare text. HTML is never rendered
 * and nothing is fetched. Never throws: what cannot be read is said so.
 */
export async function readWords(bytes: Uint8Array): Promise<MailWords> {
  if (!isEntity(bytes)) return { text: new TextDecoder().decode(bytes), besides: [] };
  try {
    const mail = await PostalMime.parse(bytes, {
      maxNestingDepth: MAIL_LIMITS.depth,
      maxHeadersSize: MAIL_LIMITS.headers,
      forceRfc822Attachments: true,
    });
    const files = mail.attachments.map((a) => a.filename ?? a.mimeType);
    const onlyHtml = mail.text === undefined && mail.html !== undefined;
    return { text: mail.text ?? '', besides: [...(onlyHtml ? ['text/html'] : []), ...files] };
  } catch (error) {
    return { text: '', besides: [`(cannot be read: ${(error as Error).message})`] };
  }
}

/** It begins with headers, of which one is a content type. */
const isEntity = (bytes: Uint8Array): boolean => {
  const start = Buffer.from(bytes.subarray(0, MAIL_LIMITS.headers)).toString('latin1');
  return /^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:/i.test(start);
};

/** Lines that say so, in words of their own and not quoted: which messages these words acknowledge. */
export function acknowledgedIn(text: string): string[] {
  const lines = text.matchAll(/^[ \t]*acknowledged?[ \t:]+(msg_[A-Za-z0-9_-]{22})[ \t.]*\r?$/gim);
  return [...new Set([...lines].map(([, message]) => message!))];
}

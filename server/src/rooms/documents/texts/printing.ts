import {
  formatText,
  parseText,
  type Text,
  TextError,
  toAkn,
  toHtmlPage,
  toMarkdown,
  toPlain,
} from '@comity/text';
import { writeDocx } from '@comity/text/docx';
import { typstOf } from '@comity/text/typst';
import { findBlob, type PdfPress, type Reader } from '../../../platform/index.ts';
import { documentsError } from '../errors.ts';
import { type CurrentText, findCurrentText } from './store.ts';

/** The forms in which a text goes out, each with its media type. */
export const FORMS = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  akn: 'application/akn+xml',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
} as const;
export type Form = keyof typeof FORMS;

/**
 * The newest text of a document in a language, in that form. Throws `documents.text-not-found` where there is none,
 * and what the press throws.
 */
export async function printText(
  read: Reader,
  press: PdfPress,
  asked: { document: string; language: string; form: Form },
): Promise<Uint8Array> {
  const found = await findCurrentText(read, asked.document, asked.language);
  const blob = found && (await findBlob(read, found.sha256));
  if (!found || !blob) throw documentsError('text-not-found');
  return printed(readStored(blob.bytes), asked.form, found, press);
}

/** Whether a document has a text in a language, of which forms can be made. */
export const hasText = async (read: Reader, document: string, language: string): Promise<boolean> =>
  (await findCurrentText(read, document, language)) !== undefined;

/** What was indexed as a text is one, unless a later Comity reads more strictly. */
function readStored(bytes: Uint8Array): Text {
  try {
    return parseText(bytes);
  } catch (error) {
    if (error instanceof TextError) throw documentsError('text-not-found', { detail: error.message });
    throw error;
  }
}

async function printed(text: Text, form: Form, found: CurrentText, press: PdfPress): Promise<Uint8Array> {
  const { symbol, received } = found;
  // The day on the record, in UTC: what is printed must not depend on where or when it is printed.
  const day = received.toISOString();
  const date = [received.getUTCFullYear(), received.getUTCMonth() + 1, received.getUTCDate()] as const;
  switch (form) {
    case 'docx':
      return writeDocx(text, { created: `${day.slice(0, 19)}Z` });
    case 'pdf':
      return press.print(typstOf(text, { date, ...(symbol !== null && { symbol }) }), received);
    case 'akn':
      return Buffer.from(
        toAkn(text, { symbol: symbol ?? found.document, date: day.slice(0, 10), author: found.author }),
      );
    case 'html':
      return Buffer.from(toHtmlPage(text));
    case 'md':
      return Buffer.from(toMarkdown(text));
    case 'txt':
      return Buffer.from(toPlain(text));
    case 'json':
      return formatText(text);
  }
}

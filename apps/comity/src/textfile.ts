import { readFile } from 'node:fs/promises';
import { CommandError } from './errors.ts';

/** The text of a file that is about to be sealed. Throws `comity.cannot-read`, `comity.not-text`. */
export async function textIn(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${file} cannot be read: ${error.message}`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n').trim();
  } catch {
    throw new CommandError('comity.not-text', `${file} is not text in UTF-8.`, 'Nothing was sealed.');
  }
}

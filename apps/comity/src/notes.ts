import { readFile } from 'node:fs/promises';
import { sha256Hex } from '@comity/log';

/** What stands on the record of a note verbale: the SHA-256 of its file, hex. The file stays here. */
export const hashNote = async (path: string): Promise<string> =>
  sha256Hex(new Uint8Array(await readFile(path)));

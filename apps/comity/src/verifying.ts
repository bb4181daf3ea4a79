import { open } from 'node:fs/promises';
import { CommandError } from './errors.ts';

/** A file in chunks, without holding it whole. Throws `comity.cannot-read`. */
export async function* readFileChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path).catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${path} cannot be read: ${error.message}`);
  });
  try {
    for await (const chunk of file.createReadStream({ highWaterMark: 1 << 20 })) yield chunk as Uint8Array;
  } finally {
    await file.close().catch(() => {});
  }
}

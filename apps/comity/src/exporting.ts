import { open, rename, rm } from 'node:fs/promises';
import { type Connection, send } from '@comity/client';
import { refusal } from './errors.ts';
import { untilPublished } from './waiting.ts';

/**
 * Writes the record to a file, whole or not at all: it streams to FILE.part and is renamed when complete.
 * Answers with its size in bytes.
 */
export async function exportRecord(
  connection: Connection,
  path: string,
  onProgress: (bytes: number) => void,
): Promise<number> {
  await untilPublished(connection);
  const answer = await send(connection, '/api/bundle');
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      await file.write(chunk);
      bytes += chunk.length;
      onProgress(bytes);
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw refusal(
      'comity.export-broke-off',
      `The record broke off after ${bytes} bytes: ${String(error)}`,
      'Nothing was written. Try again.',
    );
  }
  await file.close();
  await rename(part, path);
  return bytes;
}

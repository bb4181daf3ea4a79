import { open, rename, rm } from 'node:fs/promises';
import { FOR_A_HOST } from '@comity/acts';
import type { House } from '@comity/server';
import { refusal } from './errors.ts';
import type { Terminal } from './terminal.ts';

/** Writes all that a host holds to a file that only its owner reads, whole or not at all. Answers with its size. */
export async function exportForHost({ record }: House, path: string, terminal: Terminal): Promise<number> {
  const { exportBundle } = await import('@comity/server');
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of await exportBundle(record, FOR_A_HOST)) {
      await file.write(chunk);
      bytes += chunk.length;
      terminal.progress('Megabytes written:', Math.floor(bytes / 1e6));
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw refusal(
      'comity.export-broke-off',
      `The record broke off: ${String(error)}`,
      'Nothing was written.',
    );
  }
  await file.close();
  await rename(part, path);
  return bytes;
}

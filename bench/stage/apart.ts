import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Apart {
  readonly seconds: number;
  readonly processorSeconds: number;
  /** The most memory that the process held. */
  readonly megabytes: number;
}

/** Verifies a bundle in a process of its own. Throws where it does not verify. */
export async function verifyApart(path: string, processors?: number): Promise<Apart> {
  const script = join(import.meta.dirname, 'verifier.ts');
  const args = [script, path, ...(processors === undefined ? [] : [`${processors}`])];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { verdict, ...measured } = JSON.parse(stdout) as Apart & { verdict: string };
  if (verdict !== 'verified') throw new Error('The record of the benchmark does not verify.');
  return measured;
}

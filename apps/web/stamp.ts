import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A hash over names and contents of everything that something is built from. */
export async function stampOf(root: string, sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of await filesIn(join(root, source)))
      hash.update(path.slice(root.length)).update(await readFile(path));
  }
  return hash.digest('hex');
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [path];
  const nested = await Promise.all(
    entries.map((e) => (e.isDirectory() ? filesIn(join(path, e.name)) : [join(path, e.name)])),
  );
  return nested.flat().sort();
}

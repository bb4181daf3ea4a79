import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { takeLock } from '@comity/server/durable';
import { CommandError } from '../errors.ts';

/** Where files lie until they are whole. Emptied at each start: what is there belongs to a process that died. */
const UNFINISHED = 'unfinished';

/**
 * The folder of a mirror: plain files under relative names. A file is there whole or not at all, whenever the
 * process ends; `settle` makes lasting what was written before it. One process holds a folder.
 */
export class Folder {
  readonly path: string;
  readonly #release: () => void;
  /** Folders with names that are not on the disk for certain. */
  readonly #unsettled = new Set<string>();

  private constructor(path: string, release: () => void) {
    this.path = path;
    this.#release = release;
  }

  /** Takes the folder for this process. Throws `comity.mirror-in-use`. */
  static async open(path: string): Promise<Folder> {
    await mkdir(path, { recursive: true, mode: 0o755 });
    const folder = new Folder(path, take(path));
    await rm(join(path, UNFINISHED), { recursive: true, force: true });
    await mkdir(join(path, UNFINISHED), { mode: 0o700 });
    return folder;
  }

  close(): void {
    this.#release();
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    try {
      return new Uint8Array(await readFile(join(this.path, name)));
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  /** Whether there is a file of this name. */
  async has(name: string): Promise<boolean> {
    return (await this.size(name)) !== undefined;
  }
  /** Its size in bytes; undefined where there is none. */
  async size(name: string): Promise<number | undefined> {
    try {
      const found = await stat(join(this.path, name));
      return found.isFile() ? found.size : undefined;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  /** Writes a file, whole or not at all. `mode` 0o600 for what is nobody else's to read. */
  async write(name: string, bytes: Uint8Array | string, mode = 0o644): Promise<void> {
    const temporary = this.unfinished();
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await this.place(temporary, name, mode === 0o600 ? 0o700 : 0o755);
  }

  /** A path of its own for a file that is being made; `place` gives it its name. */
  unfinished(): string {
    return join(this.path, UNFINISHED, randomBytes(8).toString('hex'));
  }

  async place(temporary: string, name: string, folderMode = 0o755): Promise<void> {
    const target = join(this.path, name);
    await mkdir(dirname(target), { recursive: true, mode: folderMode });
    await rename(temporary, target);
    for (let at = dirname(target); at.length >= this.path.length; at = dirname(at)) this.#unsettled.add(at);
  }

  /** Forces names to the disk: what was written before stays, whatever happens after. */
  async settle(): Promise<void> {
    const folders = [...this.#unsettled];
    this.#unsettled.clear();
    // Windows has no such call, and needs none.
    if (process.platform === 'win32') return;
    for (const path of folders) {
      const folder = await open(path).catch((error) => (isAbsent(error) ? undefined : Promise.reject(error)));
      await folder?.sync().finally(() => folder.close());
    }
  }

  /** Gives up an unfinished file. */
  discard(temporary: string): Promise<void> {
    return rm(temporary, { force: true });
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.path, name), { recursive: true, force: true });
    this.#unsettled.add(dirname(join(this.path, name)));
  }

  /** Names in a folder of it, sorted; none where there is no such folder. */
  async list(name: string): Promise<string[]> {
    try {
      return (await readdir(join(this.path, name))).sort();
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  }
}

const isAbsent = (error: unknown) =>
  ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

function take(path: string): () => void {
  const release = takeLock(join(path, 'lock'));
  if (release) return release;
  throw new CommandError(
    'comity.mirror-in-use',
    `Another mirror runs on ${path}.`,
    'Stop it first, or name another folder with --data.',
  );
}

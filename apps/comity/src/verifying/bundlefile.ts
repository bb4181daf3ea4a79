import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Seekable } from '@comity/verify';
import { CommandError } from '../errors.ts';

/** A bundle that can be read at any place, until it is closed. */
export interface BundleFile extends Seekable {
  close(): Promise<void>;
}

/** Opens a file. What cannot be read twice, as a pipe or `-` for standard input, is put on the disk first. */
export async function openBundle(path: string): Promise<BundleFile> {
  const handle = path === '-' ? undefined : await opened(path);
  if (handle && (await handle.stat()).isFile()) return seekable(handle);
  return spooled(handle?.createReadStream() ?? process.stdin);
}

const opened = (path: string): Promise<FileHandle> =>
  open(path).catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${path} cannot be read: ${error.message}`);
  });

async function seekable(handle: FileHandle, close = () => handle.close()): Promise<BundleFile> {
  const { size } = await handle.stat();
  const read = async (from: number, to: number) => {
    const bytes = new Uint8Array(to - from);
    let have = 0;
    while (have < bytes.length) {
      const { bytesRead } = await handle.read(bytes, have, bytes.length - have, from + have);
      if (bytesRead === 0) break;
      have += bytesRead;
    }
    return bytes.subarray(0, have);
  };
  return { size, read, close };
}

async function spooled(source: NodeJS.ReadableStream): Promise<BundleFile> {
  const folder = await mkdtemp(join(tmpdir(), 'comity-verify-'));
  const path = join(folder, 'bundle');
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    await pipeline(source, createWriteStream(path, { mode: 0o600 }));
    const handle = await open(path);
    // Nobody else reads it, and it is gone with its last reader.
    await clean();
    return await seekable(handle);
  } catch (error) {
    await clean();
    throw error;
  }
}

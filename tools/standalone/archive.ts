import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

export interface Member {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable?: boolean;
}

/** The epoch of every file: an archive says nothing about when and by whom it was made. */
const MTIME = new Date(0);

/** A gzipped tar whose bytes follow from names and contents alone. Members are sorted by path. */
export async function archive(folder: string, members: readonly Member[]): Promise<Uint8Array> {
  const tar = pack();
  const chunks: Uint8Array[] = [];
  const collected = (async () => {
    for await (const chunk of tar) chunks.push(chunk as Uint8Array);
  })();
  for (const { path, bytes, executable } of members.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const header = { name: `${folder}/${path}`, mode: executable ? 0o755 : 0o644, mtime: MTIME };
    await new Promise<void>((resolve, reject) => {
      tar.entry(header, Buffer.from(bytes), (error) => (error ? reject(error) : resolve()));
    });
  }
  tar.finalize();
  await collected;
  return gzipSync(Buffer.concat(chunks), { level: 6 });
}

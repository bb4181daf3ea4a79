import { fromHex, sha256, toHex } from '@comity/log';
import type { Reader, Tx } from '../database/index.ts';
import { platformError } from '../errors.ts';

/** The largest blob, in bytes. */
export const BLOB_LIMIT = 25 * 1024 * 1024;

export interface Blob {
  readonly bytes: Uint8Array;
  /** The media type it was stored with, if any. */
  readonly media?: string;
}

/**
 * Stores bytes under their SHA-256 (lower-case hex). Storing the same bytes again changes nothing and keeps the
 * media type of the first time. Throws `platform.blob-too-large` or `platform.blob-hash-mismatch`.
 */
export async function putBlob(tx: Tx, bytes: Uint8Array, expected: string, media?: string): Promise<void> {
  if (bytes.length > BLOB_LIMIT) {
    throw platformError('blob-too-large', {
      detail: `A file has at most ${BLOB_LIMIT} bytes.`,
      limit: BLOB_LIMIT,
    });
  }
  const hash = sha256(bytes);
  if (toHex(hash) !== expected) {
    throw platformError('blob-hash-mismatch', {
      detail: `The bytes received have the SHA-256 ${toHex(hash)}. Send the file again.`,
      received: toHex(hash),
    });
  }
  await tx.rows(
    'platform.put-blob',
    `insert into blob (sha256, size, media, bytes) values ($1, $2, $3, $4) on conflict (sha256) do nothing`,
    [hash, bytes.length, media ?? null, bytes],
  );
}

/** The blob with this SHA-256 (lower-case hex). */
export async function findBlob(read: Reader, hash: string): Promise<Blob | undefined> {
  const [row] = await read.rows<{ bytes: Uint8Array; media: string | null }>(
    'platform.find-blob',
    'select bytes, media from blob where sha256 = $1',
    [fromHex(hash)],
  );
  return row && { bytes: row.bytes, ...(row.media === null ? {} : { media: row.media }) };
}

/** The sizes of those of these blobs that are stored, by hash; their bytes stay where they are. */
export async function listBlobSizes(read: Reader, hashes: readonly string[]): Promise<Map<string, number>> {
  const rows = await read.rows<{ sha256: Uint8Array; size: number }>(
    'platform.list-blob-sizes',
    'select sha256, size from blob where sha256 = any($1::bytea[])',
    [hashes.map((hash) => Buffer.from(hash, 'hex'))],
  );
  return new Map(rows.map((row) => [toHex(row.sha256), row.size]));
}

/** Which of these hashes are not stored: what an upload still has to send. */
export async function listMissingBlobs(read: Reader, hashes: readonly string[]): Promise<string[]> {
  const rows = await read.rows<{ sha256: Uint8Array }>(
    'platform.list-blobs',
    'select sha256 from blob where sha256 = any($1::bytea[])',
    [hashes.map((hash) => Buffer.from(hash, 'hex'))],
  );
  const stored = new Set(rows.map((row) => toHex(row.sha256)));
  return hashes.filter((hash) => !stored.has(hash));
}

/** Erases blobs for ever: the only way in which one is ever removed. Answers how many there were. */
export async function eraseBlobs(tx: Tx, hashes: readonly string[]): Promise<number> {
  // The table refuses it unless the transaction says that it means it (0019-erasure.sql).
  await tx.rows('platform.allow-erasure', `select set_config('comity.erasing', 'blob', true)`, []);
  const rows = await tx.rows(
    'platform.erase-blobs',
    'delete from blob where sha256 = any($1::bytea[]) returning 1',
    [hashes.map((hash) => Buffer.from(hash, 'hex'))],
  );
  await tx.rows('platform.forbid-erasure', `select set_config('comity.erasing', '', true)`, []);
  return rows.length;
}

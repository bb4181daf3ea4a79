import { toHex } from './bytes.ts';
import { sha256Portable } from './sha256.ts';

type NodeCrypto = typeof import('node:crypto');

/** Node's own cryptography where it exists; undefined in a browser. No static import: bundlers stay out of it. */
export const nodeCrypto: NodeCrypto | undefined = (
  globalThis as { process?: { getBuiltinModule?: (name: string) => NodeCrypto } }
).process?.getBuiltinModule?.('node:crypto');

/** SHA-256 of the bytes: 32 bytes. Synchronous everywhere. */
export const sha256: (data: Uint8Array) => Uint8Array = nodeCrypto
  ? (data) => new Uint8Array(nodeCrypto.hash('sha256', data, 'buffer'))
  : sha256Portable;

/** SHA-256 of the bytes as 64 lower-case hex digits. */
export const sha256Hex: (data: Uint8Array) => string = nodeCrypto
  ? (data) => nodeCrypto.hash('sha256', data, 'hex')
  : (data) => toHex(sha256Portable(data));

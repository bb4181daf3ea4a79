import { toHex, utf8 } from './bytes.ts';
import { sha256Portable } from './sha256.ts';

type NodeCrypto = typeof import('node:crypto');

/** Node's own cryptography where it exists; undefined in a browser. No static import: bundlers stay out of it. */
export const nodeCrypto: NodeCrypto | undefined = (
  globalThis as { process?: { getBuiltinModule?: (name: string) => NodeCrypto } }
).process?.getBuiltinModule?.('node:crypto');

/** The digest comes as a string of 32 characters: half the time of a buffer of its own. */
function sha256Node(crypto: NodeCrypto, data: Uint8Array): Uint8Array {
  const digest = crypto.hash('sha256', data, 'binary');
  const out = new Uint8Array(32);
  for (let i = 0; i < 32; i++) out[i] = digest.charCodeAt(i);
  return out;
}

/** SHA-256 of the bytes: 32 bytes. Synchronous everywhere. */
export const sha256: (data: Uint8Array) => Uint8Array = nodeCrypto
  ? (data) => sha256Node(nodeCrypto, data)
  : sha256Portable;

/** SHA-256 of the bytes as 64 lower-case hex digits. */
export const sha256Hex: (data: Uint8Array) => string = nodeCrypto
  ? (data) => nodeCrypto.hash('sha256', data, 'hex')
  : (data) => toHex(sha256Portable(data));

/** SHA-256 of the UTF-8 bytes of a well-formed text, in hex: without making the bytes where Node needs none. */
export const sha256HexOfText: (text: string) => string = nodeCrypto
  ? (text) => nodeCrypto.hash('sha256', text, 'hex')
  : (text) => toHex(sha256Portable(utf8(text)));

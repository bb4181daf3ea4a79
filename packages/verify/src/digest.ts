import { concat, nodeCrypto, sha256Hex } from '@comity/log';

/** SHA-256 of what comes in pieces. A browser hashes only whole texts: there the pieces are kept. */
export interface Digest {
  update(chunk: Uint8Array): void;
  /** 64 lower-case hex digits. */
  hex(): string;
}

/** A digest of a file that is read chunk by chunk. */
export function digest(): Digest {
  if (nodeCrypto) {
    const hash = nodeCrypto.createHash('sha256');
    return { update: (chunk) => void hash.update(chunk), hex: () => hash.digest('hex') };
  }
  const parts: Uint8Array[] = [];
  return { update: (chunk) => void parts.push(chunk), hex: () => sha256Hex(concat(...parts)) };
}

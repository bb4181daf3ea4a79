import { nodeCrypto, Sha256, toHex } from '@comity/log';

/** SHA-256 of what comes in pieces. */
export interface Digest {
  update(chunk: Uint8Array): void;
  /** 64 lower-case hex digits. Nothing may be added after. */
  hex(): string;
}

/** A digest of a file that is read chunk by chunk: Node's own where there is one. */
export function digest(): Digest {
  if (nodeCrypto) {
    const hash = nodeCrypto.createHash('sha256');
    return { update: (chunk) => void hash.update(chunk), hex: () => hash.digest('hex') };
  }
  const hash = new Sha256();
  return { update: (chunk) => hash.update(chunk), hex: () => toHex(hash.digest()) };
}

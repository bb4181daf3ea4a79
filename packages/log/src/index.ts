/** @comity/log: what a transparency log is made of. No dependencies; Node and browser. */
export * from './archive.ts';
export * from './bytes.ts';
export * from './canonical.ts';
export * from './cosignature.ts';
export { hasCanonicalS, isEd25519Point, isStrictEd25519Key } from './ed25519.ts';
export * from './errors.ts';
export * from './fork.ts';
export { Frames } from './frames.ts';
export { nodeCrypto, sha256, sha256Hex, sha256HexOfText } from './hash.ts';
export * from './merkle.ts';
export * from './note.ts';
export * from './policy.ts';
export * from './proof.ts';
export { sha256Portable } from './sha256.ts';
export * from './signature.ts';
export * from './statement.ts';
export * from './tile.ts';
export * from './witness.ts';

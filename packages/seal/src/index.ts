/** @comity/seal: sealed messages between contacts of States. Pure; Node and browser. */

export * from './armor.ts';
export type { Reader } from './checks.ts';
export { MAX_CIPHERTEXT } from './decrypting.ts';
export * from './errors.ts';
export { isFileName, MAX_FILE_NAME } from './filename.ts';
export {
  type CiphertextKey,
  type FormerKeys,
  formerKeysOf,
  type Rewrapped,
  rewrapped,
} from './formerkeys.ts';
export { type DecryptedByGpg, type GpgSignature, readGpgStatus, verifyOpened } from './gnupg.ts';
export * from './keeping.ts';
export * from './keys.ts';
export * from './message.ts';
export * from './opened.ts';
export { type FindPrimary, type OpenInput, open, openAttachment, takeOffOuter } from './opening.ts';
export {
  generateHybridKey,
  type HybridPair,
  hasOuterSeal,
  hybridRecipientOf,
  outerKeyOf,
  readHybridRecipient,
} from './outer.ts';
export { bucketOf, fileBucketOf, SIZE_BUCKETS } from './padding.ts';
export {
  type Composed,
  type Composition,
  claimsToBePayload,
  clearHeader,
  composePayload,
  headerHash,
  readPayload,
} from './payload.ts';
export { type LockedKey, lockPrivateKey, unlockPrivateKey } from './privatekey.ts';
export { MAX_ATTACHMENT } from './profile.ts';
export { type KeyPurpose, MAX_PUBLIC_KEY } from './publickey.ts';
export type { Recipient, RecoveryRecipient } from './recipients.ts';
export { readRecoveryCode } from './recovery.ts';
export {
  drillRecovery,
  makeRecovery,
  openRecovery,
  type RecoveryFile,
  readRecoveryFile,
} from './recoverykey.ts';
export { ciphertextKeyFromGpg, takeCiphertextKey } from './rewrapping.ts';
export * from './sealing.ts';
export { codeFromSheets, sheetsOf } from './sheets.ts';
export { openpgpSigner, openpgpVerifier, type SignatureFacts, signatureTime } from './signature.ts';
export * from './signedwords.ts';
export type { SigningHand } from './signing.ts';
export { spokenCode } from './spoken.ts';

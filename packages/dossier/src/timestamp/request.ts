import { fromHex } from '@comity/log';
import { OID, TAG, write, writeNumber } from './der.ts';

const SHA256 = write(TAG.sequence, write(TAG.oid, fromHex(OID.sha256)), Uint8Array.of(0x05, 0x00));

/** What is sent to a timestamp authority (RFC 3161 section 2.4.1): SHA-256, a nonce, and its certificate is wanted. */
export const timestampRequest = (imprint: Uint8Array, nonce: Uint8Array): Uint8Array =>
  write(
    TAG.sequence,
    writeNumber(Uint8Array.of(1)),
    write(TAG.sequence, SHA256, write(TAG.octets, imprint)),
    writeNumber(nonce),
    write(TAG.boolean, Uint8Array.of(0xff)),
  );

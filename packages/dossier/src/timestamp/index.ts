/** @comity/dossier/timestamp: RFC 3161 requests and tokens, as bytes. Signatures are checked where there is X.509. */
export { OID, readAll, readOne, TAG } from './der.ts';
export { timestampRequest } from './request.ts';
export { attributeOf, parseToken, type TimestampToken, tokenIn } from './token.ts';

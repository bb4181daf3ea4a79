import { equalBytes } from '@comity/log';
import { badTimestamp, type Der, isOid, OID, readAll, readOne, TAG, writeNumber } from './der.ts';

/** A timestamp token (RFC 3161 section 2.4.2) taken apart. Nothing of it is believed yet. */
export interface TimestampToken {
  /** SHA-256 of what was stamped. */
  readonly imprint: Uint8Array;
  /** RFC 3339. */
  readonly time: string;
  /** DER of the number, where there is one. */
  readonly nonce?: Uint8Array;
  /** What the signature is about, through its hash in the signed attributes. */
  readonly content: Uint8Array;
  /** DER of each certificate that came along. */
  readonly certificates: readonly Uint8Array[];
  readonly signer: TokenSigner;
}

export interface TokenSigner {
  /** DER of issuer and serial number. */
  readonly id: Uint8Array;
  readonly digest: 'sha256' | 'sha384' | 'sha512';
  /** As they are signed: with the tag of a set. */
  readonly attributes: Uint8Array;
  readonly signature: Uint8Array;
}

/** Reads a token. Throws `dossier.bad-timestamp`. */
export function parseToken(bytes: Uint8Array): TimestampToken {
  const [type, wrapped] = readAll(readOne(bytes, TAG.sequence).content);
  if (!isOid(type, OID.signedData) || wrapped?.tag !== 0xa0) throw badTimestamp('It holds no signed data.');
  const [, , encapsulated, ...more] = readAll(readOne(wrapped.content, TAG.sequence).content);
  const certificates = more.find(({ tag }) => tag === 0xa0);
  const signers = readAll(more.at(-1)?.tag === TAG.set ? more.at(-1)!.content : new Uint8Array(0));
  if (signers.length !== 1) throw badTimestamp('It has another number of signers than one.');
  const content = contentOf(encapsulated);
  return {
    ...infoOf(content),
    content,
    certificates: certificates ? readAll(certificates.content).map(({ whole }) => whole) : [],
    signer: signerOf(signers[0]!),
  };
}

function contentOf(encapsulated: Der | undefined): Uint8Array {
  const [type, wrapped] = readAll(encapsulated?.content ?? new Uint8Array(0));
  if (!isOid(type, OID.tstInfo) || wrapped?.tag !== 0xa0)
    throw badTimestamp('It is signed data of another kind.');
  return readOne(wrapped.content, TAG.octets).content;
}

function infoOf(content: Uint8Array): Pick<TimestampToken, 'imprint' | 'time' | 'nonce'> {
  const [version, , imprint, , time, ...more] = readAll(readOne(content, TAG.sequence).content);
  if (version?.content.join() !== '1' || imprint?.tag !== TAG.sequence || time?.tag !== TAG.time)
    throw badTimestamp('It says nothing that is understood.');
  const [algorithm, hash] = readAll(imprint.content);
  if (!isOid(readAll(algorithm?.content ?? new Uint8Array(0))[0], OID.sha256) || hash?.content.length !== 32)
    throw badTimestamp('It is over another kind of hash than SHA-256.');
  const nonce = more.find(({ tag }) => tag === TAG.integer);
  return { imprint: hash.content, time: timeIn(time), ...(nonce ? { nonce: nonce.whole } : {}) };
}

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,6})?Z$/;

function timeIn({ content }: Der): string {
  const [, year, month, day, hour, minute, second, fraction = ''] =
    TIME.exec(String.fromCharCode(...content)) ?? [];
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
  if (Number.isNaN(Date.parse(time))) throw badTimestamp('Its time is none.');
  return time;
}

function signerOf({ content }: Der): TokenSigner {
  const [, id, algorithm, attributes, , signature] = readAll(content);
  if (id?.tag !== TAG.sequence || attributes?.tag !== 0xa0 || signature?.tag !== TAG.octets)
    throw badTimestamp('Its signer is named in a way that is not understood.');
  const [oid] = readAll(algorithm?.content ?? new Uint8Array(0));
  const digest = (['sha256', 'sha384', 'sha512'] as const).find((name) => isOid(oid, OID[name]));
  if (!digest) throw badTimestamp('Its signer uses another hash than SHA-2.');
  const signed = Uint8Array.from(attributes.whole);
  signed[0] = TAG.set;
  return { id: id.whole, digest, attributes: signed, signature: signature.content };
}

/** The one value of a signed attribute; undefined where it is missing, or not there once. */
export function attributeOf(signer: TokenSigner, oid: string): Uint8Array | undefined {
  const found = readAll(readOne(signer.attributes, TAG.set).content)
    .map(({ content }) => readAll(content))
    .filter(([type]) => isOid(type, oid));
  const values = found.length === 1 ? readAll(found[0]![1]?.content ?? new Uint8Array(0)) : [];
  return values.length === 1 ? values[0]!.whole : undefined;
}

/**
 * The token in the answer of an authority, over this imprint and with this nonce; whether it is signed by anybody is
 * for whoever verifies it. Throws `dossier.bad-timestamp`, also where the authority refused.
 */
export function tokenIn(answer: Uint8Array, imprint: Uint8Array, nonce: Uint8Array): Uint8Array {
  const [status, token] = readAll(readOne(answer, TAG.sequence).content);
  const granted = readAll(status?.content ?? new Uint8Array(0))[0]?.content.join();
  if (granted !== '0' && granted !== '1') throw badTimestamp(`The authority refused: status ${granted}.`);
  if (!token) throw badTimestamp('The authority granted it and sent no token.');
  const read = parseToken(token.whole);
  if (!equalBytes(read.imprint, imprint)) throw badTimestamp('The token is over something else.');
  if (!read.nonce || !equalBytes(read.nonce, writeNumber(nonce)))
    throw badTimestamp('The token answers another request.');
  return Uint8Array.from(token.whole);
}

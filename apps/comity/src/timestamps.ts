import { createHash, verify, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { DossierOptions, TimestampAnswer } from '@comity/dossier';
import {
  attributeOf,
  OID,
  parseToken,
  readAll,
  readOne,
  TAG,
  type TimestampToken,
} from '@comity/dossier/timestamp';
import { equalBytes } from '@comity/log';
import { CommandError } from './errors.ts';

/** The extended key usage of whoever may sign timestamps, and nothing else. */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
/** How many certificates may stand between an authority and one that the reader trusts. */
const LONGEST_CHAIN = 5;

/** Certificates in PEM, as many as the file holds. Throws `comity.bad-certificates`. */
export async function readCertificates(path: string): Promise<X509Certificate[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${path} cannot be read: ${error.message}`);
  });
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length === 0) throw new Error('it holds none');
    return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw new CommandError(
      'comity.bad-certificates',
      `${path} holds no certificates in PEM: ${(error as Error).message}.`,
      'Ask the timestamp authority for the certificate of its root.',
    );
  }
}

/** Checks timestamps as RFC 3161 section 2.2 asks, with a root that the reader has from elsewhere. */
export const timestampsBy =
  (roots: readonly X509Certificate[]): NonNullable<DossierOptions['timestamps']> =>
  async (bytes, imprint) => {
    try {
      return answerOf(parseToken(bytes), imprint, roots);
    } catch (error) {
      return { good: false, why: (error as Error).message };
    }
  };

function answerOf(
  token: TimestampToken,
  imprint: Uint8Array,
  roots: readonly X509Certificate[],
): TimestampAnswer {
  const no = (why: string): TimestampAnswer => ({ good: false, why });
  if (!equalBytes(token.imprint, imprint)) return no('The timestamp is over something else.');
  const sent = token.certificates.map((der) => new X509Certificate(der));
  const authority = sent.find((certificate) => isNamed(token, certificate));
  if (!authority) return no('The certificate of the timestamp authority is not here.');
  if (!isSignedBy(token, authority)) return no('The timestamp is not signed by its authority.');
  if (authority.keyUsage?.join() !== TIME_STAMPING)
    return no('The certificate is not one for timestamps alone.');
  if (!isTrusted(authority, sent, roots, Date.parse(token.time)))
    return no('The authority is not certified by the root that was given.');
  return { good: true, time: token.time, authority: authority.subject.replaceAll('\n', ', ') };
}

/** Whether issuer and serial number of the signer are those of this certificate: bytes 3 and 1 of what it signs. */
function isNamed({ signer }: TimestampToken, { raw }: X509Certificate): boolean {
  const body = readAll(readAll(readOne(raw, TAG.sequence).content)[0]!.content);
  const [serial, , issuer] = body[0]!.tag === 0xa0 ? body.slice(1) : body;
  const [named, number] = readAll(readOne(signer.id, TAG.sequence).content);
  return (
    equalBytes(named?.whole ?? new Uint8Array(0), issuer!.whole) &&
    equalBytes(number?.whole ?? new Uint8Array(0), serial!.whole)
  );
}

function isSignedBy({ signer, content }: TimestampToken, authority: X509Certificate): boolean {
  const digest = createHash(signer.digest).update(content).digest();
  const said = attributeOf(signer, OID.messageDigest);
  const type = attributeOf(signer, OID.contentType);
  return (
    said !== undefined &&
    equalBytes(readOne(said, TAG.octets).content, digest) &&
    type !== undefined &&
    Buffer.from(readOne(type, TAG.oid).content).toString('hex') === OID.tstInfo &&
    namesCertificate(signer, authority) &&
    verify(signer.digest, signer.attributes, authority.publicKey, signer.signature)
  );
}

/** The signed attribute that binds the certificate, so that no other one with the same key can take its place. */
function namesCertificate(signer: TimestampToken['signer'], { raw }: X509Certificate): boolean {
  const second = attributeOf(signer, OID.signingCertificateV2);
  const first = second ?? attributeOf(signer, OID.signingCertificate);
  if (!first) return false;
  const ids = readAll(readAll(readOne(first, TAG.sequence).content)[0]!.content);
  const parts = readAll(ids[0]!.content);
  const hash = parts.find(({ tag }) => tag === TAG.octets)?.content;
  const named = parts[0]!.tag === TAG.sequence ? readAll(parts[0]!.content)[0] : undefined;
  const oid = named ? Buffer.from(named.content).toString('hex') : undefined;
  const other = oid === OID.sha384 ? 'sha384' : oid === OID.sha512 ? 'sha512' : 'sha256';
  const digest = createHash(second ? other : 'sha1')
    .update(raw)
    .digest();
  return hash !== undefined && equalBytes(hash, digest);
}

/** Whether certificates lead from this one to a root that was given, all in force at that time. */
function isTrusted(
  certificate: X509Certificate,
  sent: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  time: number,
  left: number = LONGEST_CHAIN,
): boolean {
  const isCurrent = Date.parse(certificate.validFrom) <= time && time <= Date.parse(certificate.validTo);
  if (!isCurrent || left === 0) return false;
  if (roots.some((root) => root.raw.equals(certificate.raw))) return true;
  const issues = (issuer: X509Certificate) =>
    issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  return [...roots, ...sent].some(
    (issuer) => issues(issuer) && isTrusted(issuer, sent, roots, time, left - 1),
  );
}

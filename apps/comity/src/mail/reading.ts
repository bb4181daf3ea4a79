import { fromUtf8 } from '@comity/log';
import { hasOuterSeal } from '@comity/seal';
import { decodedBody, type Entity, readEntity } from './mime.ts';

/** What of a mail concerns us: something sealed, something signed in the open, or nothing. */
export type MailContent =
  | { readonly kind: 'sealed'; readonly ciphertext: Uint8Array; readonly files: readonly Uint8Array[] }
  | { readonly kind: 'signed'; readonly bytes: Uint8Array; readonly signature: Uint8Array }
  | { readonly kind: 'clearsigned'; readonly text: string }
  | { readonly kind: 'other' };

export interface Mail {
  /** As it says of itself: nothing of this is proven. */
  readonly from: string;
  readonly date: string;
  readonly content: MailContent;
}

/** Reads what a mail carries. Nothing is decrypted or believed here. Throws `MailError`. */
export function readMail(bytes: Uint8Array): Mail {
  const root = readEntity(bytes);
  const { headers } = root;
  return { from: headers.get('from') ?? '', date: headers.get('date') ?? '', content: contentOf(root) };
}

const OTHER = { kind: 'other' } as const;

function contentOf(root: Entity): MailContent {
  switch (root.type) {
    case 'multipart/encrypted':
      return sealedOf(root, []);
    case 'multipart/signed':
      return signedOf(root);
    case 'multipart/mixed':
      return withFiles(root);
    case 'text/plain':
      return inlineOf(root);
    default:
      return OTHER;
  }
}

/** RFC 3156, section 4: a part that says the version, and one that is sealed; nothing else. */
function sealedOf({ parameters, parts }: Entity, files: readonly Uint8Array[]): MailContent {
  const [version, sealed, ...more] = parts;
  const isPgp =
    parameters.get('protocol')?.toLowerCase() === 'application/pgp-encrypted' &&
    version?.type === 'application/pgp-encrypted' &&
    sealed?.type === 'application/octet-stream' &&
    more.length === 0;
  return isPgp ? { kind: 'sealed', ciphertext: decodedBody(sealed), files } : OTHER;
}

/** RFC 3156, section 5. What was signed is the first part as it came, with CRLF at the ends of lines. */
function signedOf({ parameters, parts }: Entity): MailContent {
  const [words, signature, ...more] = parts;
  const isPgp =
    parameters.get('protocol')?.toLowerCase() === 'application/pgp-signature' &&
    words !== undefined &&
    signature?.type === 'application/pgp-signature' &&
    more.length === 0;
  if (!isPgp) return OTHER;
  const bytes = Buffer.from(words.raw.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
  return { kind: 'signed', bytes, signature: decodedBody(signature) };
}

/**
 * A message of ours with its files: the sealed part first, then files and nothing but files. With the outer seal it is
 * no PGP/MIME, since no OpenPGP program could open it: the first file is the message then.
 */
function withFiles({ parts }: Entity): MailContent {
  const [first, ...rest] = parts;
  const files = rest.filter(({ type }) => type === 'application/octet-stream');
  if (first?.type === 'multipart/encrypted' && files.length === rest.length)
    return sealedOf(first, files.map(decodedBody));
  const [message, ...others] = files;
  if (first?.type !== 'text/plain' || files.length !== rest.length || !message) return OTHER;
  const ciphertext = decodedBody(message);
  return hasOuterSeal(ciphertext) ? { kind: 'sealed', ciphertext, files: others.map(decodedBody) } : OTHER;
}

/** Armor that is the whole text. With words of others around it nobody could say where it ends. */
function inlineOf(part: Entity): MailContent {
  const bytes = decodedBody(part);
  const text = Buffer.from(bytes).toString('latin1').trim();
  const armors = text.split('\n').filter((line) => line.startsWith('-----BEGIN ')).length;
  const isWhole = (begin: string, end: string) =>
    text.startsWith(`-----BEGIN PGP ${begin}-----`) && text.endsWith(`-----END PGP ${end}-----`);
  if (armors === 1 && isWhole('MESSAGE', 'MESSAGE')) return { kind: 'sealed', ciphertext: bytes, files: [] };
  if (armors !== 2 || !isWhole('SIGNED MESSAGE', 'SIGNATURE')) return OTHER;
  try {
    return { kind: 'clearsigned', text: fromUtf8(bytes).trim() };
  } catch {
    return OTHER;
  }
}

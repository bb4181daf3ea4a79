import { fromUtf8, utf8 } from '@comity/log';
import { type CleartextMessage, readCleartextMessage, readSignature, type Signature } from 'openpgp';
import { assertSigned, issuerOf } from './decrypting.ts';
import { SealError } from './errors.ts';
import { judgeSigned } from './judging.ts';
import type { FindSigner, Refused, Unbound } from './opened.ts';
import type { FindPrimary } from './opening.ts';
import { PROFILE } from './profile.ts';
import { isArmored } from './publickey.ts';

/** More than this is not read: what is signed in the open is a letter, not a file. */
const MAX_WORDS = 4 * 1024 * 1024;

/** Whom the reader believes about who signed, and when it is. */
export interface SignedContext {
  readonly findSigner: FindSigner;
  readonly findPrimary?: FindPrimary;
  readonly now: string;
}

/** Words that travelled in the open, with a signature beside them. */
export interface SignedInput extends SignedContext {
  /** Exactly what was signed: of a mail, its first part with CRLF at the ends of lines (RFC 3156). */
  readonly bytes: Uint8Array;
  /** Armored or binary, over bytes or over text. */
  readonly signature: Uint8Array;
}

/**
 * Judges signed words: whose they are, and nothing about whom they were meant for. `unbound` with the words, or
 * `refused`. Never throws over what was signed; throws whatever `findSigner` and `findPrimary` throw.
 */
export async function openSigned({ bytes, signature, ...context }: SignedInput): Promise<Unbound | Refused> {
  const read = bytes.length > MAX_WORDS ? undefined : await readOne(signature).catch(() => undefined);
  return judgeWords(bytes, read, context);
}

/** The same for words that carry their signature around them, as `gpg --clearsign` writes them. */
export async function openCleartext({ text, ...context }: SignedContext & { readonly text: string }) {
  const read = text.length > MAX_WORDS ? undefined : await readClear(text).catch(() => undefined);
  const signatures = read?.signature.packets.length === 1 ? read.signature : undefined;
  return judgeWords(utf8(read?.text ?? ''), signatures, context);
}

function judgeWords(bytes: Uint8Array, signature: Signature | undefined, context: SignedContext) {
  return judgeSigned(
    {
      bytes,
      isSigned: signature !== undefined,
      hasOuter: false,
      signer: signature && issuerOf(signature),
      ...(context.findPrimary ? { findPrimary: context.findPrimary } : {}),
      verify: (key) => assertSigned({ bytes, signature }, key),
    },
    { ...context, header: 'none' },
  );
}

/** One signature, and nothing else: of two it would not be clear whose the words are. */
async function readOne(bytes: Uint8Array): Promise<Signature> {
  const signature = isArmored(bytes)
    ? await readSignature({ armoredSignature: fromUtf8(bytes), config: PROFILE })
    : await readSignature({ binarySignature: bytes, config: PROFILE });
  if (signature.packets.length === 1) return signature;
  throw new SealError('seal.not-signed', 'It does not carry exactly one signature.');
}

async function readClear(text: string): Promise<{ text: string; signature: Signature }> {
  const message: CleartextMessage & { signature?: Signature } = await readCleartextMessage({
    cleartextMessage: text,
    config: PROFILE,
  });
  if (!message.signature) throw new SealError('seal.not-signed', 'It carries no signature.');
  return { text: message.getText(), signature: message.signature };
}

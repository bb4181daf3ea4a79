import type { Reader } from './checks.ts';
import { SealError } from './errors.ts';
import { type Evidence, judge } from './judging.ts';
import type { Opened, ReadingContext } from './opened.ts';
import { assertPlain, assertSameCount, assertSealed } from './opening.ts';

/** What gpg reported of one good signature. */
export interface GpgSignature {
  /** The fingerprint of the primary key, also where a subkey signed: 40 lower-case hex digits. */
  readonly key: string;
  readonly signedAt: string;
}

/** gpg tells that a signature is good although the key has expired since: what counts is the record. */
const GOOD = /^(?:GOODSIG|EXPKEYSIG)$/;
const BAD = /^(?:BADSIG|ERRSIG|EXPSIG|REVKEYSIG|NODATA|FAILURE|DECRYPTION_FAILED)$/;

/**
 * Reads what `gpg --batch --status-fd N -d FILE` wrote to its status channel. Answers only where gpg decrypted
 * the message, its integrity held, and exactly one signature was good; undefined for everything else.
 */
export function readGpgStatus(status: string): GpgSignature | undefined {
  const lines = status
    .split('\n')
    .filter((line) => line.startsWith('[GNUPG:] '))
    .map((line) => line.slice(9).trimEnd().split(' '));
  const named = (name: string) => lines.filter(([keyword]) => keyword === name);
  const good = lines.filter(([keyword]) => GOOD.test(keyword ?? ''));
  const valid = named('VALIDSIG');
  if (lines.some(([keyword]) => BAD.test(keyword ?? ''))) return undefined;
  if (named('DECRYPTION_OKAY').length !== 1 || named('PLAINTEXT').length !== 1) return undefined;
  if (good.length !== 1 || valid.length !== 1) return undefined;
  // VALIDSIG: fingerprint, date, seconds, expiry, version, reserved, algorithm, hash, class, primary fingerprint.
  const seconds = Number(valid[0]![3]);
  const key = (valid[0]![10] ?? '').toLowerCase();
  if (!/^[0-9a-f]{40}$/.test(key) || !Number.isSafeInteger(seconds)) return undefined;
  return { key, signedAt: new Date(seconds * 1000).toISOString() };
}

/** A message that the reader's own gpg decrypted, with a key on a card for example. */
export interface DecryptedByGpg extends ReadingContext {
  readonly plaintext: Uint8Array;
  /** What `readGpgStatus` read; undefined where gpg found no single good signature: it is then refused. */
  readonly signature: GpgSignature | undefined;
  /** Whether an outer seal was taken off before gpg got it (`takeOffOuter`). */
  readonly hasOuter?: boolean;
  /** The fingerprints of the reader's own primary keys. */
  readonly me: Reader;
  /** The files in the order of the payload, as they came and as gpg decrypted them. */
  readonly attachments?: readonly {
    readonly ciphertext: Uint8Array;
    readonly plaintext: Uint8Array;
    readonly signature: GpgSignature | undefined;
  }[];
}

/**
 * The checks of `open` for what gpg decrypted. That it decrypted, and that the signature is good, is gpg's
 * word, and every check says so (`madeOn: 'gpg'`); who the signer is, for whom it was, header, thread and files
 * are judged here.
 */
export function verifyOpened(input: DecryptedByGpg): Promise<Opened> {
  const { signature, attachments } = input;
  const evidence: Evidence = {
    bytes: input.plaintext,
    isSigned: signature !== undefined,
    hasOuter: input.hasOuter ?? false,
    signer: signature?.key,
    verify: async (key) => assertReported(signature, key.getFingerprint()),
    ...(attachments && {
      openFiles: async (payload, signer) => {
        assertSameCount(payload.attachments, attachments);
        return payload.attachments.map((entry, i) => {
          const file = attachments[i]!;
          assertSealed(entry, file.ciphertext);
          assertReported(file.signature, signer.getFingerprint());
          assertPlain(entry, file.plaintext);
          return { ...entry, bytes: file.plaintext };
        });
      },
    }),
  };
  return judge('gpg', async () => evidence, input.me, input);
}

function assertReported(signature: GpgSignature | undefined, key: string): GpgSignature {
  if (signature?.key === key) return signature;
  throw new SealError('seal.bad-signature', 'gpg did not report a good signature of the key of the sender.');
}

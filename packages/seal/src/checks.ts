import { SealError } from './errors.ts';
import type { ClearHeader, Party, Payload } from './message.ts';
import type { CertifiedSigner, Check, CheckName, MadeOn, ReadingContext } from './opened.ts';
import { headerHash } from './payload.ts';

/** Whose message it should be: State, and fingerprints of the primary keys. */
export interface Reader {
  readonly participant: string;
  readonly keys: readonly string[];
}

/** What a check that passed found, and how it says so. One that fails throws a SealError. */
export interface Outcome<T> {
  readonly value: T;
  readonly says: string;
}
export type Step = <T>(check: CheckName, run: () => Promise<Outcome<T>> | Outcome<T>) => Promise<T>;

/** Runs checks and writes each with its outcome into `checks`, the one that fails included. */
export const recorder =
  (checks: Check[], madeOn: MadeOn): Step =>
  async (check, run) => {
    const by = check === 'decrypted' || check === 'signature' ? madeOn : 'this-device';
    try {
      const { says, value } = await run();
      checks.push({ check, ok: true, says, madeOn: by });
      return value;
    } catch (error) {
      if (error instanceof SealError) checks.push({ check, ok: false, says: error.message, madeOn: by });
      throw error;
    }
  };

const passed = (says: string): Outcome<undefined> => ({ value: undefined, says });

/** Every tool opens a message that was sealed again to a third party; this is what tells it from one meant for it. */
export function checkAddressed({ from, to, recovery = [] }: Payload, me: Reader): Outcome<undefined> {
  const isMine = (p: Party) => p.participant === me.participant && me.keys.includes(p.key);
  if (to.some(isMine)) return passed(`Your State and your key are among the ${to.length} it was signed for.`);
  if (isMine(from)) return passed('You sent this message yourself.');
  if (recovery.some(({ participant, key }) => participant === me.participant && me.keys.includes(key)))
    return passed('You open it with the recovery key of your State, which is in the signed list.');
  throw new SealError(
    'seal.not-addressed-to-me',
    'It was signed for others: somebody who could open it has sealed it again to you.',
  );
}

/**
 * The seals around it are those that were signed: nobody took the outer one off, or put one on, between the sender
 * and this reader.
 */
export function assertLayers({ postQuantum }: Payload, hasOuter: boolean): void {
  if (postQuantum === hasOuter) return;
  throw new SealError(
    'seal.layers-differ',
    postQuantum
      ? 'It was signed as carrying a post-quantum seal, and came without it.'
      : 'It came in a post-quantum seal that its sender did not sign for.',
  );
}

export function checkHeader(payload: Payload, header: ClearHeader | 'none'): Outcome<undefined> {
  if (header === 'none') return passed('It came without a clear header: there was none to compare.');
  if (hashOrNone(header) === payload.header) return passed('The host shows the header that was signed.');
  throw new SealError(
    'seal.header-differs',
    'The header that the host shows is not the one that was signed.',
  );
}

/** The header comes from the host: it may be anything. */
function hashOrNone(header: ClearHeader): string | undefined {
  try {
    return headerHash(header);
  } catch {
    return undefined;
  }
}

export function checkThread(payload: Payload, expected: ReadingContext['previous']): Outcome<undefined> {
  if (expected === 'not-opened-here')
    return passed('You joined this thread later: its order was not checked.');
  const known = expected === undefined ? [] : [expected].flat();
  if (payload.previous === undefined && known.length === 0) return passed('It opens its thread.');
  if (payload.previous !== undefined && known.includes(payload.previous)) {
    return passed('It follows a message of this thread that you opened.');
  }
  throw new SealError('seal.thread-differs', 'It does not follow what you have read in this thread.');
}

/** Of a plain message nothing is bound; at least the host must not put another sender over it. */
export function checkSenderOnly(header: ClearHeader | 'none', signer: CertifiedSigner): Outcome<undefined> {
  if (header === 'none') return passed('It came without a clear header.');
  if (isSameContact(header.from, signer))
    return passed('The header names the contact who signed, no more is proven.');
  throw new SealError('seal.header-differs', 'The header names another sender than the one who signed.');
}

const isSameContact = (a: ClearHeader['from'] | undefined, b: CertifiedSigner) =>
  a?.participant === b.participant && a.contact === b.contact;

/** The payload must name the contact that the record names for the key. */
export function assertSameSender({ from }: Payload, signer: CertifiedSigner): void {
  if (isSameContact(from, signer)) return;
  throw new SealError(
    'seal.signer-differs',
    `It says that it is from ${from.participant}, but the key belongs to another contact, of ${signer.participant}.`,
  );
}

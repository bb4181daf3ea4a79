import type { PublicKey } from 'openpgp';
import {
  assertLayers,
  assertSameSender,
  checkAddressed,
  checkHeader,
  checkSenderOnly,
  checkThread,
  type Outcome,
  type Reader,
  recorder,
  type Step,
} from './checks.ts';
import { type Content, contentOf } from './content.ts';
import { SealError } from './errors.ts';
import { dateOf } from './instant.ts';
import type { Payload } from './message.ts';
import type {
  CertifiedSigner,
  Check,
  MadeOn,
  Opened,
  OpenedAttachment,
  ReadingContext,
  Refused,
  Unbound,
} from './opened.ts';
import { readPublicKey } from './publickey.ts';
import type { SignatureFacts } from './signature.ts';

/** What was decrypted, by whomever, and how to check who signed it. */
export interface Evidence {
  readonly bytes: Uint8Array;
  /** Whether it carries exactly one signature. */
  readonly isSigned: boolean;
  /** Whether it came in an outer seal. */
  readonly hasOuter: boolean;
  /** The fingerprint that the signature names as its signer's; undefined where it names none. */
  readonly signer: string | undefined;
  /** The key that this is a subkey of, asked only where the record does not know it. */
  findPrimary?(subkey: string): string | undefined | Promise<string | undefined>;
  /** Throws a SealError unless that key signed. */
  verify(key: PublicKey): Promise<SignatureFacts>;
  /** Opens the files and compares them with the payload. Throws a SealError. Absent: none were given. */
  openFiles?(payload: Payload, signer: PublicKey): Promise<OpenedAttachment[]>;
}

/** One reading: the evidence, what it is, and where the checks are written down. */
interface Reading {
  readonly step: Step;
  readonly checks: Check[];
  readonly evidence: Evidence;
  readonly content: Content;
  readonly me: Reader;
  readonly context: ReadingContext;
  readonly now: Date;
}

/** The signer as found in the record and proven. */
interface Signed extends SignatureFacts {
  readonly signer: CertifiedSigner;
  readonly publicKey: PublicKey;
}

const DECRYPTED: Record<MadeOn, string> = {
  'this-device': 'Decrypted with a key of yours; it was not altered on its way.',
  gpg: 'Decrypted by your gpg, as it reports.',
};

/**
 * The checks of a reader, in this order: decrypted, signature, signer certified by its State, own State and
 * key in the signed list, header, thread, files. The first that fails ends it, and nothing is shown.
 */
export async function judge(
  madeOn: MadeOn,
  decrypt: () => Promise<Evidence>,
  me: Reader,
  context: ReadingContext,
): Promise<Opened> {
  const now = dateOf(context.now, 'now');
  const checks: Check[] = [];
  const step = recorder(checks, madeOn);
  try {
    const evidence = await step('decrypted', async () => ({
      value: await decrypt(),
      says: DECRYPTED[madeOn],
    }));
    const reading = { step, checks, evidence, content: contentOf(evidence.bytes), me, context, now };
    const signed = await checkSigner(reading);
    const { content } = reading;
    return content.kind === 'plain' ? await unbound(reading, signed) : await bound(reading, content, signed);
  } catch (error) {
    // What is not about the message, such as a fault in the caller's look-up, is not swallowed.
    if (!(error instanceof SealError)) throw error;
    return { kind: 'refused', checks, code: error.code };
  }
}

/**
 * The checks of words that were signed and not sealed: signature, and signer certified by its State. Nothing of them
 * is ever bound, whatever they claim to be.
 */
export async function judgeSigned(evidence: Evidence, context: ReadingContext): Promise<Unbound | Refused> {
  const now = dateOf(context.now, 'now');
  const checks: Check[] = [];
  const step = recorder(checks, 'this-device');
  const content = { kind: 'plain' } as const;
  try {
    const reading = { step, checks, evidence, content, me: NOBODY, context, now };
    return await unbound(reading, await checkSigner(reading));
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return { kind: 'refused', checks, code: error.code };
  }
}
const NOBODY: Reader = { participant: '', keys: [] };

async function checkSigner(reading: Reading): Promise<Signed> {
  const { step, evidence, content, context, now } = reading;
  if (!evidence.isSigned) {
    await step('signature', () => {
      throw new SealError('seal.not-signed', 'It does not carry exactly one signature.');
    });
  }
  // A payload names its sender's primary key, so that a signature by a subkey finds its owner.
  const found =
    content.kind === 'plain' ? await plainSigner(evidence, context) : await lookUp(content.sender, context);
  if (!found) {
    return step('signer-certified', () => {
      throw unknownSigner(content.kind === 'plain' ? evidence.signer : content.sender);
    });
  }
  const facts = await step('signature', () => checkFacts(evidence, found.publicKey, now));
  return step('signer-certified', () => {
    if (content.kind === 'payload') assertSameSender(content.payload, found.signer);
    const { participant, contact } = found.signer;
    return {
      value: { ...found, ...facts },
      says: `The key is certified in the record by ${participant} for its contact ${contact}.`,
    };
  });
}

const unknownSigner = (fingerprint: string | undefined) =>
  new SealError(
    'seal.signer-unknown',
    `Signed by a key that no State had certified (${fingerprint || 'unnamed'}): who signed is not known.`,
  );

type Found = Pick<Signed, 'signer' | 'publicKey'>;

async function plainSigner(evidence: Evidence, context: ReadingContext): Promise<Found | undefined> {
  const { signer } = evidence;
  if (signer === undefined) return undefined;
  return (await lookUp(signer, context)) ?? lookUp(await evidence.findPrimary?.(signer), context);
}

async function lookUp(
  fingerprint: string | undefined,
  { findSigner }: ReadingContext,
): Promise<Found | undefined> {
  if (!/^[0-9a-f]{40}$/.test(fingerprint ?? '')) return undefined;
  const signer = await findSigner(fingerprint!);
  const publicKey = signer && (await readPublicKey(signer.publicKey).catch(() => undefined));
  // The look-up is believed about whose key it is, not about which key it is.
  return signer && publicKey && publicKey.getFingerprint() === fingerprint
    ? { signer, publicKey }
    : undefined;
}

const FORGIVEN_MS = 5 * 60 * 1000;

async function checkFacts(evidence: Evidence, key: PublicKey, now: Date): Promise<Outcome<SignatureFacts>> {
  const facts = await evidence.verify(key);
  if (Date.parse(facts.signedAt) > now.getTime() + FORGIVEN_MS) {
    throw new SealError(
      'seal.bad-signature',
      `The signature says that it was made later than now: ${facts.signedAt}.`,
    );
  }
  return { value: facts, says: `The signature of key ${facts.key} is good; it states ${facts.signedAt}.` };
}

async function bound(
  { step, checks, evidence, me, context }: Reading,
  content: Exclude<Content, { kind: 'plain' }>,
  signed: Signed,
): Promise<Opened> {
  const { payload, messageId } = await step('addressed-to-me', () => {
    if (content.kind === 'broken') throw content.error;
    return { ...checkAddressed(content.payload, me), value: content };
  });
  await step('header', () => {
    assertLayers(payload, evidence.hasOuter);
    return checkHeader(payload, context.header);
  });
  await step('thread', () => checkThread(payload, context.previous));
  const attachments = await step('attachments', () => checkFiles(evidence, payload, signed.publicKey));
  const { signedAt } = signed;
  return { kind: 'bound', checks, payload, messageId, signer: payload.from, signedAt, attachments };
}

async function checkFiles(
  { openFiles }: Evidence,
  payload: Payload,
  signer: PublicKey,
): Promise<Outcome<OpenedAttachment[]>> {
  const { length } = payload.attachments;
  if (openFiles) {
    const value = await openFiles(payload, signer);
    return {
      value,
      says: length === 0 ? 'It has no files.' : `All ${length} files are those that were signed.`,
    };
  }
  const says =
    length === 0 ? 'It has no files.' : `It names ${length} files by their hashes; none is opened yet.`;
  return { value: [], says };
}

async function unbound({ step, checks, evidence, context }: Reading, signed: Signed): Promise<Unbound> {
  const { participant, contact } = signed.signer;
  await step('header', () => checkSenderOnly(context.header, signed.signer));
  const says =
    'A plain OpenPGP message: it does not say whom it was meant for. It is not bound to its recipients.';
  checks.push({ check: 'addressed-to-me', ok: false, says, madeOn: 'this-device' });
  const signer = { participant, contact, key: signed.key };
  return { kind: 'unbound', checks, bytes: evidence.bytes, signer, signedAt: signed.signedAt };
}

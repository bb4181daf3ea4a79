import { canonicalBytes, parseCanonical, preimageOf, sha256Hex } from '@comity/log';
import { SealError } from './errors.ts';
import { isFileName, sameFile } from './filename.ts';
import {
  attachmentEntry,
  codeName,
  firstFault,
  form,
  hex64,
  instant,
  isBoolean,
  isList,
  isText,
  language,
  marking,
  messageName,
  party,
  recoveryParty,
  type Shape,
  severity,
  threadName,
} from './formats.ts';
import {
  type AttachmentEntry,
  type ClearHeader,
  DEFAULT_MARKING,
  type Draft,
  LIMITS,
  type Party,
  type Payload,
  type RecoveryParty,
} from './message.ts';
import { bucketOf } from './padding.ts';

/** Everything a payload is made from. `at` is the instant of sending; attachments are sealed already. */
export interface Composition extends Draft {
  readonly from: Party;
  readonly to: readonly Party[];
  readonly at: string;
  readonly attachments?: readonly AttachmentEntry[];
  readonly recovery?: readonly RecoveryParty[];
  /** Whether the outer seal will be around it; not, where absent. */
  readonly postQuantum?: boolean;
}

/** A payload with the bytes that are signed and sealed, and its id: what a following message names. */
export interface Composed {
  readonly payload: Payload;
  readonly bytes: Uint8Array;
  readonly messageId: string;
  readonly header: ClearHeader;
}

/** The clear header that belongs to a message. */
export const clearHeader = (message: Omit<ClearHeader, 'marking'> & Pick<Draft, 'marking'>): ClearHeader => ({
  message: message.message,
  thread: message.thread,
  from: { participant: message.from.participant, contact: message.from.contact },
  marking: message.marking ?? DEFAULT_MARKING,
  exercise: message.exercise,
  ...(message.deadline === undefined ? {} : { deadline: message.deadline }),
});

/** SHA-256 of the canonical clear header, in hex. Throws `log.not-encodable`. */
export const headerHash = (header: ClearHeader): string => sha256Hex(canonicalBytes(header));

/** The id of a message: SHA-256 over the tag `comity/message/v1`, a line feed and the payload's bytes. */
const idOf = (bytes: Uint8Array): string => sha256Hex(preimageOf('message', bytes));

/**
 * Builds the payload from what the sender wrote: sorts the recipients, adds the hash of the clear header, and
 * zeros up to the next size bucket. `bytes` are what is signed and sealed, by `seal` or by gpg with a card.
 * Throws `seal.malformed-message` with the field, and the codes for what is too long or too many.
 */
export function composePayload(composition: Composition): Composed {
  const header = clearHeader(composition);
  const { attachments, recovery = [], ...rest } = composition;
  const unpadded = {
    ...rest,
    v: 1,
    to: [...composition.to].sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    ...(recovery.length > 0 ? { recovery: [...recovery].sort(byParticipant) } : {}),
    marking: header.marking,
    postQuantum: composition.postQuantum ?? false,
    attachments: attachments ?? [],
    header: encoded(header, 'header').hash,
    pad: '',
  } as const;
  checkPayload(unpadded);
  const { length } = encoded(unpadded, 'text').bytes;
  const payload: Payload = { ...unpadded, pad: '0'.repeat(bucketOf(length) - length) };
  const bytes = canonicalBytes(payload);
  return { payload, bytes, messageId: idOf(bytes), header };
}

/** Lone surrogates and U+0000 have no canonical form: they are the sender's to correct. */
function encoded(value: unknown, field: string): { bytes: Uint8Array; hash: string } {
  try {
    const bytes = canonicalBytes(value);
    return { bytes, hash: sha256Hex(bytes) };
  } catch (error) {
    throw malformed(field, (error as Error).message);
  }
}

/**
 * Whether bytes claim to be a payload: a JSON object that names recipients and a header. What claims to be
 * one must be one in full; it is never shown as an ordinary message instead.
 */
export const claimsToBePayload = (bytes: Uint8Array): boolean => claimedSender(bytes) !== undefined;

/** The fingerprint that an unchecked payload names as its sender's, '' where it names none; undefined where it is no payload. */
export function claimedSender(bytes: Uint8Array): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('to' in value) || !('header' in value))
    return undefined;
  const { from } = value as { from?: { key?: unknown } | null };
  return typeof from?.key === 'string' ? from.key : '';
}

/**
 * Reads the bytes of a payload and checks all of it: canonical form, every field, the order and completeness
 * of its lists, the hash of its header, its padding.
 * Throws `seal.unsupported-version`, `seal.malformed-message` and the codes for what is too long or too many.
 */
export function readPayload(bytes: Uint8Array): { payload: Payload; messageId: string } {
  let value: unknown;
  try {
    value = parseCanonical(bytes);
  } catch (error) {
    throw malformed('', (error as Error).message);
  }
  checkPayload(value);
  if (bytes.length !== bucketOf(bytes.length)) throw malformed('pad', 'It does not fill a size bucket.');
  return { payload: value, messageId: idOf(bytes) };
}

const malformed = (field: string, why: string) =>
  new SealError('seal.malformed-message', `The message is not well made${field && ` (${field})`}: ${why}`, {
    field,
  });

/** Participant and contact, as one text that sorts as the recipients do. */
const order = (p: Party) => `${p.participant} ${p.contact}`;

const byParticipant = (a: RecoveryParty, b: RecoveryParty) => (a.participant < b.participant ? -1 : 1);

const SHAPE: Shape = {
  required: {
    v: (value) => value === 1,
    body: hex64,
    message: messageName,
    thread: threadName,
    type: codeName,
    exercise: isBoolean,
    from: party,
    to: isList(LIMITS.recipients, party),
    at: instant,
    marking,
    language,
    subject: isText(1, LIMITS.subject),
    text: isText(0, LIMITS.text),
    postQuantum: isBoolean,
    attachments: isList(LIMITS.attachments, attachmentEntry),
    header: hex64,
    pad: (value) => typeof value === 'string' && /^0*$/.test(value),
  },
  optional: {
    previous: hex64,
    deadline: instant,
    asks: isList(LIMITS.asks, isText(1, LIMITS.ask)),
    form,
    severity,
    recovery: isList(LIMITS.recipients + 1, recoveryParty),
  },
};

function checkPayload(value: unknown): asserts value is Payload {
  const fields = (value ?? {}) as Partial<Record<keyof Payload, unknown>>;
  if (typeof fields.v === 'number' && fields.v !== 1) {
    throw new SealError(
      'seal.unsupported-version',
      `The message is of version ${fields.v}; this reads version 1.`,
    );
  }
  checkLimits(fields);
  const field = firstFault(value, SHAPE);
  if (field !== undefined) throw malformed(field, 'This field is missing, unknown or not as it must be.');
  const payload = value as Payload;
  checkRecipients(payload.from, payload.to);
  checkRecovery(payload);
  checkFileNames(payload.attachments);
  if (payload.type === 'exercise-inject' && !payload.exercise) {
    throw malformed('exercise', 'An inject belongs to an exercise.');
  }
  const given = encoded(clearHeader(payload), 'header').hash;
  if (payload.header !== given)
    throw malformed('header', 'It is not the hash of the header of this message.');
}

/** First, and by name: what a person can do something about. */
function checkLimits(fields: Partial<Record<keyof Payload, unknown>>): void {
  for (const field of ['subject', 'text'] as const) {
    const max = LIMITS[field];
    if (typeof fields[field] === 'string' && !isText(0, max)(fields[field])) {
      throw new SealError('seal.too-long', `The ${field} has more than ${max} characters.`, { field });
    }
  }
  if (Array.isArray(fields.to)) assertRecipientCount(fields.to.length);
  if (Array.isArray(fields.attachments)) assertAttachmentCount(fields.attachments.length);
}

export function assertRecipientCount(count: number): void {
  if (count === 0) throw new SealError('seal.no-recipients', 'The message is for nobody.');
  if (count <= LIMITS.recipients) return;
  throw new SealError('seal.too-many-recipients', `A message is for at most ${LIMITS.recipients} contacts.`);
}

export function assertAttachmentCount(count: number): void {
  if (count <= LIMITS.attachments) return;
  throw new SealError(
    'seal.too-many-attachments',
    `A message has at most ${LIMITS.attachments} attachments.`,
  );
}

/**
 * Each contact once, in order. One key may serve several contacts of one State (a team's key), never those of
 * two: a State that holds another's key could read in its place.
 */
function checkRecipients(from: Party, to: readonly Party[]): void {
  const holder = new Map([[from.key, from.participant]]);
  to.forEach((recipient, i) => {
    const before = to[i - 1];
    if (before && order(before) === order(recipient)) throw duplicate(recipient, 'is named twice');
    if (before && order(before) > order(recipient)) throw malformed('to', 'The recipients are not in order.');
    const held = holder.get(recipient.key) ?? recipient.participant;
    if (held !== recipient.participant)
      throw duplicate(recipient, `has the same key as a contact of ${held}`);
    holder.set(recipient.key, held);
  });
}

/** One for each State at most, of States that take part, and nobody's daily key: a stranger's key has no place here. */
function checkRecovery({ from, to, recovery }: Payload): void {
  if (!recovery) return;
  const parties = [from, ...to];
  const keys = new Set(parties.map((p) => p.key));
  const isFit = recovery.every(({ participant, key }, i) => {
    const before = recovery[i - 1];
    const isNew = !keys.has(key);
    keys.add(key);
    const isSorted = !before || before.participant < participant;
    return isNew && isSorted && parties.some((p) => p.participant === participant);
  });
  if (recovery.length === 0 || !isFit)
    throw malformed('recovery', 'It names recovery keys of other States, or not in order.');
}

const duplicate = ({ participant, contact }: Party, why: string) =>
  new SealError('seal.duplicate-recipient', `A contact of ${participant} ${why}.`, {
    recipient: { participant, contact },
  });

function checkFileNames(attachments: readonly AttachmentEntry[]): void {
  const seen = new Set<string>();
  attachments.forEach(({ name }, attachment) => {
    if (isFileName(name) && !seen.has(sameFile(name))) {
      seen.add(sameFile(name));
      return;
    }
    throw new SealError('seal.bad-file-name', 'The name of a file is unsafe, too long or used twice.', {
      attachment,
    });
  });
}

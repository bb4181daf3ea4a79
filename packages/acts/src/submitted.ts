import { canonicalText, parseCanonical, utf8 } from '@comity/log';
import * as z from 'zod/mini';
import { signStatement } from './draft.ts';
import { type Stamp, stamp } from './entry.ts';
import { parseWith, STREAM } from './envelope.ts';
import { ActError } from './errors.ts';
import { plainTrust, verifyStatement } from './evidence.ts';
import { hex64, time } from './formats.ts';
import { rootKey } from './key.ts';
import { stampStatement } from './statements.ts';

/**
 * Acts that a mirror was handed and stamped, whether the host logged them or not. Nothing but id, stream and time is
 * told of any of them: the State alone may disclose more.
 */
export interface SubmittedList {
  readonly v: 1;
  /** The name under which the mirror stamps. */
  readonly mirror: string;
  /** Its Ed25519 key, base64url: whether this is the key of that mirror the reader knows from elsewhere. */
  readonly key: string;
  /** By time, then by act; no act twice. */
  readonly submitted: readonly SubmittedAct[];
}
export interface SubmittedAct {
  readonly act: string;
  readonly stream: string;
  /** The time of the stamp. */
  readonly at: string;
  readonly stamp: Stamp;
}

const submittedAct = z.strictObject({
  act: hex64,
  at: time,
  stream: z.string().check(z.regex(STREAM, 'not a stream')),
  stamp,
});
const submittedList = z.strictObject({
  v: z.literal(1),
  mirror: stamp.shape.mirror,
  key: rootKey.shape.key,
  submitted: z.array(submittedAct),
});

/** The most bytes such a list may have: some forty thousand acts. */
export const MAX_SUBMITTED_BYTES = 16 * 1024 * 1024;
const bad = (why: string) =>
  new ActError('acts.malformed', `The list of submitted acts is malformed: ${why}.`);

/** A mirror's word that it saw the act at this instant. `signer` holds the mirror's Ed25519 key. */
export async function stampAct(
  { body, act, mirror, at }: { body: string; act: string; mirror: string; at: string },
  signer: Parameters<typeof signStatement>[2],
): Promise<Stamp> {
  return { mirror, at, sig: await signStatement('stamp', stampStatement(body, act, mirror, at), signer) };
}

/** Whether the mirror with this key stamped this act of this body. Never throws. */
export async function verifyStamp(
  body: string,
  act: string,
  { mirror, at, sig }: Stamp,
  key: string,
): Promise<boolean> {
  const parsed = rootKey.safeParse({ alg: 'ed25519', key });
  if (!parsed.success || sig.session !== undefined) return false;
  return verifyStatement(plainTrust, 'stamp', stampStatement(body, act, mirror, at), parsed.data, sig);
}

const order = ({ at, act }: SubmittedAct) => `${at} ${act}`;

/** The file: one line of canonical JSON. */
export const formatSubmitted = (list: SubmittedList): string =>
  `${canonicalText({ ...list, submitted: list.submitted.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)) })}\n`;

/** Reads such a file; `formatSubmitted` gives the same bytes back. Throws `acts.malformed`, `log.not-canonical`. */
export function parseSubmitted(bytes: Uint8Array): SubmittedList {
  if (bytes.length > MAX_SUBMITTED_BYTES || bytes.at(-1) !== 0x0a)
    throw bad('it is no line of at most 16 MB');
  const list = parseWith(submittedList, parseCanonical(bytes.subarray(0, -1)), 'The list of submitted acts');
  if (!rootKey.safeParse({ alg: 'ed25519', key: list.key }).success) throw bad('its key is no Ed25519 key');
  const acts = new Set<string>();
  let last = '';
  for (const entry of list.submitted) {
    if (entry.stamp.mirror !== list.mirror || entry.stamp.at !== entry.at)
      throw bad(`the stamp of ${entry.act} is another's, or of another time`);
    if (order(entry) <= last || acts.has(entry.act)) throw bad(`${entry.act} is out of order, or repeated`);
    last = order(entry);
    acts.add(entry.act);
  }
  return list;
}

/** Whether a file claims to be such a list: its canonical members come in this order. */
export const isSubmittedFile = (start: Uint8Array): boolean => {
  const mark = utf8('{"key":"');
  return mark.every((byte, i) => start[i] === byte);
};

/** The acts whose stamp is not one of the key that the list names, for this body. */
export async function badStamps(list: SubmittedList, body: string): Promise<SubmittedAct[]> {
  const bad: SubmittedAct[] = [];
  for (const entry of list.submitted)
    if (!(await verifyStamp(body, entry.act, entry.stamp, list.key))) bad.push(entry);
  return bad;
}

import * as z from 'zod/mini';
import {
  blob,
  contactId,
  fingerprint,
  hex64,
  messageId,
  participantId,
  threadId,
  time,
  words,
} from '../formats.ts';
import { kind } from './kinds.ts';

/** What the operator sees of a message: who, in which thread, the marking, whether it is an exercise, until when. */
export const clearHeader = z.strictObject({
  message: messageId,
  thread: threadId,
  from: z.strictObject({ participant: participantId, contact: contactId }),
  marking: z.strictObject({ scheme: words(20), label: words(40) }),
  exercise: z.boolean(),
  deadline: z.optional(time),
});
export type ClearHeader = z.infer<typeof clearHeader>;

/** One addressee: the contact, and the fingerprint of the key that the message was sealed to. */
export const recipient = z.strictObject({ participant: participantId, contact: contactId, key: fingerprint });
export type Recipient = z.infer<typeof recipient>;
const order = (r: Recipient) => `${r.participant} ${r.contact}`;
/** Sorted by participant and contact, each contact once. */
export const recipients = z.array(recipient).check(
  z.minLength(1),
  z.maxLength(400),
  z.refine((all) => all.every((r, i) => i === 0 || order(all[i - 1]!) < order(r)), 'not sorted, or repeats'),
);

/** The seals around the payload, inmost first. What is not in this list is refused. */
export const layers = z.union([
  z.tuple([z.literal('openpgp')]),
  z.tuple([z.literal('openpgp'), z.literal('age-hybrid')]),
]);
export type Layers = z.infer<typeof layers>;

const onDuty = { tier: 'restricted', binding: false, signedBy: { by: 'exchange' } } as const;
const leafReveals = 'That something happened in the exchange of this body: not between whom, not what.';

export const sent = kind({
  ...onDuty,
  data: z.strictObject({
    header: clearHeader,
    ciphertext: blob,
    attachments: z.optional(z.array(blob).check(z.minLength(1), z.maxLength(20))),
    /** Commitment to the sorted recipients: subject the message's id, path `recipients`. */
    recipients: hex64,
    layers,
    /** Which further keys it is sealed to (`furtherKeysHash`); absent where there are none. */
    further: z.optional(hex64),
  }),
  leafReveals,
  does: 'Sends a sealed message to one contact or to many.',
});

export const acknowledged = kind({
  ...onDuty,
  data: z.strictObject({ message: messageId, thread: threadId, contact: contactId }),
  leafReveals,
  does: 'Acknowledges a message: received and read, nothing more.',
});

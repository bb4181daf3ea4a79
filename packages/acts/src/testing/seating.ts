import { sha256Hex, toBase64url } from '@comity/log';
import type { Authority } from '../catalogue/authority.ts';
import type { Layers, Recipient } from '../catalogue/exchange.ts';
import type { DataOf } from '../catalogue/index.ts';
import { type FieldOpening, fieldCommitment } from '../entry.ts';
import { enrolment } from '../envelope.ts';
import { timeOf } from '../formats.ts';
import { type HybridKey, idOfKey, type OpenpgpKey } from '../key.ts';
import type { Chronicle } from './chronicle.ts';
import { type Hand, type PersonHand, rootHand } from './hands.ts';
import { seedOf, testId, testSalt } from './seeds.ts';

/** A field under a salt that its label gives. */
export function testField(
  subject: string,
  path: string,
  value: unknown,
): { commitment: string; opening: FieldOpening } {
  const opening = { subject, path, salt: testSalt(`${subject} ${path}`), value };
  return { commitment: fieldCommitment(opening), opening };
}

export const tokenOf = (participant: string): Uint8Array => seedOf(`token ${participant}`);

/** `people.participant-invited` for a participant, for a week. */
export const invitationData = (
  chronicle: Chronicle,
  participant: string,
): DataOf<'people.participant-invited'> => ({
  participant,
  token: sha256Hex(tokenOf(participant)),
  note: sha256Hex(seedOf(`note ${participant}`)),
  channel: 'note-verbale',
  expires: timeOf(chronicle.now + 7 * 86_400_000),
});

/** `people.notice-given` about a root, or an administrator, with four weeks to use it. */
export const noticeData = (
  chronicle: Chronicle,
  participant: string,
  person?: string,
): DataOf<'people.notice-given'> => ({
  participant,
  ...(person ? { person } : {}),
  token: sha256Hex(tokenOf(person ?? participant)),
  note: sha256Hex(seedOf(`letter ${participant}`)),
  channel: 'note-verbale',
  expires: timeOf(chronicle.now + 28 * 86_400_000),
});

/** `people.person-added` for a hand, proof of possession and committed name included. */
export async function personData(chronicle: Chronicle, hand: PersonHand) {
  const { participant, person } = hand.actor;
  const name = testField(person, 'name', `Somebody of ${participant}`);
  const proof = await hand.sign('enrol', enrolment(chronicle.body, participant, person, idOfKey(hand.key)));
  const data: DataOf<'people.person-added'> = { person, key: hand.key, proof, name: name.commitment };
  return { data, fields: [name.opening] };
}

/** Invites a participant and enrols its root; gives the root. */
export async function seat(chronicle: Chronicle, participant: string): Promise<Hand> {
  const secretariat = await rootHand('secretariat');
  const root = await rootHand(participant);
  const invitation = invitationData(chronicle, participant);
  chronicle.append(await chronicle.sign(secretariat, 'people.participant-invited', invitation));
  const enrolled = { key: root.key, token: toBase64url(tokenOf(participant)) };
  chronicle.append(await chronicle.sign(root, 'people.root-enrolled', enrolled));
  return root;
}

/** The root adds a person and says what it may do. */
export async function admit(
  chronicle: Chronicle,
  hand: PersonHand,
  authorities: readonly Authority[] = [],
): Promise<void> {
  const root = await rootHand(hand.actor.participant);
  const { data, fields } = await personData(chronicle, hand);
  chronicle.append(await chronicle.sign(root, 'people.person-added', data, { fields }));
  if (authorities.length === 0) return;
  const held = { person: hand.actor.person, authorities: [...authorities].sort() };
  chronicle.append(await chronicle.sign(root, 'people.authorities-set', held));
}

/** An OpenPGP key as the directory names it; the bytes are whatever the label gives. */
export function testPgpKey(label: string): OpenpgpKey {
  const bytes = seedOf(`openpgp ${label}`);
  return {
    alg: 'openpgp',
    blob: { sha256: sha256Hex(bytes), size: bytes.length },
    fingerprint: sha256Hex(bytes).slice(0, 40),
  };
}

/** The post-quantum half of a key; the bytes are whatever the label gives. */
export function testHybridKey(label: string): HybridKey {
  const bytes = seedOf(`hybrid ${label}`);
  return { alg: 'age-hybrid', blob: { sha256: sha256Hex(bytes), size: bytes.length } };
}

/** Bytes that stand for a ciphertext: padded as one, sealed to nobody. */
export function testCiphertext(label: string): Uint8Array {
  const bytes = new Uint8Array(4096);
  for (let at = 0; at < bytes.length; at += 32) bytes.set(seedOf(`ciphertext ${label} ${at}`), at);
  return bytes;
}

/** `exchange.sent` with its opened recipients. */
export function messageData(
  label: string,
  from: { participant: string; contact: string },
  to: readonly Recipient[],
  more: { thread?: string; deadline?: string; layers?: Layers; further?: string; exercise?: boolean } = {},
) {
  const message = testId('msg', label);
  const sorted = [...to].sort((a, b) =>
    `${a.participant} ${a.contact}` < `${b.participant} ${b.contact}` ? -1 : 1,
  );
  const recipients = testField(message, 'recipients', sorted);
  const data: DataOf<'exchange.sent'> = {
    header: {
      message,
      thread: more.thread ?? testId('thr', label),
      from,
      marking: { scheme: 'TLP', label: 'AMBER' },
      exercise: more.exercise ?? true,
      ...(more.deadline ? { deadline: more.deadline } : {}),
    },
    ciphertext: { sha256: sha256Hex(testCiphertext(label)), size: 4096 },
    recipients: recipients.commitment,
    layers: more.layers ?? ['openpgp'],
    ...(more.further ? { further: more.further } : {}),
  };
  return { data, fields: [recipients.opening] };
}

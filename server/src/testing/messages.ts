import { commitField, type DataOf, type FieldOpening, newId, type Recipient } from '@comity/acts';
import { putBlob, type Receipt } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { type Attachment, type Sealed, seal } from '@comity/seal';
import { does } from './acting.ts';
import type { Stage } from './body.ts';
import type { TestState } from './states.ts';

export interface Letter {
  readonly subject?: string;
  readonly text?: string;
  readonly thread?: string;
  readonly deadline?: string;
  readonly exercise?: boolean;
  readonly attachments?: readonly Attachment[];
}

/** Seals a message from the contact of a State to those of others. Nothing is sent. */
export const seals = (body: Stage, from: TestState, to: readonly TestState[], letter: Letter = {}) =>
  seal({
    body: body.trust.body,
    message: newId('msg'),
    thread: letter.thread ?? newId('thr'),
    type: 'notification',
    exercise: letter.exercise ?? false,
    language: 'en',
    subject: letter.subject ?? 'Traffic from your network',
    text: letter.text ?? 'Since 03:00 UTC we see scans.',
    from: { participant: from.id, contact: from.contact },
    recipients: to.map((s) => ({
      participant: s.id,
      contact: s.contact,
      publicKey: s.key.publicKey,
    })),
    signer: { privateKey: from.key.privateKey },
    at: body.clock.at(),
    ...(letter.deadline ? { deadline: letter.deadline } : {}),
    ...(letter.attachments ? { attachments: letter.attachments } : {}),
  });

/** Uploads what is sealed, and says what the act says of it. */
export async function uploads(
  from: TestState,
  sealed: Sealed,
): Promise<{ data: DataOf<'exchange.sent'>; openings: readonly FieldOpening[] }> {
  const files = [sealed.ciphertext, ...sealed.attachments.map((a) => a.ciphertext)];
  for (const bytes of files) await putBlob(from.reader, sha256Hex(bytes), bytes);
  const [ciphertext, ...attachments] = files.map((bytes) => ({
    sha256: sha256Hex(bytes),
    size: bytes.length,
  }));
  const to: Recipient[] = sealed.message.to.map((r) => ({ ...r }));
  const { commitment, opening } = commitField(sealed.header.message, 'recipients', to);
  const data: DataOf<'exchange.sent'> = {
    header: sealed.header,
    ciphertext: ciphertext!,
    recipients: commitment,
    layers: sealed.layers,
    ...(sealed.further ? { further: sealed.further } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  };
  return { data, openings: [opening] };
}

export interface Sent {
  readonly sealed: Sealed;
  readonly receipt: Receipt;
  readonly message: string;
  readonly thread: string;
}

/** Seals a message, uploads it and places the act, signed by the session of whoever is on duty. */
export async function sends(
  body: Stage,
  from: TestState,
  to: readonly TestState[],
  letter: Letter = {},
): Promise<Sent> {
  const sealed = await seals(body, from, to, letter);
  const { data, openings } = await uploads(from, sealed);
  const receipt = await does(body, from.session, 'exchange.sent', data, { openings });
  return { sealed, receipt, message: sealed.header.message, thread: sealed.header.thread };
}

export const acknowledges = (body: Stage, by: TestState, { message, thread }: Sent): Promise<Receipt> =>
  does(body, by.session, 'exchange.acknowledged', { message, thread, contact: by.contact });

/** A message whose ciphertext is any bytes: for tests that never open it. */
export async function drafts(
  from: TestState,
  to: readonly TestState[],
  label: string,
): Promise<{ data: DataOf<'exchange.sent'>; openings: readonly FieldOpening[] }> {
  const bytes = utf8(`sealed ${label}`.padEnd(64));
  await putBlob(from.reader, sha256Hex(bytes), bytes);
  const message = newId('msg');
  const order = (s: TestState) => `${s.id} ${s.contact}`;
  const recipients: Recipient[] = [...to]
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map((s) => ({ participant: s.id, contact: s.contact, key: s.key.fingerprint }));
  const { commitment, opening } = commitField(message, 'recipients', recipients);
  const header = {
    ...{ message, thread: newId('thr'), from: { participant: from.id, contact: from.contact } },
    ...{ marking: { scheme: 'TLP', label: 'AMBER' }, exercise: true },
  };
  const ciphertext = { sha256: sha256Hex(bytes), size: bytes.length };
  return { data: { header, ciphertext, recipients: commitment, layers: ['openpgp'] }, openings: [opening] };
}

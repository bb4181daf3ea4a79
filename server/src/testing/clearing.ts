import { newId } from '@comity/acts';
import { putBlob } from '@comity/client';
import { seal } from '@comity/seal';
import { type ClearanceItem, itemText } from '@comity/seal/clearing';
import type { Stage } from './body.ts';
import type { TestState } from './states.ts';

export interface Item {
  readonly item?: ClearanceItem;
  readonly clearance?: string;
  readonly previous?: string;
  /** Contacts that it is sealed to; the own one, unless others are named. */
  readonly to?: readonly TestState[];
}

/** Seals an item of a clearance to the own State and uploads it: what is posted, and the id that later items name. */
export async function sealsItem(body: Stage, from: TestState, given: Item = {}) {
  const { item = { kind: 'draft', text: 'First.\n\nSecond.' } as const, to = [from] } = given;
  const sealed = await seal({
    ...{ body: body.trust.body, message: newId('msg'), thread: given.clearance ?? newId('thr') },
    ...(given.previous === undefined ? {} : { previous: given.previous }),
    ...{
      type: 'notification',
      exercise: false,
      language: 'en',
      subject: 'A statement',
      text: itemText(item),
    },
    from: { participant: from.id, contact: from.contact },
    recipients: to.map((s) => ({ participant: s.id, contact: s.contact, publicKey: s.key.publicKey })),
    signer: { privateKey: from.key.privateKey },
    at: body.clock.at(),
  });
  await putBlob(from.reader, sealed.sha256, sealed.ciphertext);
  const posted = {
    header: { ...sealed.header, exercise: false as const },
    ciphertext: { sha256: sealed.sha256, size: sealed.ciphertext.length },
    to: sealed.message.to.map(({ participant, contact, key }) => ({ participant, contact, key })),
  };
  return { posted, messageId: sealed.messageId, clearance: sealed.header.thread };
}

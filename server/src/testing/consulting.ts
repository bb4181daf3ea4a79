import { newId } from '@comity/acts';
import { asidePosted } from '@comity/client/consulting';
import { seal } from '@comity/seal';
import { type ConsultationItem, consultationText } from '@comity/seal/consulting';
import type { Stage } from './body.ts';
import type { TestState } from './states.ts';

export interface ConsultationPart {
  readonly kind?: 'sounding' | 'group';
  readonly about: string;
  readonly item?: ConsultationItem;
  readonly consultation?: string;
  readonly previous?: string;
  /** Contacts that it is sealed to, the own one among them. */
  readonly to: readonly TestState[];
}

/** Seals an item of a consultation: what is posted, and the id that later items name. */
export async function sealsConsultation(body: Stage, from: TestState, given: ConsultationPart) {
  const { kind = 'group', about, to, item = { kind: 'words', text: 'What could you live with?' } } = given;
  const sealed = await seal({
    ...{ body: body.trust.body, message: newId('msg'), thread: given.consultation ?? newId('thr') },
    ...(given.previous === undefined ? {} : { previous: given.previous }),
    ...{ type: 'notification', exercise: false, language: 'en', subject: 'Paragraph 12' },
    text: consultationText(item, { what: kind, about }),
    from: { participant: from.id, contact: from.contact },
    recipients: to.map((s) => ({ participant: s.id, contact: s.contact, publicKey: s.key.publicKey })),
    signer: { privateKey: from.key.privateKey },
    at: body.clock.at(),
  });
  const posted = { ...asidePosted(sealed, false as const), kind, about };
  return { posted, messageId: sealed.messageId, consultation: sealed.header.thread };
}

import { newId, newNonce } from '@comity/acts';
import { asidePosted } from '@comity/client/consulting';
import { seal } from '@comity/seal';
import {
  type ConsultationItem,
  consultationIdOf,
  consultationText,
  type Founding,
} from '@comity/seal/consulting';
import type { Stage } from './body.ts';
import type { TestState } from './states.ts';

export interface ConsultationPart {
  readonly kind?: 'sounding' | 'group';
  readonly about: string;
  readonly item?: ConsultationItem;
  /** Of the consultation that it goes on in. */
  readonly founding?: Founding;
  readonly previous?: string;
  /** Contacts that it is sealed to, the own one among them. */
  readonly to: readonly TestState[];
}

/** Seals an item of a consultation: what is posted, and the id that later items name. */
export async function sealsConsultation(body: Stage, from: TestState, given: ConsultationPart) {
  const { kind = 'group', about, to, item = { kind: 'words', text: 'What could you live with?' } } = given;
  const among = [...new Set([from, ...to].map(({ id }) => id))].sort();
  const founding = given.founding ?? { what: kind, about, among, nonce: newNonce() };
  const { body: id } = body.trust;
  const sealed = await seal({
    ...{ body: id, message: newId('msg'), thread: consultationIdOf(id, founding) },
    ...(given.previous === undefined ? {} : { previous: given.previous }),
    ...{ type: 'notification', exercise: false, language: 'en', subject: 'Paragraph 12' },
    text: consultationText(item, founding),
    from: { participant: from.id, contact: from.contact },
    recipients: to.map((s) => ({ participant: s.id, contact: s.contact, publicKey: s.key.publicKey })),
    signer: { privateKey: from.key.privateKey },
    at: body.clock.at(),
  });
  const { what, about: beside, nonce } = founding;
  const posted = { ...asidePosted(sealed, false as const), kind: what, about: beside, nonce };
  return { posted, founding, messageId: sealed.messageId, consultation: sealed.header.thread };
}

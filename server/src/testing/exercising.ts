import { newId } from '@comity/acts';
import { asidePosted } from '@comity/client/exercising';
import { seal } from '@comity/seal';
import { type ExerciseItem, exerciseText } from '@comity/seal/exercising';
import type { Stage } from './body.ts';
import type { TestState } from './states.ts';

export const BEGINS: ExerciseItem = { kind: 'exercise', what: 'scenario', seed: 'A'.repeat(22) };

export interface ControlItem {
  readonly item?: ExerciseItem;
  readonly exercise?: string;
  readonly previous?: string;
  /** Contacts of control that it is sealed to; the own one, unless others are named. */
  readonly to?: readonly TestState[];
}

/** Seals an item of control: what is posted, and the id that later items name. */
export async function sealsControlItem(body: Stage, from: TestState, given: ControlItem = {}) {
  const { item = BEGINS, to = [from] } = given;
  const sealed = await seal({
    ...{ body: body.trust.body, message: newId('msg'), thread: given.exercise ?? newId('thr') },
    ...(given.previous === undefined ? {} : { previous: given.previous }),
    ...{ type: 'notification', exercise: true, language: 'en', subject: 'A port', text: exerciseText(item) },
    from: { participant: from.id, contact: from.contact },
    recipients: to.map((s) => ({ participant: s.id, contact: s.contact, publicKey: s.key.publicKey })),
    signer: { privateKey: from.key.privateKey },
    at: body.clock.at(),
  });
  const posted = asidePosted(sealed, true as const);
  return { posted, messageId: sealed.messageId, exercise: sealed.header.thread };
}

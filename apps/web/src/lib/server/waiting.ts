import { ACT_TYPES, kindOf } from '@comity/acts';
import type { MessageKey, Words } from '#lib/words/messages.ts';

/** What the script for signed acts that wait says; the parts it fills in stand there by their name. */
const KEYS: readonly MessageKey[] = [
  'queue.title',
  'queue.note',
  'queue.signed',
  'queue.waiting',
  'queue.placed',
  'queue.drop',
  'queue.dismiss',
  'dialog.proof',
  'dialog.refused',
  'dialog.allowed-when',
  'problem.detail',
  'problem.refused',
  'problem.unknown',
  'problem.client.unexpected-answer',
  'problem.now.sign-in',
  'problem.now.again',
  'problem.now.refused',
  'problem.now.correct',
];
const TITLES = ACT_TYPES.filter((type) => kindOf(type).offline).map((type) => `act.${type}` as MessageKey);
const LATER = { index: '{index}', when: '{when}', rule: '{rule}' };

export const waitingWords = (t: Words): Record<string, string> =>
  Object.fromEntries([...KEYS, ...TITLES].map((key) => [key, t(key, LATER)]));

import { ACT_TYPES, kindOf } from '@comity/acts';
import type { Shipped } from '#lib/words/client.ts';
import { messagesUnder } from './catalogues.ts';

/** What the script for signed acts that wait says: of failures, those that come of sending an act. */
const WANTED = [
  'queue.',
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
  ...ACT_TYPES.filter((type) => kindOf(type).offline).map((type) => `act.${type}`),
];

/** What the script is given, in the reader's language. */
export interface WaitingSay {
  readonly body: string;
  readonly language: string;
  readonly shipped: Shipped;
}

export const waitingSay = (body: string, language: string): WaitingSay => ({
  body,
  language,
  shipped: messagesUnder(language, WANTED),
});

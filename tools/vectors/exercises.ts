import { messageData, testCiphertext, testId } from '@comity/acts/testing';
import { Attempts } from './attempts.ts';
import { ALPHA_CONTACT, ALPHA_MISSION, type Cast, recipientOf } from './history.ts';
import { judged } from './refused.ts';
import { FOLLOWS, onDuty } from './seals.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

const REAL = testId('thr', 'real');
const DRILL = testId('thr', 'drill');

/** From the contact of alpha to its mission. */
const message = (told: Told, label: string, thread: string, exercise: boolean) =>
  messageData(
    label,
    { participant: 'alpha', contact: ALPHA_CONTACT },
    [recipientOf(told, 'alpha', ALPHA_MISSION)],
    { thread, exercise },
  );

/** `history-16.json` and `refused-16.json`: a real thread beside that of an exercise, and what would mix them. */
export async function exerciseVectors(told: Told, cast: Cast) {
  const after = told.chronicle.size;
  const hand = onDuty(cast);
  const send = async (label: string, thread: string, exercise: boolean) => {
    told.chronicle.keep(testCiphertext(label));
    const { data, fields } = message(told, label, thread, exercise);
    await told.tell(hand, 'exchange.sent', data, { fields });
  };
  await send('real', REAL, false);
  await send('drill', DRILL, true);
  await send('real, and on', REAL, false);
  await send('drill, and on', DRILL, true);
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const attempts = new Attempts(told, cast);
  const mix = async (what: string, thread: string, exercise: boolean) => {
    const { data, fields } = message(told, what, thread, exercise);
    await attempts.rule('exchange.exercise-apart', what, hand, 'exchange.sent', data, { fields });
  };
  await mix('a real message in the thread of an exercise', DRILL, false);
  await mix('a message of an exercise in a real thread', REAL, true);
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  const { size, state } = told.chronicle;
  return {
    history: { follows: FOLLOWS, after, entries, state: describeState(state) },
    refused: { follows: [...FOLLOWS, 'history-16.json'], after: size, cases },
  };
}

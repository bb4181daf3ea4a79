import type { Opened } from '@comity/seal';
import {
  CARDS,
  CHECKED_FILE,
  type CheckedForm,
  cardIn,
  checkedForm,
  compareForm,
  type Exercise,
  type Fate,
  type FilledForm,
  FORM_FILE,
  formBytes,
  idsFor,
  readForm,
} from '@comity/seal/exercising';
import { sendLetterAs } from '../commands/sending.ts';
import { type Acting, type Answer, actingAs, type Setting } from '../commands/setting.ts';
import { CommandError, refusal } from '../errors.ts';
import { openThread, readThread } from '../messages.ts';
import { openerOf } from '../opener.ts';
import { pairs, table } from '../terminal.ts';
import { drill } from './mark.ts';

export async function card(_: Setting, { language }: { language: string }, id: string): Promise<Answer> {
  if (!Object.hasOwn(CARDS, id))
    throw new CommandError(
      'comity.no-such-card',
      `There is no card “${id}”.`,
      `One of: ${Object.keys(CARDS).join(', ')}.`,
    );
  const fields = cardIn(id, language);
  return {
    value: { exercise: true, card: id, fields },
    lines: drill([`Card ${id}: an invented case`, '', ...pairs(fields)]),
  };
}

/** What a message brought under a name, if it was bound to its recipients. */
function formIn(opened: Opened, name: string): FilledForm | CheckedForm | undefined {
  const file = opened.kind === 'bound' ? opened.attachments.find((a) => a.name === name) : undefined;
  return file && readForm(file.bytes);
}

/** Compares the form that came in a thread with its card, on this machine; with --answer the sender is told what differs. */
export async function check(
  setting: Setting,
  options: { answer?: boolean; from?: string },
  thread: string,
): Promise<Answer> {
  const acting = await actingAs(setting);
  const opener = await openerOf(acting);
  const opened = await openThread(opener, (await readThread(opener.reader, thread)).messages);
  const found = opened.map(([, one]) => ({ one, form: formIn(one, FORM_FILE) })).findLast((x) => x.form);
  if (found?.form?.kind !== 'form' || found.one.kind !== 'bound')
    throw refusal(
      'comity.no-form',
      'No message of this thread brought a form that could be opened and checked here.',
      `See why: comity exchange open ${thread}`,
    );
  const fields = compareForm(found.form);
  const result = checkedForm(found.one.messageId, found.form);
  const rows = fields.map((f) => [f.field, f.same ? 'same' : 'DIFFERS', f.expected, f.arrived]);
  if (options.answer) await answer(setting, acting, options, thread, result);
  const whole = result.differ.length === 0;
  return {
    value: {
      exercise: true,
      thread,
      card: found.form.card,
      whole,
      fields,
      answered: options.answer === true,
    },
    lines: drill([
      whole ? 'The form arrived whole.' : `Not as on the card: ${result.differ.join(', ')}`,
      '',
      ...table(['FIELD', 'COMPARED', 'ON THE CARD', 'ARRIVED'], rows),
      ...(options.answer ? ['', 'The sender was told, sealed.'] : []),
    ]),
    exit: whole ? 0 : 1,
  };
}

async function answer(
  setting: Setting,
  acting: Acting,
  { from }: { from?: string },
  thread: string,
  result: CheckedForm,
): Promise<void> {
  const says =
    result.differ.length === 0
      ? 'The form arrived whole.'
      : `Not as on the card: ${result.differ.join(', ')}.`;
  const file = { name: CHECKED_FILE, mediaType: 'application/json', bytes: formBytes(result) };
  const letter = { reply: thread, exercise: true, type: 'reply', language: 'en', text: `EXERCISE. ${says}` };
  await sendLetterAs(acting, setting, { ...letter, ...(from === undefined ? {} : { from }) }, [file]);
}

/** What each contact's device found in the form of a form test: the fields that differ; undefined where it has not said. */
export async function checkedBy(
  acting: Acting,
  exercise: Exercise,
  fates: readonly Fate[],
): Promise<{ contact: string; differ?: readonly string[] }[]> {
  const opener = await openerOf(acting);
  const found: { contact: string; differ?: readonly string[] }[] = [];
  for (const { inject, contact, answered } of fates) {
    const { thread } = idsFor(exercise, inject, contact);
    const messages = answered === undefined ? [] : (await readThread(opener.reader, thread)).messages;
    const results = (await openThread(opener, messages)).map(([, one]) => formIn(one, CHECKED_FILE));
    const last = results.findLast((one) => one?.kind === 'form-checked');
    found.push({ contact, ...(last?.kind === 'form-checked' ? { differ: last.differ } : {}) });
  }
  return found;
}

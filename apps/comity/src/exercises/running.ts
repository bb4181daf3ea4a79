import { setTimeout as sleep } from 'node:timers/promises';
import { dueNow } from '@comity/client/exercising';
import { readDirectory } from '@comity/client/messages';
import {
  CARDS,
  cardIn,
  dueAt,
  type Fate,
  type FilledForm,
  FORM_FIELDS,
  FORM_FILE,
  type FormField,
  formBytes,
  formText,
  goneAt,
  type Inject,
  isDue,
  sayGone,
} from '@comity/seal/exercising';
import { recipientsOf, sendingContact } from '../commands/sending.ts';
import { type Acting, type Answer, actingAs, type Setting, wholeNumber } from '../commands/setting.ts';
import { CommandError, refusal } from '../errors.ts';
import { begin, enterAs, type FromOption, fatesOf, put, type Room, sendInject } from './control.ts';
import { drill, EXERCISE } from './mark.ts';
import { fateLines } from './reporting.ts';

interface Whom extends FromOption {
  readonly to?: readonly string[];
  readonly all?: boolean;
  readonly class?: string;
  readonly self?: boolean;
  readonly language: string;
  readonly hours?: string;
}

async function whom(acting: Acting, options: Whom): Promise<string[]> {
  const held = sendingContact(acting.identity, options.from);
  if (options.self) return [held.contact];
  const { connection } = await acting.session();
  return recipientsOf(await readDirectory(connection), options, acting.identity, held).map((c) => c.contact);
}

const LINK = {
  subject: 'EXERCISE: link test',
  text: 'EXERCISE. This message tests whether you are reached. Please acknowledge it. Nothing has happened, and no answer is needed.',
  asks: ['Acknowledge this message.'],
};

/** One marked message to each contact, each by itself; who has it and who acknowledged is shown by `exercise show`. */
export async function linkTest(setting: Setting, options: Whom): Promise<Answer> {
  const acting = await actingAs(setting);
  const to = await whom(acting, options);
  return testing(setting, acting, options, {
    what: 'link-test',
    title: 'Link test',
    inject: { ...LINK, to },
  });
}

interface FormOptions extends Whom {
  readonly card: string;
  readonly field?: readonly string[];
  readonly copy?: boolean;
}

/** A form filled in from a card, to each contact; the devices of its readers compare it field by field. */
export async function formTest(setting: Setting, options: FormOptions): Promise<Answer> {
  const form = filledFrom(options);
  const acting = await actingAs(setting);
  const inject = {
    to: await whom(acting, options),
    subject: 'EXERCISE: form test',
    text: `EXERCISE. This form was filled in from card ${form.card}. Nothing of it has happened.\n\n${formText(form, (f) => f)}`,
    asks: ['Compare the form with the card: comity exercise check THREAD --answer'],
  };
  const file = { name: FORM_FILE, mediaType: 'application/json', bytes: formBytes(form) };
  return testing(setting, acting, options, {
    what: 'form-test',
    title: 'Form test',
    inject,
    card: form.card,
    file,
  });
}

function filledFrom({ card, language, field = [], copy }: FormOptions): FilledForm {
  if (!Object.hasOwn(CARDS, card))
    throw new CommandError(
      'comity.no-such-card',
      `There is no card “${card}”.`,
      `One of: ${Object.keys(CARDS).join(', ')}.`,
    );
  const given = new Map(field.map((one) => [one.split('=')[0]!, one.slice(one.indexOf('=') + 1)]));
  const missing = FORM_FIELDS.filter((name) => !given.has(name));
  const unknown = [...given.keys()].filter((name) => !FORM_FIELDS.includes(name as FormField));
  if (unknown.length > 0 || (!copy && missing.length > 0))
    throw new CommandError(
      'comity.form-not-filled',
      unknown.length > 0 ? `The form has no ${unknown.join(', ')}.` : `Not filled in: ${missing.join(', ')}.`,
      `Read the card (comity exercise card ${card}) and fill it in with --field NAME=…; --copy copies it, to test the line alone.`,
    );
  const on = cardIn(card, language);
  const fields = Object.fromEntries(FORM_FIELDS.map((name) => [name, given.get(name) ?? on[name]]));
  return { kind: 'form', card, language, fields: fields as Record<FormField, string> };
}

interface Test {
  readonly what: 'link-test' | 'form-test';
  readonly title: string;
  readonly card?: string;
  readonly inject: Pick<Inject, 'to' | 'subject' | 'text' | 'asks'>;
  readonly file?: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
}

/** Plans a test of one inject and sends it at once. */
async function testing(setting: Setting, acting: Acting, options: Whom, test: Test): Promise<Answer> {
  const { what, title, card, file } = test;
  const { language } = options;
  const begun = await begin(acting, options, { what, ...(card ? { card } : {}) }, { title, language });
  const hours = options.hours === undefined ? {} : { hours: wholeNumber(options.hours, '--hours', 1) };
  const inject: Inject = {
    ...test.inject,
    ...hours,
    id: 'one',
    minute: 0,
    type: 'exercise-inject',
    language,
  };
  await put(acting, options, { kind: 'inject', ...inject }, begun);
  await put(acting, options, { kind: 'clock', does: 'start' }, await enterAs(acting, begun.id));
  const room = await enterAs(acting, begun.id);
  let done = 0;
  for (const contact of inject.to) {
    await sendInject(room, options, { inject, contact }, file ? [file] : []);
    setting.terminal.progress('EXERCISE: sent', ++done, inject.to.length);
  }
  const fates = await fatesOf(room);
  return {
    value: { exercise: room.id, what, sent: fates },
    lines: drill([
      `${title}: ${room.id}`,
      ...fateLines(room.exercise, fates),
      `See who acknowledged: comity exercise show ${room.id}`,
    ]),
  };
}

export interface RunOptions extends FromOption {
  readonly once?: boolean;
}

/** Milliseconds between two looks at the clock of others: one of control may have paused it. */
const LOOK = 5000;

/**
 * Sends what is due, as long as the exercise runs: this machine signs, so the plan stays sealed until then. Ends when it is
 * over or everything was sent; with --once after one look.
 */
export async function run(setting: Setting, options: RunOptions, id: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const sent: { inject: string; contact: string; at: string; outcome: string }[] = [];
  let before: readonly Fate[] | undefined;
  setting.terminal.note(EXERCISE);
  for (;;) {
    const room = await enterAs(acting, id);
    const { exercise, stored } = room;
    assertScenario(exercise);
    // What others of control send meanwhile is not looked up: the rules take each message once, whoever sends it.
    before ??= await fatesOf(room);
    const tried = (inject: string, contact: string) =>
      [...sent, ...before!.filter((fate) => fate.sent !== undefined)].some(
        (one) => one.inject === inject && one.contact === contact,
      );
    const now = Date.parse(stored.now);
    for (const one of dueNow(exercise, before, ({ minute }) => isDue(exercise.clock, minute, now))) {
      if (tried(one.inject.id, one.contact)) continue;
      const outcome = await attempt(room, options, one);
      const at = sayGone(goneAt(exercise.clock, now));
      sent.push({ inject: one.inject.id, contact: one.contact, at, outcome });
      setting.terminal.note(`EXERCISE ${at} ${one.inject.id} to ${one.contact}: ${outcome}`);
    }
    const all = exercise.injects.every(({ id, to }) => to.every((contact) => tried(id, contact)));
    const { standing } = exercise.clock;
    if (options.once || standing === 'over' || (standing === 'running' && all))
      return {
        value: { exercise: id, standing, sent },
        lines: drill([
          ...sent.map((one) => `${one.at} ${one.inject} to ${one.contact}: ${one.outcome}`),
          all ? 'Everything was sent.' : `The exercise is ${standing}.`,
          `See what comes back: comity exercise show ${id}`,
        ]),
      };
    await sleep(untilNext(room, now));
  }
}

/** What a form test sends holds the form, and that is not in the plan. */
function assertScenario({ what }: Room['exercise']): void {
  if (what === 'scenario') return;
  throw refusal(
    'comity.no-scenario',
    'A test is sent when it is begun.',
    'Begin another: comity exercise link-test, or form-test.',
  );
}

/** One contact that cannot be reached must not hold up the others. */
async function attempt(
  room: Room,
  options: FromOption,
  one: { inject: Inject; contact: string },
): Promise<string> {
  try {
    return await sendInject(room, options, one);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === 'comity.contact-without-key' || code === 'record.refused-by-rule')
      return `not sent: ${message}`;
    throw error;
  }
}

function untilNext({ exercise }: Room, now: number): number {
  const ahead = exercise.injects
    .map(({ minute }) => dueAt(exercise.clock, minute))
    .filter((at): at is number => at !== undefined && at > now)
    .map((at) => at - now);
  return Math.min(LOOK, ...ahead);
}

import { readFile } from 'node:fs/promises';
import { controlContacts, removeExercise } from '@comity/client/exercising';
import { readDirectory } from '@comity/client/messages';
import { MESSAGE_TYPES, type MessageType } from '@comity/seal';
import { type ClockDeed, goneAt, type Inject, mayDo, sayGone } from '@comity/seal/exercising';
import { recipientsOf, sendingContact } from '../commands/sending.ts';
import { type Acting, type Answer, actingAs, type Setting, wholeNumber } from '../commands/setting.ts';
import { CommandError, refusal } from '../errors.ts';
import { begin, enter, type FromOption, OFF_THE_RECORD, put } from './control.ts';
import { drill } from './mark.ts';

export interface OpenOptions extends FromOption {
  readonly title: string;
  readonly language: string;
  readonly control?: readonly string[];
}

/** Begins a scenario: its injects are written one by one, and nothing is sent before the clock is started. */
export async function open(setting: Setting, options: OpenOptions): Promise<Answer> {
  const acting = await actingAs(setting);
  await assertControl(acting, options.control ?? []);
  const room = await begin(acting, options, { what: 'scenario' }, options);
  setting.terminal.note(OFF_THE_RECORD);
  const { control } = room.stored;
  return {
    value: { exercise: room.id, control },
    lines: drill([
      `Planned: ${room.id}`,
      `  controlled by ${control.join(', ')}`,
      `Next: comity exercise inject ${room.id} --at 0 --to STATE --subject … --text …`,
    ]),
  };
}

async function assertControl(acting: Acting, control: readonly string[]): Promise<void> {
  const { connection } = await acting.session();
  for (const participant of control)
    if ((await controlContacts(connection, [participant])).length === 0)
      throw refusal(
        'comity.no-contact-in-control',
        `${participant} has no contact with a key: the plan cannot be sealed to it.`,
        'Nothing was planned.',
      );
}

export interface InjectOptions extends FromOption {
  readonly at: string;
  readonly to?: readonly string[];
  readonly all?: boolean;
  readonly class?: string;
  readonly id?: string;
  readonly type: string;
  readonly subject: string;
  readonly text?: string;
  readonly textFile?: string;
  readonly ask?: readonly string[];
  readonly hours?: string;
  readonly language?: string;
}

export async function inject(setting: Setting, options: InjectOptions, id: string): Promise<Answer> {
  const room = await enter(setting, id);
  const { connection } = await room.acting.session();
  const { identity } = room.acting;
  const held = sendingContact(identity, options.from);
  const to = recipientsOf(await readDirectory(connection), options, identity, held);
  const name = options.id ?? freeName(room.exercise.injects);
  const written: Inject = {
    ...{ id: name, minute: wholeNumber(options.at, '--at'), to: to.map((c) => c.contact) },
    ...{ type: typeOf(options.type), language: options.language ?? room.exercise.language },
    ...{ subject: options.subject, text: await textOf(options) },
    ...(options.ask ? { asks: options.ask } : {}),
    ...(options.hours === undefined ? {} : { hours: wholeNumber(options.hours, '--hours', 1) }),
  };
  await put(room.acting, options, { kind: 'inject', ...written }, room);
  return {
    value: { exercise: id, inject: written },
    lines: drill([`Inject ${name}, minute ${written.minute}, to ${written.to.join(', ')}`]),
  };
}

/** `inject-1` and on: a name that no inject has. */
function freeName(injects: readonly Inject[]): string {
  for (let n = 1; ; n++) {
    const name = `inject-${n}`;
    if (injects.every(({ id }) => id !== name)) return name;
  }
}

function typeOf(type: string): MessageType {
  const found = MESSAGE_TYPES.find((t) => t === type);
  if (found) return found;
  throw new CommandError(
    'comity.unknown-type',
    `There is no type “${type}”.`,
    `One of: ${MESSAGE_TYPES.join(', ')}.`,
  );
}

async function textOf({ text, textFile }: InjectOptions): Promise<string> {
  if (text !== undefined) return text;
  if (textFile !== undefined) return readFile(textFile, 'utf8');
  throw new CommandError('comity.no-text', 'What does the inject say?', 'Say it with --text or --text-file.');
}

export async function withdraw(
  setting: Setting,
  options: FromOption,
  id: string,
  inject: string,
): Promise<Answer> {
  const room = await enter(setting, id);
  if (room.exercise.injects.every((one) => one.id !== inject))
    throw refusal(
      'comity.no-such-inject',
      `There is no inject “${inject}”.`,
      `See: comity exercise show ${id}`,
    );
  await put(room.acting, options, { kind: 'withdrawn', id: inject }, room);
  return { value: { exercise: id, withdrawn: inject }, lines: drill([`Withdrawn: ${inject}`]) };
}

export async function note(
  setting: Setting,
  options: FromOption & { text: string; inject?: string },
  id: string,
): Promise<Answer> {
  const room = await enter(setting, id);
  const { text, inject } = options;
  await put(room.acting, options, { kind: 'note', text, ...(inject ? { inject } : {}) }, room);
  return {
    value: { exercise: id, noted: text },
    lines: drill(['Noted, for those who control the exercise.']),
  };
}

/** Turns the clock. Throws `comity.clock-stands-otherwise` where that is not possible now. */
export async function turn(
  setting: Setting,
  options: FromOption & { speed?: string },
  id: string,
  does: ClockDeed,
): Promise<Answer> {
  const room = await enter(setting, id);
  const { clock } = room.exercise;
  if (!mayDo(clock, does))
    throw refusal(
      'comity.clock-stands-otherwise',
      `The exercise is ${clock.standing}.`,
      `See: comity exercise show ${id}`,
    );
  const speed = options.speed === undefined ? {} : { speed: wholeNumber(options.speed, '--speed', 1) };
  await put(room.acting, options, { kind: 'clock', does, ...speed }, room);
  const now = await enter(setting, id);
  const { standing, speed: runs } = now.exercise.clock;
  const gone = sayGone(goneAt(now.exercise.clock, Date.parse(now.stored.now)));
  const next = standing === 'running' ? [`Injects are sent by your client: comity exercise run ${id}`] : [];
  return {
    value: { exercise: id, standing, gone, speed: runs },
    lines: drill([`${standing}, ${gone}${runs > 1 ? `, ${runs} times as fast` : ''}`, ...next]),
  };
}

export async function remove(setting: Setting, _: unknown, id: string): Promise<Answer> {
  const acting = await actingAs(setting);
  await removeExercise((await acting.session()).connection, id);
  return {
    value: { removed: id },
    lines: drill([
      `Removed, with everything that was sealed in it: ${id}`,
      'What it sent stays on the record.',
    ]),
  };
}

import { newNonce } from '@comity/acts';
import {
  addressees,
  controlContacts,
  controlItemToSeal,
  injectToSeal,
  type OpenedExercise,
  openExercise,
  putControlItem,
  readExercise,
  readFates,
  type StoredExercise,
  wasSentBefore,
} from '@comity/client/exercising';
import { postSealed, readDirectory } from '@comity/client/messages';
import type { Attachment } from '@comity/seal';
import {
  type Exercise,
  ExerciseError,
  type ExerciseItem,
  type Fate,
  type Inject,
} from '@comity/seal/exercising';
import { sealFor } from '../commands/sealing.ts';
import type { Acting, Setting } from '../commands/setting.ts';
import { actingAs } from '../commands/setting.ts';
import { CommandError, refusal } from '../errors.ts';
import { openAside } from '../messages.ts';
import { openerOf } from '../opener.ts';

export const OFF_THE_RECORD =
  'Plan, clock and notes are sealed to those who control the exercise, off the record: gone when it is removed. What it sends stands on the record, marked as an exercise.';

/** Somebody of control at work in an exercise. */
export interface Room {
  readonly acting: Acting;
  readonly id: string;
  readonly stored: StoredExercise;
  readonly opened: OpenedExercise;
  readonly exercise: Exercise;
}

export const enter = async (setting: Setting, id: string): Promise<Room> =>
  enterAs(await actingAs(setting), id);

/** Throws `comity.exercise-closed` where its beginning cannot be opened here. */
export async function enterAs(acting: Acting, id: string): Promise<Room> {
  const opener = await openerOf(acting);
  const stored = await readExercise(opener.reader, id);
  const opened = await openExercise((item, earlier) => openAside(opener, item, earlier), id, stored.items);
  if (opened.exercise) return { acting, id, stored, opened, exercise: opened.exercise };
  throw refusal(
    'comity.exercise-closed',
    'The plan of this exercise could not be opened and checked here.',
    'It is sealed to the keys that the contacts of control had then.',
  );
}

export interface FromOption {
  readonly from?: string | undefined;
}

/** What an item is put after; or the States that control the exercise that it opens, with its title. */
export type Place =
  | Pick<Room, 'id' | 'stored' | 'opened' | 'exercise'>
  | { readonly control: readonly string[]; readonly title: string; readonly language: string };

/** Seals an item to the contacts of control, each key checked before, and puts it. Answers with the exercise's id. */
export async function put(
  acting: Acting,
  { from }: FromOption,
  item: ExerciseItem,
  place: Place,
): Promise<string> {
  const control = 'stored' in place ? place.exercise.control : place.control;
  const { title, language } = 'stored' in place ? place.exercise : place;
  const after =
    'stored' in place
      ? { exercise: place.id, ...(place.opened.last === undefined ? {} : { previous: place.opened.last }) }
      : {};
  const { reader, sealed } = await sealFor(acting, {
    from,
    to: (by) => controlContacts(by, control),
    input: (by, own, to) =>
      inWords(() => controlItemToSeal(by, acting.place.trust, own, { item, title, language, to, ...after })),
  });
  await putControlItem(reader, sealed);
  return sealed.header.thread;
}

/** What cannot be written as it is, is told with what to do. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ExerciseError)) throw error;
    throw new CommandError('comity.exercise-refused', error.message, 'Nothing was sealed.');
  }
}

/** Begins an exercise: which States control it follows from whom its plan is sealed to. */
export async function begin(
  acting: Acting,
  options: FromOption,
  begun: Omit<ExerciseItem & { kind: 'exercise' }, 'kind' | 'seed'>,
  place: {
    readonly control?: readonly string[] | undefined;
    readonly title: string;
    readonly language: string;
  },
): Promise<Room> {
  const control = [...new Set([acting.identity.participant, ...(place.control ?? [])])];
  const item = { kind: 'exercise' as const, seed: newNonce(), ...begun };
  return enterAs(acting, await put(acting, options, item, { ...place, control }));
}

/** Whose contact each is, as the directory has it now. */
export async function participantsOf(acting: Acting): Promise<ReadonlyMap<string, string>> {
  const { connection } = await acting.session();
  return new Map((await readDirectory(connection)).map((c) => [c.contact, c.participant]));
}

export async function fatesOf({ acting, exercise }: Room): Promise<Fate[]> {
  const { connection } = await acting.session();
  return readFates(connection, exercise, await participantsOf(acting));
}

/** Seals an inject to one contact and sends it, in the name of the own contact. Answers whether it had been sent before. */
export async function sendInject(
  { acting, exercise }: Room,
  { from }: FromOption,
  { inject, contact }: { readonly inject: Inject; readonly contact: string },
  attachments: readonly Attachment[] = [],
): Promise<'sent' | 'sent before'> {
  const { reader, sealed } = await sealFor(acting, {
    from,
    to: async (by, own) => {
      const found = addressees(await readDirectory(by), exercise.control, own, contact);
      if (found.length === 0) throw unreachable(contact);
      return found;
    },
    input: (by, own, to) =>
      injectToSeal(by, acting.place.trust, own, { exercise, inject, contact, to, attachments }),
  });
  const { hand } = await acting.session();
  try {
    await postSealed(reader, acting.place.trust, hand, sealed);
    return 'sent';
  } catch (error) {
    if (wasSentBefore(error)) return 'sent before';
    throw error;
  }
}

const unreachable = (contact: string) =>
  refusal(
    'comity.contact-without-key',
    `${contact} is not in the directory, or has no key yet: nothing can be sealed to it.`,
    'Nothing was sent to it.',
  );

import { newNonce } from '@comity/acts';
import {
  addressees,
  type ControlWriting,
  controlContacts,
  controlItemToSeal,
  injectToSeal,
  type OpenedExercise,
  openExercise,
  putControlItem,
  readExercise,
  readFates,
  readingOfAside,
  type StoredExercise,
  wasSentBefore,
} from '@comity/client/exercising';
import { postSealed, readDirectory, readThread } from '@comity/client/messages';
import { placeOnce } from '@comity/client/resuming';
import type { Attachment, Opened } from '@comity/seal';
import {
  CHECKED_FILE,
  type CheckedForm,
  type Exercise,
  type ExerciseItem,
  type Fate,
  type FilledForm,
  FORM_FILE,
  formBytes,
  type Inject,
  idsFor,
  readForm,
} from '@comity/seal/exercising';
import { sealFrom } from './asides.ts';
import { openAgain as openMessages, sealLetter } from './exchange.ts';
import { keysHere, openHere } from './sealing.ts';
import { here, secretsOf, sessionHand } from './seat.ts';
import type { Seat } from './store.ts';

/** An exercise as it is kept and as it was opened here. */
export interface OpenRoom {
  readonly stored: StoredExercise;
  readonly opened: OpenedExercise;
}

/** Opens the items of an exercise with the keys of this seat. */
export async function openRoom(seat: Seat, stored: StoredExercise): Promise<OpenRoom> {
  const me = { participant: seat.participant, ...secretsOf(seat) };
  const opened = await openExercise(
    (item, earlier) => openHere({ ...readingOfAside(here(), item, earlier), me }),
    stored.exercise,
    stored.items,
  );
  return { stored, opened };
}

export const readRoom = async (seat: Seat, exercise: string): Promise<OpenRoom> =>
  openRoom(seat, await readExercise(here(), exercise));

export { removeExercise } from '@comity/client/exercising';

/** Seals an item to the contacts of control and puts it. Answers with the id of the exercise. */
async function put(
  seat: Seat,
  control: readonly string[],
  writing: Omit<ControlWriting, 'to'>,
): Promise<string> {
  const contacts = await controlContacts(here(), control);
  const sealed = await sealFrom(
    seat,
    () => contacts,
    (own, to) => controlItemToSeal(here(), seat.trust, own, { ...writing, to }, keysHere.hybrid),
  );
  await putControlItem(here(), sealed);
  return sealed.header.thread;
}

/** Puts an item into an exercise, and reads what stands there now. */
export async function putInto(
  seat: Seat,
  { stored, opened }: OpenRoom,
  item: ExerciseItem,
): Promise<OpenRoom> {
  const { title, language } = opened.exercise!;
  const previous = opened.last === undefined ? {} : { previous: opened.last };
  await put(seat, opened.exercise!.control, {
    item,
    title,
    language,
    exercise: stored.exercise,
    ...previous,
  });
  return readRoom(seat, stored.exercise);
}

export interface Beginning {
  readonly what: Exercise['what'];
  readonly title: string;
  readonly language: string;
  readonly control?: readonly string[];
  readonly card?: string;
}

export async function begin(seat: Seat, wish: Beginning): Promise<OpenRoom> {
  const { what, title, language, control = [], card } = wish;
  const item = { kind: 'exercise' as const, what, seed: newNonce(), ...(card ? { card } : {}) };
  const states = [...new Set([seat.participant, ...control])];
  return readRoom(seat, await put(seat, states, { item, title, language }));
}

/** Seals an inject to one contact and sends it. Whoever of control was a moment faster has sent the same. */
export async function sendInject(
  seat: Seat,
  { opened }: OpenRoom,
  { inject, contact }: { readonly inject: Inject; readonly contact: string },
  attachments: readonly Attachment[] = [],
): Promise<void> {
  const directory = await readDirectory(here());
  const exercise = opened.exercise!;
  const sealed = await sealFrom(
    seat,
    (own) => addressees(directory, exercise.control, own, contact),
    (own, to) =>
      injectToSeal(here(), seat.trust, own, { exercise, inject, contact, to, attachments }, keysHere.hybrid),
  );
  try {
    await postSealed(here(), seat.trust, await sessionHand(seat), sealed);
  } catch (error) {
    if (!wasSentBefore(error)) throw error;
  }
}

export interface Test extends Beginning {
  readonly inject: Pick<Inject, 'to' | 'subject' | 'text' | 'asks' | 'hours'>;
  readonly form?: FilledForm;
}

/** Plans a test of one inject and sends it at once. Answers with the id of the exercise. */
export async function sendTest(
  seat: Seat,
  test: Test,
  onProgress: (done: number, total: number) => void,
): Promise<string> {
  const inject: Inject = {
    ...{ ...test.inject, id: 'one', minute: 0, type: 'exercise-inject', language: test.language },
  };
  let room = await begin(seat, test);
  room = await putInto(seat, room, { kind: 'inject', ...inject });
  room = await putInto(seat, room, { kind: 'clock', does: 'start' });
  const file = test.form && { name: FORM_FILE, mediaType: 'application/json', bytes: formBytes(test.form) };
  for (const [i, contact] of inject.to.entries()) {
    onProgress(i, inject.to.length);
    await sendInject(seat, room, { inject, contact }, file ? [file] : []);
  }
  return room.stored.exercise;
}

export const fatesOf = (
  exercise: Exercise,
  participants: Readonly<Record<string, string>>,
): Promise<Fate[]> => readFates(here(), exercise, new Map(Object.entries(participants)));

/** The forms that the messages of a thread brought, under a name, in their order. */
async function formsIn(seat: Seat, thread: string, name: string) {
  const { messages } = await readThread(here(), thread);
  return (await openMessages(seat, messages, new Map())).flatMap(([message, opened]) => {
    const form = formOf(opened, name);
    return form && opened.kind === 'bound' ? [{ message, opened, form }] : [];
  });
}

function formOf(opened: Opened, name: string): FilledForm | CheckedForm | undefined {
  const file = opened.kind === 'bound' ? opened.attachments.find((a) => a.name === name) : undefined;
  return file && readForm(file.bytes);
}

/** The newest form that came in a thread; undefined where none did. */
export async function formIn(seat: Seat, thread: string) {
  const found = (await formsIn(seat, thread, FORM_FILE)).at(-1);
  return found?.form.kind === 'form' ? { ...found, form: found.form } : undefined;
}

/** What the devices of the readers found in a form test: the fields that differ, by contact. */
export async function checkedForms(
  seat: Seat,
  exercise: Exercise,
  fates: readonly Fate[],
): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const { inject, contact, answered } of fates) {
    if (answered === undefined) continue;
    const { thread } = idsFor(exercise, inject, contact);
    const last = (await formsIn(seat, thread, CHECKED_FILE)).at(-1);
    if (last?.form.kind === 'form-checked') found[contact] = last.form.differ;
  }
  return found;
}

/** A letter in the thread of an exercise, after what was opened there last. */
export async function answer(
  seat: Seat,
  thread: string,
  letter: {
    readonly subject: string;
    readonly text: string;
    readonly language: string;
    readonly type: 'reply' | 'closing';
  },
  to: readonly string[],
  attachments: readonly Attachment[] = [],
): Promise<void> {
  const { messages } = await readThread(here(), thread);
  const opened = (await openMessages(seat, messages, new Map())).map(([, one]) => one);
  const last = opened.findLast((one) => one.kind === 'bound');
  const directory = await readDirectory(here());
  const from = seat.contacts[0]?.contact ?? '';
  const sealed = await sealLetter(
    seat,
    from,
    directory.filter((c) => to.includes(c.contact)),
    {
      ...{ ...letter, thread, exercise: true, attachments },
      ...(last?.kind === 'bound' ? { previous: last.messageId } : {}),
    },
    () => {},
  );
  await placeOnce(here(), seat.trust, await sessionHand(seat), sealed);
}

/** Tells the sender of a form what this device found: which fields differ, and nothing of what stands in them. */
export async function answerForm(
  seat: Seat,
  thread: string,
  checked: CheckedForm,
  letter: { readonly subject: string; readonly text: string; readonly language: string },
  to: string,
): Promise<void> {
  const file = { name: CHECKED_FILE, mediaType: 'application/json', bytes: formBytes(checked) };
  await answer(seat, thread, { ...letter, type: 'reply' }, [to], [file]);
}

import { listExercises } from '@comity/client/exercising';
import {
  type Exercise,
  type Fate,
  forTheBody,
  goneAt,
  idsFor,
  REPORT_COLUMNS,
  reportOf,
  reportRows,
  reportValue,
  resultFor,
  sayGone,
  secondsTo,
} from '@comity/seal/exercising';
import { sendLetterAs } from '../commands/sending.ts';
import { type Answer, actingAs, type Setting } from '../commands/setting.ts';
import { csvLines } from '../csv.ts';
import { CommandError } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { pairs, plain, table } from '../terminal.ts';
import { enter, enterAs, type FromOption, fatesOf, type Room } from './control.ts';
import { checkedBy } from './forms.ts';
import { drill } from './mark.ts';
import { reportPage, sumsLine } from './page.ts';

const after = (fate: Fate, what: 'acknowledged' | 'answered'): string => {
  const seconds = secondsTo(fate, what);
  return seconds === undefined ? 'not yet' : `after ${sayGone(seconds * 1000).slice(2)}`;
};

/** What became of each inject at each contact, in the order of the plan. */
export const fateLines = (exercise: Pick<Exercise, 'injects'>, fates: readonly Fate[]): string[] =>
  table(
    ['INJECT', 'STATE', 'CONTACT', 'SENT', 'ACKNOWLEDGED', 'ANSWERED'],
    exercise.injects.flatMap(({ id }) =>
      fates
        .filter((fate) => fate.inject === id)
        .map((fate) => [
          ...[id, fate.participant, fate.contact],
          fate.sent === undefined ? 'not yet' : new Date(fate.sent).toISOString(),
          ...[after(fate, 'acknowledged'), after(fate, 'answered')],
        ]),
    ),
  );

export async function list(setting: Setting): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const all = await listExercises(connection);
  const rooms = await Promise.all(
    all.map(({ exercise }) => enterAs(acting, exercise).catch(() => undefined)),
  );
  const value = all.map((one, i) => ({
    ...one,
    title: rooms[i]?.exercise.title,
    standing: rooms[i]?.exercise.clock.standing,
  }));
  const rows = value.map((e) => [
    ...[e.exercise, plain(e.title ?? '(sealed to others)'), e.standing ?? '', e.control.join(' '), e.last],
  ]);
  return {
    value: { exercises: value },
    lines: drill(
      rows.length > 0
        ? table(['EXERCISE', 'TITLE', 'STANDING', 'CONTROL', 'LAST'], rows)
        : ['No exercise yet. The first needs nobody else: comity exercise link-test --self'],
    ),
  };
}

export async function show(setting: Setting, _: unknown, id: string): Promise<Answer> {
  const room = await enter(setting, id);
  const { exercise, stored, acting } = room;
  const fates = await fatesOf(room);
  const checked = exercise.what === 'form-test' ? await checkedBy(acting, exercise, fates) : [];
  const gone = sayGone(goneAt(exercise.clock, Date.parse(stored.now)));
  const { standing, speed } = exercise.clock;
  return {
    value: { exercise: id, ...exercise, control: exercise.control, gone, fates, checked },
    lines: drill([
      ...pairs({
        title: exercise.title,
        what: exercise.what,
        control: exercise.control.join(', '),
        clock: `${standing}, ${gone}${speed > 1 ? `, ${speed} times as fast` : ''}`,
        unread: exercise.unread > 0 ? `${exercise.unread} items cannot be opened here` : undefined,
      }),
      '',
      ...exercise.injects.map((i) => plain(`T+${i.minute} ${i.id}: ${i.subject}`)),
      '',
      ...fateLines(exercise, fates),
      ...checked.map(
        ({ contact, differ }) =>
          `Form at ${contact}: ${differ === undefined ? 'not compared yet' : differ.length === 0 ? 'arrived whole' : `differs in ${differ.join(', ')}`}`,
      ),
      ...exercise.notes.map((n) =>
        plain(`Note ${n.at} ${n.participant}${n.inject ? ` on ${n.inject}` : ''}: ${n.text}`),
      ),
    ]),
  };
}

interface ReportOptions {
  readonly out?: string;
  readonly body?: boolean;
}

/** What the exercise came to, made on this machine; with --body the sums alone, for everybody. */
export async function report(setting: Setting, { out, body }: ReportOptions, id: string): Promise<Answer> {
  const room = await enter(setting, id);
  const made = reportOf(room.exercise, await fatesOf(room));
  const value = body ? forTheBody(made) : reportValue(made);
  if (out !== undefined) await writePrivate(out, asFile(out, made, value, body === true), 'wx');
  return {
    value: { ...value, ...(out === undefined ? {} : { out }) },
    lines: drill([
      plain(made.title),
      sumsLine(made.sums),
      ...(body
        ? ['', 'Sums alone: no State is named, and no typical time is told of fewer than five.']
        : [
            '',
            ...fateLines(
              room.exercise,
              made.injects.flatMap(({ fates }) => fates),
            ),
          ]),
      ...(out === undefined ? [] : [`Written: ${out}`]),
    ]),
  };
}

function asFile(out: string, made: Parameters<typeof reportPage>[0], value: object, sums: boolean): string {
  if (out.endsWith('.json')) return `${JSON.stringify(value, null, 2)}\n`;
  if (out.endsWith('.csv') && !sums) {
    const rows = reportRows(made).map((row) => row.map(String));
    return `${csvLines(REPORT_COLUMNS, rows).join('\r\n')}\r\n`;
  }
  if (out.endsWith('.html') && !sums) return reportPage(made);
  throw new CommandError(
    'comity.unknown-format',
    sums ? 'Sums are written as .json.' : 'A report is written as .json, .csv or .html.',
    'Nothing was written.',
  );
}

/** Tells each State what came of the exercise there, sealed, before anybody is told the whole. */
export async function results(
  setting: Setting,
  options: FromOption & { send?: boolean },
  id: string,
): Promise<Answer> {
  const room = await enter(setting, id);
  const made = reportOf(room.exercise, await fatesOf(room));
  const told = made.participants.map(({ participant }) => ({
    participant,
    lines: ownLines(made, participant),
  }));
  if (options.send) for (const one of told) await tell(setting, room, options, one);
  return {
    value: { exercise: id, told, sent: options.send === true },
    lines: drill([
      ...told.flatMap(({ participant, lines }) => [
        participant,
        ...lines.map((line) => `  ${plain(line)}`),
        '',
      ]),
      options.send
        ? 'Each State was told its own, sealed.'
        : 'Nothing was sent. Tell each State its own: --send',
    ]),
  };
}

const ownLines = (made: Parameters<typeof resultFor>[0], participant: string): string[] =>
  resultFor(made, participant).map(
    ({ id, subject, fate }) =>
      `${id} (${subject}), ${fate.contact}: ${fate.sent === undefined ? 'not sent' : `acknowledged ${after(fate, 'acknowledged')}, answered ${after(fate, 'answered')}`}`,
  );

/** In the thread of the first inject that was sent to it. */
async function tell(
  setting: Setting,
  { acting, exercise, stored }: Room,
  { from }: FromOption,
  { participant, lines }: { participant: string; lines: readonly string[] },
): Promise<void> {
  const fates = await fatesOf({ acting, exercise, stored } as Room);
  const first = fates.find((fate) => fate.participant === participant && fate.sent !== undefined);
  if (!first) return;
  const { thread } = idsFor(exercise, first.inject, first.contact);
  const text = `EXERCISE. What came of it with you, told to you before anybody is told the whole:\n\n${lines.join('\n')}`;
  const letter = { reply: thread, to: [first.contact], type: 'closing', language: 'en', exercise: true };
  await sendLetterAs(acting, setting, {
    ...{ ...letter, subject: `EXERCISE: your result, ${exercise.title}`, text },
    ...(from === undefined ? {} : { from }),
  });
}

import { newFounding, removeConsultation } from '@comity/client/consulting';
import {
  type ConsultationItem,
  placeOf,
  SOUNDED_POSITIONS,
  type SoundedPosition,
} from '@comity/seal/consulting';
import type { Command } from 'commander';
import {
  assertGroup,
  enter,
  newestIn,
  type Place,
  partnerIn,
  placeIn,
  put,
  type Room,
  type Written,
} from '../consulting.ts';
import { CommandError } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { textIn } from '../textfile.ts';
import { list, show } from './consulted.ts';
import { type Acting, type Answer, actingAs, describe, does, type Setting } from './setting.ts';

const OFF_THE_RECORD =
  'In no log and no export, removed by whoever opened it or seven days after what it is about has closed. What is said there is no position on the record.';
const POSITIONS = SOUNDED_POSITIONS.join(', ');

/** Informal consultations: soundings of whoever presides, and texts of small groups. */
export function consultationCommands(program: Command): void {
  const consultation = describe(
    program.command('consultation'),
    `Consult off the record beside a text under negotiation or a procedure, sealed among those States. ${OFF_THE_RECORD}`,
  );
  beginningCommands(consultation);
  readingCommands(consultation);
  goingOnCommands(consultation);
  describe(
    consultation.command('remove').argument('<thr>'),
    'Remove a consultation with everything that was sealed in it, for good.',
    'consultation remove thr_…',
  ).action(does(remove));
}

const from = (command: Command) =>
  command.option('--from <con>', 'the contact you write for (default: the one whose key you hold)');
const place = (command: Command) =>
  command.option('--place <name>', 'the paragraph, as people call it: 12 bis');

function beginningCommands(consultation: Command): void {
  describe(
    place(from(consultation.command('sound').argument('<about>', 'doc_… or pro_…')))
      .option(
        '--to <participant>',
        'whom: whoever presides; or, where that is your State, whom it sounds out',
      )
      .option('--position <position>', `where your State stands: ${POSITIONS}`)
      .option('--text <words>', 'why, or what you ask')
      .option('--title <words>', 'what it is called (default: Sounding, with the place)')
      .option('--language <tag>', 'what it is written in', 'en'),
    'Tell whoever presides, off the record, where your State stands; or, presiding, sound out a State.',
    'consultation sound doc_… --position object --place "12 bis" --text "Not with “shall”."',
    'consultation sound doc_… --to brenmark --place "12 bis" --text "And with “should”?"',
  ).action(does(sound));
  describe(
    from(consultation.command('group').argument('<about>', 'doc_… or pro_…'))
      .requiredOption('--with <participant...>', 'the other States of the group')
      .requiredOption('--file <file>', 'what you begin with, as text; empty lines part paragraphs')
      .requiredOption('--title <words>')
      .option('--language <tag>', 'what it is written in', 'en'),
    'Begin a text that a small group of States works on. Nobody joins it later.',
    'consultation group doc_… --with brenmark corvania --file text.txt --title "Paragraph 12"',
  ).action(does(group));
}

function readingCommands(consultation: Command): void {
  describe(
    consultation.command('list').option('--about <id>', 'beside one text or procedure only'),
    'The consultations of your State; of soundings, where the other State stands by its last word.',
    'consultation list --about doc_…',
  ).action(does(list));
  describe(
    consultation.command('show').argument('<thr>').option('--version <number>', 'an earlier version'),
    'Read a consultation: the text, what was said in order, and where each State stands.',
    'consultation show thr_…',
  ).action(does(show));
  describe(
    consultation.command('take').argument('<thr>').requiredOption('--out <file>'),
    'Write the newest version of a group’s text to a file; a file that is there is never overwritten.',
    'consultation take thr_… --out text.txt',
  ).action(does(take));
}

function goingOnCommands(consultation: Command): void {
  describe(
    place(from(consultation.command('say').argument('<thr>'))).requiredOption('--text <words>'),
    'Say something; in a group, of the newest version.',
    'consultation say thr_… --place "12 bis" --text "And with “should”?"',
  ).action(does(say));
  describe(
    place(from(consultation.command('position').argument('<thr>').argument('<position>', POSITIONS))).option(
      '--text <words>',
      'why, or with what change',
    ),
    'Tell where your State stands; your last word on a paragraph stands, and none before it.',
    'consultation position thr_… can-live-with --place "12 bis"',
  ).action(does(takePosition));
  describe(
    from(consultation.command('text').argument('<thr>')).requiredOption('--file <file>'),
    'Put a new version of a group’s text: what was said of the one before stays with that.',
    'consultation text thr_… --file text.v2.txt',
  ).action(does(putVersion));
}

interface WriteOptions {
  readonly from?: string;
}
interface SayOptions extends WriteOptions {
  readonly place?: string;
  readonly text?: string;
}

async function write(
  setting: Setting,
  acting: Acting,
  options: WriteOptions,
  written: Written,
  place: Place,
): Promise<Answer> {
  const value = await put(acting, options.from, written, place);
  setting.terminal.note(`Sealed to the contacts of ${place.founding.among.join(', ')}. ${OFF_THE_RECORD}`);
  return {
    value,
    lines: [`Put: ${value.consultation}`, `  sealed to ${value.to.join(', ')}`],
  };
}

/** Throws `comity.no-such-position`. */
function positionIn(text: string): SoundedPosition {
  const found = SOUNDED_POSITIONS.find((one) => one === text);
  if (found) return found;
  throw new CommandError(
    'comity.no-such-position',
    `“${text}” is no position.`,
    `One of: ${POSITIONS}. Nothing was sealed.`,
  );
}

interface SoundOptions extends SayOptions {
  readonly to?: string;
  readonly position?: string;
  readonly title?: string;
  readonly language: string;
}

async function sound(setting: Setting, options: SoundOptions, about: string): Promise<Answer> {
  const item = soundingOf(options);
  const acting = await actingAs(setting);
  const partner = await partnerIn(acting, about, options.to);
  const title = options.title ?? ['Sounding', options.place ?? ''].join(' ').trim();
  const founding = newFounding('sounding', about, [acting.identity.participant, partner]);
  const written = { item, title, language: options.language };
  return write(setting, acting, options, written, { founding });
}

const named = (typed: string | undefined): { readonly place?: string } => {
  const place = typed === undefined ? undefined : placeOf(typed);
  return place === undefined ? {} : { place };
};

/** Throws `comity.nothing-said`. */
function soundingOf({ position, text, place }: SoundOptions): ConsultationItem {
  const at = named(place);
  if (position !== undefined)
    return { kind: 'position', position: positionIn(position), ...at, ...(text ? { text } : {}) };
  if (text !== undefined) return { kind: 'words', text, ...at };
  throw new CommandError(
    'comity.nothing-said',
    'A sounding says where a State stands, or something in words.',
    `Give --position (${POSITIONS}), --text, or both. Nothing was sealed.`,
  );
}

interface GroupOptions extends WriteOptions {
  readonly with: readonly string[];
  readonly file: string;
  readonly title: string;
  readonly language: string;
}

async function group(setting: Setting, options: GroupOptions, about: string): Promise<Answer> {
  const { title, language } = options;
  const item = { kind: 'text' as const, text: await textIn(options.file) };
  const acting = await actingAs(setting);
  const founding = newFounding('group', about, [acting.identity.participant, ...options.with]);
  return write(setting, acting, options, { item, title, language }, { founding });
}

/** Goes on in a consultation, under its title. */
const goOn = (
  setting: Setting,
  room: Room,
  options: WriteOptions,
  item: ConsultationItem,
  language = room.language,
): Promise<Answer> =>
  write(setting, room.acting, options, { item, title: room.title, language }, placeIn(room));

/** What is said in a group is said of its newest version; in a sounding, of what lies on the table. */
const saidOf = (room: Room, { place }: SayOptions) => ({
  ...(room.what === 'group' ? { on: newestIn(room).id } : {}),
  ...named(place),
});

async function say(setting: Setting, options: SayOptions & { text: string }, id: string): Promise<Answer> {
  const room = await enter(await actingAs(setting), id);
  return goOn(setting, room, options, { kind: 'words', text: options.text, ...saidOf(room, options) });
}

async function takePosition(
  setting: Setting,
  options: SayOptions,
  id: string,
  given: string,
): Promise<Answer> {
  const position = positionIn(given);
  const room = await enter(await actingAs(setting), id);
  const { text } = options;
  const item = { kind: 'position' as const, position, ...saidOf(room, options), ...(text ? { text } : {}) };
  return goOn(setting, room, options, item);
}

async function putVersion(
  setting: Setting,
  options: WriteOptions & { file: string },
  id: string,
): Promise<Answer> {
  const text = await textIn(options.file);
  const room = await enter(await actingAs(setting), id);
  assertGroup(room);
  return goOn(setting, room, options, { kind: 'text', text }, room.opened.versions.at(-1)?.language);
}

async function take(setting: Setting, options: { out: string }, id: string): Promise<Answer> {
  const newest = newestIn(await enter(await actingAs(setting), id));
  await writePrivate(options.out, `${newest.text}\n`, 'wx');
  return {
    value: { consultation: id, version: newest.number, out: options.out },
    lines: [`Version ${newest.number}: ${options.out}`],
  };
}

async function remove(setting: Setting, _: unknown, id: string): Promise<Answer> {
  const acting = await actingAs(setting);
  await removeConsultation((await acting.session()).connection, id);
  return { value: { removed: id }, lines: [`Removed, with everything that was sealed in it: ${id}`] };
}

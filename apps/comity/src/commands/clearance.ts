import {
  type Clearance,
  itemToSeal,
  listClearances,
  type OpenedClearance,
  openClearance,
  ownContacts,
  putItem,
  readClearance,
  removeClearance,
} from '@comity/client/clearing';
import { ClearanceError, type ClearanceItem, type DraftVersion, type Verdict } from '@comity/seal/clearing';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { openMessage } from '../messages.ts';
import { openerOf } from '../opener.ts';
import { pairs, plain, plainText, table } from '../terminal.ts';
import { textIn } from '../textfile.ts';
import { sealFor } from './sealing.ts';
import { type Acting, type Answer, actingAs, describe, does, type Setting, wholeNumber } from './setting.ts';

const OFF_THE_RECORD =
  'Sealed to the contacts of your State, off the record: in no log and no export, gone when you remove it.';

/** Drafts that capital and mission clear before they are submitted. */
export function clearanceCommands(program: Command): void {
  const clearance = describe(
    program.command('clearance'),
    `Comment on a draft with your own capital, and clear it. ${OFF_THE_RECORD}`,
  );
  const from = (command: Command) =>
    command.option('--from <con>', 'the contact you write for (default: the one whose key you hold)');
  describe(
    from(clearance.command('open'))
      .requiredOption('--title <words>')
      .requiredOption('--file <file>', 'the draft, as text; empty lines part paragraphs')
      .option('--about <symbol>', 'the document that it is about')
      .option('--language <tag>', 'what it is written in', 'en'),
    'Show a draft to your own people.',
    'clearance open --title "Statement, agenda item 5" --file statement.txt --about A/BODY/2027/CRP.1',
  ).action(does(open));
  describe(
    clearance.command('list'),
    'The drafts of your State, each with where it stands.',
    'clearance list',
  ).action(does(list));
  describe(
    clearance.command('show').argument('<thr>').option('--version <number>', 'an earlier version'),
    'Read a draft with what was said of it.',
    'clearance show thr_…',
  ).action(does(show));
  describe(
    from(clearance.command('draft'))
      .argument('<thr>')
      .requiredOption('--file <file>')
      .option('--title <words>', 'another title'),
    'Put a new version: what was said of the one before stays with that.',
    'clearance draft thr_… --file statement.v2.txt',
  ).action(does(redraft));
  describe(
    from(clearance.command('comment'))
      .argument('<thr>')
      .requiredOption('--text <words>')
      .option('--paragraph <number>', 'which one, as show counts them'),
    'Comment on the newest version, or on a paragraph of it.',
    'clearance comment thr_… --paragraph 3 --text "Say “voluntary” here."',
  ).action(does(comment));
  for (const [name, verdict, purpose] of VERDICTS_BY_NAME)
    describe(
      from(clearance.command(name)).argument('<thr>').option('--text <words>', 'why, or with what change'),
      purpose,
      `clearance ${name} thr_…`,
    ).action(does((setting: Setting, o: WriteOptions, id: string) => rule(setting, o, id, verdict)));
  describe(
    clearance
      .command('take')
      .argument('<thr>')
      .requiredOption('--out <file>')
      .option('--any', 'also where it was not cleared'),
    'Write the cleared text to a file, to be submitted: documents submit --file en=FILE',
    'clearance take thr_… --out statement.txt',
  ).action(does(take));
  describe(
    clearance.command('remove').argument('<thr>'),
    'Remove a draft with everything that was sealed in it, for good.',
    'clearance remove thr_…',
  ).action(does(remove));
}

const VERDICTS_BY_NAME: readonly [string, Verdict, string][] = [
  ['clear', 'cleared', 'Clear the newest version.'],
  ['return', 'returned', 'Return the newest version: it is not cleared as it is.'],
];

interface WriteOptions {
  readonly from?: string;
  readonly text?: string;
}

/** Somebody at work in a clearance. */
interface Room {
  readonly acting: Acting;
  readonly id: string;
  readonly clearance: Clearance;
  readonly opened: OpenedClearance;
  /** The newest version. */
  readonly now: DraftVersion;
}

/** Throws `comity.nothing-to-clear` where no version could be opened and checked here. */
async function enter(setting: Setting, id: string): Promise<Room> {
  const acting = await actingAs(setting);
  const { clearance, opened } = await openOne(acting, id);
  const now = opened.versions.at(-1);
  if (now) return { acting, id, clearance, opened, now };
  throw refusal(
    'comity.nothing-to-clear',
    'No version of this draft could be opened and checked here.',
    'It is sealed to the keys that the contacts of your State had then.',
  );
}

async function openOne(acting: Acting, id: string) {
  const opener = await openerOf(acting);
  const clearance = await readClearance(opener.reader, id);
  const opened = await openClearance((item, earlier) => openMessage(opener, item, earlier), clearance.items);
  return { clearance, opened };
}

interface Written {
  readonly item: ClearanceItem;
  readonly title: string;
  readonly language: string;
}

/** Seals an item to every contact of the own State, each key checked before, and puts it. */
async function write(
  setting: Setting,
  acting: Acting,
  { from }: WriteOptions,
  written: Written,
  after?: Pick<Room, 'id' | 'opened'>,
): Promise<Answer> {
  const last = after?.opened.last;
  const { reader, sealed, to } = await sealFor(acting, {
    from,
    to: (by) => ownContacts(by, acting.identity.participant),
    input: (by, own) =>
      inWords(() =>
        itemToSeal(by, acting.place.trust, own, {
          ...written,
          ...(after ? { clearance: after.id } : {}),
          ...(last === undefined ? {} : { previous: last }),
        }),
      ),
  });
  const { message, received } = await putItem(reader, sealed);
  const { thread } = sealed.header;
  setting.terminal.note(OFF_THE_RECORD);
  return {
    value: { clearance: thread, message, received, to: to.map(({ contact }) => contact) },
    lines: [`Put: ${thread}`, `  sealed to ${to.map(({ contact }) => contact).join(', ')}`],
  };
}

/** What cannot be written as it is, is told with what to do. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ClearanceError)) throw error;
    throw new CommandError('comity.clearance-refused', error.message, 'Nothing was sealed.');
  }
}

interface OpenOptions extends WriteOptions {
  readonly title: string;
  readonly file: string;
  readonly about?: string;
  readonly language: string;
}

async function open(setting: Setting, options: OpenOptions): Promise<Answer> {
  const { title, language, about } = options;
  const item = { kind: 'draft' as const, text: await textIn(options.file), ...(about ? { about } : {}) };
  return write(setting, await actingAs(setting), options, { item, title, language });
}

async function redraft(
  setting: Setting,
  options: WriteOptions & { file: string; title?: string },
  id: string,
): Promise<Answer> {
  const text = await textIn(options.file);
  const room = await enter(setting, id);
  const { now } = room;
  const item = { kind: 'draft' as const, text, ...(now.about ? { about: now.about } : {}) };
  const written = { item, title: options.title ?? now.title, language: now.language };
  return write(setting, room.acting, options, written, room);
}

async function comment(
  setting: Setting,
  options: WriteOptions & { text: string; paragraph?: string },
  id: string,
): Promise<Answer> {
  const paragraph =
    options.paragraph === undefined ? undefined : wholeNumber(options.paragraph, '--paragraph', 1);
  const room = await enter(setting, id);
  const { length } = room.now.paragraphs;
  if (paragraph !== undefined && paragraph > length)
    throw new CommandError('comity.no-such-paragraph', `The newest version has ${length} paragraphs.`);
  const { title, language } = room.now;
  const item = {
    ...{ kind: 'comment' as const, on: room.now.id, text: options.text },
    ...(paragraph === undefined ? {} : { paragraph }),
  };
  return write(setting, room.acting, options, { item, title, language }, room);
}

async function rule(setting: Setting, options: WriteOptions, id: string, verdict: Verdict): Promise<Answer> {
  const room = await enter(setting, id);
  const { title, language } = room.now;
  const { text } = options;
  const item = { kind: 'verdict' as const, on: room.now.id, verdict, ...(text ? { text } : {}) };
  return write(setting, room.acting, options, { item, title, language }, room);
}

async function list(setting: Setting): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const all = await listClearances(connection);
  const read = await Promise.all(all.map(async ({ clearance }) => (await openOne(acting, clearance)).opened));
  const value = all.map((one, i) => ({
    ...one,
    ...{ title: read[i]!.versions.at(-1)?.title, standing: read[i]!.standing, unread: read[i]!.unread },
  }));
  const rows = value.map((c) => [c.clearance, plain(c.title ?? '(sealed to others)'), c.standing, c.last]);
  return {
    value: { clearances: value },
    lines:
      rows.length > 0
        ? table(['CLEARANCE', 'TITLE', 'STANDING', 'LAST'], rows)
        : ['Nothing is being cleared.', 'Begin with: comity clearance open --title … --file draft.txt'],
  };
}

async function show(setting: Setting, options: { version?: string }, id: string): Promise<Answer> {
  const { opened, now, clearance } = await enter(setting, id);
  const number = options.version === undefined ? now.number : wholeNumber(options.version, '--version', 1);
  const version = opened.versions[number - 1];
  if (!version)
    throw new CommandError('comity.no-such-version', `There are ${opened.versions.length} versions.`);
  const { versions, standing, unread } = opened;
  return {
    value: { clearance: id, openedBy: clearance.openedBy, standing, unread, versions },
    lines: [
      ...pairs({
        title: version.title,
        about: version.about,
        version: `${version.number} of ${versions.length}, ${version.at}, ${version.contact}`,
        standing,
        unread: unread > 0 ? `${unread} items cannot be opened here` : undefined,
      }),
      '',
      ...version.paragraphs.flatMap((p, i) => paragraphLines(version, p, i + 1)),
      ...remarkLines(version, undefined),
      ...version.rulings.map((r) => `${r.verdict.toUpperCase()} ${r.at} ${r.contact} ${plain(r.text)}`),
    ],
  };
}

const paragraphLines = (
  version: DraftVersion,
  { text, isNew }: DraftVersion['paragraphs'][number],
  number: number,
): string[] => [
  `${String(number).padStart(3)} ${isNew ? '*' : ' '} ${plainText(text).replaceAll('\n', '\n      ')}`,
  ...remarkLines(version, number),
  '',
];

const remarkLines = ({ remarks }: DraftVersion, paragraph: number | undefined): string[] =>
  remarks
    .filter((r) => r.paragraph === paragraph)
    .map((r) => `      > ${r.contact} ${r.at}: ${plain(r.text)}`);

async function take(setting: Setting, options: { out: string; any?: boolean }, id: string): Promise<Answer> {
  const { opened, now } = await enter(setting, id);
  if (opened.standing !== 'cleared' && !options.any)
    throw refusal(
      'comity.not-cleared',
      `The newest version is ${opened.standing === 'returned' ? 'returned' : 'not cleared yet'}.`,
      'Nothing was written. Ask for clearance, or say --any.',
    );
  await writePrivate(options.out, `${now.text}\n`, 'wx');
  return {
    value: { clearance: id, version: now.number, standing: opened.standing, out: options.out },
    lines: [`Version ${now.number}, ${opened.standing}: ${options.out}`],
  };
}

async function remove(setting: Setting, _: unknown, id: string): Promise<Answer> {
  const acting = await actingAs(setting);
  await removeClearance((await acting.session()).connection, id);
  return { value: { removed: id }, lines: [`Removed, with everything that was sealed in it: ${id}`] };
}

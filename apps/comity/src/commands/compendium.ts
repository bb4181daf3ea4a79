import type { DataOf } from '@comity/acts';
import { type Connection, dataOf } from '@comity/client';
import type { Command } from 'commander';
import { refusal } from '../errors.ts';
import { byLanguage, inLanguages, performPaper, putFile } from './paperacts.ts';
import { type Answer, collect, describe, does, publicConnection, type Setting } from './setting.ts';

/** What States say of a decision in their own name, and what is to be done by it. */
export function compendiumCommands(decisions: Command): void {
  statementCommands(decisions);
  mandateCommands(decisions);
}

const TEXT = 'LANGUAGE=FILE: the words of the State, plain text';

function statementCommands(decisions: Command): void {
  describe(
    decisions
      .command('dissociate')
      .argument('<procedure>')
      .requiredOption('--paragraph <name>', 'what your State dissociates itself from; repeat it', collect)
      .option('--text <file>', TEXT),
    'Dissociate your State from paragraphs of what was adopted. The adoption stands.',
    'decisions dissociate pro_… --paragraph OP7 --text en=dissociation.txt',
  ).action(does(dissociate));
  describe(
    decisions
      .command('reserve')
      .argument('<procedure>')
      .option('--paragraph <name>', 'to what; repeat it. Without it: to the whole', collect)
      .requiredOption('--text <file>', TEXT),
    'Make a reservation of your State to what was adopted.',
    'decisions reserve pro_… --text en=reservation.txt',
  ).action(does(reserve));
  describe(
    decisions.command('explain').argument('<procedure>').requiredOption('--text <file>', TEXT),
    'Explain the position of your State, before a decision or after it.',
    'decisions explain pro_… --text fr=explication.txt',
  ).action(does(explain));
  describe(
    decisions.command('retract').argument('<procedure>').argument('<statement>', 'its act: see compendium'),
    'Withdraw a dissociation, a reservation or an explanation of your State; it stays in the compendium, so marked.',
    'decisions retract pro_… 3f5a…',
  ).action((procedure: string, statement: string, options: object, self: Command) =>
    does<object>((setting) =>
      performPaper(setting, 'decisions.statement-withdrawn', { procedure, statement }, 'Withdrawn'),
    )(options, self),
  );
  describe(
    decisions.command('compendium').argument('<procedure>'),
    'Show what States said of a decision, in their own words.',
    'decisions compendium pro_…',
  ).action(does(compendium));
}

function mandateCommands(decisions: Command): void {
  describe(
    decisions
      .command('mandate')
      .argument('<procedure>')
      .requiredOption('--title <text>', 'LANGUAGE=TEXT; repeat it', collect)
      .option('--owner <participant>', 'who carries it out: a participant')
      .option('--office <office>', 'or an office: chair, facilitator or secretary; without both: the body')
      .option('--due <instant>', 'UTC, 2026-12-01T17:00:00.000Z')
      .option('--paragraph <name>', 'where the decision says so; repeat it', collect)
      .option('--text <file>', 'the whole text of the mandate'),
    'Enter a mandate that follows from what was adopted.',
    'decisions mandate pro_… --title "en=Report to the plenary" --owner alderia --due 2026-12-01T17:00:00.000Z',
  ).action(does(mandate));
  describe(
    decisions
      .command('move')
      .argument('<procedure>')
      .argument('<mandate>')
      .requiredOption('--state <state>', 'under-way, done or ended')
      .option('--due <instant>', 'its new date, UTC')
      .option('--note <words>'),
    'State how far a mandate is.',
    'decisions move pro_… man_… --state done',
  ).action((procedure: string, id: string, options: Moving, self: Command) =>
    does<Moving>((setting, given) => move(setting, procedure, id, given))(options, self),
  );
  describe(
    decisions.command('mandates'),
    'Show what there is to do by decisions of the body, by whom and until when.',
    'decisions mandates',
  ).action(does(mandates));
}

interface Texted {
  readonly text: string;
  readonly paragraph?: readonly string[];
}
type Text = DataOf<'decisions.explained'>['text'];

async function putText(connection: Connection, given: string): Promise<Text> {
  const [language, path] = byLanguage(given, '--text');
  const { sha256, size } = await putFile(connection, path, 'text/plain');
  return { language, file: { sha256, size } };
}

const paragraphsOf = ({ paragraph }: { readonly paragraph?: readonly string[] | undefined }) =>
  paragraph ? { paragraphs: [...new Set(paragraph)].sort() } : {};

const dissociate = (
  setting: Setting,
  options: { readonly text?: string; readonly paragraph: readonly string[] },
  procedure: string,
): Promise<Answer> =>
  performPaper(
    setting,
    'decisions.dissociated',
    async ({ session }) => ({
      ...{ procedure, paragraphs: paragraphsOf(options).paragraphs! },
      ...(options.text ? { text: await putText((await session()).connection, options.text) } : {}),
    }),
    'Dissociated',
  );

const reserve = (setting: Setting, options: Texted, procedure: string): Promise<Answer> =>
  performPaper(
    setting,
    'decisions.reserved',
    async ({ session }) => ({
      ...{ procedure, ...paragraphsOf(options) },
      text: await putText((await session()).connection, options.text),
    }),
    'Reserved',
  );

const explain = (setting: Setting, options: Texted, procedure: string): Promise<Answer> =>
  performPaper(
    setting,
    'decisions.explained',
    async ({ session }) => ({
      procedure,
      text: await putText((await session()).connection, options.text),
    }),
    'Explained',
  );

async function compendium(setting: Setting, _: unknown, procedure: string): Promise<Answer> {
  const connection = await publicConnection(setting);
  const params = { path: { procedure } };
  const value = dataOf(await connection.api.GET('/api/procedures/{procedure}/compendium', { params }));
  const lines = value.statements.flatMap((s) => [
    `${s.participant}: ${s.kind}${s.paragraphs ? ` (${s.paragraphs.join(' ')})` : ''}, ${s.at}${s.ended ? ', withdrawn' : ''}`,
    `  ${s.act}`,
    ...(s.words ?? '').split('\n').map((line) => `  ${line}`),
    '',
  ]);
  return { value, lines: lines.length > 0 ? lines : ['No State has said anything of it.'] };
}

interface Mandating {
  readonly title: readonly string[];
  readonly owner?: string;
  readonly office?: string;
  readonly due?: string;
  readonly paragraph?: readonly string[];
  readonly text?: string;
}
type Mandated = DataOf<'decisions.mandated'>;

function ownerOf({ owner, office }: Mandating): Mandated['owner'] {
  if (owner !== undefined && office !== undefined)
    throw refusal('comity.one-owner', 'A mandate has one owner.', 'Give --owner or --office.');
  if (owner !== undefined) return { participant: owner };
  return office === undefined ? { body: true } : ({ office } as Mandated['owner']);
}

async function mandate(setting: Setting, options: Mandating, procedure: string): Promise<Answer> {
  const { newId } = await import('@comity/acts');
  const id = newId('man');
  return performPaper(
    setting,
    'decisions.mandated',
    async ({ session }) => ({
      ...{ procedure, mandate: id, titles: inLanguages(options.title, '--title') },
      ...{ owner: ownerOf(options), ...paragraphsOf(options) },
      ...(options.due ? { due: options.due } : {}),
      ...(options.text ? { text: await fileOf((await session()).connection, options.text) } : {}),
    }),
    `Entered: ${id}`,
    { mandate: id },
  );
}

async function fileOf(connection: Connection, path: string) {
  const { sha256, size } = await putFile(connection, path, 'application/octet-stream');
  return { sha256, size };
}

interface Moving {
  readonly state: string;
  readonly due?: string;
  readonly note?: string;
}

const move = (
  setting: Setting,
  procedure: string,
  id: string,
  { state, due, note }: Moving,
): Promise<Answer> =>
  performPaper(
    setting,
    'decisions.mandate-moved',
    {
      ...{ procedure, mandate: id, state: state as DataOf<'decisions.mandate-moved'>['state'] },
      ...(due ? { due } : {}),
      ...(note ? { note } : {}),
    },
    `It is ${state}`,
  );

async function mandates(setting: Setting): Promise<Answer> {
  const connection = await publicConnection(setting);
  const value = dataOf(await connection.api.GET('/api/mandates'));
  const ownerIn = (m: (typeof value.mandates)[number]) =>
    'participant' in m.owner ? m.owner.participant : 'office' in m.owner ? m.owner.office : 'the body';
  const lines = value.mandates.flatMap((m) => [
    `${m.mandate}  ${m.state}${m.overdue ? ', overdue' : ''}`,
    `  ${m.titles.en ?? Object.values(m.titles)[0]}; ${ownerIn(m)}${m.due ? `, until ${m.due}` : ''}; by ${m.procedure}`,
  ]);
  return { value, lines: lines.length > 0 ? lines : ['Nothing was given to anybody to do.'] };
}

import { readFile } from 'node:fs/promises';
import { type DataOf, newId } from '@comity/acts';
import { dataOf } from '@comity/client';
import type { Command } from 'commander';
import { refusal } from '../errors.ts';
import { pairs, table } from '../terminal.ts';
import { compendiumCommands } from './compendium.ts';
import { performOrKeep } from './performing.ts';
import { presenceCommands } from './presence.ts';
import {
  type Answer,
  actingAs,
  collect,
  describe,
  does,
  publicConnection,
  reading,
  type Setting,
  wholeNumber,
} from './setting.ts';

type Procedure = Awaited<ReturnType<typeof findProcedure>>;

export function decisionsCommands(program: Command): void {
  const decisions = describe(
    program.command('decisions'),
    'How the body decides: procedures by silence and in the room, objections, the gavel.',
  );
  describe(
    decisions.command('status').argument('[procedure]', 'default: what is open, and who holds which office'),
    'Show where a procedure stands, or what is pending.',
    'decisions status pro_…',
  ).action(does(status));
  describe(
    decisions.command('why').argument('<procedure>'),
    'Show what you could do in a procedure now, by which rule, and what would make it allowed.',
    'decisions why pro_…',
  ).action(does(why));
  chairCommands(decisions);
  stateCommands(decisions);
  presenceCommands(decisions);
  compendiumCommands(decisions);
}

/** What whoever presides does. */
function chairCommands(decisions: Command): void {
  describe(
    decisions.command('open').argument('<file>', 'JSON: kind, subject, layer, disclosure, deadline, …'),
    'Open a procedure; its id is made here unless the file has one.',
    'decisions open silence.json',
  ).action(does(open));
  describe(
    decisions
      .command('extend')
      .argument('<procedure>')
      .requiredOption('--deadline <instant>', 'UTC, 2026-03-09T15:00:00.000Z')
      .option('--unavailable <act>', 'the act by which the host stated what could not be reached')
      .option('--language <tag>', 'the language version that came late'),
    'Extend a silence procedure by time that was lost, as measured.',
    'decisions extend pro_… --deadline 2026-03-09T18:00:00.000Z --unavailable 3f5a…',
  ).action(does(extend));
  describe(
    decisions
      .command('announce')
      .argument('<procedure>')
      .requiredOption('--until <instant>', 'until when objections are heard, UTC')
      .option(
        '--announced <instant>',
        'entered afterwards: when it was announced while the record could not be reached',
      )
      .option('--gavelled <instant>', 'entered afterwards: when the gavel fell')
      .option('--present <number>', 'entered afterwards: how many States were present'),
    'Announce a decision in the room; or enter what happened while the record could not be reached. The secretary closes that.',
    'decisions announce pro_… --until 2026-03-09T15:05:00.000Z',
    'decisions announce pro_… --until 2026-03-10T16:00:00.000Z --announced 2026-03-09T15:00:00.000Z --gavelled 2026-03-09T15:02:00.000Z --present 97',
  ).action(does(announce));
  describe(
    decisions
      .command('gavel')
      .argument('<procedure>')
      .option('--outcome <outcome>', 'adopted, broken, rejected or withdrawn', 'adopted'),
    'Close a procedure with its outcome, on every entry that you have seen.',
    'decisions gavel pro_…',
  ).action(does(gavel));
  describe(
    decisions.command('vouch').argument('<procedure>').argument('<commitment>'),
    'Vouch, as chair, for an entry that hides its State.',
    'decisions vouch pro_… 3f5a…',
  ).action((procedure: string, commitment: string, options: object, self: Command) =>
    does<object>((setting) => vouch(setting, procedure, commitment))(options, self),
  );
}

/** What a State does. */
function stateCommands(decisions: Command): void {
  describe(
    decisions
      .command('object')
      .argument('<procedure>')
      .option('--item <item>', 'what the objection is to; repeat it', collect, [])
      .option('--confirms <id>', 'the record of receipt that this confirms')
      .option('--reason <words>'),
    'Object in the name of your State; the State is named where the procedure says so, and else hidden.',
    'decisions object pro_… --item OP7',
  ).action(does(object));
  describe(
    decisions
      .command('withdraw')
      .argument('<procedure>')
      .argument('<objection>', 'its id: see decisions status'),
    'Withdraw an objection of your State.',
    'decisions withdraw pro_… 3f5a…',
  ).action((procedure: string, objection: string, options: object, self: Command) =>
    does<object>((setting) => withdraw(setting, procedure, objection))(options, self),
  );
  describe(
    decisions
      .command('position')
      .argument('<procedure>')
      .argument('<position>', 'support, can-live-with, reserve or instructions-pending'),
    'State the position of your State; a later one supersedes it.',
    'decisions position pro_… can-live-with',
  ).action((procedure: string, position: string, options: object, self: Command) =>
    does<object>((setting) => positionOf(setting, procedure, position))(options, self),
  );
}

async function findProcedure(setting: Setting, procedure: string) {
  const { connection } = await reading(setting);
  const params = { path: { procedure } };
  return dataOf(await connection.api.GET('/api/procedures/{procedure}', { params }));
}

async function status(setting: Setting, _: unknown, procedure?: string): Promise<Answer> {
  if (procedure === undefined) return pending(setting);
  const found = await findProcedure(setting, procedure);
  const { can: _can, ...value } = found;
  return { value, lines: [...about(found), ...objectionLines(found)] };
}

const about = (p: Procedure): string[] =>
  pairs({
    procedure: p.procedure,
    phase: p.phase,
    kind: `${p.kind}, by ${p.method}, in ${p.layer}`,
    disclosure: p.disclosure,
    ...(p.deadline ? { deadline: p.deadline } : {}),
    ...(p.announced ? { window: `until ${p.announced.until}` } : {}),
    ...(p.quorum ? { present: `${p.quorum.present} of ${p.quorum.needed} needed` } : {}),
    ...(p.closed ? { closed: `${p.closed.outcome} at ${p.closed.at}` } : {}),
  });

function objectionLines({ objections }: Procedure): string[] {
  if (objections.length === 0) return [];
  const rows = objections.map((o) => [
    o.id,
    o.participant ?? '(not disclosed)',
    o.how,
    o.ended?.how ?? 'stands',
    o.vouched ? 'vouched for' : '',
  ]);
  return ['', ...table(['OBJECTION', 'STATE', 'HOW', 'NOW', ''], rows)];
}

async function pending(setting: Setting): Promise<Answer> {
  const connection = await publicConnection(setting);
  const value = dataOf(await connection.api.GET('/api/questions'));
  const offices = value.offices.map(({ office, participant, person }) => [office, participant, person]);
  const rows = value.pending.map((p) => [p.procedure, p.phase, p.until ?? '', p.waitsFor.en ?? '']);
  return {
    value,
    lines: [
      ...(offices.length > 0 ? [...table(['OFFICE', 'OF', 'PERSON'], offices), ''] : []),
      ...(rows.length > 0
        ? table(['PROCEDURE', 'PHASE', 'UNTIL', 'WAITS FOR'], rows)
        : ['Nothing is pending.']),
    ],
  };
}

async function why(setting: Setting, _: unknown, procedure: string): Promise<Answer> {
  await actingAs(setting);
  const { can } = await findProcedure(setting, procedure);
  const lines = can.flatMap(({ type, data, answer }) => {
    const what = typeof data.outcome === 'string' ? `${type} ${data.outcome}` : type;
    if (answer.allowed) return [`${what}: allowed by ${answer.rule}`];
    return [`${what}: refused by ${answer.rule}: ${answer.why}`, `  ${answer.allowedWhen}`];
  });
  return { value: can, lines };
}

async function open(setting: Setting, _: unknown, file: string): Promise<Answer> {
  const bytes = await readFile(file);
  let terms: Partial<DataOf<'decisions.opened'>>;
  try {
    terms = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw refusal('comity.not-json', `${file} is not JSON.`, 'Nothing was signed.');
  }
  const data = { procedure: newId('pro'), ...terms } as DataOf<'decisions.opened'>;
  const answer = await performOrKeep(
    setting,
    {},
    { type: 'decisions.opened', data },
    `Opened: ${data.procedure}`,
  );
  return { ...answer, value: { ...(answer.value as object), procedure: data.procedure } };
}

async function extend(
  setting: Setting,
  options: { deadline: string; unavailable?: string; language?: string },
  procedure: string,
): Promise<Answer> {
  const { deadline, unavailable, language } = options;
  if ((unavailable === undefined) === (language === undefined))
    throw refusal('comity.one-cause', 'An extension has one cause.', 'Give --unavailable or --language.');
  const cause =
    unavailable === undefined
      ? { kind: 'language' as const, language: language! }
      : { kind: 'unavailable' as const, act: unavailable };
  const data = { procedure, deadline, cause };
  return performOrKeep(setting, {}, { type: 'decisions.extended', data }, `Extended until ${deadline}`);
}

interface Announcing {
  readonly until: string;
  readonly announced?: string;
  readonly gavelled?: string;
  readonly present?: string;
}

function announce(setting: Setting, options: Announcing, procedure: string): Promise<Answer> {
  const { until, announced, gavelled, present } = options;
  if ((announced === undefined) !== (gavelled === undefined))
    throw refusal(
      'comity.both-times',
      'What happened afterwards has two times.',
      'Give --announced and --gavelled.',
    );
  const counted = present === undefined ? {} : { present: wholeNumber(present, '--present') };
  const afterwards = announced && gavelled ? { afterwards: { announced, gavelled, ...counted } } : {};
  const data = { procedure, until, ...afterwards };
  const done = `Announced; objections are heard until ${until}`;
  return performOrKeep(setting, {}, { type: 'decisions.announced', data }, done);
}

/** What the server derives is what is signed: it refuses any other outcome, and so does every verifier. */
async function gavel(setting: Setting, { outcome }: { outcome: string }, procedure: string): Promise<Answer> {
  const { can, phase } = await findProcedure(setting, procedure);
  const found = can.find(({ type, data }) => type === 'decisions.closed' && data.outcome === outcome);
  if (!found)
    throw refusal('comity.no-such-outcome', `It cannot end as ${outcome}; it is ${phase}.`, 'decisions why');
  const data = found.data as DataOf<'decisions.closed'>;
  return performOrKeep(setting, {}, { type: 'decisions.closed', data }, `Closed: ${outcome}`);
}

const vouch = (setting: Setting, procedure: string, commitment: string): Promise<Answer> =>
  performOrKeep(setting, {}, { type: 'decisions.vouched', data: { procedure, commitment } }, 'Vouched for');

async function object(
  setting: Setting,
  options: { item: readonly string[]; confirms?: string; reason?: string },
  procedure: string,
): Promise<Answer> {
  const { disclosure } = await findProcedure(setting, procedure);
  const { item, confirms, reason } = options;
  const data = {
    procedure,
    ...(item.length > 0 ? { items: [...new Set(item)].sort() } : {}),
    ...(confirms ? { confirms } : {}),
    ...(reason ? { reason } : {}),
  };
  const type = disclosure === 'state' ? 'decisions.objected' : 'decisions.objected-unnamed';
  return performOrKeep(setting, {}, { type, data }, 'Objected');
}

async function withdraw(setting: Setting, procedure: string, objection: string): Promise<Answer> {
  const { disclosure } = await findProcedure(setting, procedure);
  const type = disclosure === 'state' ? 'decisions.objection-withdrawn' : 'decisions.withdrawn-unnamed';
  return performOrKeep(setting, {}, { type, data: { procedure, objection } }, 'Withdrawn');
}

const positionOf = (setting: Setting, procedure: string, position: string): Promise<Answer> =>
  performOrKeep(
    setting,
    {},
    {
      type: 'decisions.position-stated',
      data: { procedure, position: position as DataOf<'decisions.position-stated'>['position'] },
    },
    `Position: ${position}`,
  );

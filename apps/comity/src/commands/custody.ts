import { ApiProblem } from '@comity/client';
import { type LeavingName, type LeavingStep, leavingSteps, readLeaving } from '@comity/client/leaving';
import type { Command } from 'commander';
import { type CustodyNote, noteCustody, readCustody } from '../custody.ts';
import { CommandError } from '../errors.ts';
import { pairs, plain, table } from '../terminal.ts';
import { type Answer, actingAs, describe, does, type Setting, wholeNumber } from './setting.ts';

const KINDS = ['drilled', 'drill-failed', 'rewrapped', 'handed-over', 'destroyed', 'left'] as const;

/** How a State keeps its keys and what was sealed to it: off the record, for its own people. */
export function custodyCommands(program: Command): void {
  const custody = describe(
    program.command('custody'),
    'How your State keeps its keys: drills, new keys, retention, and what was noted. Off the record, for your State only.',
  );
  describe(
    custody.command('show'),
    'Show settings, what is overdue, and what was noted.',
    'custody show --as ana',
  ).action(does(show));
  describe(
    custody
      .command('set')
      .option('--drill-days <days>', 'how often the recovery key is tried')
      .option('--rotate-days <days>', 'how old a key of a contact may become')
      .option('--keep-days <days>', 'how long the host keeps sealed messages of yours, or none: without end'),
    'Administrator or root: set them. A message goes when the retention of every party ended; a new one counts after a week.',
    'custody set --drill-days 365 --rotate-days 730 --keep-days 1825 --as ana',
  ).action(does(set));
  describe(
    custody
      .command('note')
      .argument('<kind>', KINDS.join(', '))
      .argument('<subject>', 'the fingerprint of the key, or the id of a contact or person')
      .option('--says <words>', 'in a few words; no names of people', '')
      .option('--witness <office>', 'the office that looked on'),
    'Note what was tried or done with a key.',
    'custody note destroyed 0123… --witness "Legal office" --as ana',
  ).action(does(note));
  describe(
    custody.command('leaver').argument('<per>', 'who leaves'),
    'What is to be done when somebody leaves, so that nothing of theirs opens anything new.',
    'custody leaver per_… --as ana',
  ).action(does(leaver));
}

async function show(setting: Setting): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const custody = await readCustody(connection);
  const { rule, recovery, keys, notes } = custody;
  const due = (key: { due: string; isOverdue: boolean }) =>
    `${key.due.slice(0, 10)}${key.isOverdue ? ' OVERDUE' : ''}`;
  const rows = keys.map((k) => [
    ...[k.contact, k.fingerprint.toUpperCase(), k.certified.slice(0, 10), due(k)],
    ...[k.postQuantum ? (k.demanded ? 'demanded' : 'yes') : 'no', k.wraps?.slice(0, 10) ?? ''],
  ]);
  return {
    value: custody,
    lines: [
      ...pairs({
        'a drill every': `${rule.drillDays} days`,
        'a new key every': `${rule.rotateDays} days`,
        'messages are kept': rule.keepDays === undefined ? 'without end' : `${rule.keepDays} days`,
        'counts from': rule.keepFrom,
        recovery: recovery
          ? `${recovery.fingerprint.toUpperCase()}, next drill ${due(recovery)}`
          : 'none: comity recovery make',
      }),
      ...(rows.length > 0
        ? ['', ...table(['CONTACT', 'KEY', 'SINCE', 'NEW ONE BY', 'POST-QUANTUM', 'WRAPPED'], rows)]
        : []),
      ...(notes.length > 0
        ? ['', ...table(['NOTED', 'WHAT', 'SUBJECT', 'BY', 'WITNESS', 'SAYS'], notes.map(noteRow))]
        : []),
    ],
  };
}

const noteRow = (n: Awaited<ReturnType<typeof readCustody>>['notes'][number]): string[] => [
  ...[n.noted.slice(0, 16), n.kind, n.subject, n.person, n.witness ?? '', n.says],
];

interface SetOptions {
  readonly drillDays?: string;
  readonly rotateDays?: string;
  readonly keepDays?: string;
}

async function set(setting: Setting, options: SetOptions): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const { rule } = await readCustody(connection);
  const days = (text: string | undefined, name: string, before: number) =>
    text === undefined ? before : wholeNumber(text, name, 30);
  const keep = options.keepDays;
  const keepDays =
    keep === undefined ? rule.keepDays : keep === 'none' ? undefined : wholeNumber(keep, '--keep-days', 30);
  const body = {
    drillDays: days(options.drillDays, '--drill-days', rule.drillDays),
    rotateDays: days(options.rotateDays, '--rotate-days', rule.rotateDays),
    ...(keepDays === undefined ? {} : { keepDays }),
  };
  const answer = await connection.api.PUT('/api/custody/rule', { body });
  if (!answer.response.ok) throw new ApiProblem(answer.response.status, answer.error);
  return {
    value: body,
    lines: [
      'Set.',
      ...(keepDays === undefined
        ? []
        : [`A new or shorter retention begins to count after a week: comity custody show`]),
    ],
  };
}

async function note(
  setting: Setting,
  options: { says: string; witness?: string },
  kind: string,
  subject: string,
): Promise<Answer> {
  const known = KINDS.find((k) => k === kind);
  if (!known)
    throw new CommandError(
      'comity.which-option',
      `“${kind}” cannot be noted.`,
      `One of: ${KINDS.join(', ')}. Nothing was noted.`,
    );
  const { connection } = await (await actingAs(setting)).session();
  const { says, witness } = options;
  const wish: CustodyNote = { kind: known, subject, says, ...(witness === undefined ? {} : { witness }) };
  await noteCustody(connection, wish);
  return { value: wish, lines: [`Noted: ${known} ${plain(subject)}.`] };
}

const WHAT: Readonly<Record<LeavingName, string>> = {
  removed: 'is a person of the State no longer: state person remove PER',
  administrator: 'is no administrator: state administrators set …',
  roster: 'stands on the roster no longer: directory amend CON --roster …',
  successor: 'somebody else is on duty there: directory amend CON --roster …',
  key: 'has a new key since: key contact CON; directory key CON --request FILE',
  wraps: 'old messages are wrapped again for it: key rewrap CON',
  destroyed: 'the former key is destroyed, and that is noted: key destroy CON --yes --witness …',
  closed: 'nothing of the leaver opens anything new',
};

async function leaver(setting: Setting, _: unknown, person: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const steps = leavingSteps(await readLeaving(connection, acting.identity.participant, person));
  return {
    value: { person, steps },
    lines: table(['', 'CONTACT', 'WHAT'], steps.map(leavingRow)),
    exit: steps.at(-1)!.is === 'done' ? 0 : 1,
  };
}

const leavingRow = ({ step, is, contact }: LeavingStep): string[] => [is, contact ?? '', WHAT[step]];

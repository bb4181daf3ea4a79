import { readFile } from 'node:fs/promises';
import { assertDone, dataOf, type paths } from '@comity/client';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { plain, table } from '../terminal.ts';
import { callCommands } from './pingcalls.ts';
import { sealCommand } from './pingseal.ts';
import {
  type Answer,
  actingAs,
  collect,
  describe,
  does,
  publicConnection,
  type Setting,
  wholeNumber,
} from './setting.ts';

type Rounds = paths['/api/pings/rounds']['get']['responses'][200]['content']['application/json'];
type Round = paths['/api/pings/rounds/{round}']['get']['responses'][200]['content']['application/json'];
type Channel = Round['channels'][number];
const CHANNELS: readonly Channel[] = ['emails', 'message', 'sms', 'telephones'];

/** Rounds in which it is tried whether contacts can be reached, and their answers. Off the record. */
export function pingCommands(exchange: Command): void {
  const ping = describe(
    exchange.command('ping'),
    'Rounds in which contacts are tried, and the one confirmation that answers. Off the record.',
  );
  describe(
    ping
      .command('start')
      .option('--channel <name>', `one of: ${CHANNELS.join(', ')}; may be given again`, collect)
      .option('--hours <number>', 'how long it takes answers (default: as the rules say)')
      .option('--out-of-hours', 'in the middle of the hours in which a contact does not answer'),
    'Begin a round, as manager of the directory.',
    'exchange ping start --channel emails --channel telephones --as secretariat',
  ).action(does<StartOptions>(start));
  describe(
    ping.command('list'),
    'The rounds there were, with what came of them for your State.',
    'exchange ping list',
  ).action(does(list));
  describe(
    ping.command('show').argument('<pin>'),
    'One round: how far it is, what came of it for your State, and numbers where the body adopted that.',
    'exchange ping show pin_…',
  ).action(does(show));
  steeringCommands(ping);
  callCommands(ping);
  sealCommand(ping);
  describe(
    ping
      .command('answer')
      .argument('[code]', 'from the mail, the text message or the telephone')
      .option(
        '--offline <file>',
        'write the answer to a file now; it counts from now, as far as can be known',
      )
      .option('--from <file>', 'send an answer that was written to a file'),
    'Confirm, once, that it reached you. Nobody need be signed in: the code is the authority.',
    'exchange ping answer "7KQ 2M9 XTR B"',
    'exchange ping answer "482 913 556 071" --offline answer.json',
    'exchange ping answer --from answer.json',
  ).action(does<AnswerOptions>(answer));
}

function steeringCommands(ping: Command): void {
  for (const [name, state, says] of [
    ['pause', 'paused', 'Send nothing more of a round until it is resumed.'],
    ['resume', 'running', 'Go on with a round: what waits is sent, nobody twice.'],
    ['end', 'over', 'End a round now: who has not answered is noted.'],
  ] as const)
    describe(ping.command(name).argument('<pin>'), says, `exchange ping ${name} pin_…`).action(
      does((setting, _: unknown, round) => steer(setting, round!, state)),
    );
}

const connected = async (setting: Setting) => (await (await actingAs(setting)).session()).connection;
const at = (round: string) => ({ params: { path: { round } } });

interface StartOptions {
  readonly channel?: readonly string[];
  readonly hours?: string;
  readonly outOfHours?: boolean;
}

async function start(setting: Setting, options: StartOptions): Promise<Answer> {
  const channels = (options.channel ?? ['emails']).map(channelOf);
  const body = {
    ...{ channels, outOfHours: options.outOfHours === true },
    ...(options.hours === undefined ? {} : { hours: wholeNumber(options.hours, '--hours', 1) }),
  };
  const begun = dataOf(await (await connected(setting)).api.POST('/api/pings/rounds', { body }));
  const { round } = begun;
  const lines = [`Begun: ${round}`, `  how far it is: comity exchange ping show ${round}`];
  if (channels.includes('telephones'))
    lines.push(`  who is to be called: comity exchange ping calls ${round}`);
  if (channels.includes('message')) lines.push(`  by sealed message: comity exchange ping seal ${round}`);
  return { value: begun, lines };
}

/** Throws `comity.unknown-channel`. */
function channelOf(text: string): Channel {
  const found = CHANNELS.find((channel) => channel === text);
  if (found) return found;
  throw new CommandError(
    'comity.unknown-channel',
    `“${text}” is no way to try a contact.`,
    `One of: ${CHANNELS.join(', ')}. Nothing was begun.`,
  );
}

async function list(setting: Setting): Promise<Answer> {
  const found = dataOf(await (await connected(setting)).api.GET('/api/pings/rounds'));
  const rows = found.rounds.map((r) => [
    ...[r.round, r.state, r.started.slice(0, 16), r.ends.slice(0, 16), r.channels.join(' ')],
    ownIn(r.own),
  ]);
  const lines =
    rows.length > 0 ? table(['ROUND', 'STATE', 'BEGAN', 'ENDS', 'BY', 'OWN'], rows) : ['No rounds yet.'];
  return { value: found, lines: [...lines, ...rulesIn(found.rules)] };
}

const ownIn = (own: Round['own']): string =>
  own.length === 0
    ? ''
    : `${own.filter(({ result }) => result === 'answered').length} of ${own.length} answered`;

const rulesIn = ({ every, held, least }: Rounds['rules']): string[] => [
  every > 0
    ? `By the rules a round begins every ${days(every)} days.`
    : 'By the rules no round begins by itself.',
  `Others are shown what came of one ${days(held)} days after its end; ${
    least === undefined
      ? 'numbers are not shown.'
      : `numbers of States from ${least} up, where on either side are so many.`
  }`,
];
const days = (seconds: number): number => Math.round(seconds / 86_400);

async function show(setting: Setting, _: unknown, round: string): Promise<Answer> {
  const found = dataOf(await (await connected(setting)).api.GET('/api/pings/rounds/{round}', at(round)));
  return {
    value: found,
    lines: [...factsIn(found), ...progressIn(found), ...resultsIn(found), ...numbersIn(found)],
  };
}

const factsIn = (r: Round): string[] => [
  `${r.round}: ${r.state}, from ${r.started} to ${r.ends}, by ${r.channels.join(', ')}${r.outOfHours ? ', out of hours' : ''}.`,
  `Others than a State are shown what came of it from ${r.shown} on. Off the record.`,
];

const progressIn = ({ progress = [] }: Round): string[] =>
  progress.length === 0
    ? []
    : table(
        ['CHANNEL', 'ALL', 'WAIT', 'LEFT', 'SENT', 'FAILED', 'NEXT'],
        progress.map((p) => [
          ...[p.channel, String(p.all), String(p.waiting), String(p.left), String(p.sent), String(p.failed)],
          p.next ?? '',
        ]),
      );

const resultsIn = ({ own }: Round): string[] =>
  own.length === 0
    ? ['No contact of your State was tried.']
    : table(
        ['CONTACT', 'CHANNEL', 'TO', 'RESULT', 'ANSWERED', 'SAYS'],
        own.map((p) => [
          ...[p.contact, p.channel, plain(p.value ?? ''), p.result, p.answered ?? ''],
          p.claimed ? `made at ${p.claimed}, by its own word` : plain(p.says),
        ]),
      );

const numbersIn = ({ numbers }: Round): string[] =>
  numbers
    ? [
        ...numbers.channels.map((n) => `${n.channel}: about ${n.reached} of ${n.asked} States were reached.`),
        `${numbers.withheld} channels of which too few States are on one side; numbers go in steps of ${numbers.least}.`,
      ]
    : [];

async function steer(setting: Setting, round: string, state: 'paused' | 'running' | 'over'): Promise<Answer> {
  const { api } = await connected(setting);
  assertDone(
    await api.PUT('/api/pings/rounds/{round}/state', {
      ...at(round),
      body: { state },
    }),
  );
  return { value: { round, state }, lines: [`${round}: ${state}.`] };
}

interface AnswerOptions {
  readonly offline?: string;
  readonly from?: string;
}

async function answer(setting: Setting, { offline, from }: AnswerOptions, code?: string): Promise<Answer> {
  if ((code === undefined) === (from === undefined) || (offline !== undefined && from !== undefined))
    throw new CommandError(
      'comity.bad-usage',
      'Give the code, or with --from the file of an answer that was written before.',
      'Nothing was sent.',
    );
  if (offline !== undefined) return keepAnswer(offline, code!);
  const body = from === undefined ? { code: code! } : await readAnswer(from);
  const said = dataOf(await (await publicConnection(setting)).api.POST('/api/pings/answers', { body }));
  return {
    value: said,
    lines: [
      `Confirmed: ${said.channel} of ${said.contact}.`,
      said.claimed
        ? `It arrived at ${said.answered}, and counts from ${said.claimed}, by its own word: that is said of it.`
        : `It counts from ${said.answered}.`,
    ],
  };
}

async function keepAnswer(file: string, code: string): Promise<Answer> {
  const kept = { v: 1, code, made: new Date().toISOString() };
  await writePrivate(file, `${JSON.stringify(kept)}\n`);
  return {
    value: { written: file, made: kept.made },
    lines: [
      `Written, not sent: ${file}. It counts from ${kept.made}, as far as can be known.`,
      `With a line: comity exchange ping answer --from ${file}`,
    ],
  };
}

async function readAnswer(file: string): Promise<{ code: string; made: string }> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    const { v, code, made } = JSON.parse(text) as Record<string, unknown>;
    if (v === 1 && typeof code === 'string' && typeof made === 'string') return { code, made };
  } catch {
    // Said below.
  }
  throw refusal(
    'comity.bad-answer',
    `${file} holds no answer.`,
    'Write one with --offline FILE. Nothing was sent.',
  );
}

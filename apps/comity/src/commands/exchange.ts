import { getBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { type Opened, takeOffOuter } from '@comity/seal';
import type { Command } from 'commander';
import { DirectStore } from '../direct/store.ts';
import { refusal } from '../errors.ts';
import { marked } from '../exercises/mark.ts';
import { hookOf } from '../hook.ts';
import { writePrivate } from '../keyring.ts';
import { acknowledge, listThreads, type Message, openThread, type Thread } from '../messages.ts';
import { readTerms } from '../messageterms.ts';
import { openerOf } from '../opener.ts';
import { saveAttachments } from '../saving.ts';
import { plain, table } from '../terminal.ts';
import { watchEntries } from '../watching.ts';
import { conversationOf, filesOf, messageOf, upTo } from './conversations.ts';
import { directCommands } from './direct.ts';
import { acknowledgeDirectly, type DirectOptions, sendDirectly, withDirect } from './directsending.ts';
import { feedCommands } from './feeds.ts';
import { ladderCommand } from './ladder.ts';
import { noiseCommands } from './noise.ts';
import { openedLines, openedValue } from './opened.ts';
import { placed } from './performing.ts';
import { pingCommands } from './pings.ts';
import { pushCommands } from './pushes.ts';
import { receiptsCommand } from './receipts.ts';
import { resumeSending } from './resuming.ts';
import { ringCommands } from './rings.ts';
import { type SendOptions, sendLetter, withLetter } from './sending.ts';
import {
  type Acting,
  type Answer,
  actingAs,
  actingWith,
  describe,
  does,
  identityOf,
  type Setting,
  settingOf,
  wholeNumber,
} from './setting.ts';
import { taxiiCommand } from './taxii.ts';
import { typesCommand } from './types.ts';

export function exchangeCommands(program: Command): void {
  const exchange = describe(program.command('exchange'), 'Sealed messages between the contacts of States.');
  describe(
    withLetter(exchange.command('send')),
    'Seal a message to contacts and send it; any OpenPGP tool of theirs opens it.',
    'exchange send --to brenmark --subject "Phishing" --text "We observed …" --attach indicator.json --deadline 24h',
    'exchange send --all --exercise --type ping --subject "Test" < text.txt',
    'exchange send --all --class technical --exclude brenmark --subject "…" --text "…"',
    'exchange send --resume --reseal',
    'exchange send --reply thr_… --text "We see it too."',
    'exchange send --direct --snapshot directory.snapshot --to brenmark --subject "Phishing" --text "We observed …"',
  ).action(
    does<SendOptions>((setting, options) =>
      options.direct
        ? sendDirectly(setting, options)
        : options.resume
          ? resumeSending(setting, options)
          : sendLetter(setting, options),
    ),
  );
  describe(
    exchange.command('list').option('--limit <number>', 'how many at most', '50'),
    'List the threads of your State, newest first. Those of exercises are apart: comity exercise threads',
    'exchange list',
  ).action(does(list));
  describe(
    exchange
      .command('open')
      .argument('<thread|message>')
      .option('--out <folder>', 'save the files of the messages there; nothing is overwritten')
      .option('--words <tag>', 'the language in which types and coded fields are shown to you', 'en'),
    'Open a thread, or one message of it: every check in a line, then what it says.',
    'exchange open thr_…',
    'exchange open msg_… --out files',
  ).action(does(open));
  describe(
    withDirect(
      exchange.command('ack').argument('<message>').option('--from <con>', 'the contact it was sent to'),
    ),
    'Acknowledge a message: received and read, nothing more.',
    'exchange ack msg_…',
    'exchange ack msg_… --direct --snapshot directory.snapshot',
  ).action(
    does<DirectOptions & { from?: string }>((setting, options, id) =>
      options.direct ? acknowledgeDirectly(setting, options, id!) : ack(setting, options, id!),
    ),
  );
  describe(
    exchange
      .command('save')
      .argument('<message>')
      .requiredOption('--out <file>', 'where to; sealed files go to FILE.1, FILE.2 …'),
    'Save a message as it is sealed, for plain gpg -d.',
    'exchange save msg_… --out message.pgp && gpg -d message.pgp',
  ).action(does(save));
  directCommands(exchange);
  typesCommand(exchange);
  ladderCommand(exchange);
  receiptsCommand(exchange);
  noiseCommands(exchange);
  feedCommands(exchange);
  taxiiCommand(exchange);
  ringCommands(exchange);
  pushCommands(exchange);
  pingCommands(exchange);
  describe(
    exchange
      .command('watch')
      .option('--since <entry>', 'tell first what came after this entry')
      .option('--count <number>', 'end after so many')
      .option('--hook <url>', 'post there that something waits, at each message; nothing of it is said'),
    'Tell what happens, a line per entry, until Ctrl-C; goes on where it was after a broken line.',
    'exchange watch --since 412',
    'exchange watch --hook https://duty.cert.example/page',
  ).action((options: WatchOptions, self: Command) => watch(settingOf(self), options));
}

const list = (setting: Setting, options: { limit: string }): Promise<Answer> =>
  listed(setting, options, 'real');

/** Threads of one kind, as a table. */
export async function listed(
  setting: Setting,
  options: { limit: string },
  kind: 'real' | 'exercise',
): Promise<Answer> {
  const limit = wholeNumber(options.limit, '--limit', 1);
  const acting = await actingAs(setting);
  const threads: Thread[] = [];
  for await (const thread of listThreads((await acting.session()).connection, kind)) {
    if (threads.push(thread) >= limit) break;
  }
  return {
    value: { threads },
    lines: threads.length > 0 ? table(HEADINGS, threads.map(row)) : ['No messages yet.'],
  };
}

const HEADINGS = ['THREAD', 'MESSAGES', 'TO ACKNOWLEDGE', 'LAST FROM', 'MARKING', 'DEADLINE', 'RECEIVED'];
const row = ({ thread, messages, unacknowledged, last: { header, received } }: Thread) => [
  thread,
  String(messages),
  String(unacknowledged),
  header.exercise ? `EXERCISE ${header.from.participant}` : header.from.participant,
  `${header.marking.scheme}:${header.marking.label}`,
  header.deadline ?? '',
  received,
];

interface OpenOptions {
  readonly out?: string;
  readonly words: string;
}

async function open(setting: Setting, options: OpenOptions, id: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const { thread, messages } = await conversationOf(acting, id);
  const opened = await openThread(await openerOf(acting), upTo(messages, id));
  const shown = id.startsWith('msg_') ? opened.slice(-1) : opened;
  const saved = options.out === undefined ? [] : await saveAttachments(options.out, filesOf(shown));
  const byMail = await acknowledgedByMail(setting, acting, shown);
  const terms = await readTerms((await acting.session()).connection, options.words);
  return {
    value: {
      ...{ thread, messages: shown.map(openedValue) },
      ...(byMail.length > 0 ? { acknowledgedByMail: byMail } : {}),
      ...(options.out === undefined ? {} : { saved }),
    },
    lines: [
      ...marked(
        messages,
        shown.flatMap((one) => openedLines(one, terms)),
      ),
      ...byMail.map(
        (a) =>
          `Acknowledged by mail, not on the record: ${a.message} by ${a.participant} (${a.contact}), ${a.signedAt}`,
      ),
      ...saved.map((path) => `Saved: ${path}`),
    ],
    exit: shown.every(([, { kind }]) => kind !== 'refused') ? 0 : 1,
  };
}

/** What contacts to whom these were sent acknowledged by mail, and did not on the record. */
async function acknowledgedByMail(
  setting: Setting,
  { identity }: Acting,
  shown: readonly [Message, Opened][],
) {
  const kept = await new DirectStore(setting.keys, identity).acknowledgements();
  const isOpen = (message: string, contact: string) =>
    shown.some(
      ([m]) => m.message === message && m.to.some((to) => to.contact === contact && !to.acknowledged),
    );
  return kept.filter((a) => isOpen(a.message, a.contact));
}

async function ack(setting: Setting, options: { from?: string }, id: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const message = await messageOf(acting, id);
  const { participant, contacts = [] } = acting.identity;
  const mine = message.to.filter((to) => to.participant === participant).map((to) => to.contact);
  const contact = options.from ?? mine.find((c) => contacts.some((h) => h.contact === c)) ?? mine[0];
  if (contact === undefined)
    throw refusal('comity.not-to-you', 'This message was not sent to your State.', 'Nothing was sent.');
  const { hand } = await acting.session();
  const what = message.header.exercise ? 'EXERCISE. Acknowledged' : 'Acknowledged';
  return placed(await acknowledge(acting.place, hand, message, contact), `${what}: ${id}.`);
}

async function save(setting: Setting, options: { out: string }, id: string): Promise<Answer> {
  const acting = await actingAs(setting);
  const message = await messageOf(acting, id);
  const { connection } = await acting.session();
  const { hybrid = [] } = await openerOf(acting);
  const written: string[] = [];
  for (const [i, { sha256 }] of [message.ciphertext, ...message.attachments].entries()) {
    const bytes = await getBlob(connection, sha256);
    if (sha256Hex(bytes) !== sha256)
      throw refusal(
        'comity.wrong-file',
        'The server sent another file than the record names.',
        'It was not kept.',
      );
    const path = i === 0 ? options.out : `${options.out}.${i}`;
    // gpg knows nothing of the outer seal: it is taken off here.
    await writePrivate(path, await takeOffOuter(bytes, hybrid), 'wx');
    written.push(path);
  }
  return {
    value: { message: id, written },
    lines: [...written.map((path) => `Saved: ${path}`), `Open it with: gpg -d ${written[0]}`],
  };
}

interface WatchOptions {
  readonly since?: string;
  readonly count?: string;
  readonly hook?: string;
}

/** With --json one value a line, as they happen. */
async function watch(setting: Setting, options: WatchOptions): Promise<void> {
  const since = options.since === undefined ? undefined : wholeNumber(options.since, '--since');
  const most =
    options.count === undefined ? Number.POSITIVE_INFINITY : wholeNumber(options.count, '--count', 1);
  const identity = await identityOf(setting);
  const { terminal } = setting;
  const hook = hookOf(options.hook, (why) => terminal.note(why));
  const connected = async () => (await (await actingWith(setting, identity)).session()).connection;
  let told = 0;
  terminal.note('Watching. Ctrl-C ends it.');
  for await (const e of watchEntries(connected, since, (why) =>
    terminal.note(`Broken (${why}); trying again…`),
  )) {
    if (setting.json) process.stdout.write(`${JSON.stringify(e)}\n`);
    else terminal.say(plain(`${e.received}  entry ${e.index}  ${e.type}  ${e.stream}`));
    if (e.type === 'exchange.sent') hook?.call();
    told += 1;
    if (told >= most) return hook?.settled();
  }
}

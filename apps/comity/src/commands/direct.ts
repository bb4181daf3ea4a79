import type { Command } from 'commander';
import { certifiedIn } from '../direct/certified.ts';
import { type Merged, merge } from '../direct/merging.ts';
import { type Received, receive } from '../direct/receiving.ts';
import { DirectStore, type KeptAcknowledgement, type KeptMessage } from '../direct/store.ts';
import { CommandError } from '../errors.ts';
import { readImap } from '../mail/imap.ts';
import { type FoundMail, readMaildir } from '../mail/maildir.ts';
import { holderOf } from '../opener.ts';
import { saveAttachments } from '../saving.ts';
import { type OpenedSnapshot, openSnapshot, takeSnapshot } from '../snapshot.ts';
import { plain, table } from '../terminal.ts';
import { type DirectOptions, mailOn } from './directsending.ts';
import { checkLines, shown } from './opened.ts';
import { readBytes } from './paperacts.ts';
import { type Answer, actingAs, describe, does, identityOf, type Setting } from './setting.ts';

/** What goes by mail while the host is down, and how it comes onto the record afterwards. */
export function directCommands(exchange: Command): void {
  describe(
    exchange
      .command('receive')
      .option('--maildir <folder>', 'the folder into which your mail is delivered; nothing in it is changed')
      .option('--file <file...>', 'mails, one a file')
      .option('--imap', 'the mailbox that COMITY_DIRECT_IMAP names; nothing in it is marked')
      .option('--snapshot <file>', 'the keys, as you kept them; without it the host is asked for them')
      .option('--out <folder>', 'save the files of the messages there; nothing is overwritten')
      .option('--again', 'also what was read before'),
    'Read sealed and signed mail of contacts: every check in a line, then what it says.',
    'exchange receive --maildir ~/Maildir --snapshot directory.snapshot',
    'exchange receive --file message.eml',
  ).action(does<ReceiveOptions>(read));
  describe(
    exchange
      .command('mail')
      .argument('<message>')
      .requiredOption('--snapshot <file>', 'the keys and addresses, as you kept them')
      .option('--mail-to <folder>', 'write the mails there instead (default: COMITY_DIRECT_SMTP sends them)'),
    'Mail a message by mail on to those whom it has not reached.',
    'exchange mail msg_… --snapshot directory.snapshot',
  ).action(does<DirectOptions>((setting, options, id) => mailOn(setting, options, id!)));
  describe(
    exchange.command('merge'),
    'The host is back: bring what went by mail onto the record, exactly as it was sealed.',
    'exchange merge',
  ).action(does(mergeAll));
  describe(
    exchange.command('direct'),
    'List what went and came by mail: whom it reached, who acknowledged, what is on the record.',
    'exchange direct',
  ).action(does(list));
}

interface ReceiveOptions {
  readonly maildir?: string;
  readonly file?: readonly string[];
  readonly imap?: boolean;
  readonly snapshot?: string;
  readonly out?: string;
  readonly again?: boolean;
}

async function read(setting: Setting, options: ReceiveOptions): Promise<Answer> {
  const mails = mailsOf(options);
  const identity = await identityOf(setting);
  const snapshot = await snapshotFor(setting, options);
  const { body } = identity.trust;
  const store = new DirectStore(setting.keys, identity);
  const reading = { body, store, holder: await holderOf(identity), certified: certifiedIn(snapshot) };
  const received: Received[] = [];
  const lines: string[] = [];
  for await (const one of receive(reading, mails, { again: options.again ?? false })) {
    received.push(one);
    lines.push(...receivedLines(one));
  }
  const files = received.flatMap(({ opened }) => (opened?.kind === 'bound' ? opened.attachments : []));
  const saved = options.out === undefined ? [] : await saveAttachments(options.out, files);
  const isRefused = ({ refused, opened }: Received) => refused !== undefined || opened?.kind === 'refused';
  return {
    value: { received: received.map(receivedValue), ...(options.out === undefined ? {} : { saved }) },
    lines: [
      ...(received.length > 0 ? lines : ['Nothing new for you.']),
      ...saved.map((path) => `Saved: ${path}`),
    ],
    ...(received.some(isRefused) ? { exit: 1 as const } : {}),
  };
}

async function* filesOf(paths: readonly string[]): AsyncGenerator<FoundMail> {
  for (const name of paths) yield { name, read: () => readBytes(name) };
}

function mailsOf({ maildir, file, imap }: ReceiveOptions): AsyncIterable<FoundMail> {
  const { COMITY_DIRECT_IMAP: address } = process.env;
  const given = [maildir, file, imap].filter((option) => option !== undefined);
  if (given.length === 1 && maildir !== undefined) return readMaildir(maildir);
  if (given.length === 1 && file !== undefined) return filesOf(file);
  if (given.length === 1 && address) return readImap(address);
  throw new CommandError(
    'comity.which-mail',
    'Which mail?',
    'Name --maildir FOLDER, --file FILE, or --imap with COMITY_DIRECT_IMAP set to imaps://user:password@host/Mailbox.',
  );
}

/** The directory as it was kept; or as it is now, where the host answers. */
async function snapshotFor(setting: Setting, { snapshot }: ReceiveOptions): Promise<OpenedSnapshot> {
  if (snapshot !== undefined)
    return openSnapshot(await readBytes(snapshot), (await identityOf(setting)).trust);
  const { place, session } = await actingAs(setting);
  const taken = await takeSnapshot((await session()).connection, place.trust, (done, total) =>
    setting.terminal.progress('Keys looked at', done, total),
  );
  return openSnapshot(taken.bytes, place.trust);
}

function receivedValue({ mail, opened, words, ...rest }: Received): object {
  const said = opened && {
    ...{ kind: opened.kind, checks: opened.checks },
    ...(opened.kind === 'refused' ? { code: opened.code } : { signer: opened.signer }),
    ...(opened.kind === 'bound' ? { payload: { ...opened.payload, pad: undefined } } : {}),
  };
  return { ...rest, ...said, ...(mail ? { from: mail.from } : {}), ...words };
}

function receivedLines({ name, mail, refused, opened, words, acknowledges, again }: Received): string[] {
  const head = `${plain(name)}${mail?.from ? `, which says that it is from ${plain(mail.from)}` : ''}`;
  if (refused || !opened) return [head, `${refused?.code}: ${refused?.says} Nothing of it is shown.`, ''];
  return [
    head,
    ...checkLines(opened),
    '',
    ...shown(opened, { words: words?.text }),
    ...(words?.besides ?? []).map((file) => `  (not shown: ${plain(file)})`),
    ...acknowledges.map((id) => `It acknowledges ${id}: kept, not on the record.`),
    ...(again ? ['You had this message before.'] : []),
    '',
  ];
}

async function mergeAll(setting: Setting): Promise<Answer> {
  const { place, session, identity } = await actingAs(setting);
  const { connection: reader, hand } = await session();
  const store = new DirectStore(setting.keys, identity);
  const merged = await merge({ place, reader, hand, store });
  const isWrong = ({ state }: Merged) => state === 'refused' || state === 'differs';
  return {
    value: { merged },
    lines:
      merged.length > 0 ? merged.map(mergedLine) : ['Nothing waits: everything by mail is on the record.'],
    ...(merged.some(isWrong) ? { exit: 1 as const } : {}),
  };
}

const STATES: Record<Merged['state'], string> = {
  placed: 'placed on the record',
  'on-the-record': 'stands on the record as it came',
  waits: 'waits',
  refused: 'NOT PLACED',
  differs: 'NOT THE SAME on the record',
};
const mergedLine = ({ message, state, why }: Merged) =>
  `${message}: ${STATES[state]}${why ? `. ${plain(why)}` : ''}`;

async function list(setting: Setting): Promise<Answer> {
  const store = new DirectStore(setting.keys, await identityOf(setting));
  const [messages, acknowledged] = await Promise.all([store.list(), store.acknowledgements()]);
  const of = (m: Pick<KeptMessage, 'header'>) => acknowledged.filter((a) => a.message === m.header.message);
  return {
    value: {
      messages: messages.map(({ ciphertext: _, files: __, ...m }) => ({ ...m, acknowledgedBy: of(m) })),
      acknowledged,
    },
    lines:
      messages.length > 0
        ? table(
            HEADINGS,
            messages.map((m) => row(m, of(m))),
          )
        : ['Nothing by mail.'],
  };
}

const HEADINGS = ['MESSAGE', 'FROM', 'TYPE', 'AT', 'REACHED', 'ACKNOWLEDGED BY', 'RECORD'];
const row = (m: KeptMessage, acknowledged: readonly KeptAcknowledgement[]) => [
  m.header.message,
  m.header.exercise ? `${m.from.participant} (exercise)` : m.from.participant,
  m.type,
  m.at,
  m.ours ? `${Object.keys(m.ours.reached).length} of ${m.to.length}` : 'came',
  acknowledged.map((a) => a.participant).join(' '),
  m.placed ? 'placed' : 'not yet',
];

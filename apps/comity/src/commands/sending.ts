import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { MessageForm } from '@comity/acts';
import { CANNOT_PROVE } from '@comity/client/checking';
import { isUsable } from '@comity/client/resuming';
import type { Attachment } from '@comity/seal';
import type { Command } from 'commander';
import { unknownContact } from '../contacts.ts';
import { CommandError, refusal } from '../errors.ts';
import { EXERCISE } from '../exercises/mark.ts';
import type { HeldContact, Identity } from '../keyring.ts';
import { readAttachments, readDeadline, readMarking } from '../letter.ts';
import {
  type Conversation,
  type DirectoryContact,
  openThread,
  readDirectory,
  readThread,
  type SentMessage,
  sendMessage,
} from '../messages.ts';
import { assertByTheRules, readForm, readTerms } from '../messageterms.ts';
import { openerOf, signerFor } from '../opener.ts';
import { readPolicyFile } from '../policies.ts';
import { SealedStore } from '../sealedstore.ts';
import { plain } from '../terminal.ts';
import { receiptLines } from './performing.ts';
import { type Acting, type Answer, actingAs, collect, type Setting } from './setting.ts';

export interface SendOptions {
  readonly to?: readonly string[];
  readonly all?: boolean;
  readonly class?: string;
  readonly exclude?: readonly string[];
  readonly resume?: boolean;
  readonly reseal?: boolean;
  readonly from?: string;
  readonly type: string;
  readonly subject?: string;
  readonly text?: string;
  readonly textFile?: string;
  readonly language: string;
  readonly ask?: readonly string[];
  readonly severity?: string;
  readonly code?: readonly string[];
  readonly attach?: readonly string[];
  readonly deadline?: string;
  readonly marking?: string;
  readonly exercise?: boolean;
  readonly reply?: string;
  readonly policy?: string;
  readonly direct?: boolean;
  readonly snapshot?: string;
  readonly mailTo?: string;
}

export const withLetter = (command: Command): Command =>
  command
    .option('--to <who...>', 'States or contacts; a State means its contacts that have a key')
    .option('--all', 'every contact of every other State that has a key')
    .option('--class <class>', 'with a State or --all: only its diplomatic or technical contacts')
    .option('--exclude <who...>', 'with --all: States or contacts that are left out')
    .option('--resume', 'place what was sealed here and does not stand on the record yet; nothing goes twice')
    .option('--reseal', 'with --resume: seal anew what was refused because keys changed')
    .option('--from <con>', 'the contact you send for (default: the one whose key you hold)')
    .option('--type <type>', 'a type that the rules of the body name (exchange types)', 'notification')
    .option('--code <field=code>', 'a field of the form by its code, one by one (exchange types)', collect)
    .option('--subject <words>', 'sealed like the text (default for a reply: that of the message)')
    .option('--text <words>', 'the message; or --text-file, or standard input')
    .option('--text-file <file>', 'the message, from a file')
    .option('--language <tag>', 'what subject and text are written in', 'en')
    .option('--ask <question>', 'what is asked, one by one', collect)
    .option('--severity <words>', 'in your own words; never a gate')
    .option('--attach <file...>', 'files; a STIX bundle is checked before it is sealed')
    .option('--deadline <when>', '24h, 3d, or an instant such as 2027-01-31T12:00Z')
    .option('--marking <marking>', 'TLP:AMBER where nothing is said')
    .option('--exercise', 'mark it as an exercise')
    .option(
      '--policy <file>',
      'your own: the witnesses that the checkpoint must show before anything is sealed',
    )
    .option('--reply <thread>', 'answer in this thread, to everyone in it unless --to says otherwise')
    .option(
      '--direct',
      'the host is down: send it by your own mail; comity exchange merge brings it in later',
    )
    .option('--snapshot <file>', 'with --direct: the keys, as you kept them (directory snapshot)')
    .option(
      '--mail-to <folder>',
      'with --direct: write the mails there instead (default: COMITY_DIRECT_SMTP sends them)',
    );

export const sendLetter = async (setting: Setting, options: SendOptions): Promise<Answer> =>
  sendLetterAs(await actingAs(setting), setting, options);

/** What answers an exercise is of it, whether that is said or not: the rules take nothing else in its thread. */
export async function sendLetterAs(
  acting: Acting,
  setting: Setting,
  options: SendOptions,
  files: readonly Attachment[] = [],
): Promise<Answer> {
  const letter = await readLetter(options);
  const attachments = [...letter.attachments, ...files];
  const held = sendingContact(acting.identity, options.from);
  const { connection: reader, hand } = await acting.session();
  const reply = options.reply === undefined ? undefined : await replyTo(acting, options.reply);
  const subject = options.subject ?? reply?.subject;
  if (subject === undefined) throw noSubject();
  assertByTheRules(await readTerms(reader, 'en'), {
    ...{ type: letter.type, form: letter.form ?? {}, answered: reply?.type },
    exercise: letter.exercise || reply?.exercise === true,
  });
  const directory = await readDirectory(reader);
  const { passphrase } = held.privateKey ? await acting.unlocked() : {};
  const store = new SealedStore(setting.keys, acting.identity);
  return sent(
    await store.sending(async (onSealed) =>
      sendMessage(acting.place, {
        ...{ reader, hand, onSealed },
        from: held.contact,
        signer: signerFor(held, passphrase),
        to: recipientsOf(directory, options, acting.identity, held, reply?.contacts),
        policy: options.policy === undefined ? undefined : await readPolicyFile(options.policy),
        letter: {
          ...{ ...letter, attachments, subject, exercise: letter.exercise || reply?.exercise === true },
          ...(reply ? { thread: reply.thread, previous: reply.previous } : {}),
        },
        onProgress: ({ done, total }) => setting.terminal.progress('Sealed to keys', done, total),
      }),
    ),
  );
}

/** What the options say, before it is known what it answers. */
export const readLetter = async (options: SendOptions) => ({
  ...described(options, typeOf(options), readForm(options.code)),
  text: await readText(options),
  attachments: await readAttachments(options.attach),
});

const typeOf = ({ type, reply }: SendOptions): string => (reply && type === 'notification' ? 'reply' : type);

export const noSubject = () =>
  new CommandError(
    'comity.no-subject',
    'A message has a subject.',
    'Say it with --subject. Nothing was sent.',
  );

function sent({ sealed, receipt, checks }: SentMessage): Answer {
  const { message, thread } = sealed.header;
  const { to } = sealed.message;
  return {
    value: {
      ...receipt,
      message,
      thread,
      exercise: sealed.header.exercise,
      to,
      bytes: sealed.ciphertext.length,
      checks,
    },
    lines: [
      ...(sealed.header.exercise ? [EXERCISE] : []),
      `Sent: ${message}`,
      `  thread ${thread}`,
      `  sealed to ${to.map((p) => `${p.participant} (${p.contact})`).join(', ')}`,
      ...receiptLines(receipt),
      'Checked here before it was sealed, against what the log signed:',
      ...checks.map(({ check, about, says }) => `  ${check}${about ? ` ${about}` : ''}: ${plain(says)}`),
      `  ${CANNOT_PROVE}`,
    ],
  };
}

const described = (o: SendOptions, type: string, form: MessageForm) => ({
  type,
  ...(Object.keys(form).length > 0 ? { form } : {}),
  exercise: o.exercise === true,
  language: o.language,
  marking: readMarking(o.marking),
  ...(o.ask ? { asks: o.ask } : {}),
  ...(o.severity ? { severity: o.severity } : {}),
  ...(o.deadline ? { deadline: readDeadline(o.deadline, Date.now()) } : {}),
});

async function readText({ text, textFile }: SendOptions): Promise<string> {
  if (text !== undefined) return text;
  if (textFile !== undefined) return readFile(textFile, 'utf8');
  if (process.stdin.isTTY) {
    throw new CommandError(
      'comity.no-text',
      'What is the message?',
      'Say it with --text or --text-file, or pipe it in.',
    );
  }
  return readAll(process.stdin);
}

/** The contact that this person sends for. */
export function sendingContact({ name, contacts = [] }: Identity, from: string | undefined): HeldContact {
  const ids = [...new Set(contacts.map((c) => c.contact))];
  const id = from ?? (ids.length === 1 ? ids[0] : undefined);
  const held = contacts.find((c) => c.contact === id);
  if (held) return held;
  if (ids.length === 0) {
    throw new CommandError(
      'comity.no-contact-key',
      `${name} holds the key of no contact.`,
      'Make one: comity key contact CON. Your State certifies it: comity directory key CON --request FILE',
    );
  }
  throw new CommandError(
    'comity.which-contact',
    from === undefined
      ? `${name} holds the keys of several contacts.`
      : `${name} does not hold the key of ${from}.`,
    `Say for which you send with --from: ${ids.join(', ')}.`,
  );
}

export function recipientsOf(
  directory: readonly DirectoryContact[],
  options: Pick<SendOptions, 'to' | 'all' | 'class' | 'exclude'>,
  me: Identity,
  from: HeldContact,
  inThread: readonly string[] = [],
): DirectoryContact[] {
  const wanted = options.to ?? (options.all ? [] : inThread);
  const isWanted = (c: DirectoryContact) => !options.class || c.class === options.class;
  const isExcluded = (c: DirectoryContact) =>
    options.exclude?.some((who) => who === c.participant || who === c.contact) ?? false;
  const all = options.all
    ? directory.filter(
        (c) => c.participant !== me.participant && isUsable(c, Date.now()) && isWanted(c) && !isExcluded(c),
      )
    : [];
  const named = wanted.flatMap((who) => {
    const found = directory.filter((c) => c.contact === who || (c.participant === who && isWanted(c)));
    if (found.length === 0) throw unknownContact(who);
    const reachable = found.filter((c) => c.key !== undefined);
    if (reachable.length === 0) throw withoutKey(who, found[0]!);
    return reachable;
  });
  const to = [...new Map([...all, ...named].map((c) => [c.contact, c])).values()];
  const others = to.filter((c) => c.contact !== from.contact);
  if (others.length > 0) return others;
  throw new CommandError(
    'comity.no-recipients',
    'To whom?',
    'Say it with --to STATE or --to CON, or --all. Nothing was sent.',
  );
}

const withoutKey = (who: string, { contact }: DirectoryContact) =>
  refusal(
    'comity.contact-without-key',
    `${who}: the contact ${contact} has no key yet, so nothing can be sealed to it.`,
    'Nothing was sent. Choose another contact of that State, or reach it by telephone.',
  );

/** What a reply follows: the last message that could be opened, and who takes part. */
async function replyTo(acting: Acting, thread: string) {
  const opener = await openerOf(acting);
  const conversation = await readThread(opener.reader, thread);
  const last = (await openThread(opener, conversation.messages)).findLast(
    ([, { kind }]) => kind === 'bound',
  )?.[1];
  if (last?.kind !== 'bound') {
    throw refusal(
      'comity.nothing-to-reply-to',
      'No message of this thread could be opened and checked here.',
      `See why: comity exchange open ${thread}. Nothing was sent.`,
    );
  }
  return {
    thread,
    previous: last.messageId,
    exercise: last.payload.exercise,
    type: last.payload.type,
    subject: replying(last.payload.subject),
    contacts: contactsIn(conversation),
  };
}

export const replying = (subject: string): string =>
  subject.startsWith('Re: ') ? subject : `Re: ${subject}`;

const contactsIn = ({ messages }: Conversation): string[] => [
  ...new Set(messages.flatMap((m) => [m.header.from.contact, ...m.to.map((to) => to.contact)])),
];

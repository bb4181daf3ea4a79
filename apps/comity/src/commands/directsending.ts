import type { Command } from 'commander';
import { certifiedIn } from '../direct/certified.ts';
import { openKept } from '../direct/opening.ts';
import { keptOf, mailKept, type Reached, sealDirect } from '../direct/sending.ts';
import { DirectStore, type KeptMessage } from '../direct/store.ts';
import { CommandError, refusal } from '../errors.ts';
import type { Identity } from '../keyring.ts';
import { type Delivery, folderDelivery, smtpDelivery } from '../mail/delivery.ts';
import { holderOf, signerFor } from '../opener.ts';
import { unlock } from '../passphrase.ts';
import { type OpenedSnapshot, openSnapshot } from '../snapshot.ts';
import { readBytes } from './paperacts.ts';
import {
  noSubject,
  readLetter,
  recipientsOf,
  replying,
  type SendOptions,
  sendingContact,
} from './sending.ts';
import { type Answer, identityOf, type Setting } from './setting.ts';

export interface DirectOptions {
  readonly direct?: boolean;
  readonly snapshot?: string;
  readonly mailTo?: string;
}

export const withDirect = (command: Command): Command =>
  command
    .option('--direct', 'the host is down: by your own mail')
    .option('--snapshot <file>', 'with --direct: the keys, as you kept them (directory snapshot)')
    .option(
      '--mail-to <folder>',
      'with --direct: write the mails there instead (default: COMITY_DIRECT_SMTP)',
    );

/** Everything a message by mail rests on, without asking anybody. */
export interface Direct {
  readonly identity: Identity;
  readonly snapshot: OpenedSnapshot;
  readonly store: DirectStore;
}

export async function directOf(setting: Setting, { snapshot }: DirectOptions): Promise<Direct> {
  const identity = await identityOf(setting);
  if (snapshot === undefined)
    throw new CommandError(
      'comity.no-snapshot',
      'Without the host the keys come from a snapshot.',
      'Name it: --snapshot FILE. One is taken while the host is there: comity directory snapshot --out FILE',
    );
  const opened = await openSnapshot(await readBytes(snapshot), identity.trust);
  setting.terminal.note(
    `Keys as the record had them ${opened.at}: what was changed since is not known here.`,
  );
  return { identity, snapshot: opened, store: new DirectStore(setting.keys, identity) };
}

/** Throws `comity.no-smtp`. */
export function deliveryOf({ mailTo }: DirectOptions): Delivery {
  if (mailTo !== undefined) return folderDelivery(mailTo);
  const { COMITY_DIRECT_SMTP: smtp } = process.env;
  if (smtp) return smtpDelivery(smtp);
  throw new CommandError(
    'comity.no-smtp',
    'By which mail server?',
    'Set COMITY_DIRECT_SMTP to smtps://user:password@host, or write files with --mail-to FOLDER. Nothing was sent.',
  );
}

export async function sendDirectly(setting: Setting, options: SendOptions): Promise<Answer> {
  if (options.deadline !== undefined) throw noDeadline();
  const delivery = deliveryOf(options);
  const letter = await readLetter(options);
  const direct = await directOf(setting, options);
  const { identity, snapshot } = direct;
  const held = sendingContact(identity, options.from);
  const reply = options.reply === undefined ? undefined : await replyTo(direct, options.reply);
  const subject = options.subject ?? reply?.subject;
  if (subject === undefined) throw noSubject();
  const { passphrase } = held.privateKey ? await unlock(identity) : {};
  const sealed = await sealDirect({
    ...{ trust: identity.trust, snapshot, from: held.contact, signer: signerFor(held, passphrase) },
    to: recipientsOf(snapshot.contacts, options, identity, held, reply?.contacts),
    letter: { ...letter, subject, ...(reply ? { thread: reply.thread, previous: reply.previous } : {}) },
    onProgress: ({ done, total }) => setting.terminal.progress('Sealed to keys', done, total),
  });
  return mailed(setting, direct, { ...keptOf(sealed), ours: { reached: {} } }, delivery);
}

const noDeadline = () =>
  refusal(
    'comity.no-deadline-by-mail',
    'The record takes no message whose deadline has come, and nobody knows when the host is back.',
    'Say in the text until when you hope for an answer. Nothing was sent.',
  );

/** Keeps it before anything leaves: whatever breaks afterwards, it can be mailed on and merged. */
export async function mailed(
  setting: Setting,
  { store, snapshot }: Direct,
  kept: KeptMessage,
  delivery: Delivery,
): Promise<Answer> {
  const { message, thread } = kept.header;
  await store.keep(kept);
  try {
    const results = await mailKept(store, snapshot, kept, delivery, (done, total) =>
      setting.terminal.progress('Mailed', done, total),
    );
    const missed = results.filter(({ why }) => why !== undefined);
    const next = [
      `Not reached: ${missed.length}. Try again: comity exchange mail ${message} --snapshot FILE`,
    ];
    return {
      value: { message, thread, to: results },
      lines: [
        `Sealed and kept: ${message}`,
        `  thread ${thread}`,
        ...results.map(reachedLine),
        ...(missed.length > 0 ? next : []),
        'It is not on the record. When the host is back: comity exchange merge',
      ],
      ...(missed.length > 0 ? { exit: 1 as const } : {}),
    };
  } finally {
    delivery.end();
  }
}

const reachedLine = ({ participant, contact, why }: Reached) =>
  why === undefined
    ? `  mailed to ${participant} (${contact})`
    : `  NOT to ${participant} (${contact}): ${why}`;

/** The last message of a thread that is kept here, opened again. */
async function replyTo(direct: Direct, thread: string) {
  const kept = (await direct.store.list()).filter((m) => m.header.thread === thread && !m.acknowledges);
  const last = kept.at(-1);
  const opened =
    last && (await openKept(await holderOf(direct.identity), certifiedIn(direct.snapshot), last));
  if (!last || opened?.kind !== 'bound')
    throw refusal(
      'comity.nothing-to-reply-to',
      'No message of this thread is kept here that could be opened and checked.',
      'Read your mail first: comity exchange receive. Nothing was sent.',
    );
  const contacts = [...new Set(kept.flatMap((m) => [m.from.contact, ...m.to.map((to) => to.contact)]))];
  return { thread, previous: last.messageId, subject: replying(opened.payload.subject), contacts };
}

/** Acknowledges a message that came by mail with a sealed message of the same thread, to its sender alone. */
export async function acknowledgeDirectly(
  setting: Setting,
  options: DirectOptions & { readonly from?: string },
  id: string,
): Promise<Answer> {
  const delivery = deliveryOf(options);
  const direct = await directOf(setting, options);
  const { identity, snapshot, store } = direct;
  const kept = await store.find(id);
  const mine = kept?.to.filter((to) => to.participant === identity.participant).map((to) => to.contact) ?? [];
  const contact =
    options.from ?? mine.find((c) => identity.contacts?.some((h) => h.contact === c)) ?? mine[0];
  const sender = snapshot.contacts.find((c) => c.contact === kept?.from.contact);
  if (!kept || contact === undefined || !mine.includes(contact) || !sender)
    throw refusal(
      'comity.not-to-you',
      'No such message to your State is kept here.',
      'Read your mail first: comity exchange receive. Nothing was sent.',
    );
  const held = sendingContact(identity, contact);
  const { passphrase } = held.privateKey ? await unlock(identity) : {};
  const sealed = await sealDirect({
    ...{ trust: identity.trust, snapshot, from: contact, signer: signerFor(held, passphrase), to: [sender] },
    letter: {
      ...{ type: 'acknowledgement', exercise: kept.header.exercise, marking: kept.header.marking },
      ...{ language: 'en', subject: 'Acknowledged', text: `Received and read: ${id}.` },
      ...{ thread: kept.header.thread, previous: kept.messageId },
    },
  });
  return mailed(setting, direct, { ...keptOf(sealed), ours: { reached: {} }, acknowledges: id }, delivery);
}

/** Goes on with a message that some were not reached with. */
export async function mailOn(setting: Setting, options: DirectOptions, id: string): Promise<Answer> {
  const delivery = deliveryOf(options);
  const direct = await directOf(setting, options);
  const kept = await direct.store.find(id);
  if (kept?.ours) return mailed(setting, direct, kept, delivery);
  throw refusal(
    'comity.no-such-message',
    `No message ${id} that was sent by mail is kept here.`,
    'See: comity exchange direct',
  );
}

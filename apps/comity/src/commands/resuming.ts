import { keyOf, readContact } from '@comity/client/messages';
import {
  changesSince,
  isForKeys,
  type KeptSealed,
  type KeyChange,
  letterOf,
  ownReading,
  placeOnce,
} from '@comity/client/resuming';
import { type Opened, open } from '@comity/seal';
import { CommandError } from '../errors.ts';
import { openWithGpg } from '../gpgmessages.ts';
import { type Letter, type SentMessage, sendMessage } from '../messages.ts';
import { holderOf, signerFor } from '../opener.ts';
import { readPolicyFile } from '../policies.ts';
import { SealedStore } from '../sealedstore.ts';
import { receiptLines } from './performing.ts';
import { type SendOptions, sendingContact } from './sending.ts';
import { type Acting, type Answer, actingAs, type Setting } from './setting.ts';

interface Resumed {
  readonly message: string;
  readonly thread: string;
  readonly to: number;
  readonly receipt?: SentMessage['receipt'];
  /** Refused, since these keys changed: it can be sealed anew. */
  readonly changes?: readonly KeyChange[];
  /** The message that took its place. */
  readonly instead?: string;
}

/** Places what was sealed here and does not stand on the record: as it is sealed, or anew where keys changed. */
export async function resumeSending(setting: Setting, options: SendOptions): Promise<Answer> {
  const acting = await actingAs(setting);
  const store = new SealedStore(setting.keys, acting.identity);
  const all: Resumed[] = [];
  for (const kept of await store.list()) all.push(await resume(setting, acting, store, kept, options));
  const isRefused = (r: Resumed) => r.changes !== undefined && r.instead === undefined;
  return {
    value: { resumed: all },
    lines: all.length > 0 ? all.flatMap(resumedLines) : ['Nothing that was sealed here waits to be placed.'],
    ...(all.some(isRefused) ? { exit: 1 as const } : {}),
  };
}

async function resume(
  setting: Setting,
  acting: Acting,
  store: SealedStore,
  kept: KeptSealed,
  options: SendOptions,
): Promise<Resumed> {
  const { message, thread } = kept.header;
  const about = { message, thread, to: kept.message.to.length };
  const { connection: reader, hand } = await acting.session();
  try {
    const receipt = await placeOnce(reader, acting.place.trust, hand, kept);
    await store.forget(message);
    return { ...about, receipt };
  } catch (error) {
    if (!isForKeys(error)) throw error;
    const { changes } = await changesSince(reader, kept.message.to, Date.now());
    if (!options.reseal) return { ...about, changes };
    const sent = await resealed(setting, acting, store, kept, options);
    await store.forget(message);
    const { header, message: payload } = sent.sealed;
    return {
      ...{ ...about, changes, instead: header.message, thread: header.thread },
      ...{ receipt: sent.receipt, to: payload.to.length },
    };
  }
}

/** Opens one's own sealed copy and seals what it says to the keys that are certified now, each checked again. */
async function resealed(
  setting: Setting,
  acting: Acting,
  store: SealedStore,
  kept: KeptSealed,
  options: SendOptions,
): Promise<SentMessage> {
  const { connection: reader, hand } = await acting.session();
  const held = sendingContact(acting.identity, kept.header.from.contact);
  const opened = await openOwn(acting, kept);
  if (opened.kind !== 'bound')
    throw new CommandError(
      'comity.does-not-open',
      `The message ${kept.header.message} does not open with the key of now.`,
      'Write it anew. Nothing was sent.',
    );
  const { reachable } = await changesSince(reader, kept.message.to, Date.now());
  const { passphrase } = held.privateKey ? await acting.unlocked() : {};
  return store.sending(async (onSealed) =>
    sendMessage(acting.place, {
      ...{ reader, hand, onSealed, from: held.contact, signer: signerFor(held, passphrase) },
      to: reachable,
      policy: options.policy === undefined ? undefined : await readPolicyFile(options.policy),
      letter: letterOf(opened) as Letter,
      onProgress: ({ done, total }) => setting.terminal.progress('Sealed to keys', done, total),
    }),
  );
}

async function openOwn(acting: Acting, kept: KeptSealed): Promise<Opened> {
  const { connection: reader } = await acting.session();
  const own = await readContact(reader, kept.header.from.contact);
  const publicKey = await keyOf(reader, own);
  const { participant, keys, hybrid, gpg = [] } = await holderOf(acting.identity, () => acting.unlocked());
  const reading = ownReading(kept, own, publicKey);
  const fingerprint = gpg.find((one) => one === own.key?.fingerprint);
  if (fingerprint === undefined) return open({ ...reading, me: { participant, keys, hybrid: hybrid ?? [] } });
  return openWithGpg({
    ...{ ...reading, participant, hybrid: hybrid ?? [] },
    ...{ own: { fingerprint, publicKey }, sender: publicKey },
  });
}

function resumedLines({ message, to, receipt, changes, instead }: Resumed): string[] {
  const changed = (changes ?? []).map((c) => `  ${c.participant} (${c.contact}): ${SAYS[c.what]}`);
  if (!receipt)
    return [
      `NOT PLACED: ${message}. Keys changed since it was sealed:`,
      ...(changed.length > 0 ? changed : ['  a recovery key or a post-quantum key']),
      '  Seal it anew: comity exchange send --resume --reseal',
    ];
  return [
    instead ? `Sealed anew and placed: ${instead}, instead of ${message}` : `Placed: ${message}`,
    ...changed,
    `  to ${to} contacts`,
    ...receiptLines(receipt),
  ];
}

const SAYS: Readonly<Record<KeyChange['what'], string>> = {
  gone: 'no longer a contact, left out',
  'no-key': 'has no key any more, left out',
  expired: 'its key expired, left out',
  'other-key': 'has a new key',
};

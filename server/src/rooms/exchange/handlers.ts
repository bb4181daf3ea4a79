import type { AnyAct, Facts, formats, Recipient } from '@comity/acts';
import { addJob, listBlobSizes, type Reader, type Tx } from '../../platform/index.ts';
import { type ActHandlers, type Arrival, NO_FACTS, type Placed } from '../record/index.ts';
import { erase } from './erasing.ts';
import { exchangeError } from './errors.ts';
import { RATES, Rates } from './rules.ts';
import { findMessage, findThread, insertAcknowledgement, insertMessage, listDeliveries } from './store.ts';

/** What the rules ask about a message and its thread, read under the lock. */
async function facts(read: Reader, act: AnyAct): Promise<Facts> {
  if (act.type === 'exchange.sent') {
    const { message, thread } = act.data.header;
    const [known, found] = await Promise.all([messageFact(read, message), findThread(read, thread)]);
    const threadFact = found && { ...found, contacts: new Set(found.contacts) };
    return { ...NO_FACTS, message: () => known, thread: () => threadFact };
  }
  if (act.type !== 'exchange.acknowledged') return NO_FACTS;
  const known = await messageFact(read, act.data.message);
  return { ...NO_FACTS, message: () => known };
}

function about(act: AnyAct): readonly string[] {
  if (act.type === 'exchange.sent') return [act.data.header.message, act.data.header.thread];
  return act.type === 'exchange.acknowledged' ? [act.data.message, act.data.thread] : [];
}

async function messageFact(read: Reader, id: string) {
  const [message, to] = await Promise.all([findMessage(read, id), listDeliveries(read, [id])]);
  if (!message) return undefined;
  return {
    thread: message.thread,
    from: message.header.from.contact,
    fromParticipant: message.header.from.participant,
    to,
    acknowledged: new Set(to.filter((d) => d.acknowledged !== null).map((d) => d.contact)),
  };
}

/** A message and everything about it is open to its sender and to all it was sent to. */
const parties = (from: string, to: readonly Recipient[]) => [
  ...new Set([from, ...to.map((r) => r.participant)]),
];

function audience({ submission: { act }, recipients }: Arrival, known: Facts): readonly string[] {
  if (act.type === 'exchange.sent') return parties(act.data.header.from.participant, recipients ?? []);
  if (act.type !== 'exchange.acknowledged') return [];
  const message = known.message(act.data.message) as Awaited<ReturnType<typeof messageFact>>;
  return message ? parties(message.fromParticipant, message.to) : [];
}

const ciphertexts = (act: AnyAct): formats.Blob[] =>
  act.type === 'exchange.sent' ? [act.data.ciphertext, ...(act.data.attachments ?? [])] : [];

/** Counted for each record by itself: several bodies may run in one process. */
const rates = new Rates();

const ratesOf = ({ submission: { act } }: Pick<Arrival, 'submission'>): readonly [string, number][] => {
  if (act.type !== 'exchange.sent') return [];
  const { from, thread, exercise } = act.data.header;
  // Apart: however many messages an exercise takes, what is real is never held up by it.
  const state = `${act.body} ${from.participant}${exercise ? ' exercise' : ''}`;
  return [
    [state, RATES.state],
    [`${state} ${thread}`, RATES.thread],
  ];
};

function assertNotTooMany(arrival: Arrival): void {
  const waits = ratesOf(arrival).map(([name, most]) => rates.wait(name, most, arrival.received));
  const retryAfter = Math.max(0, ...waits);
  if (retryAfter === 0) return;
  throw exchangeError('too-many-messages', { detail: `Try again in ${retryAfter} seconds.`, retryAfter });
}

/** The size an act states is what recipients plan by; it must be that of the bytes. */
async function examine(read: Reader, arrival: Arrival): Promise<void> {
  assertNotTooMany(arrival);
  const { act } = arrival.submission;
  const named = ciphertexts(act);
  if (named.length === 0) return;
  const sizes = await listBlobSizes(
    read,
    named.map((b) => b.sha256),
  );
  for (const { sha256, size } of named) {
    const stored = sizes.get(sha256) ?? size;
    if (stored !== size) {
      throw exchangeError('ciphertext-size', { detail: `${sha256} has ${stored} bytes, not ${size}.` });
    }
  }
}

async function placeMessage(tx: Tx, placed: Placed): Promise<void> {
  const { submission, recipients = [], index, received, tended = 0 } = placed;
  const { act } = submission;
  if (act.type !== 'exchange.sent') return;
  for (const [name] of ratesOf(placed)) rates.count(name, received);
  const { header, ciphertext, attachments = [] } = act.data;
  insertMessage(tx, {
    index,
    header,
    ciphertext,
    attachments,
    recipients,
    received: new Date(received),
  });
  if (!header.deadline || Date.parse(header.deadline) <= tended) return;
  addJob(tx, 'exchange.deadline', { message: header.message }, { runAt: new Date(header.deadline) });
}

async function placeAcknowledgement(tx: Tx, { submission: { act }, index, received }: Placed): Promise<void> {
  if (act.type !== 'exchange.acknowledged') return;
  const { message, contact } = act.data;
  insertAcknowledgement(tx, { message, contact, index, received: new Date(received) });
}

export const exchangeHandlers: ActHandlers = {
  'exchange.sent': {
    about,
    facts,
    audience,
    examine,
    blobs: (act) => ciphertexts(act).map((b) => b.sha256),
    place: placeMessage,
  },
  'exchange.acknowledged': { about, facts, audience, place: placeAcknowledgement },
  'host.erased': { close: erase },
};

import {
  type MailOutcome,
  type Post,
  stateOfNotice,
  type Tx,
  writeNotices,
} from '../../../platform/index.ts';
import { digestOf, mailboxesOf, noticeLanguage } from '../../directory/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { again, findRingInForce, isToBeTriedAgain, postRing, type Rings } from '../rings/index.ts';
import { noteOutcome } from './noting.ts';
import { findRound, listLeft, lockPing, type Ping, type Round, updatePing } from './store.ts';
import { mailWords } from './words.ts';

/** Where pings go out: by mail, and by the operator's services. */
export interface PingPost extends Post, Rings {
  /** Whether a mail server takes what lies in the outbox and says so; else what lies there counts as sent. */
  readonly isMailed: boolean;
}

interface PingJob {
  readonly ping: string;
  readonly attempt: number;
}

/** The page that leads to an answer. */
export const pageOf = (origin: string, language: string, code: string): string =>
  `${origin}/${language}/answer?code=${code}`;

/**
 * Sends one ping, unless it was sent, its round is over or waits. The mail is the same file however often this runs, so
 * a host that ended between the two writes nobody twice.
 */
export async function sendPing(record: ActRecord, post: PingPost, job: PingJob): Promise<void> {
  const due = await record.database.transaction(async (tx) => {
    const found = await findDue(tx, record, job.ping);
    if (found && found.ping.channel !== 'sms') await sendMail(tx, record, post, found.ping, found.round);
    return found;
  });
  if (due?.ping.channel === 'sms') await sendText(record, post, due.ping, job);
}

async function findDue(
  tx: Tx,
  record: ActRecord,
  id: string,
): Promise<{ ping: Ping; round: Round } | undefined> {
  const ping = await lockPing(tx, id);
  const round = ping && (await findRound(tx, ping.round));
  if (!round || ping.state !== 'waiting' || round.paused || +round.ends <= record.clock()) return undefined;
  return { ping, round };
}

async function sendMail(tx: Tx, record: ActRecord, post: PingPost, ping: Ping, round: Round): Promise<void> {
  const at = new Date(record.clock());
  const { emails = [], languages = [] } = (await mailboxesOf(record, [ping.contact])).get(ping.contact) ?? {};
  const to = emails.find((value) => digestOf(ping.contact, 'emails', value) === ping.digest);
  const language = noticeLanguage(languages);
  const place = pageOf(post.origin, language, ping.code);
  const notice = {
    ...{ id: noticeOf(ping.id), from: post.from, to: to ?? '', at, about: ping.id },
    ...mailWords(language, { place, code: ping.code, ends: round.ends }),
  };
  const refused = to === undefined ? [undefined] : await writeNotices(post.outbox, [notice]);
  if (refused.length > 0) await fail(tx, record, ping, round, 'That address is there no more, or is none.');
  else updatePing(tx, { ...ping, state: post.isMailed ? 'left' : 'sent', tried: at });
}

/** No transaction waits for a service. One that is told twice is told so by the id. */
async function sendText(record: ActRecord, post: PingPost, ping: Ping, job: PingJob): Promise<void> {
  const ring = await findRingInForce(record, ping.ring!);
  const ringing = { id: noticeOf(ping.id), what: 'ping' as const, code: ping.code, attempt: job.attempt };
  const page = `${post.origin}/answer`;
  const posted = ring && (await postRing(record, post, ring, { ...ringing, page }));
  if (posted && isToBeTriedAgain(posted, job.attempt)) return again(record, 'exchange.ping', job);
  await record.database.transaction(async (tx) => {
    const found = await findDue(tx, record, ping.id);
    if (!found) return;
    const tried = new Date(record.clock());
    if (posted?.state === 'taken') updatePing(tx, { ...found.ping, state: 'sent', tried });
    else await fail(tx, record, found.ping, found.round, posted?.says ?? 'Nobody is rung there any more.');
  });
}

async function fail(tx: Tx, record: ActRecord, ping: Ping, round: Round, says: string): Promise<void> {
  const tried = new Date(record.clock());
  updatePing(tx, { ...ping, state: 'failed', tried, says });
  await noteOutcome(tx, record, ping, { outcome: 'refused', says, tested: tried, shown: round.shown });
}

const noticeOf = (ping: string): string => `ping ${ping}`;

/** A host that ended just after a mail was taken did not note it: where the mail lies by now says what became of it. */
export async function noteForgotten(record: ActRecord, outbox: string): Promise<void> {
  for (const { id } of await listLeft(record.database.read)) {
    const state = await stateOfNotice(outbox, { id: noticeOf(id) });
    if (state === 'sent' || state === 'refused')
      await notePingMail(record, { state, to: '', about: id, says: '' });
  }
}

/** Whether what became of a mail became of a ping. */
export const isPing = (about: string): boolean => about.startsWith('png_');

/** What a mail server says of a ping: kept like any test of the address, and held for the State as long. */
export async function notePingMail(record: ActRecord, { state, about, says }: MailOutcome): Promise<void> {
  await record.database.transaction(async (tx) => {
    const ping = await lockPing(tx, about);
    const round = ping && (await findRound(tx, ping.round));
    if (!round || ping.state === 'failed') return;
    if (state === 'sent') {
      if (ping.state === 'left') updatePing(tx, { ...ping, state: 'sent' });
      return;
    }
    updatePing(tx, { ...ping, state: 'failed', says });
    const tested = new Date(record.clock());
    await noteOutcome(tx, record, ping, { outcome: state, says, tested, shown: round.shown });
  });
}

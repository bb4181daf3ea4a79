import { type BodyState, epochManifests, epochOpenings, idOfKey, type Notice } from '@comity/acts';
import {
  fileHand,
  type Hand,
  hostHand,
  noticeData,
  rootHand,
  seedOf,
  testSalt,
  tokenOf,
} from '@comity/acts/testing';
import { toBase64url, toHex } from '@comity/log';
import { Attempts } from './attempts.ts';
import { HOUSES } from './checkpoints.ts';
import type { Cast } from './history.ts';
import { hostsOf } from './hosts.ts';
import { judged } from './refused.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

/** Another branch than those of other files. */
const FOLLOWS = ['history.json', 'history-2.json', 'history-3.json'];
const HOUR = 3_600_000;
const GIVEN = 'people.notice-given';
const CANCELLED = 'people.notice-cancelled';

const hostInForce = ({ chronicle }: Told) => hostHand(chronicle.state.founding.origin, HOUSES[2]!);
const newRoot = () => rootHand('beta', ' 2');
const newKey = () => fileHand('alpha', 'officer', ' 2');
const token = (of: string) => toBase64url(tokenOf(of));

/** What an honest host states now. */
function epochNow({ chronicle }: Told) {
  const counts = ['alpha', 'beta', 'gamma', 'secretariat'].map((participant) => ({
    ...{ participant, count: 3 },
    salt: testSalt(`epoch ${participant} ${chronicle.now}`),
  }));
  return {
    hour: new Date(chronicle.now - (chronicle.now % HOUR)).toISOString(),
    manifests: chronicle.keep(epochManifests(chronicle.state)),
    openings: chronicle.keep(epochOpenings(counts)),
  };
}

/** `history-4.json`: epochs; keys of an administrator and a root that are replaced after notice, and a notice that is cancelled. */
export async function noticeVectors(told: Told, cast: Cast) {
  const after = told.chronicle.size;
  // The history has the epoch of its first hour.
  told.chronicle.now += HOUR;
  await told.tell(await hostInForce(told), 'host.epoch', epochNow(told));
  await noticesServed(told, cast);
  await noticeCancelled(told, cast);
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const { state } = told.chronicle;
  return {
    follows: FOLLOWS,
    after,
    keys: await keysOf(),
    entries,
    state: {
      ...describeState(state),
      hosts: hostsOf(state),
      notices: noticesIn(state),
      epoch: { ...state.epoch },
    },
  };
}

/** Every notice, by participant and by what it is for. */
export const noticesIn = ({ seats }: BodyState) =>
  Object.fromEntries(
    [...seats]
      .filter(([, { notices }]) => notices.size > 0)
      .map(([id, { notices }]) => [id, noticesOf(notices)]),
  );
const noticesOf = (notices: ReadonlyMap<string, Notice>) =>
  Object.fromEntries(
    [...notices].map(([whom, { since, ...notice }]) => [
      whom,
      { ...notice, since: new Date(since).toISOString() },
    ]),
  );

async function noticesServed(told: Told, { officer, secretariat }: Cast): Promise<void> {
  const { chronicle } = told;
  const { person } = officer.actor as { person: string };
  await told.tell(secretariat, GIVEN, noticeData(chronicle, 'alpha', person));
  await told.tell(secretariat, GIVEN, noticeData(chronicle, 'beta'));
  chronicle.now += 24 * HOUR;
  const key = await newKey();
  await told.tell(key, 'people.key-reseated', { key: key.key, token: token(person) });
  chronicle.now += 48 * HOUR;
  const root = await newRoot();
  await told.tell(root, 'people.root-enrolled', { key: root.key, token: token('beta') });
}

/** One administrator of two cancels; the root confirms and needs nobody beside it. An epoch, and a notice that stays. */
async function noticeCancelled(told: Told, { alpha, secretariat }: Cast): Promise<void> {
  const { prepared } = await told.tell(secretariat, GIVEN, noticeData(told.chronicle, 'alpha'));
  const made = await told.tell(await newKey(), CANCELLED, { notice: prepared.id });
  await told.tell(alpha, 'people.act-confirmed', { act: made.prepared.id });
  await told.tell(await hostInForce(told), 'host.epoch', epochNow(told));
  told.chronicle.now += HOUR;
  await told.tell(secretariat, GIVEN, noticeData(told.chronicle, 'beta'));
}

/** The keys that came with this part, as `keys.json` has the first. */
async function keysOf() {
  const named: [string, Hand][] = [
    ['root beta 2', await newRoot()],
    ['file alpha/officer 2', await newKey()],
  ];
  return named.map(([label, { actor, key }]) => ({
    ...{ actor, key, id: idOfKey(key), label },
    secret: toHex(seedOf(label)),
  }));
}

/** `refused-4.json`: epochs that may not follow, and notices that may not be given, cancelled or used. */
export async function refusedNotices(told: Told, cast: Cast) {
  const attempts = new Attempts(told, cast);
  await refusedEpochs(attempts);
  await refusedGiving(attempts);
  await refusedUse(attempts);
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return { follows: [...FOLLOWS, 'history-4.json'], after: told.chronicle.size, cases };
}

async function refusedEpochs(attempts: Attempts): Promise<void> {
  const { told } = attempts;
  const host = await hostInForce(told);
  const rule = 'body.epoch-current';
  const now = epochNow(told);
  const hours = (n: number) => ({ ...now, hour: new Date(Date.parse(now.hour) + n * HOUR).toISOString() });
  await attempts.rule(rule, 'the hour of the epoch before', host, 'host.epoch', hours(-1));
  await attempts.rule(rule, 'an hour to come', host, 'host.epoch', hours(1));
  await attempts.rule(rule, 'an instant in the hour', host, 'host.epoch', {
    ...now,
    hour: told.chronicle.at,
  });
  await attempts.rule(rule, 'lists that nobody made', host, 'host.epoch', {
    ...now,
    manifests: 'a'.repeat(64),
  });
  await attempts.rule('record.clock', 'an epoch that comes late', host, 'host.epoch', now, { late: 600 });
}

async function refusedGiving(attempts: Attempts): Promise<void> {
  const { told, cast } = attempts;
  const rule: Attempts['rule'] = (...tried) => attempts.rule(...tried);
  const { chronicle } = told;
  const { alpha, secretariat, card } = cast;
  const { person } = card.actor as { person: string };
  const given = noticeData(chronicle, 'alpha');
  const proven = 'people.notice-proven';
  await rule(proven, 'a State about itself', alpha, GIVEN, given);
  await rule(proven, 'a participant without root', secretariat, GIVEN, noticeData(chronicle, 'gamma'));
  await rule(proven, 'no administrator', secretariat, GIVEN, noticeData(chronicle, 'alpha', person));
  await rule(proven, 'a second one beside the first', secretariat, GIVEN, noticeData(chronicle, 'beta'));
  const expires = new Date(chronicle.now + 72 * HOUR).toISOString();
  await rule(proven, 'one that could never be used', secretariat, GIVEN, { ...given, expires });
  const notice = chronicle.state.seats.get('beta')!.notices.get('root')!.act;
  await rule('people.notice-stands', 'the notice of another State', alpha, CANCELLED, { notice });
  await rule('people.notice-stands', 'one that is not there', alpha, CANCELLED, { notice: 'a'.repeat(64) });
}

async function refusedUse(attempts: Attempts): Promise<void> {
  const { told } = attempts;
  const rule: Attempts['rule'] = (...tried) => attempts.rule(...tried);
  const third = await rootHand('beta', ' 3');
  const key = await newKey();
  const enrolled = (of: string) => ({ key: third.key, token: token(of) });
  const served = 'people.notice-served';
  await rule(served, 'a root before its time', third, 'people.root-enrolled', enrolled('beta'));
  const { chronicle } = told;
  const soon = { late: 72 * 3600 };
  await rule(served, 'a root with another token', third, 'people.root-enrolled', enrolled('gamma'), soon);
  const alpha = await rootHand('alpha', ' 3');
  const foreign = { key: alpha.key, token: token('alpha') };
  await rule(
    'people.seated-once',
    'a root whose notice was cancelled',
    alpha,
    'people.root-enrolled',
    foreign,
    soon,
  );
  const fresh = await fileHand('alpha', 'officer', ' 3');
  const used = { key: fresh.key, token: token(key.actor.person) };
  await rule(served, 'a letter that was used', fresh, 'people.key-reseated', used, soon);
  const signed = await chronicle.sign(key, 'people.key-reseated', used);
  attempts.add('a key that did not sign', { fault: 'bad-signature' }, signed);
}

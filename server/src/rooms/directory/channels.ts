import { createHash } from 'node:crypto';
import type { MailOutcome, Tx } from '../../platform/index.ts';
import type { Reader } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import type { Directory } from './actions.ts';
import { directoryError } from './errors.ts';
import { CHANNELS, type Channel, type NewTest } from './schema.ts';
import { type ChannelTest, insertChannelTest, listChannelTests } from './store.ts';
import type { ContactView } from './views.ts';

const MOST = 500;
const SHOWN = 20;

/** What names an address in the history of its tests without holding it. */
export const digestOf = (contact: string, channel: Channel, value: string): string =>
  createHash('sha256').update(`${contact}\n${channel}\n${value}`).digest('hex').slice(0, 32);

/** Sealed messages reach a contact by its key: that is what it is called as a way. */
const valuesOf = (view: ContactView, channel: Channel): readonly string[] =>
  channel === 'message' ? (view.key ? [view.key.fingerprint] : []) : [view.fields[channel] ?? []].flat();

/**
 * Every way to a contact that this reader may read, with what came of it when it was tried, newest first. Tests of an
 * address that is closed to the reader, or stands there no longer, are not shown.
 */
export async function readChannels(directory: Directory, visitor: Reader, contact: string) {
  const view = await directory.get(visitor, contact);
  const { database, clock } = directory.record;
  const isOwn = visitor.participant === view.participant;
  const tests = (await listChannelTests(database.read, contact, MOST)).filter(
    ({ shown }) => isOwn || shown === null || +shown <= clock(),
  );
  const channels = waysTo(view, tests).map(({ tests: mine, ...way }) => ({
    ...way,
    tests: mine.slice(0, SHOWN).map((test) => viewTest(test, clock())),
  }));
  return { contact, channels };
}

/** A way to a contact, with what came of it when it was tried, newest first. */
export interface Way {
  readonly channel: Channel;
  readonly value: string;
  readonly tests: readonly ChannelTest[];
}

/** The ways to a contact that its view shows, each with those of its tests that are among these. */
export const waysTo = (view: ContactView, tests: readonly ChannelTest[]): Way[] =>
  CHANNELS.flatMap((channel) =>
    valuesOf(view, channel).map((value) => {
      const digest = digestOf(view.contact, channel, value);
      return { channel, value, tests: tests.filter((t) => t.channel === channel && t.digest === digest) };
    }),
  );

/** What came of trying one way, newest first, as its own State is shown it. */
export async function readWay(
  record: ActRecord,
  contact: string,
  channel: Channel,
  value: string,
  most: number,
) {
  const digest = digestOf(contact, channel, value);
  const tests = await listChannelTests(record.database.read, contact, MOST);
  return tests
    .filter((t) => t.channel === channel && t.digest === digest)
    .slice(0, most)
    .map((test) => viewTest(test, record.clock()));
}

const viewTest = ({ outcome, says, by, tested, round, shown, claimed }: ChannelTest, now: number) => ({
  ...{ outcome, says, tested: tested.toISOString() },
  ...(by === null ? {} : { by }),
  ...(round === null ? {} : { round }),
  ...(claimed === null ? {} : { claimed: claimed.toISOString() }),
  ...(shown === null || +shown <= now ? {} : { heldUntil: shown.toISOString() }),
});

/**
 * Somebody tried a way to a contact, a telephone for example, and says what came of it. Only ways that one may read can
 * be tried. Throws `directory.contact-not-found`, `directory.channel-not-found`.
 */
export async function noteTest(
  directory: Directory,
  visitor: Reader,
  contact: string,
  { channel, value, outcome, says }: NewTest,
): Promise<void> {
  const { record } = directory;
  const view = await directory.get(visitor, contact);
  if (!valuesOf(view, channel).includes(value)) throw directoryError('channel-not-found');
  const digest = digestOf(contact, channel, value);
  const test = { contact, channel, digest, outcome, says, by: visitor.participant, ...AT_ONCE };
  await record.database.transaction(async (tx) =>
    insertChannelTest(tx, { ...test, tested: new Date(record.clock()) }),
  );
}

const AT_ONCE = { round: null, shown: null, claimed: null } as const;
const DAY = 86_400_000;

/** What came of a notice on its way: by which channel, to which address, in whose words. */
export interface WayOutcome {
  readonly contact: string;
  readonly channel: Channel;
  readonly value: string;
  readonly outcome: 'sent' | 'refused' | 'bounced' | 'not-reached';
  readonly says: string;
}

/**
 * What a mail server or another service said of a notice to a contact. That one more was taken is told once a day; that
 * it did not arrive, always.
 */
export async function noteWay(record: ActRecord, { contact, channel, value, outcome, says }: WayOutcome) {
  if (!record.held.now.contacts.has(contact)) return;
  const digest = digestOf(contact, channel, value);
  const tested = new Date(record.clock());
  await record.database.transaction(async (tx) => {
    const [last] = (await listChannelTests(tx, contact, MOST)).filter((t) => t.digest === digest);
    const isKnown = outcome === 'sent' && last?.outcome === 'sent' && +tested - +last.tested < DAY;
    if (isKnown) return;
    insertChannelTest(tx, { ...{ contact, channel, digest, outcome, says, by: null, tested }, ...AT_ONCE });
  });
}

export const noteMail = (record: ActRecord, { state, to, about, says }: MailOutcome): Promise<void> =>
  noteWay(record, { contact: about, channel: 'emails', value: to, outcome: state, says });

/** What came of a ping, kept with the way it went: the State sees it at once, others from then on. */
export type PingOutcome = ChannelTest & { readonly round: string; readonly shown: Date };
export const notePing = (tx: Tx, outcome: PingOutcome): void => insertChannelTest(tx, outcome);

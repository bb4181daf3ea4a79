import { createHash } from 'node:crypto';
import type { MailOutcome } from '../../platform/index.ts';
import type { Reader } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import type { Directory } from './actions.ts';
import { directoryError } from './errors.ts';
import { CHANNELS, type Channel, type NewTest } from './schema.ts';
import { insertChannelTest, listChannelTests } from './store.ts';
import type { ContactView } from './views.ts';

const MOST = 500;
const SHOWN = 20;

/** What names an address in the history of its tests without holding it. */
const digestOf = (contact: string, channel: Channel, value: string): string =>
  createHash('sha256').update(`${contact}\n${channel}\n${value}`).digest('hex').slice(0, 32);

const valuesOf = (view: ContactView, channel: Channel): readonly string[] =>
  [view.fields[channel] ?? []].flat();

/**
 * Every way to a contact that this reader may read, with what came of it when it was tried, newest first. Tests of an
 * address that is closed to the reader, or stands there no longer, are not shown.
 */
export async function readChannels(directory: Directory, visitor: Reader, contact: string) {
  const view = await directory.get(visitor, contact);
  const tests = await listChannelTests(directory.record.database.read, contact, MOST);
  const channels = CHANNELS.flatMap((channel) =>
    valuesOf(view, channel).map((value) => {
      const digest = digestOf(contact, channel, value);
      const mine = tests.filter((t) => t.channel === channel && t.digest === digest).slice(0, SHOWN);
      return {
        channel,
        value,
        tests: mine.map(({ outcome, says, by, tested }) => ({
          ...{ outcome, says, tested: tested.toISOString() },
          ...(by === null ? {} : { by }),
        })),
      };
    }),
  );
  return { contact, channels };
}

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
  const test = { contact, channel, digest, outcome, says, by: visitor.participant };
  await record.database.transaction(async (tx) =>
    insertChannelTest(tx, { ...test, tested: new Date(record.clock()) }),
  );
}

const DAY = 86_400_000;

/**
 * What a mail server said of a notice to a contact. That one more was taken is told once a day; that it did not arrive,
 * always.
 */
export async function noteMail(record: ActRecord, { state, to, about, says }: MailOutcome): Promise<void> {
  if (!record.held.now.contacts.has(about)) return;
  const digest = digestOf(about, 'emails', to);
  const tested = new Date(record.clock());
  await record.database.transaction(async (tx) => {
    const [last] = (await listChannelTests(tx, about, MOST)).filter((t) => t.digest === digest);
    const isKnown = state === 'sent' && last?.outcome === 'sent' && +tested - +last.tested < DAY;
    if (isKnown) return;
    insertChannelTest(tx, {
      ...{ contact: about, channel: 'emails', digest, outcome: state, says, by: null, tested },
    });
  });
}

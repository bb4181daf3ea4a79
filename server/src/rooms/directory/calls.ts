import type { Reader } from '../people/index.ts';
import type { Directory } from './actions.ts';
import { type Way, waysTo } from './channels.ts';
import { REASONS } from './schema.ts';
import { listNewestTests } from './store.ts';
import type { ContactView } from './views.ts';

/** A contact to be rung today, and why; the gravest first. */
export interface Call {
  readonly contact: ContactView;
  readonly why: Reason[];
  readonly telephones: string[];
}
export type Reason = (typeof REASONS)[number];

const DAY = 86_400_000;
const SOON = 30 * DAY;
const TRIED_FOR = 183 * DAY;

/** Whom to ring today, and why, as far as this reader may read the directory and what came of trying its ways. */
export async function readCalls(directory: Directory, reader: Reader): Promise<{ calls: Call[] }> {
  const { database, clock } = directory.record;
  const contacts = await directory.read(reader, {});
  const own = contacts.filter((c) => c.participant === reader.participant).map((c) => c.contact);
  const newest = await listNewestTests(database.read, own, new Date(clock()));
  const tests = Map.groupBy(newest, ({ contact }) => contact);
  const looked = contacts.map((c) => [c, waysTo(c, tests.get(c.contact) ?? [])] as const);
  return { calls: callsFor(looked, clock()) };
}

/** Who is to be rung, as the directory stands at an instant. Whoever nobody could write to comes first. */
export function callsFor(contacts: readonly (readonly [ContactView, readonly Way[]])[], now: number): Call[] {
  return contacts
    .map(([contact, ways]) => ({
      contact,
      why: reasonsOf(contact, ways, now),
      telephones: telephonesOf(contact),
    }))
    .filter(({ why }) => why.length > 0)
    .sort((a, b) => rank(a) - rank(b) || compare(a.contact, b.contact));
}

const rank = ({ why }: Call) => REASONS.indexOf(why[0]!);
const compare = (a: ContactView, b: ContactView) =>
  a.participant === b.participant ? order(a.contact, b.contact) : order(a.participant, b.participant);
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const telephonesOf = ({ fields }: ContactView): string[] => [fields.telephones ?? []].flat();

function reasonsOf(c: ContactView, ways: readonly Way[], now: number): Reason[] {
  const isFailing = ways.some(
    ({ tests: [last] }) => last?.outcome === 'bounced' || last?.outcome === 'refused',
  );
  const rung = ways.filter(({ channel }) => channel === 'telephones').flatMap(({ tests }) => tests);
  const isTried = rung.some(({ tested }) => now - +tested < TRIED_FOR);
  const expires = c.key?.expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(c.key.expires);
  const holds: Record<Reason, boolean> = {
    'mail-fails': isFailing,
    'not-signed': !c.signed,
    'no-key': c.signed && c.key === undefined,
    'key-expires': expires - now < SOON,
    'to-confirm': c.confirmed !== undefined && Date.parse(c.confirmed.until) < now,
    'never-tried': !isTried && telephonesOf(c).length > 0,
  };
  return REASONS.filter((reason) => holds[reason]);
}

import type { paths } from '@comity/client';
import type { DirectoryContact } from './messages.ts';

export type Ways =
  paths['/api/directory/contacts/{contact}/channels']['get']['responses']['200']['content']['application/json']['channels'];

/** A contact to be rung today, and why; the gravest first. */
export interface Call {
  readonly contact: DirectoryContact;
  readonly why: readonly Reason[];
  readonly telephones: readonly string[];
}
export const REASONS = [
  'mail-fails',
  'not-signed',
  'no-key',
  'key-expires',
  'to-confirm',
  'never-tried',
] as const;
export type Reason = (typeof REASONS)[number];

const DAY = 86_400_000;
const SOON = 30 * DAY;
const TRIED_FOR = 183 * DAY;

/** Who is to be rung, as the directory stands at an instant. Whoever nobody could write to comes first. */
export function callsFor(contacts: readonly (readonly [DirectoryContact, Ways])[], now: number): Call[] {
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
const compare = (a: DirectoryContact, b: DirectoryContact) =>
  a.participant === b.participant ? order(a.contact, b.contact) : order(a.participant, b.participant);
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const telephonesOf = ({ fields }: DirectoryContact): string[] => [fields.telephones ?? []].flat();

function reasonsOf(c: DirectoryContact, ways: Ways, now: number): Reason[] {
  const isFailing = ways.some(
    ({ tests: [last] }) => last?.outcome === 'bounced' || last?.outcome === 'refused',
  );
  const rung = ways.filter(({ channel }) => channel === 'telephones').flatMap(({ tests }) => tests);
  const isTried = rung.some(({ tested }) => now - Date.parse(tested) < TRIED_FOR);
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

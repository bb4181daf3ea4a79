import type { BodyState, Contact, SealingKey } from '@comity/acts';

const DAY = 86_400_000;
/** Days before a key expires on which its contact is told, the last first. */
const BEFORE = [7, 30, 90] as const;
/** How long what a State said of a contact counts as confirmed, and how often it is then reminded. */
export const CONFIRMED_FOR = 183 * DAY;
const REMIND_EVERY = 30 * DAY;
const REMINDERS = 6;

/** Something that a contact, and the mission of its State, have to be told of, once. */
export interface Care {
  readonly id: string;
  readonly participant: string;
  readonly contact: string;
  readonly what: 'key-expires' | 'key-expired' | 'confirm';
  /** The instant it is about. */
  readonly at: string;
}

/**
 * What is due to be told at an instant: keys that expire within 90, 30 or 7 days or have expired, the recovery key of a
 * State included, and entries that nobody confirmed for half a year. `changed` says when a version was placed.
 */
export function careDue(
  state: Pick<BodyState, 'directory'>,
  changed: (contact: Contact) => number | undefined,
  now: number,
): Care[] {
  const due: Care[] = [];
  for (const [participant, { contacts, recovery }] of state.directory) {
    for (const contact of contacts.values()) {
      const cares = [
        ...[contact.key, recovery].map((key) => keyCare(contact, key, now)),
        confirmCare(contact, changed(contact), now),
      ];
      due.push(...cares.flatMap((care) => (care ? [{ ...care, participant }] : [])));
    }
  }
  return due;
}

type Own = Omit<Care, 'participant'>;

function keyCare({ contact }: Contact, held: SealingKey | undefined, now: number): Own | undefined {
  if (held?.expires === undefined) return undefined;
  const left = Date.parse(held.expires) - now;
  const days = left <= 0 ? 0 : BEFORE.find((before) => left <= before * DAY);
  if (days === undefined) return undefined;
  const what = days === 0 ? 'key-expired' : 'key-expires';
  return { id: `key ${held.key.fingerprint} ${contact} ${days}`, contact, what, at: held.expires };
}

/** What stands only on a note verbale is not the State's to confirm yet. */
function confirmCare(contact: Contact, changed: number | undefined, now: number): Own | undefined {
  if (!contact.signed || changed === undefined) return undefined;
  const over = now - changed - CONFIRMED_FOR;
  const reminder = Math.floor(over / REMIND_EVERY);
  if (over < 0 || reminder >= REMINDERS) return undefined;
  const at = new Date(changed + CONFIRMED_FOR).toISOString();
  return { id: `confirm ${contact.version} ${reminder}`, contact: contact.contact, what: 'confirm', at };
}

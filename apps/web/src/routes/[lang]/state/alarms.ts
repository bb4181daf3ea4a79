/** What the alarm list looks at: the house of one participant, as its own people read it. Times are ISO instants. */
export interface Facts {
  readonly house: {
    readonly root?: string | undefined;
    readonly people: readonly {
      readonly person: string;
      readonly administrator: boolean;
      readonly removed: boolean;
      readonly keys: readonly { readonly key: string }[];
    }[];
    readonly pending: readonly { readonly act: string; readonly type: string; readonly since: string }[];
    /** Public notices that keys of the State are to be replaced: those new keys count from an instant on. */
    readonly notices: readonly { readonly act: string; readonly from: string }[];
  };
  readonly contacts: readonly {
    readonly contact: string;
    readonly signed: boolean;
    readonly note?: string | undefined;
    readonly roster: readonly string[];
    readonly key?: { readonly expires?: string | undefined } | undefined;
  }[];
  /** Acts made for the participant, newest first: by which key, of which person (none for its root). */
  readonly acts: readonly {
    readonly act: string;
    readonly type: string;
    readonly received: string;
    readonly person?: string | undefined;
    readonly key: string;
  }[];
}

/** Something that the people of a State should look at. */
export type Alarm =
  | { readonly alarm: 'key-expired' | 'key-expires'; readonly contact: string; readonly expires: string }
  | { readonly alarm: 'no-key' | 'roster-none' | 'roster-one'; readonly contact: string }
  | { readonly alarm: 'note-only'; readonly contact: string; readonly note: string }
  | {
      readonly alarm: 'ended-key';
      /** Absent for a root. */
      readonly person?: string;
      readonly count: number;
      /** The newest of them. */
      readonly act: string;
      readonly type: string;
      readonly received: string;
    }
  | { readonly alarm: 'notice'; readonly act: string; readonly from: string }
  | { readonly alarm: 'waiting'; readonly act: string; readonly type: string; readonly days: number }
  | { readonly alarm: 'no-administrator' | 'one-administrator' };

const DAY = 86_400_000;
/** How long before a key expires, how far back acts are looked at, and how long an act may wait: days. */
export const EXPIRES_WITHIN = 30;
export const LOOKS_BACK = 30;
const WAITS = 7;

/** Everything that should alarm a State's own people at this instant (milliseconds), the most pressing first. */
export const alarms = (facts: Facts, now: number): Alarm[] => [
  ...facts.house.notices.map(({ act, from }) => ({ alarm: 'notice' as const, act, from })),
  ...byEndedKeys(facts, now),
  ...ofContacts(facts, now),
  ...ofAdministrators(facts),
  ...waiting(facts, now),
];

/** Acts by keys that have ended since: one alarm for each person, or somebody would read past them. */
function byEndedKeys({ house, acts }: Facts, now: number): Alarm[] {
  const current = new Set(house.people.flatMap((p) => p.keys.map((k) => k.key)));
  if (house.root) current.add(house.root);
  const found = acts.filter((a) => !current.has(a.key) && now - Date.parse(a.received) <= LOOKS_BACK * DAY);
  const people = [...new Set(found.map((a) => a.person))];
  return people.map((person) => {
    const theirs = found.filter((a) => a.person === person);
    const { act, type, received } = theirs[0]!;
    return { alarm: 'ended-key', count: theirs.length, act, type, received, ...(person ? { person } : {}) };
  });
}

/** A contact that its State has not signed has neither key nor roster: that is said once. */
function ofContacts({ contacts }: Facts, now: number): Alarm[] {
  return contacts.flatMap(({ contact, signed, note, roster, key }): Alarm[] => {
    if (!signed) return [{ alarm: 'note-only', contact, note: note ?? '' }];
    const aboutKey = key ? expiry(contact, key.expires, now) : [{ alarm: 'no-key' as const, contact }];
    if (roster.length > 1) return aboutKey;
    return [...aboutKey, { alarm: roster.length === 0 ? 'roster-none' : 'roster-one', contact }];
  });
}

function expiry(contact: string, expires: string | undefined, now: number): Alarm[] {
  if (expires === undefined) return [];
  const left = Date.parse(expires) - now;
  if (left > EXPIRES_WITHIN * DAY) return [];
  return [{ alarm: left > 0 ? 'key-expires' : 'key-expired', contact, expires }];
}

function ofAdministrators({ house }: Facts): Alarm[] {
  const { length } = house.people.filter((p) => p.administrator && !p.removed);
  if (length > 1) return [];
  return [{ alarm: length === 1 ? 'one-administrator' : 'no-administrator' }];
}

function waiting({ house }: Facts, now: number): Alarm[] {
  return house.pending
    .map(({ act, type, since }) => ({ act, type, days: Math.floor((now - Date.parse(since)) / DAY) }))
    .filter(({ days }) => days >= WAITS)
    .map((p) => ({ alarm: 'waiting' as const, ...p }));
}

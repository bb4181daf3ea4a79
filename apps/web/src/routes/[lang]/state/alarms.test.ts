import { expect, test } from 'vitest';
import { type Alarm, alarms, type Facts } from './alarms.ts';

const NOW = Date.parse('2026-06-15T12:00:00.000Z');
const days = (n: number) => new Date(NOW + n * 86_400_000).toISOString();

type Person = Facts['house']['people'][number];
type Contact = Facts['contacts'][number];
type Act = Facts['acts'][number];
interface Change {
  readonly people?: readonly Person[];
  readonly pending?: Facts['house']['pending'];
  readonly notices?: Facts['house']['notices'];
  readonly contacts?: readonly Contact[];
  readonly acts?: readonly Act[];
}

const person = (name: string, more: Partial<Person> = {}): Person => ({
  ...{ person: name, administrator: true, removed: false, keys: [{ key: `key of ${name}` }] },
  ...more,
});
const contact = (more: Partial<Contact> = {}): Contact => ({
  ...{ contact: 'con', signed: true, roster: ['ana', 'abe'], key: {} },
  ...more,
});
const made = (by: string, more: Partial<Act> = {}): Act => ({
  ...{
    act: `act of ${by}`,
    type: 'people.person-added',
    received: days(-1),
    person: by,
    key: `key of ${by}`,
  },
  ...more,
});
const found = ({ people, pending = [], notices = [], contacts = [], acts = [] }: Change): Alarm[] => {
  const house = { root: 'root', people: people ?? [person('ana'), person('abe')], pending, notices };
  return alarms({ house, contacts, acts }, NOW);
};

test('a house in order alarms nobody', () => {
  expect(found({ contacts: [contact()], acts: [made('ana'), made('abe')] })).toEqual([]);
});

test('a notice that keys are to be replaced comes first', () => {
  const notices = [{ act: 'notice', from: days(2) }];
  const [first, second] = found({ notices, contacts: [contact({ roster: ['ana'] })] });
  expect(first).toEqual({ alarm: 'notice', act: 'notice', from: days(2) });
  expect(second).toMatchObject({ alarm: 'roster-one' });
});

test.each([
  [days(30.01), []],
  [days(30), ['key-expires']],
  [days(0.001), ['key-expires']],
  [days(0), ['key-expired']],
  [days(-400), ['key-expired']],
])('a key that expires at %s: %j', (expires, expected) => {
  const alarm = found({ contacts: [contact({ key: { expires } })] });
  expect(alarm.map((a) => a.alarm)).toEqual(expected);
  for (const a of alarm) expect(a).toMatchObject({ contact: 'con', expires });
});

test('a contact without a key, and with fewer than two people on its roster', () => {
  expect(found({ contacts: [contact({ key: undefined })] })).toEqual([{ alarm: 'no-key', contact: 'con' }]);
  expect(found({ contacts: [contact({ roster: ['ana'] })] })).toEqual([
    { alarm: 'roster-one', contact: 'con' },
  ]);
  expect(found({ contacts: [contact({ roster: [] })] })).toEqual([{ alarm: 'roster-none', contact: 'con' }]);
  const both = found({ contacts: [contact({ key: undefined, roster: ['ana'] })] });
  expect(both.map((a) => a.alarm)).toEqual(['no-key', 'roster-one']);
});

test('a contact that stands on a note verbale alarms once, whatever else it lacks', () => {
  const entered = contact({ signed: false, note: 'NV/14', roster: [], key: undefined });
  expect(found({ contacts: [entered] })).toEqual([{ alarm: 'note-only', contact: 'con', note: 'NV/14' }]);
});

test('acts by a key that has ended since: by person, with the newest, for thirty days', () => {
  const people = [
    person('ana'),
    person('abe'),
    person('duty', { administrator: false, removed: true, keys: [] }),
  ];
  const acts = [
    made('duty', { act: 'newest', received: days(-2) }),
    made('ana', { act: 'old key', key: 'an earlier key of ana', received: days(-3) }),
    made('duty', { received: days(-30) }),
    made('duty', { received: days(-30.01) }),
    made('abe'),
  ];
  expect(found({ people, acts })).toEqual([
    {
      alarm: 'ended-key',
      person: 'duty',
      count: 2,
      act: 'newest',
      type: 'people.person-added',
      received: days(-2),
    },
    {
      alarm: 'ended-key',
      person: 'ana',
      count: 1,
      act: 'old key',
      type: 'people.person-added',
      received: days(-3),
    },
  ]);
});

test('acts of the root that stands on the record are no alarm; those of another are', () => {
  expect(found({ acts: [made('root', { person: undefined, key: 'root' })] })).toEqual([]);
  const other = found({ acts: [made('root', { person: undefined, key: 'an earlier root' })] });
  expect(other).toMatchObject([{ alarm: 'ended-key', count: 1 }]);
  expect(other[0]).not.toHaveProperty('person');
});

test('one administrator has no deputy; one who was removed is none', () => {
  expect(found({ people: [person('ana'), person('abe', { administrator: false })] })).toEqual([
    { alarm: 'one-administrator' },
  ]);
  expect(found({ people: [person('ana', { removed: true })] })).toEqual([{ alarm: 'no-administrator' }]);
  expect(found({ people: [] })).toEqual([{ alarm: 'no-administrator' }]);
});

test('an act that has waited for a week', () => {
  const pending = [-6.9, -7, -8.5].map((d) => ({
    act: `since ${d}`,
    type: 'people.key-added',
    since: days(d),
  }));
  expect(found({ pending })).toEqual([
    { alarm: 'waiting', act: 'since -7', type: 'people.key-added', days: 7 },
    { alarm: 'waiting', act: 'since -8.5', type: 'people.key-added', days: 8 },
  ]);
});

test('the most pressing come first', () => {
  const pending = [{ act: 'a', type: 'people.key-added', since: days(-9) }];
  const all = found({
    ...{ people: [person('ana')], pending, contacts: [contact({ key: undefined })] },
    acts: [made('gone')],
  });
  expect(all.map((a) => a.alarm)).toEqual(['ended-key', 'no-key', 'one-administrator', 'waiting']);
});

import type { Contact, DirectoryList } from '@comity/acts';
import { describe, expect, test } from 'vitest';
import { CONFIRMED_FOR, careDue } from './care.ts';
import { careWords, noticeLanguage } from './notice-texts.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const inDays = (days: number) => new Date(NOW + days * DAY).toISOString();
const keyed = (expires?: string) =>
  ({ key: { fingerprint: 'f'.repeat(40) }, ...(expires ? { expires } : {}) }) as unknown as NonNullable<
    Contact['key']
  >;
const contact = (change: Partial<Contact> = {}) =>
  ({ contact: 'con_one', version: 'v1', signed: true, ...change }) as Contact;
const due = (c: Contact, changed = NOW, recovery?: DirectoryList['recovery']) => {
  const list = { seq: 1, contacts: new Map([[c.contact, c]]), ...(recovery ? { recovery } : {}) };
  return careDue({ directory: new Map([['alpha', list as DirectoryList]]) }, () => changed, NOW);
};

describe('A key', () => {
  test.each([
    [91, undefined],
    [90, 90],
    [31, 90],
    [30, 30],
    [8, 30],
    [7, 7],
    [0.1, 7],
    [-1, 0],
  ])('that expires in %d days is told of by the notice of %s days, each once', (days, told) => {
    const found = due(contact({ key: keyed(inDays(days)) }));
    expect(found.map(({ id, what }) => [id.split(' ').at(-1), what])).toEqual(
      told === undefined ? [] : [[String(told), told === 0 ? 'key-expired' : 'key-expires']],
    );
  });

  test('of the recovery of a State is told of to its contacts; one that does not expire, to nobody', () => {
    expect(due(contact(), NOW, keyed(inDays(5)))).toMatchObject([
      { contact: 'con_one', what: 'key-expires' },
    ]);
    expect(due(contact({ key: keyed() }))).toEqual([]);
  });
});

describe('An entry', () => {
  test('counts as confirmed for half a year, then is reminded of once a month, six times', () => {
    const ids = (days: number) => due(contact(), NOW - CONFIRMED_FOR - days * DAY).map(({ id }) => id);
    expect([ids(-1), ids(0), ids(29), ids(30), ids(150), ids(180)]).toEqual([
      [],
      ['confirm v1 0'],
      ['confirm v1 0'],
      ['confirm v1 1'],
      ['confirm v1 5'],
      [],
    ]);
  });

  test('that its State has not signed is not the State’s to confirm', () => {
    expect(due(contact({ signed: false }), NOW - 2 * CONFIRMED_FOR)).toEqual([]);
  });
});

test('notices are in a language of the contact, hold a day and no link, and English where there is none', () => {
  expect([
    noticeLanguage(['pt', 'fr-CA']),
    noticeLanguage(['zh-Hans']),
    noticeLanguage(['pt']),
    noticeLanguage([]),
  ]).toEqual([...['fr', 'zh', 'en', 'en']]);
  for (const what of ['key-expires', 'key-expired', 'confirm'] as const)
    for (const language of ['ar', 'zh', 'en', 'fr', 'ru', 'es'] as const) {
      const { subject, text } = careWords({ contact: 'con_one', what, at: inDays(5) }, language);
      expect(text).toContain('2026-06-06');
      expect(`${subject}${text}`).not.toMatch(/https?:|undefined/);
    }
});

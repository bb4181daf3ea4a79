import type { DataOf, RuleBook } from '@comity/acts';
import type { Hand } from '@comity/acts/testing';
import { testId } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import { allowedIn, type ListRule, type RuleCases, refusedIn } from './testing/rule-cases.ts';
import { Scene } from './testing/scene.ts';
import { duty, officer } from './testing/steps.ts';

type Import = DataOf<'directory.list-imported'>;
const DAY = 86_400;
const REGIONAL = testId('lst', 'region');

const listed = (s: Scene, more: Partial<Import> = {}): Import => ({
  regional: REGIONAL,
  names: { en: 'Contacts of the region' },
  terms: { en: 'For urgent use.' },
  readers: ['beta'],
  file: { sha256: 'a'.repeat(64), size: 300 },
  contacts: 2,
  asOf: s.in(0).slice(0, 10),
  expires: s.in(90 * DAY),
  ...more,
});
const version = (s: Scene) => s.state.regional.get(REGIONAL)!.version;
const asks = (s: Scene, more: Partial<Import> = {}, by: Hand = officer(s), base?: string) =>
  s.ask(by, 'directory.list-imported', listed(s, more), base === undefined ? {} : { base });
const imports = (s: Scene) => s.enact(officer(s), 'directory.list-imported', listed(s));
const withdraws = (s: Scene) => s.enact(officer(s), 'directory.list-withdrawn', { regional: REGIONAL });
const asksBack = (s: Scene, by: Hand = officer(s), base?: string) =>
  s.ask(by, 'directory.list-withdrawn', { regional: REGIONAL }, base === undefined ? {} : { base });
const adopts = (s: Scene, longest: number) => {
  const book: RuleBook = { ...s.state.rules, lists: { longest } };
  s.state.rules = book;
};

const CASES: Record<ListRule, RuleCases> = {
  'directory.regional-own': {
    allows: {
      'a first import by a State': (s) => asks(s),
      'a first import by the secretariat': (s) => asks(s, {}, s.secretariat),
      'a newer state of the list by its importer': async (s) => {
        await imports(s);
        return asks(s, { contacts: 3 }, officer(s), version(s));
      },
      'the withdrawal by its importer': async (s) => {
        await imports(s);
        return asksBack(s);
      },
    },
    refuses: {
      'a newer state by another participant': async (s) => {
        await imports(s);
        return asks(s, {}, s.root('beta'), version(s));
      },
      'the withdrawal by another participant, even by the secretariat': async (s) => {
        await imports(s);
        return asksBack(s, s.secretariat);
      },
      'the withdrawal of a list that nobody imported': (s) => asksBack(s),
      'a second withdrawal': async (s) => {
        await imports(s);
        await withdraws(s);
        return asksBack(s);
      },
      'an import under the id of a list that was withdrawn': async (s) => {
        await imports(s);
        await withdraws(s);
        return asks(s, {}, officer(s), version(s));
      },
    },
  },
  'directory.regional-readers': {
    allows: {
      'all participants': (s) => asks(s, { readers: 'participants' }),
      'States that are not seated yet': (s) => asks(s, { readers: ['beta', 'gamma'] }),
    },
    refuses: { 'somebody who is no participant': (s) => asks(s, { readers: ['beta', 'nowhere'] }) },
  },
  'directory.regional-expires': {
    allows: {
      'an end just within the time of the rules': (s) => asks(s, { expires: s.in(183 * DAY) }),
      'a list that is a day ahead of the clock, as it is somewhere': (s) =>
        asks(s, { asOf: s.in(DAY).slice(0, 10) }),
      'a longer time where the body adopted one': (s) => {
        adopts(s, 400 * DAY);
        return asks(s, { expires: s.in(399 * DAY) });
      },
    },
    refuses: {
      'a list that has expired': (s) => asks(s, { expires: s.in(0) }),
      'an end beyond the time of the rules': (s) => asks(s, { expires: s.in(184 * DAY) }),
      'an end beyond a shorter time that the body adopted': (s) => {
        adopts(s, 10 * DAY);
        return asks(s, { expires: s.in(11 * DAY) });
      },
      'a list of a day to come': (s) => asks(s, { asOf: s.in(2 * DAY).slice(0, 10) }),
    },
  },
};

describe('The rules of regional lists', () => {
  test.each(allowedIn(CASES))('%s: allowed is %s', async (_rule, _what, attempt) => {
    expect(await attempt(await Scene.open())).toEqual({ allowed: true, rule: 'directory.regional-own' });
  });
  test.each(refusedIn(CASES))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});

test('an import or a withdrawal on a version that was replaced is refused, and told the current one', async () => {
  const s = await Scene.open();
  await imports(s);
  const first = version(s);
  await s.enact(officer(s), 'directory.list-imported', listed(s, { contacts: 3 }), { base: first });
  for (const refused of [
    await asks(s),
    await asks(s, {}, officer(s), first),
    await asksBack(s, officer(s), first),
  ])
    expect(refused).toMatchObject({
      rule: 'directory.base-current',
      allowedWhen: expect.stringContaining(version(s)),
    });
});

test('a person imports with the authority that nominations need, and with no other', async () => {
  const s = await Scene.open();
  expect(await asks(s, {}, duty(s))).toMatchObject({ rule: 'people.authority-held' });
});

test('an import changes nothing of the directory: no list, no contact, no key, no stream of it', async () => {
  const s = await Scene.open();
  await s.nominate('alpha');
  const before = structuredClone({ lists: s.state.directory, contacts: s.state.contacts });
  const streams = [...s.state.streams].filter(([name]) => name.startsWith('directory/'));
  await imports(s);
  await withdraws(s);
  expect({ lists: s.state.directory, contacts: s.state.contacts }).toEqual(before);
  expect([...s.state.streams].filter(([name]) => name.startsWith('directory/'))).toEqual(streams);
  expect(s.state.streams.get(`regional/${REGIONAL}`)?.next).toBe(2);
});

import { type ActType, type DataOf, formats } from '@comity/acts';
import { testId, testPgpKey } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import { allowedIn, type ListRule, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene, type Trying } from './testing/scene.ts';
import { officer } from './testing/steps.ts';

type Listed = Exclude<Extract<ActType, `directory.${string}`>, `directory.list-${string}`>;
/** An officer of alpha changes the list of alpha. */
const by = async <T extends Listed>(s: Scene, type: T, data: Omit<DataOf<T>, 'list'>, trying: Trying = {}) =>
  s.ask(officer(s), type, s.listed(officer(s), type, data), trying);
const nominate = (s: Scene, roster = [s.id('alpha duty')], contact?: string) =>
  by(s, 'directory.contact-nominated', s.nomination('alpha', roster, contact));
const versionOf = (s: Scene) => s.state.directory.get('alpha')!.contacts.get(s.contact.alpha)!.version;
const amend = (s: Scene, base: string, roster = [s.id('alpha duty')]) =>
  by(s, 'directory.contact-amended', s.nomination('alpha', roster), { base });
const recorded = (
  s: Scene,
  participant: string,
  contact: string,
): Omit<DataOf<'directory.contact-recorded'>, 'list'> => {
  const { roster: _, ...described } = s.nomination('alpha', [], contact);
  return { ...described, participant, note: { number: '12/2026', sha256: 'd'.repeat(64) } };
};
const record = (s: Scene, participant = 'gamma', contact: string = s.contact.gamma) => {
  const clerk = s.person('secretariat clerk');
  const data = s.listed(clerk, 'directory.contact-recorded', recorded(s, participant, contact));
  return s.ask(clerk, 'directory.contact-recorded', data);
};
const enter = (s: Scene, participant: string, contact: string) => {
  const clerk = s.person('secretariat clerk');
  const data = s.listed(clerk, 'directory.contact-recorded', recorded(s, participant, contact));
  return s.enact(clerk, 'directory.contact-recorded', data);
};
const removed = async (s: Scene) => {
  await s.nominate('alpha');
  const data = s.listed(officer(s), 'directory.contact-removed', { contact: s.contact.alpha });
  await s.enact(officer(s), 'directory.contact-removed', data);
};
const changed = async (s: Scene, list: Partial<DataOf<'directory.contact-removed'>['list']>) => {
  await s.nominate('alpha');
  const data = s.listed(officer(s), 'directory.contact-removed', { contact: s.contact.alpha });
  return s.ask(officer(s), 'directory.contact-removed', { ...data, list: { ...data.list, ...list } });
};
const certify = (s: Scene, label: string, expires?: string) =>
  s.ask(officer(s), 'directory.key-certified', s.certified('alpha', expires, testPgpKey(label)));
const withdrawal = (s: Scene, label: string) =>
  ({ contact: s.contact.alpha, key: testPgpKey(label).blob.sha256, reason: 'compromised' }) as const;

const CASES: Omit<RoomCases<'directory'>, ListRule> = {
  'directory.own-authority': {
    allows: {
      'a person with the authority who is not on the roster': (s) => nominate(s),
      'the root': (s) => {
        const data = s.listed(s.root('alpha'), 'directory.contact-nominated', s.nomination('alpha', []));
        return s.ask(s.root('alpha'), 'directory.contact-nominated', data);
      },
    },
    refuses: {
      'whoever would stand on the roster': (s) => nominate(s, [s.id('alpha officer')]),
      'whoever stands on the roster and leaves it by the same act': async (s) => {
        const data = s.listed(
          s.root('alpha'),
          'directory.contact-nominated',
          s.nomination('alpha', [s.id('alpha officer')]),
        );
        await s.enact(s.root('alpha'), 'directory.contact-nominated', data);
        return amend(s, versionOf(s), []);
      },
    },
  },
  'directory.list-continues': {
    allows: { 'the next number on the manifest as it stands': (s) => changed(s, {}) },
    refuses: {
      'a number left out': (s) => changed(s, { seq: 4 }),
      'a number used before': (s) => changed(s, { seq: 2 }),
      'another manifest before': (s) => changed(s, { previous: 'e'.repeat(64) }),
      'another manifest of the result': (s) => changed(s, { manifest: 'e'.repeat(64) }),
      'a first list that names one before': async (s) => {
        const data = s.listed(officer(s), 'directory.contact-nominated', s.nomination('alpha', []));
        const list = { ...data.list, previous: 'e'.repeat(64) };
        return s.ask(officer(s), 'directory.contact-nominated', { ...data, list });
      },
    },
  },
  'directory.contact-once': {
    allows: {
      'a new id': (s) => nominate(s),
      'the State that signs what the secretariat entered': async (s) => {
        await enter(s, 'alpha', s.contact.alpha);
        return nominate(s);
      },
      'the secretariat that enters a note again': async (s) => {
        await enter(s, 'gamma', s.contact.gamma);
        return record(s);
      },
    },
    refuses: {
      'a second nomination': async (s) => {
        await s.nominate('alpha');
        return nominate(s);
      },
      'the id of a contact that was removed': async (s) => {
        await removed(s);
        return nominate(s);
      },
      'the id of a contact of another State': async (s) => {
        await s.nominate('beta');
        return nominate(s, [], s.contact.beta);
      },
      'the id of a contact that a note entered for another State': async (s) => {
        await enter(s, 'beta', s.contact.beta);
        return nominate(s, [], s.contact.beta);
      },
    },
  },
  'directory.known-contact': {
    allows: {
      'a change of a nominated contact': async (s) => {
        await s.nominate('alpha');
        return amend(s, versionOf(s));
      },
      'the removal of a contact the State never signed': async (s) => {
        await enter(s, 'alpha', s.contact.alpha);
        return by(s, 'directory.contact-removed', { contact: s.contact.alpha });
      },
    },
    refuses: {
      'a change of another State’s contact': async (s) => {
        await s.nominate('beta');
        const data = { ...s.nomination('beta', []), list: { seq: 1, manifest: 'a'.repeat(64) } };
        return s.ask(officer(s), 'directory.contact-amended', data);
      },
      'a removal of a removed contact': async (s) => {
        await removed(s);
        return by(s, 'directory.contact-removed', { contact: s.contact.alpha });
      },
      'a key for a contact the State has not signed': async (s) => {
        await enter(s, 'alpha', s.contact.alpha);
        return certify(s, 'alpha');
      },
    },
  },
  'directory.base-current': {
    allows: {
      'a change on the current version': async (s) => {
        await s.nominate('alpha');
        return amend(s, versionOf(s));
      },
      'a removal that names the current version': async (s) => {
        await s.nominate('alpha');
        return by(s, 'directory.contact-removed', { contact: s.contact.alpha }, { base: versionOf(s) });
      },
    },
    refuses: {
      'a change on an earlier version': async (s) => {
        await s.nominate('alpha');
        const { since } = s.state.directory.get('alpha')!.contacts.get(s.contact.alpha)!;
        return amend(s, since);
      },
      'a change on no version': async (s) => {
        await s.nominate('alpha');
        return by(s, 'directory.contact-amended', s.nomination('alpha', []));
      },
      'a removal that names another version': async (s) => {
        await s.nominate('alpha');
        return by(s, 'directory.contact-removed', { contact: s.contact.alpha }, { base: 'f'.repeat(64) });
      },
    },
  },
  'directory.roster-own-people': {
    allows: {
      'people of the State': (s) => nominate(s, [s.id('alpha duty')]),
      nobody: (s) => nominate(s, []),
    },
    refuses: {
      'a person of another State': (s) => nominate(s, [s.id('beta duty')]),
      'a person nobody knows': (s) => nominate(s, [testId('per', 'nobody')]),
      'a removed person': async (s) => {
        await s.enact(s.root('alpha'), 'people.person-removed', { person: s.id('alpha duty') });
        return nominate(s, [s.id('alpha duty')]);
      },
    },
  },
  'directory.key-current': {
    allows: {
      'a first key': async (s) => {
        await s.nominate('alpha');
        return certify(s, 'alpha two', s.in(60));
      },
      'the withdrawal of the current key': async (s) => {
        await s.nominate('alpha');
        return by(s, 'directory.key-withdrawn', withdrawal(s, 'alpha'));
      },
    },
    refuses: {
      'a key that has expired': async (s) => {
        await s.nominate('alpha');
        return certify(s, 'alpha two', formats.timeOf(s.now));
      },
      'the key of another contact': async (s) => {
        await s.nominate('alpha');
        await s.nominate('beta');
        return certify(s, 'beta');
      },
      'a key that was withdrawn as compromised': async (s) => {
        await s.nominate('alpha');
        const data = s.listed(officer(s), 'directory.key-withdrawn', withdrawal(s, 'alpha'));
        await s.enact(officer(s), 'directory.key-withdrawn', data);
        return certify(s, 'alpha');
      },
      'the withdrawal of another key': async (s) => {
        await s.nominate('alpha');
        return by(s, 'directory.key-withdrawn', withdrawal(s, 'other'));
      },
      'the withdrawal of a key that was superseded': async (s) => {
        await s.nominate('alpha');
        await s.enact(
          officer(s),
          'directory.key-certified',
          s.certified('alpha', undefined, testPgpKey('new')),
        );
        return by(s, 'directory.key-withdrawn', withdrawal(s, 'alpha'));
      },
    },
  },
  'directory.note-recorded': {
    allows: {
      'a contact of a State that is not seated': (s) => record(s),
      'a contact of a seated State that signed none': (s) => record(s, 'alpha', s.contact.alpha),
      'a contact of an observer': (s) => record(s, 'observer', testId('con', 'observer')),
    },
    refuses: {
      'a contact that the State has signed': async (s) => {
        await s.nominate('alpha');
        return record(s, 'alpha', s.contact.alpha);
      },
      'a participant that is none': (s) => record(s, 'delta', testId('con', 'delta')),
      'the secretariat itself': (s) => record(s, 'secretariat', testId('con', 'secretariat')),
      'a State that enters a note for another': (s) => {
        const data = s.listed(officer(s), 'directory.contact-recorded', recorded(s, 'beta', s.contact.beta));
        return s.ask(officer(s), 'directory.contact-recorded', data);
      },
    },
  },
};

describe('The rules of the directory', () => {
  test.each(allowedIn(CASES))('%s: allowed is %s', async (_rule, _what, attempt) => {
    expect(await attempt(await Scene.open())).toMatchObject({ allowed: true });
  });
  test.each(refusedIn(CASES))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});

test('a refusal names the number, previous and manifest that would do', async () => {
  const s = await Scene.open();
  const decision = await changed(s, { seq: 9 });
  const data = s.listed(officer(s), 'directory.contact-removed', { contact: s.contact.alpha });
  expect(decision).toHaveProperty('allowedWhen', expect.stringContaining(data.list.manifest));
  expect(decision).toHaveProperty('allowedWhen', expect.stringContaining('number 3'));
});

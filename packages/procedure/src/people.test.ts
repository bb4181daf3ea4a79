import { formats, idOfKey } from '@comity/acts';
import { invitationData, rootHand, seedOf, tokenOf } from '@comity/acts/testing';
import { toBase64url } from '@comity/log';
import { describe, expect, test } from 'vitest';
import type { AuthorityRule, NoticeRule } from './testing/rule-cases.ts';
import { allowedIn, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene } from './testing/scene.ts';
import { addedBy, administer, duty, invite, newKey, officer, removal } from './testing/steps.ts';

const WEEK = 7 * 86_400_000;
const enrolAs = async (s: Scene, participant: string, token = tokenOf('gamma'), late = 0) => {
  const root = await rootHand(participant);
  return s.ask(root, 'people.root-enrolled', { key: root.key, token: toBase64url(token) }, { late });
};
const REGISTRATION: Pick<
  RoomCases<'people'>,
  'people.secretariat-invites' | 'people.seated-once' | 'people.invitation-proves' | 'people.key-once'
> = {
  'people.secretariat-invites': {
    allows: {
      'its root': (s) =>
        s.ask(s.secretariat, 'people.participant-invited', invitationData(s.chronicle, 'gamma')),
      'its person with the authority “people”': (s) =>
        s.ask(
          s.person('secretariat clerk'),
          'people.participant-invited',
          invitationData(s.chronicle, 'gamma'),
        ),
      'a second invitation of a participant not seated yet': async (s) => {
        await invite(s);
        return s.ask(s.secretariat, 'people.participant-invited', invitationData(s.chronicle, 'gamma'));
      },
    },
    refuses: {
      'a State that invites': (s) =>
        s.ask(s.root('alpha'), 'people.participant-invited', invitationData(s.chronicle, 'gamma')),
      'a participant that is not of the body': (s) =>
        s.ask(s.secretariat, 'people.participant-invited', invitationData(s.chronicle, 'delta')),
      'an invitation that has expired': (s) => {
        const data = { ...invitationData(s.chronicle, 'gamma'), expires: formats.timeOf(s.now) };
        return s.ask(s.secretariat, 'people.participant-invited', data);
      },
    },
  },
  'people.seated-once': {
    allows: {
      'the first invitation': (s) =>
        s.ask(s.secretariat, 'people.participant-invited', invitationData(s.chronicle, 'gamma')),
    },
    refuses: {
      'an invitation of a seated State': (s) =>
        s.ask(s.secretariat, 'people.participant-invited', invitationData(s.chronicle, 'alpha')),
      'a second root': (s) => enrolAs(s, 'alpha', tokenOf('alpha')),
    },
  },
  'people.invitation-proves': {
    allows: {
      'whoever holds the token': async (s) => {
        await invite(s);
        return enrolAs(s, 'gamma');
      },
      'the token at its last instant': async (s) => {
        const { leaf } = await invite(s);
        return enrolAs(s, 'gamma', tokenOf('gamma'), Date.parse(leaf.received) + WEEK - s.now);
      },
    },
    refuses: {
      'another token': async (s) => {
        await invite(s);
        return enrolAs(s, 'gamma', seedOf('guess'));
      },
      'a token after its time': async (s) => {
        await invite(s);
        return enrolAs(s, 'gamma', tokenOf('gamma'), WEEK);
      },
      'a participant that nobody invited': (s) => enrolAs(s, 'gamma'),
      'the token of an invitation that a newer one replaced': async (s) => {
        await invite(s);
        const newer = { ...invitationData(s.chronicle, 'gamma'), token: 'c'.repeat(64) };
        await s.enact(s.secretariat, 'people.participant-invited', newer);
        return enrolAs(s, 'gamma');
      },
      'a person who enrols a root': async (s) => {
        await invite(s);
        const root = await rootHand('gamma');
        const hand = { ...root, actor: { ...root.actor, person: s.id('alpha duty') } };
        const token = toBase64url(tokenOf('gamma'));
        return s.ask(hand, 'people.root-enrolled', { key: root.key, token });
      },
    },
  },
  'people.key-once': {
    allows: {
      'a key that was never registered': async (s) =>
        s.ask(s.root('alpha'), 'people.key-added', (await newKey(s, 'alpha duty')).data),
    },
    refuses: {
      'a key of the same person again': async (s) => {
        const { data } = await s.newPerson('alpha', 'duty');
        return s.ask(s.root('alpha'), 'people.key-added', {
          person: data.person,
          key: data.key,
          proof: data.proof,
        });
      },
      'a key that ended before': async (s) => {
        const { data } = await newKey(s, 'alpha duty');
        const { person, key, proof } = data;
        await s.enact(s.root('alpha'), 'people.key-added', data);
        await s.enact(s.root('alpha'), 'people.key-removed', { person, key: idOfKey(key) });
        return s.ask(s.root('alpha'), 'people.key-added', { person, key, proof });
      },
      'a key of another State': async (s) => {
        const fresh = await s.newPerson('alpha', 'fresh');
        return s.ask(s.root('alpha'), 'people.person-added', {
          ...fresh.data,
          key: s.person('beta duty').key,
        });
      },
      'the root as the key of a person': async (s) => {
        const fresh = await s.newPerson('alpha', 'fresh');
        return s.ask(s.root('alpha'), 'people.person-added', { ...fresh.data, key: s.root('alpha').key });
      },
      'the key of the host': async (s) => {
        const fresh = await s.newPerson('alpha', 'fresh');
        return s.ask(s.root('alpha'), 'people.person-added', { ...fresh.data, key: s.chronicle.host.key });
      },
      'the root of another State': async (s) => {
        await invite(s);
        const root = {
          ...s.root('alpha'),
          actor: { participant: 'gamma', key: idOfKey(s.root('alpha').key) },
        };
        const token = toBase64url(tokenOf('gamma'));
        return s.ask(root, 'people.root-enrolled', { key: root.key as never, token });
      },
    },
  },
};

const MANAGING: Omit<
  RoomCases<'people'>,
  keyof typeof REGISTRATION | AuthorityRule | NoticeRule | 'people.challenge-in-time'
> = {
  'people.own-people': {
    allows: { 'the removal of a current person': (s) => removal(s, s.root('alpha'), 'alpha duty') },
    refuses: {
      'the removal of another State’s person': (s) => removal(s, s.root('alpha'), 'beta duty'),
      'the removal of somebody removed before': async (s) => {
        await s.enact(s.root('alpha'), 'people.person-removed', { person: s.id('alpha duty') });
        return removal(s, s.root('alpha'), 'alpha duty');
      },
      'a key for somebody removed': async (s) => {
        await s.enact(s.root('alpha'), 'people.person-removed', { person: s.id('alpha duty') });
        return s.ask(s.root('alpha'), 'people.key-added', (await newKey(s, 'alpha duty')).data);
      },
      'authorities for a person of another State': (s) =>
        s.ask(s.root('alpha'), 'people.authorities-set', { person: s.id('beta duty'), authorities: [] }),
      'an administrator of another State': (s) =>
        s.ask(s.root('alpha'), 'people.administrators-set', {
          administrators: [s.id('beta duty')],
          threshold: 1,
        }),
    },
  },
  'people.person-once': {
    allows: { 'a new id': (s) => addedBy(s, s.root('alpha')) },
    refuses: {
      'the id of somebody removed': async (s) => {
        await s.enact(s.root('alpha'), 'people.person-removed', { person: s.id('alpha duty') });
        const { data } = await newKey(s, 'alpha duty');
        return s.ask(s.root('alpha'), 'people.person-added', { ...data, name: 'a'.repeat(64) });
      },
      'the id of a person of another State': async (s) => {
        const { data } = await s.newPerson('alpha', 'fresh');
        return s.ask(s.root('alpha'), 'people.person-added', { ...data, person: s.id('beta duty') });
      },
    },
  },
  'people.last-administrator': {
    allows: {
      'a removal that leaves enough': async (s) => {
        await administer(s, ['officer', 'duty'], 1);
        return removal(s, officer(s), 'alpha duty');
      },
    },
    refuses: {
      'a removal that leaves too few': async (s) => {
        await administer(s, ['officer', 'duty'], 2);
        return removal(s, s.root('alpha'), 'alpha duty');
      },
      'the removal of the only one': async (s) => {
        await administer(s, ['officer']);
        return removal(s, officer(s), 'alpha officer');
      },
    },
  },
  'people.confirm-once': {
    allows: {
      'another administrator': async (s) => {
        await administer(s, ['officer', 'duty'], 2);
        const { prepared } = await s.enact(
          officer(s),
          'people.person-added',
          (await s.newPerson('alpha', 'x')).data,
        );
        return s.ask(duty(s), 'people.act-confirmed', { act: prepared.id });
      },
    },
    refuses: {
      'whoever made the act': async (s) => {
        await administer(s, ['officer', 'duty'], 2);
        const { prepared } = await s.enact(
          officer(s),
          'people.person-added',
          (await s.newPerson('alpha', 'x')).data,
        );
        return s.ask(officer(s), 'people.act-confirmed', { act: prepared.id });
      },
      'a confirmation of nothing': async (s) => {
        await administer(s, ['officer', 'duty'], 2);
        return s.ask(duty(s), 'people.act-confirmed', { act: 'a'.repeat(64) });
      },
      'a confirmation for another State': async (s) => {
        await administer(s, ['officer', 'duty'], 2);
        const { prepared } = await s.enact(
          officer(s),
          'people.person-added',
          (await s.newPerson('alpha', 'x')).data,
        );
        return s.ask(s.root('beta'), 'people.act-confirmed', { act: prepared.id });
      },
    },
  },
};

const CASES = { ...REGISTRATION, ...MANAGING };

describe('The rules of people', () => {
  test.each(allowedIn(CASES))('%s: allowed is %s', async (_rule, _what, attempt) => {
    expect(await attempt(await Scene.open())).toMatchObject({ allowed: true });
  });
  test.each(refusedIn(CASES))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});

import { type Hand, sessionHand } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import type { AuthorityRule } from './testing/rule-cases.ts';
import { allowedIn, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene } from './testing/scene.ts';
import { addedBy, administer, duty, newKey, officer } from './testing/steps.ts';

/** A session by the clerk's key whose certificate names somebody else; the act names the clerk. */
const certifiedFor = async (s: Scene, other: { person?: string; participant?: string }) => {
  const clerk = s.person('secretariat clerk');
  const by = { ...clerk, actor: { ...clerk.actor, ...other } };
  const session = await sessionHand(by, s.chronicle.body, s.in(0), s.in(3600));
  return { ...session, actor: { ...clerk.actor, key: session.actor.key } };
};
const document = (s: Scene, hand: Hand) =>
  s.ask(hand, 'documents.registered', {
    document: 'doc_AAAAAAAAAAAAAAAAAAAAAA',
    titles: { en: 'T' },
    source: 'archive',
    files: {},
  });
const baseOf = (s: Scene) => s.state.directory.get('alpha')!.contacts.get(s.contact.alpha)!.version;
const amended = (s: Scene) =>
  s.listed(s.root('alpha'), 'directory.contact-amended', s.nomination('alpha', [s.id('alpha officer')]));

const AUTHORITY: Pick<RoomCases<'people'>, AuthorityRule> = {
  'people.current-key': {
    allows: {
      'a key that was added later': async (s) => {
        const { hand, data } = await newKey(s, 'alpha officer');
        await s.enact(s.root('alpha'), 'people.key-added', data);
        return s.ask(hand, 'body.confirmed', {});
      },
      'the key that replaced another': async (s) => {
        const { hand, data } = await newKey(s, 'alpha officer');
        await s.enact(s.root('alpha'), 'people.key-replaced', { ...data, old: officer(s).actor.key });
        return s.ask(hand, 'body.confirmed', {});
      },
    },
    refuses: {
      'a key that was replaced': async (s) => {
        const { data } = await newKey(s, 'alpha officer');
        await s.enact(s.root('alpha'), 'people.key-replaced', { ...data, old: officer(s).actor.key });
        return s.ask(officer(s), 'body.confirmed', {});
      },
      'a key that was removed': async (s) => {
        const key = { person: s.id('alpha officer'), key: officer(s).actor.key };
        await s.enact(s.root('alpha'), 'people.key-removed', key);
        return s.ask(officer(s), 'body.confirmed', {});
      },
      'a person who was removed': async (s) => {
        await s.enact(s.root('alpha'), 'people.person-removed', { person: s.id('alpha officer') });
        return s.ask(officer(s), 'body.confirmed', {});
      },
      'a person who names a colleague’s key': (s) =>
        s.ask(
          { ...officer(s), actor: { ...officer(s).actor, key: duty(s).actor.key } },
          'body.confirmed',
          {},
        ),
      'a person who poses as the root': (s) => {
        const { participant, key } = officer(s).actor;
        return s.ask({ ...officer(s), actor: { participant, key } }, 'body.confirmed', {});
      },
      'a root that poses for another State': (s) =>
        s.ask(
          { ...s.root('alpha'), actor: { participant: 'beta', key: s.root('alpha').actor.key } },
          'body.confirmed',
          {},
        ),
      'a participant that is none': (s) =>
        s.ask(
          { ...s.root('alpha'), actor: { participant: 'delta', key: s.root('alpha').actor.key } },
          'body.confirmed',
          {},
        ),
      'the removal of a key that ended': async (s) => {
        const key = { person: s.id('alpha officer'), key: officer(s).actor.key };
        await s.enact(s.root('alpha'), 'people.key-removed', key);
        return s.ask(s.root('alpha'), 'people.key-removed', key);
      },
      'the removal of a colleague’s key': (s) =>
        s.ask(s.root('alpha'), 'people.key-removed', {
          person: s.id('alpha officer'),
          key: duty(s).actor.key,
        }),
    },
  },
  'people.binding-key': {
    allows: {
      'a binding act by the person’s own key': (s) => s.ask(officer(s), 'body.confirmed', {}),
    },
    refuses: {
      'a binding act by a session': async (s) =>
        s.ask(await s.session('alpha officer'), 'body.confirmed', {}),
    },
  },
  'people.session-current': {
    allows: {
      'a session within its time': async (s) => document(s, await s.session('secretariat clerk')),
      'a session that a passkey certified': async (s) => {
        await s.nominate('alpha');
        await s.nominate('beta');
        await s.enact(s.root('alpha'), 'directory.contact-amended', amended(s), { base: baseOf(s) });
        await s.enact(s.root('alpha'), 'people.authorities-set', {
          person: s.id('alpha officer'),
          authorities: ['directory', 'exchange'],
        });
        const { data, fields } = s.message('m', [s.recipient('beta')]);
        return s.ask(await s.session('alpha officer'), 'exchange.sent', data, { fields });
      },
    },
    refuses: {
      'a session that has ended': async (s) => document(s, await s.session('secretariat clerk', -7200, 3600)),
      'a session that begins in ten minutes': async (s) =>
        document(s, await s.session('secretariat clerk', 600)),
      'a session of more than twelve hours': async (s) =>
        document(s, await s.session('secretariat clerk', 0, 12 * 3600 + 1)),
      'a session of another person': async (s) => {
        const session = await s.session('alpha duty');
        const { certificate, ...rest } = await s.session('secretariat clerk');
        return document(s, { ...rest, certificate: session.certificate });
      },
      'a session that the person certified for a colleague': async (s) =>
        document(s, await certifiedFor(s, { person: s.id('alpha duty') })),
      'a session that the person certified for another participant': async (s) =>
        document(s, await certifiedFor(s, { participant: 'alpha' })),
      'a session whose certifying key ended': async (s) => {
        const clerk = s.person('secretariat clerk');
        const session = await s.session('secretariat clerk');
        const key = { person: clerk.actor.person, key: clerk.actor.key };
        await s.enact(s.secretariat, 'people.key-removed', key);
        return document(s, session);
      },
      'a session whose certificate is not at hand': async (s) => {
        const { certificate: _, ...session } = await s.session('secretariat clerk');
        return document(s, session);
      },
    },
  },
  'people.root-decides': {
    allows: {
      'the root': (s) =>
        s.ask(s.root('alpha'), 'people.administrators-set', {
          administrators: [s.id('alpha duty')],
          threshold: 1,
        }),
    },
    refuses: {
      'an administrator': async (s) => {
        await administer(s, ['officer']);
        const data = { administrators: [s.id('alpha officer')], threshold: 1 };
        return s.ask(officer(s), 'people.administrators-set', data);
      },
    },
  },
  'people.administrators-act': {
    allows: {
      'an administrator': async (s) => {
        await administer(s, ['officer']);
        return addedBy(s, officer(s));
      },
      'the root': (s) => addedBy(s, s.root('alpha')),
    },
    refuses: {
      'a person who is none': (s) => addedBy(s, officer(s)),
      'an administrator who was removed from the list': async (s) => {
        await administer(s, ['officer']);
        await administer(s, ['duty']);
        return addedBy(s, officer(s));
      },
      'an administrator of another State': async (s) => {
        await administer(s, ['officer']);
        return addedBy(s, s.person('beta officer'), 'fresh', 'beta');
      },
    },
  },
  'people.authority-held': {
    allows: { 'a person who holds it': (s) => s.ask(officer(s), 'body.confirmed', {}) },
    refuses: {
      'a person who does not': (s) => s.ask(duty(s), 'body.confirmed', {}),
      'a person from whom it was taken': async (s) => {
        const none = { person: s.id('alpha officer'), authorities: [] };
        await s.enact(s.root('alpha'), 'people.authorities-set', none);
        return s.ask(officer(s), 'body.confirmed', {});
      },
    },
  },
};

describe('The rules of keys, sessions and authority', () => {
  test.each(allowedIn(AUTHORITY))('%s: allowed is %s', async (_rule, _what, attempt) => {
    expect(await attempt(await Scene.open())).toMatchObject({ allowed: true });
  });
  test.each(refusedIn(AUTHORITY))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});

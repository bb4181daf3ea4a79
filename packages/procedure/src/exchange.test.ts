import { testId, testPgpKey } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import { allowedIn, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene } from './testing/scene.ts';
import { SEAL_DEMANDED } from './testing/sealing.ts';

const working = async (s: Scene, expires?: string) => {
  await s.nominate('alpha');
  await s.nominate('beta', expires);
};
type Message = ReturnType<Scene['message']>;
const send = (s: Scene, m: Message = s.message('m', [s.recipient('beta')]), who = 'alpha duty') =>
  s.ask(s.person(who), 'exchange.sent', m.data, { fields: m.fields });
const sent = (s: Scene, m: Message = s.message('m', [s.recipient('beta')]), who = 'alpha duty') =>
  s.enact(s.person(who), 'exchange.sent', m.data, { fields: m.fields });
const receipt = (s: Scene, label = 'm', thread = label) => ({
  message: testId('msg', label),
  thread: testId('thr', thread),
  contact: s.contact.beta,
});
const acknowledge = (s: Scene, data = receipt(s), who = 'beta duty') =>
  s.ask(s.person(who), 'exchange.acknowledged', data);
const officerOf = (s: Scene, state: 'alpha' | 'beta') => s.person(`${state} officer`);

const CASES: RoomCases<'exchange'> = {
  'exchange.sender-on-duty': {
    allows: {
      'a person on the roster': async (s) => {
        await working(s);
        return send(s);
      },
      'a session of a person on the roster': async (s) => {
        await working(s);
        const m = s.message('m', [s.recipient('beta')]);
        return s.ask(await s.session('alpha duty'), 'exchange.sent', m.data, { fields: m.fields });
      },
    },
    refuses: {
      'a person with the authority who is not on the roster': async (s) => {
        await working(s);
        const held = { person: s.id('alpha newcomer'), authorities: ['exchange' as const] };
        await s.enact(s.root('alpha'), 'people.authorities-set', held);
        return send(s, undefined, 'alpha newcomer');
      },
      'the root, which is on no roster': async (s) => {
        await working(s);
        const m = s.message('m', [s.recipient('beta')]);
        return s.ask(s.root('alpha'), 'exchange.sent', m.data, { fields: m.fields });
      },
      'a person of another State': async (s) => {
        await working(s);
        return send(s, undefined, 'beta duty');
      },
      'a header that names another State as sender': async (s) => {
        await working(s);
        const m = s.message('m', [s.recipient('beta')]);
        const from = { participant: 'beta', contact: s.contact.alpha };
        return send(s, { ...m, data: { ...m.data, header: { ...m.data.header, from } } });
      },
      'a contact that was removed': async (s) => {
        await working(s);
        const data = s.listed(officerOf(s, 'alpha'), 'directory.contact-removed', {
          contact: s.contact.alpha,
        });
        await s.enact(officerOf(s, 'alpha'), 'directory.contact-removed', data);
        return send(s);
      },
    },
  },
  'exchange.recipients-certified': {
    allows: {
      'the key that the directory shows': async (s) => {
        await working(s, s.in(3600));
        return send(s);
      },
      'the key that superseded another': async (s) => {
        await working(s);
        const data = s.certified('beta', undefined, testPgpKey('new'));
        await s.enact(officerOf(s, 'beta'), 'directory.key-certified', data);
        return send(s, s.message('m', [s.recipient('beta', testPgpKey('new').fingerprint)]));
      },
    },
    refuses: {
      'a key that is not in the directory': async (s) => {
        await working(s);
        return send(s, s.message('m', [s.recipient('beta', testPgpKey('elsewhere').fingerprint)]));
      },
      'a key that has expired': async (s) => {
        await working(s, s.in(5));
        s.chronicle.now += 5000;
        return send(s);
      },
      'a key that was superseded': async (s) => {
        await working(s);
        const data = s.certified('beta', undefined, testPgpKey('new'));
        await s.enact(officerOf(s, 'beta'), 'directory.key-certified', data);
        return send(s);
      },
      'a key that was withdrawn': async (s) => {
        await working(s);
        const key = { contact: s.contact.beta, key: testPgpKey('beta').blob.sha256, reason: 'lost' as const };
        const data = s.listed(officerOf(s, 'beta'), 'directory.key-withdrawn', key);
        await s.enact(officerOf(s, 'beta'), 'directory.key-withdrawn', data);
        return send(s);
      },
      'a contact that was removed': async (s) => {
        await working(s);
        const data = s.listed(officerOf(s, 'beta'), 'directory.contact-removed', { contact: s.contact.beta });
        await s.enact(officerOf(s, 'beta'), 'directory.contact-removed', data);
        return send(s);
      },
      'a contact under the name of another State': async (s) => {
        await working(s);
        return send(s, s.message('m', [{ ...s.recipient('beta'), participant: 'gamma' }]));
      },
      'one bad recipient among good ones': async (s) => {
        await working(s);
        return send(s, s.message('m', [s.recipient('beta'), s.recipient('gamma')]));
      },
      'a sender without a key': async (s) => {
        await s.nominate('beta');
        const data = s.nomination('alpha', [s.id('alpha duty')]);
        const officer = officerOf(s, 'alpha');
        const listed = s.listed(officer, 'directory.contact-nominated', data);
        await s.enact(officer, 'directory.contact-nominated', listed);
        return send(s);
      },
      'recipients that nobody opened': async (s) => {
        await working(s);
        return send(s, { ...s.message('m', [s.recipient('beta')]), fields: [] });
      },
    },
  },
  'exchange.message-once': {
    allows: {
      'a second message in a thread': async (s) => {
        await working(s);
        await sent(s);
        return send(s, s.message('n', [s.recipient('beta')], { thread: testId('thr', 'm') }));
      },
    },
    refuses: {
      'the same message again': async (s) => {
        await working(s);
        await sent(s);
        return send(s);
      },
    },
  },
  'exchange.thread-members': {
    allows: {
      'a recipient who answers': async (s) => {
        await working(s);
        await sent(s);
        const more = { thread: testId('thr', 'm') };
        return send(s, s.message('n', [s.recipient('alpha')], more, 'beta'), 'beta duty');
      },
    },
    refuses: {
      'a contact outside of it': async (s) => {
        await working(s);
        await sent(s, s.message('m', [s.recipient('alpha')]));
        const more = { thread: testId('thr', 'm') };
        return send(s, s.message('n', [s.recipient('alpha')], more, 'beta'), 'beta duty');
      },
    },
  },
  'exchange.exercise-apart': {
    allows: {
      'an exercise that goes on, and beside it what is real': async (s) => {
        await working(s);
        await sent(s);
        await sent(
          s,
          s.message('n', [s.recipient('alpha')], { thread: testId('thr', 'm') }, 'beta'),
          'beta duty',
        );
        return send(s, s.message('real', [s.recipient('beta')], { exercise: false }));
      },
    },
    refuses: {
      'a real message in the thread of an exercise': async (s) => {
        await working(s);
        await sent(s);
        const more = { thread: testId('thr', 'm'), exercise: false };
        return send(s, s.message('n', [s.recipient('beta')], more));
      },
      'an answer to what is real that says it is an exercise': async (s) => {
        await working(s);
        await sent(s, s.message('m', [s.recipient('beta')], { exercise: false }));
        const more = { thread: testId('thr', 'm') };
        return send(s, s.message('n', [s.recipient('alpha')], more, 'beta'), 'beta duty');
      },
    },
  },
  'exchange.deadline-ahead': {
    allows: {
      'a deadline in ten minutes': async (s) => {
        await working(s);
        return send(s, s.message('m', [s.recipient('beta')], { deadline: s.in(600) }));
      },
    },
    refuses: {
      'a deadline a second sooner': async (s) => {
        await working(s);
        return send(s, s.message('m', [s.recipient('beta')], { deadline: s.in(599) }));
      },
      'a deadline in the past': async (s) => {
        await working(s);
        return send(s, s.message('m', [s.recipient('beta')], { deadline: s.in(-3600) }));
      },
    },
  },
  'exchange.seal-demanded': SEAL_DEMANDED,
  'exchange.acknowledge-once': {
    allows: {
      'the contact it was sent to': async (s) => {
        await working(s);
        await sent(s);
        return acknowledge(s);
      },
    },
    refuses: {
      'a second acknowledgement': async (s) => {
        await working(s);
        await sent(s);
        await s.enact(s.person('beta duty'), 'exchange.acknowledged', receipt(s));
        return acknowledge(s);
      },
      'a message that was never sent': async (s) => {
        await working(s);
        return acknowledge(s);
      },
      'a message under another thread': async (s) => {
        await working(s);
        await sent(s);
        return acknowledge(s, receipt(s, 'm', 'other'));
      },
      'the sender': async (s) => {
        await working(s);
        await sent(s);
        return acknowledge(s, { ...receipt(s), contact: s.contact.alpha }, 'alpha duty');
      },
    },
  },
};

describe('The rules of the exchange', () => {
  test.each(allowedIn(CASES))('%s: allowed is %s', async (_rule, _what, attempt) => {
    expect(await attempt(await Scene.open())).toMatchObject({ allowed: true });
  });
  test.each(refusedIn(CASES))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });

  test('a person who is removed is off duty at once, and so is one who loses the authority', async () => {
    const s = await Scene.open();
    await working(s);
    const none = { person: s.id('alpha duty'), authorities: [] };
    await s.enact(s.root('alpha'), 'people.authorities-set', none);
    expect(await send(s)).toMatchObject({ allowed: false, rule: 'people.authority-held' });
    await s.enact(s.root('alpha'), 'people.person-removed', { person: s.id('alpha duty') });
    expect(await send(s)).toMatchObject({ allowed: false, rule: 'people.current-key' });
  });

  test('a contact that was removed acknowledges nothing any more', async () => {
    const s = await Scene.open();
    await working(s);
    await sent(s);
    const data = s.listed(officerOf(s, 'beta'), 'directory.contact-removed', { contact: s.contact.beta });
    await s.enact(officerOf(s, 'beta'), 'directory.contact-removed', data);
    expect(await acknowledge(s)).toMatchObject({ allowed: false, rule: 'exchange.sender-on-duty' });
  });
});

import { EMPTY_ROOT, toHex } from '@comity/log';
import { describe, expect, test } from 'vitest';
import { allowedIn, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene, type Trying } from './testing/scene.ts';

const confirm = (s: Scene, trying: Trying = {}) =>
  s.ask(s.person('alpha officer'), 'body.confirmed', {}, trying);
const remove = (s: Scene, trying: Trying) => {
  const data = s.listed(s.person('alpha officer'), 'directory.contact-removed', { contact: s.contact.alpha });
  return s.ask(s.person('alpha officer'), 'directory.contact-removed', data, trying);
};
const removeByRoot = (s: Scene, trying: Trying) => {
  const data = s.listed(s.root('alpha'), 'directory.contact-removed', { contact: s.contact.alpha });
  return s.ask(s.root('alpha'), 'directory.contact-removed', data, trying);
};
const fact = { from: '2026-03-02T08:00:00.000Z', until: '2026-03-02T08:01:00.000Z', what: 'the post' };
const EMPTY = { size: 0, root: toHex(EMPTY_ROOT) };

const RECORD: RoomCases<'record'> = {
  'record.clock': {
    allows: {
      'an act received five minutes after it was signed': async (s) => {
        await s.nominate('alpha');
        return remove(s, { late: 300_000 });
      },
      'an act signed by a clock that is five minutes fast': async (s) => confirm(s, { late: -300_000 }),
      'an act declared offline-capable a month later': async (s) => confirm(s, { late: 30 * 86_400_000 }),
      'an act of a root a year later, whatever it is': async (s) => {
        await s.nominate('alpha');
        return removeByRoot(s, { late: 365 * 86_400_000 });
      },
    },
    refuses: {
      'an act received ten minutes after it was signed': async (s) => {
        await s.nominate('alpha');
        return remove(s, { late: 600_000 });
      },
      'an act a millisecond beyond the tolerance': async (s) => {
        await s.nominate('alpha');
        return remove(s, { late: 300_001 });
      },
      'an act signed ten minutes in the future': async (s) => confirm(s, { late: -600_000 }),
      'an act of a root from the future': async (s) => {
        await s.nominate('alpha');
        return removeByRoot(s, { late: -600_000 });
      },
      'a fact of the host that comes late': (s) =>
        s.ask(s.chronicle.host, 'host.unavailable', fact, { late: 600_000 }),
    },
  },
  'record.seen': {
    allows: {
      'an act on the newest checkpoint': (s) => confirm(s),
      'an act on the first one': (s) => confirm(s, { seen: { size: 1, root: 'a'.repeat(64) } }),
      'a root that was never online': async (s) => {
        await s.nominate('alpha');
        return removeByRoot(s, { seen: EMPTY });
      },
      'the host before it published anything': (s) =>
        s.ask(s.chronicle.host, 'host.unavailable', fact, { seen: EMPTY }),
    },
    refuses: {
      'an act on a checkpoint beyond the record': (s) =>
        confirm(s, { seen: { size: s.state.size + 1, root: 'a'.repeat(64) } }),
      'a person who has seen nothing': (s) => confirm(s, { seen: EMPTY }),
      'an empty tree with the root of another': async (s) => {
        await s.nominate('alpha');
        return removeByRoot(s, { seen: { size: 0, root: 'a'.repeat(64) } });
      },
    },
  },
};

const BODY: Omit<RoomCases<'body'>, 'body.host-changes' | 'body.epoch-current' | 'body.rules-adopted'> = {
  'body.host-states-facts': {
    allows: {
      'a fact under the origin of the log': (s) => s.ask(s.chronicle.host, 'host.unavailable', fact),
    },
    refuses: {
      'a fact stated by a root': (s) => s.ask(s.root('alpha'), 'host.unavailable', fact),
      'a fact under another origin': (s) => {
        const { host } = s.chronicle;
        return s.ask(
          { ...host, actor: { ...host.actor, host: 'other.example/log' } },
          'host.unavailable',
          fact,
        );
      },
      'a fact with a key that is not the host’s': (s) => {
        const { host } = s.chronicle;
        return s.ask({ ...host, actor: { ...host.actor, key: 'a'.repeat(64) } }, 'host.unavailable', fact);
      },
      'an act of a State made by the host': (s) => s.ask(s.chronicle.host, 'body.confirmed', {}),
      'the exchange, too, to the host': (s) =>
        s.ask(s.chronicle.host, 'exchange.sent', s.message('m', [s.recipient('beta')]).data),
      'a second founding': (s) => s.ask(s.chronicle.host, 'body.founded', s.state.founding),
    },
  },
  'body.state-confirms': {
    allows: {
      'a person with the authority “decisions”': (s) => confirm(s),
      'the root of a State': (s) => s.ask(s.root('beta'), 'body.confirmed', {}),
    },
    refuses: {
      'a State that confirmed already': async (s) => {
        await s.enact(s.root('alpha'), 'body.confirmed', {});
        return confirm(s);
      },
      'the secretariat': (s) => s.ask(s.secretariat, 'body.confirmed', {}),
    },
  },
};

describe('The rules of the record and of the body', () => {
  test.each([...allowedIn(RECORD), ...allowedIn(BODY)])(
    '%s: allowed is %s',
    async (_rule, _what, attempt) => {
      expect(await attempt(await Scene.open())).toMatchObject({ allowed: true });
    },
  );
  test.each([...refusedIn(RECORD), ...refusedIn(BODY)])('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});

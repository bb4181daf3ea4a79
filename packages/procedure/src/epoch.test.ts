import { epochManifests } from '@comity/acts';
import { sha256Hex } from '@comity/log';
import { describe, expect, test } from 'vitest';
import { allowedIn, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene } from './testing/scene.ts';

const HOUR = 3_600_000;
const hourOf = (at: number) => new Date(at - (at % HOUR)).toISOString();
/** What an honest host states now. */
const epochNow = (s: Scene) => ({
  hour: hourOf(s.now),
  manifests: sha256Hex(epochManifests(s.state)),
  openings: 'b'.repeat(64),
});
const state = (s: Scene, changes: Partial<ReturnType<typeof epochNow>> = {}) =>
  s.ask(s.chronicle.host, 'host.epoch', { ...epochNow(s), ...changes });
const stated = (s: Scene) => s.enact(s.chronicle.host, 'host.epoch', epochNow(s));

const CASES: Pick<RoomCases<'body'>, 'body.epoch-current'> = {
  'body.epoch-current': {
    allows: {
      'the first epoch, before any list': (s) => state(s),
      'the lists as they stand': async (s) => {
        await s.nominate('alpha');
        await s.nominate('beta');
        return state(s);
      },
      'the hour after': async (s) => {
        await stated(s);
        s.chronicle.now += HOUR;
        return state(s);
      },
      'an hour long after, whatever was left out': async (s) => {
        await stated(s);
        s.chronicle.now += 50 * HOUR;
        return state(s);
      },
    },
    refuses: {
      'the same hour again': async (s) => {
        await stated(s);
        return state(s);
      },
      'an hour before its own': (s) => state(s, { hour: hourOf(s.now - HOUR) }),
      'an hour to come': (s) => state(s, { hour: hourOf(s.now + HOUR) }),
      'an instant within the hour': (s) => state(s, { hour: s.in(0) }),
      'an older list of a State': async (s) => {
        await s.nominate('alpha');
        const { manifests } = epochNow(s);
        await s.nominate('beta');
        return state(s, { manifests });
      },
      'a list that nobody made': (s) => state(s, { manifests: 'a'.repeat(64) }),
    },
  },
};

describe('The rule of epochs', () => {
  test.each(allowedIn(CASES))('%s: allowed is %s', async (_rule, _what, attempt) => {
    const rule = 'body.host-states-facts';
    expect(await attempt(await Scene.open())).toEqual({ allowed: true, rule });
  });
  test.each(refusedIn(CASES))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});

test('the state knows the newest epoch, with its act', async () => {
  const s = await Scene.open();
  expect(s.state.epoch).toBeUndefined();
  const { prepared, index } = await stated(s);
  expect(s.state.epoch).toEqual({ ...prepared.act.data, act: prepared.id, index });
});

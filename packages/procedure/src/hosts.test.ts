import {
  type Act,
  type AnyAct,
  foldEntry,
  foundBody,
  hostAfter,
  type ParticipantActor,
  signersAt,
} from '@comity/acts';
import {
  fileHand,
  type Hand,
  hostHand,
  p256Hand,
  rootHand,
  sessionHand,
  tokenOf,
} from '@comity/acts/testing';
import { toBase64url } from '@comity/log';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedIn, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene, type Trying } from './testing/scene.ts';
import { invite } from './testing/steps.ts';

const CHANGED = 'body.host-changed';
const MONTH = 30 * 86_400_000;
const to = async (s: Scene, house = 'second', domain = 'new.example') => ({
  host: (await hostHand(s.state.founding.origin, house)).key,
  rpIds: [domain],
  origins: [`https://${domain}`],
});
type Change = Awaited<ReturnType<typeof to>>;
const ask = async (s: Scene, by: Hand, change: Partial<Change> = {}, how: Trying = {}) =>
  s.ask(by, CHANGED, { ...(await to(s)), ...change }, { base: s.state.host.act, ...how });
const sign = async (s: Scene, by: Hand, change: Partial<Change> = {}) =>
  s.enact(by, CHANGED, { ...(await to(s)), ...change }, { base: s.state.host.act });
/** gamma becomes a State with a root. */
async function seatGamma(s: Scene): Promise<Hand> {
  await invite(s);
  const root = await rootHand('gamma');
  await s.enact(root, 'people.root-enrolled', { key: root.key, token: toBase64url(tokenOf('gamma')) });
  return root;
}

const CASES: Pick<RoomCases<'body'>, 'body.host-changes'> = {
  'body.host-changes': {
    allows: {
      'the host in force': (s) => ask(s, s.chronicle.host),
      'the host, that keeps its key and changes its domains': (s) =>
        ask(s, s.chronicle.host, { host: s.state.host.key }),
      'the root of a State': (s) => ask(s, s.root('alpha')),
      'the root of a State, a year after it signed': (s) =>
        ask(s, s.root('alpha'), {}, { late: 365 * 86_400_000 }),
      'a root that stood behind another change before': async (s) => {
        await sign(s, s.root('alpha'), { rpIds: ['other.example'] });
        return ask(s, s.root('alpha'));
      },
      'a root whose wish has lapsed': async (s) => {
        await sign(s, s.root('alpha'));
        s.chronicle.now += MONTH;
        return ask(s, s.root('alpha'));
      },
    },
    refuses: {
      'the secretariat': (s) => ask(s, s.secretariat),
      'an observer': async (s) => ask(s, await rootHand('observer')),
      'what would change nothing': (s) => {
        const { key: host, rpIds, origins } = s.state.host;
        return ask(s, s.chronicle.host, { host, rpIds: [...rpIds], origins: [...origins] });
      },
      'an act without base': async (s) => s.ask(s.root('alpha'), CHANGED, await to(s)),
      'an act for the place of a host before': async (s) => {
        const base = s.state.host.act;
        await sign(s, s.chronicle.host);
        return ask(s, s.root('alpha'), await to(s, 'third'), { base });
      },
      'a root that stands behind it already': async (s) => {
        await sign(s, s.root('alpha'));
        return ask(s, s.root('alpha'));
      },
    },
  },
};

describe('The rule of hosts', () => {
  test.each(allowedIn(CASES))('%s: allowed is %s', async (_rule, _what, attempt) => {
    expect(await attempt(await Scene.open())).toEqual({ allowed: true, rule: 'body.host-changes' });
  });
  test.each(refusedIn(CASES))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });

  test('other rules stop people, sessions, keys in use and hosts of other times', async () => {
    const s = await Scene.open();
    expect(await ask(s, s.person('alpha officer'))).toMatchObject({ rule: 'people.root-decides' });
    const session = await sessionHand(
      s.root('alpha') as Hand<never, ParticipantActor>,
      s.state.id,
      s.in(0),
      s.in(60),
    );
    expect(await ask(s, session)).toMatchObject({ rule: 'people.binding-key' });
    expect(await ask(s, await rootHand('gamma'))).toMatchObject({ rule: 'people.current-key' });
    const held = s.root('beta').key as Change['host'];
    expect(await ask(s, s.chronicle.host, { host: held })).toMatchObject({ rule: 'people.key-once' });
    await sign(s, s.chronicle.host);
    expect(await ask(s, s.chronicle.host, await to(s, 'third'))).toMatchObject({
      rule: 'body.host-states-facts',
    });
  });
});

describe('A change of host', () => {
  test('by the host is in force from the next entry on; the host before states nothing more', async () => {
    const s = await Scene.open();
    const { host } = s.chronicle;
    const { index, prepared } = await sign(s, host);
    expect(s.state.host).toMatchObject({ ...(await named(s)), by: 'host', act: prepared.id, index });
    const fact = { instant: s.in(0) };
    expect(await s.ask(host, 'host.time-reached', fact)).toMatchObject({ rule: 'body.host-states-facts' });
    const next = await hostHand(s.state.founding.origin, 'second');
    expect(await s.ask(next, 'host.time-reached', fact)).toMatchObject({ allowed: true });
    expect(await ask(s, next, { host: s.state.founding.host })).toMatchObject({ rule: 'people.key-once' });
  });

  test('by roots takes as many States as the founding says, with one and the same change', async () => {
    const s = await Scene.open();
    const gamma = await seatGamma(s);
    await sign(s, s.root('alpha'));
    await sign(s, s.root('beta'), { rpIds: ['other.example'] });
    expect(s.state.host.by).toBe('founding');
    const { index } = await sign(s, gamma);
    expect(s.state.host).toMatchObject({ ...(await named(s)), by: ['alpha', 'gamma'], index });
    expect(s.state.hostChanges.size).toBe(0);
  });

  test('does not count a wish that lapsed, nor one of a root that was replaced', async () => {
    const s = await Scene.open();
    await sign(s, s.root('alpha'));
    s.chronicle.now += MONTH + 1000;
    await sign(s, s.root('beta'));
    expect(s.state.hosts).toHaveLength(1);
    s.state.seats.get('beta')!.root = { ...s.state.seats.get('beta')!.root!, keyId: 'f'.repeat(64) };
    await sign(s, s.root('alpha'));
    expect(s.state.hosts).toHaveLength(1);
  });

  test('moves the domains where passkeys sign', async () => {
    const s = await Scene.open();
    const officer = await p256Hand('alpha', 'officer');
    await sign(s, s.chronicle.host);
    const signed = await s.chronicle.sign(officer, 'body.confirmed', {});
    expect(await s.faultOf(signed)).toBe('bad-signature');
    const there = { rpId: 'new.example', origin: 'https://new.example' };
    const sig = await officer.sign('act', signed.prepared.act, there);
    expect(await s.faultOf({ ...signed, sig })).toBeUndefined();
  });

  test('leaves checkpoints to who was in force, and the hand-over to both', async () => {
    const s = await Scene.open();
    const { index } = await sign(s, s.chronicle.host);
    await invite(s);
    const [first, second] = s.state.hosts.map((host) => host.keyId);
    const at = (size: number) => signersAt(s.state, size).map((host) => host.keyId);
    expect([1, index, index + 1, index + 2].map(at)).toEqual([[first], [first], [second, first], [second]]);
    expect(hostAfter(s.state, index).keyId).toBe(first);
  });
});

async function named(s: Scene) {
  const { host: key, rpIds, origins } = await to(s);
  return { key, rpIds, origins };
}

test('whoever signs whatever in whatever order: a host comes by its predecessor, or by enough States', async () => {
  const move = fc.record({ who: fc.nat({ max: 4 }), house: fc.nat({ max: 2 }), wait: fc.nat({ max: 3 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 24 }), async (moves) => {
      const s = await Scene.open();
      const hands = [s.root('alpha'), s.root('beta'), await seatGamma(s), s.secretariat];
      /** The change that each State signed last for the place of this host, as this test counts it. */
      let behind = new Map<string, { change: string; at: number }>();
      for (const { who, house, wait } of moves) {
        s.chronicle.now += [0, 1000, MONTH / 2, MONTH + 1][wait]!;
        const hand = hands[who] ?? (await fileHand('alpha', 'duty'));
        const data = await to(s, `house ${house}`);
        const signed = await s.chronicle.sign(hand, CHANGED, data, { base: s.state.host.act });
        if (!s.judge(signed).allowed) continue;
        const at = s.now;
        const { participant } = hand.actor as ParticipantActor;
        behind.set(participant, { change: data.host.key, at });
        const many = [...behind.values()].filter((b) => b.change === data.host.key && at - b.at <= MONTH);
        const hosts = s.state.hosts.length;
        s.chronicle.append(signed);
        expect(['alpha', 'beta', 'gamma']).toContain(participant);
        expect(s.state.hosts.length - hosts).toBe(many.length >= 2 ? 1 : 0);
        if (many.length >= 2) behind = new Map();
      }
      const keys = s.state.hosts.map((host) => host.keyId);
      expect(new Set(keys).size).toBe(keys.length);
      expect(s.state.host).toBe(s.state.hosts.at(-1));
      expect(refolded(s).hosts).toEqual(s.state.hosts);
    }),
    { numRuns: 60 },
  );
});

/** The whole record, folded again. */
function refolded({ chronicle }: Scene) {
  const { act, id } = chronicle.written[0]!.prepared;
  const state = foundBody(act as Act<'body.founded'>, id, (sha256) => chronicle.blobs.get(sha256));
  for (const { leaf, hash, prepared } of chronicle.written)
    foldEntry(state, leaf, hash, prepared.act as AnyAct, prepared.id);
  return state;
}

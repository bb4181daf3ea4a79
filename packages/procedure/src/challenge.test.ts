import { CHALLENGE_LIFE, CHALLENGE_REASONS } from '@comity/acts';
import type { Hand } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { isPending } from './people.ts';
import { shippedRules } from './rulebook.ts';
import { allowedIn, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene } from './testing/scene.ts';
import { administer, duty, officer } from './testing/steps.ts';

const TYPE = 'people.act-challenged';
const LIFE = CHALLENGE_LIFE * 1000;

/** Alpha has one administrator, whose officer nominates its contact: a binding act of a person. */
async function nominated(s: Scene): Promise<string> {
  await administer(s, ['duty']);
  const data = s.listed(
    officer(s),
    'directory.contact-nominated',
    s.nomination('alpha', [s.id('alpha newcomer')]),
  );
  return (await s.enact(officer(s), 'directory.contact-nominated', data)).prepared.id;
}

const challenge = (s: Scene, by: Hand, act: string, late = 0) =>
  s.ask(by, TYPE, { act, reason: 'not-ours' }, { late });
/** Milliseconds from the present of the scene to the end of the time for an act that was just written. */
const atTheEnd = (s: Scene) => Date.parse(s.chronicle.written.at(-1)!.leaf.received) + LIFE - s.now;

const CASES: Pick<RoomCases<'people'>, 'people.challenge-in-time'> = {
  'people.challenge-in-time': {
    allows: {
      'an administrator who did not make the act': async (s) => challenge(s, duty(s), await nominated(s)),
      'the root': async (s) => challenge(s, s.root('alpha'), await nominated(s)),
      'whoever made it, being an administrator': async (s) => {
        const act = await nominated(s);
        await administer(s, ['officer']);
        return challenge(s, officer(s), act);
      },
      'the last instant': async (s) => {
        const act = await nominated(s);
        return challenge(s, duty(s), act, atTheEnd(s));
      },
      'a challenge that a person made, in its turn': async (s) => {
        const act = await nominated(s);
        const made = await s.enact(duty(s), TYPE, { act, reason: 'not-ours' });
        return challenge(s, s.root('alpha'), made.prepared.id);
      },
    },
    refuses: {
      'an act that was challenged before': async (s) => {
        const act = await nominated(s);
        await s.enact(duty(s), TYPE, { act, reason: 'not-as-shown' });
        return challenge(s, s.root('alpha'), act);
      },
      'an instant too late': async (s) => {
        const act = await nominated(s);
        return challenge(s, duty(s), act, atTheEnd(s) + 1);
      },
      'an act of another State': async (s) => challenge(s, s.root('beta'), await nominated(s)),
      'an act of the root': async (s) => {
        await nominated(s);
        const byRoot = await administer(s, ['duty', 'officer']);
        return challenge(s, duty(s), byRoot.prepared.id);
      },
      'an act of the host': async (s) => {
        await nominated(s);
        const { prepared } = await s.enact(s.chronicle.host, 'host.time-reached', { instant: s.in(0) });
        return challenge(s, duty(s), prepared.id);
      },
      'an act that is not binding': async (s) => {
        const document = 'doc_AAAAAAAAAAAAAAAAAAAAAA';
        const data = { document, titles: { en: 'T' }, source: 'archive' as const, files: {} };
        const made = await s.enact(s.person('secretariat clerk'), 'documents.registered', data);
        return challenge(s, s.secretariat, made.prepared.id);
      },
      'an act that is not there': async (s) => {
        await nominated(s);
        return challenge(s, duty(s), 'a'.repeat(64));
      },
    },
  },
};

describe('The rule of challenges', () => {
  test.each(allowedIn(CASES))('%s: allowed is %s', async (rule, _what, attempt) => {
    expect(await attempt(await Scene.open())).toEqual({ allowed: true, rule });
  });
  test.each(refusedIn(CASES))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });

  test('says how long ago the act was received, and how long there was', async () => {
    const s = await Scene.open();
    const act = await nominated(s);
    expect(await challenge(s, duty(s), act, atTheEnd(s) + 5000)).toMatchObject({
      why: 'The act was received 259205 seconds ago.',
      allowedWhen: expect.stringContaining('259200 seconds'),
    });
  });
});

describe('A challenge', () => {
  test.each(CHALLENGE_REASONS)('marks the act with the reason “%s” and undoes nothing', async (reason) => {
    const s = await Scene.open();
    const act = await nominated(s);
    const before = structuredClone({
      directory: s.state.directory,
      seats: s.state.seats,
      keys: s.state.keys,
    });
    const { prepared } = await s.enact(duty(s), TYPE, { act, reason });
    expect([...s.state.challenges]).toEqual([[act, prepared.id]]);
    const { directory, seats, keys } = s.state;
    expect({ directory, seats, keys }).toEqual(before);
  });

  test('waits for nobody, however many administrators must act together', async () => {
    const s = await Scene.open();
    const act = await nominated(s);
    await administer(s, ['duty', 'newcomer'], 2);
    const { prepared } = await s.enact(duty(s), TYPE, { act, reason: 'not-ours' });
    expect(isPending({ state: s.state, act: prepared.act })).toBe(false);
    expect(s.state.challenges.get(act)).toBe(prepared.id);
  });

  test('is no matter for somebody who is no administrator, nor for a session', async () => {
    const s = await Scene.open();
    const act = await nominated(s);
    expect(await challenge(s, officer(s), act)).toMatchObject({ rule: 'people.administrators-act' });
    expect(await challenge(s, await s.session('alpha duty'), act)).toMatchObject({
      rule: 'people.binding-key',
    });
  });

  test('may meet an act that still waits for other administrators', async () => {
    const s = await Scene.open();
    await administer(s, ['duty', 'officer'], 2);
    const person = s.id('alpha newcomer');
    const { prepared } = await s.enact(officer(s), 'people.person-removed', { person });
    await s.enact(duty(s), TYPE, { act: prepared.id, reason: 'not-ours' });
    expect(s.state.seats.get('alpha')!.pending.has(prepared.id)).toBe(true);
  });
});

describe('The time for a challenge', () => {
  const judgedUnder = async (challengeLife: number | undefined, late: number) => {
    const s = await Scene.open();
    const act = await nominated(s);
    const { challengeLife: _, ...numbers } = s.state.rules.numbers;
    const rules = {
      ...s.state.rules,
      numbers: { ...numbers, ...(challengeLife === undefined ? {} : { challengeLife }) },
    };
    const signed = await s.chronicle.sign(duty(s), TYPE, { act, reason: 'not-ours' });
    const received = Date.parse(s.chronicle.written.at(-1)!.leaf.received) + late;
    const { prepared, sig } = signed;
    return decide({ state: { ...s.state, rules }, facts: s.chronicle.ledger, ...prepared, sig, received })
      .allowed;
  };

  test('is what the rules of the body say', async () => {
    expect([await judgedUnder(3600, 3_600_000), await judgedUnder(3600, 3_600_001)]).toEqual([true, false]);
  });
  test('is three days where they do not say', async () => {
    expect([await judgedUnder(undefined, LIFE), await judgedUnder(undefined, LIFE + 1)]).toEqual([
      true,
      false,
    ]);
    expect(shippedRules(['en']).numbers.challengeLife).toBe(CHALLENGE_LIFE);
  });
});

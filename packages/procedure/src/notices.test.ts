import { LETTER_NOTICE, ROOT_NOTICE } from '@comity/acts';
import {
  fileHand,
  type Hand,
  noticeData,
  rootHand,
  sessionHand,
  tokenOf,
  type Written,
} from '@comity/acts/testing';
import { toBase64url } from '@comity/log';
import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { shippedRules } from './rulebook.ts';
import { allowedIn, type NoticeRule, type RuleCases, refusedIn } from './testing/rule-cases.ts';
import { Scene } from './testing/scene.ts';
import { administer, duty, officer, removal } from './testing/steps.ts';

const GIVEN = 'people.notice-given';
const CANCELLED = 'people.notice-cancelled';
const ENROLLED = 'people.root-enrolled';
const RESEATED = 'people.key-reseated';
const WEEK = 7 * 86_400_000;

const newRoot = () => rootHand('alpha', ' 2');
const newKey = () => fileHand('alpha', 'duty', ' 2');
const token = (of: string) => toBase64url(tokenOf(of));

const give = (s: Scene, by: Hand, person?: string, changes: object = {}) =>
  s.ask(by, GIVEN, { ...noticeData(s.chronicle, 'alpha', person), ...changes });
/** Notice was given for alpha's root, or for its administrator; so long ago, in milliseconds. */
async function given(s: Scene, person?: string, ago = 0): Promise<Written> {
  const written = await s.enact(s.secretariat, GIVEN, noticeData(s.chronicle, 'alpha', person));
  // An act moves time by a second.
  s.chronicle.now += ago - 1000;
  return written;
}
const cancel = (s: Scene, by: Hand, { prepared }: Written) => s.ask(by, CANCELLED, { notice: prepared.id });
const enrol = async (s: Scene, by?: Hand, of = 'alpha') => {
  const hand = by ?? (await newRoot());
  return s.ask(hand, ENROLLED, { key: hand.key as never, token: token(of) });
};
const reseat = async (s: Scene, by?: Hand, of = s.id('alpha duty')) => {
  const hand = by ?? (await newKey());
  return s.ask(hand, RESEATED, { key: hand.key as never, token: token(of) });
};
const ROOT = ROOT_NOTICE * 1000;
const LETTER = LETTER_NOTICE * 1000;
/** Alpha has one administrator, who is to have another key. */
const lettered = async (s: Scene, ago = 0) => {
  await administer(s, ['duty']);
  return given(s, s.id('alpha duty'), ago);
};

const CASES: Record<NoticeRule, RuleCases> = {
  'people.notice-proven': {
    allows: {
      'the root of the secretariat, about a root': (s) => give(s, s.secretariat),
      'its person with the authority “people”': (s) => give(s, s.person('secretariat clerk')),
      'a letter about an administrator': async (s) => {
        await administer(s, ['duty']);
        return give(s, s.secretariat, s.id('alpha duty'));
      },
      'another after the one before was cancelled': async (s) => {
        const { prepared } = await given(s);
        await s.enact(s.root('alpha'), CANCELLED, { notice: prepared.id });
        return give(s, s.secretariat);
      },
      'another after the one before expired': async (s) => {
        await given(s, undefined, 5 * WEEK);
        return give(s, s.secretariat);
      },
      'one about an administrator beside one about the root': async (s) => {
        await administer(s, ['duty']);
        await given(s);
        return give(s, s.secretariat, s.id('alpha duty'));
      },
    },
    refuses: {
      'a State, about itself': (s) => give(s, s.root('alpha')),
      'a participant without root': (s) => give(s, s.secretariat, undefined, { participant: 'gamma' }),
      'nobody of this body': (s) => give(s, s.secretariat, undefined, { participant: 'nowhere' }),
      'a person who is no administrator': (s) => give(s, s.secretariat, s.id('alpha duty')),
      'an administrator of another State': async (s) => {
        await administer(s, ['duty']);
        return give(s, s.secretariat, s.id('alpha duty'), { participant: 'beta' });
      },
      'a second one while the first stands': async (s) => {
        await given(s);
        return give(s, s.secretariat);
      },
      'one that expires before it may be used': (s) =>
        give(s, s.secretariat, undefined, { expires: s.in(ROOT_NOTICE) }),
    },
  },
  'people.notice-stands': {
    allows: {
      'the old root': async (s) => cancel(s, s.root('alpha'), await given(s)),
      'the only administrator': async (s) => {
        await administer(s, ['officer']);
        return cancel(s, officer(s), await given(s));
      },
      'an administrator about whose key it is': async (s) => cancel(s, duty(s), await lettered(s)),
      'the last instant': async (s) => {
        const notice = await given(s, undefined, 0);
        s.chronicle.now = Date.parse((notice.prepared.act.data as { expires: string }).expires);
        return cancel(s, s.root('alpha'), notice);
      },
    },
    refuses: {
      'another State': async (s) => cancel(s, s.root('beta'), await given(s)),
      'the secretariat that gave it': async (s) => cancel(s, s.secretariat, await given(s)),
      'one that was cancelled': async (s) => {
        const notice = await given(s);
        await s.enact(s.root('alpha'), CANCELLED, { notice: notice.prepared.id });
        return cancel(s, s.root('alpha'), notice);
      },
      'one that was used': async (s) => {
        const notice = await given(s, undefined, ROOT);
        const root = await newRoot();
        await s.enact(root, ENROLLED, { key: root.key, token: token('alpha') });
        return cancel(s, root, notice);
      },
      'one that expired': async (s) => cancel(s, s.root('alpha'), await given(s, undefined, 5 * WEEK)),
    },
  },
  'people.notice-served': {
    allows: {
      'an administrator after 24 hours': async (s) => {
        await lettered(s, LETTER);
        return reseat(s);
      },
      'a month later, as long as it has not expired': async (s) => {
        await lettered(s, 28 * 86_400_000 - 2000);
        return reseat(s);
      },
    },
    refuses: {
      'a root an instant too early': async (s) => {
        await given(s, undefined, ROOT - 1);
        return enrol(s);
      },
      'a root with another token': async (s) => {
        await given(s, undefined, ROOT);
        return enrol(s, undefined, 'gamma');
      },
      'an administrator an instant too early': async (s) => {
        await lettered(s, LETTER - 1);
        return reseat(s);
      },
      'an administrator with the token of another notice': async (s) => {
        await lettered(s, LETTER);
        return reseat(s, undefined, 'alpha');
      },
      'an administrator without notice': async (s) => {
        await administer(s, ['duty']);
        return reseat(s);
      },
      'an administrator after the notice was cancelled': async (s) => {
        const { prepared } = await lettered(s, LETTER);
        await s.enact(duty(s), CANCELLED, { notice: prepared.id });
        return reseat(s);
      },
      'somebody who is no administrator any more': async (s) => {
        await lettered(s, LETTER);
        await administer(s, ['officer']);
        return reseat(s);
      },
      'a key that did not sign': async (s) => {
        await lettered(s, LETTER);
        const { key } = await newKey();
        return s.ask(duty(s), RESEATED, { key, token: token(s.id('alpha duty')) });
      },
      'an administrator after another root came': async (s) => {
        await lettered(s);
        await given(s, undefined, ROOT);
        const root = await newRoot();
        await s.enact(root, ENROLLED, { key: root.key, token: token('alpha') });
        return reseat(s);
      },
    },
  },
};

describe('The rules of notices', () => {
  test.each(allowedIn(CASES))('%s: allowed is %s', async (rule, _what, attempt) => {
    expect(await attempt(await Scene.open())).toEqual({ allowed: true, rule });
  });
  test.each(refusedIn(CASES))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});

describe('A lost root', () => {
  test('is replaced after 72 hours, not an instant before, and the refusal says when', async () => {
    const s = await Scene.open();
    const notice = await given(s, undefined, ROOT - 1);
    const from = new Date(Date.parse(notice.leaf.received) + ROOT).toISOString();
    expect(await enrol(s)).toMatchObject({ allowedWhen: expect.stringContaining(from) });
    s.chronicle.now += 1;
    expect(await enrol(s)).toEqual({ allowed: true, rule: 'people.invitation-proves' });
  });

  test('is not replaced without notice, nor after it was cancelled or has expired', async () => {
    const s = await Scene.open();
    const seated = { rule: 'people.seated-once' };
    expect(await enrol(s)).toMatchObject(seated);
    const { prepared } = await given(s, undefined, ROOT);
    await s.enact(s.root('alpha'), CANCELLED, { notice: prepared.id });
    expect(await enrol(s)).toMatchObject(seated);
    await given(s, undefined, 5 * WEEK);
    expect(await enrol(s)).toMatchObject(seated);
  });

  test('ends with every notice, and the people it certified go on', async () => {
    const s = await Scene.open();
    await lettered(s);
    await given(s, undefined, ROOT);
    const before = structuredClone(s.state.seats.get('alpha')!);
    const old = s.root('alpha');
    const root = await newRoot();
    const { prepared } = await s.enact(root, ENROLLED, { key: root.key, token: token('alpha') });
    const seat = s.state.seats.get('alpha')!;
    expect(seat.root).toEqual({ key: root.key, keyId: root.actor.key, act: prepared.id });
    expect(s.state.keys.get(old.actor.key)).toMatchObject({ ended: true });
    expect(seat.notices.size).toBe(0);
    expect([seat.people, seat.administrators, seat.threshold]).toEqual([
      before.people,
      before.administrators,
      before.threshold,
    ]);
    expect(await removal(s, old, 'alpha newcomer')).toMatchObject({ rule: 'people.current-key' });
    expect(await removal(s, root, 'alpha newcomer')).toMatchObject({ allowed: true });
    expect(await removal(s, duty(s), 'alpha newcomer')).toMatchObject({ allowed: true });
  });

  test('cannot come back: a key is registered once', async () => {
    const s = await Scene.open();
    await given(s, undefined, ROOT);
    expect(await enrol(s, s.root('alpha'))).toMatchObject({ rule: 'people.key-once' });
    expect(await enrol(s, s.root('beta'))).toMatchObject({ allowed: false });
  });
});

describe('A cancellation', () => {
  test('is one act of the root, and of administrators as many as must act together', async () => {
    const s = await Scene.open();
    await administer(s, ['duty', 'officer'], 2);
    const { prepared: notice } = await given(s);
    const standing = () => s.state.seats.get('alpha')!.notices.size;
    const made = await s.enact(officer(s), CANCELLED, { notice: notice.id });
    expect(standing()).toBe(1);
    await s.enact(duty(s), 'people.act-confirmed', { act: made.prepared.id });
    expect(standing()).toBe(0);
  });

  test('is no matter for somebody who is no administrator', async () => {
    const s = await Scene.open();
    await administer(s, ['officer']);
    expect(await cancel(s, duty(s), await given(s))).toMatchObject({ rule: 'people.administrators-act' });
  });
});

describe('An administrator who was seated anew', () => {
  test('has this one key, and may do what it could', async () => {
    const s = await Scene.open();
    await lettered(s, LETTER);
    const old = duty(s);
    const hand = await newKey();
    await s.enact(hand, RESEATED, { key: hand.key, token: token(old.actor.person) });
    const seat = s.state.seats.get('alpha')!;
    expect(seat.administrators).toEqual([old.actor.person]);
    expect(s.state.keys.get(old.actor.key)).toMatchObject({ ended: true });
    expect(await removal(s, old, 'alpha newcomer')).toMatchObject({ rule: 'people.current-key' });
    expect(await removal(s, hand, 'alpha newcomer')).toMatchObject({ allowed: true });
  });

  test('has a key that nobody had before', async () => {
    const s = await Scene.open();
    await lettered(s, LETTER);
    expect(await reseat(s, duty(s))).toMatchObject({ rule: 'people.key-once' });
  });

  test('signs with that key itself: no session stands for it', async () => {
    const s = await Scene.open();
    await lettered(s, LETTER);
    const hand = await sessionHand(duty(s), s.chronicle.body, s.in(0), s.in(3600));
    const data = { key: hand.key as never, token: token(s.id('alpha duty')) };
    expect(await s.faultOf(await s.chronicle.sign(hand, RESEATED, data))).toBe('bad-certificate');
  });
});

describe('The time of a notice', () => {
  const judgedUnder = async (numbers: object, late: number) => {
    const s = await Scene.open();
    await given(s);
    const { rootNotice: _, letterNotice: __, ...kept } = s.state.rules.numbers;
    const rules = { ...s.state.rules, numbers: { ...kept, ...numbers } };
    const root = await newRoot();
    const { prepared, sig } = await s.chronicle.sign(root, ENROLLED, {
      key: root.key,
      token: token('alpha'),
    });
    const received = s.now + late;
    return decide({ state: { ...s.state, rules }, facts: s.chronicle.ledger, ...prepared, sig, received })
      .allowed;
  };

  test('is what the rules of the body say, and 72 hours where they do not', async () => {
    expect(await judgedUnder({ rootNotice: 3600 }, 3_600_000)).toBe(true);
    expect(await judgedUnder({ rootNotice: 3600 }, 3_599_999)).toBe(false);
    expect(await judgedUnder({}, ROOT)).toBe(true);
    expect(await judgedUnder({}, ROOT - 1)).toBe(false);
    const { rootNotice, letterNotice } = shippedRules(['en']).numbers;
    expect([rootNotice, letterNotice]).toEqual([72 * 3600, 24 * 3600]);
  });
});

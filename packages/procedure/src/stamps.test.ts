import { formats, type NamedMirror, ruleBook, type Stamp, stampAct } from '@comity/acts';
import { rootHand, seedOf, testId, tokenOf } from '@comity/acts/testing';
import { ed25519Signer, type Signer, toBase64url } from '@comity/log';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from './case.ts';
import { effectiveTime, judgeStamps } from './stamps.ts';
import { Scene } from './testing/scene.ts';
import { administer, duty, invite, officer } from './testing/steps.ts';

const HOUR = 3_600_000;
const [near, far, stranger] = await Promise.all(
  ['near', 'far', 'stranger'].map((name) => ed25519Signer(seedOf(`mirror ${name}`))),
);
const named = (mirror: string, { publicKey }: Signer): NamedMirror => ({
  mirror,
  key: { alg: 'ed25519', key: toBase64url(publicKey) },
});
const MIRRORS = [named('far.example', far!), named('near.example', near!)];
const open = () => Scene.open({ mirrors: MIRRORS });

const stamp = ({ chronicle }: Scene, act: string, mirror: string, signer: Signer, at = chronicle.now) =>
  stampAct({ body: chronicle.body, act, mirror, at: formats.timeOf(at) }, signer);

/** The same act, logged this late: without a stamp, stamped when it was made, and by a mirror that nobody named. */
async function loggedLate(s: Scene, late: number, signed: Awaited<ReturnType<Scene['chronicle']['sign']>>) {
  const { id } = signed.prepared;
  const received = s.now + late;
  const told = (stamps: Stamp[]): Decision => s.judge(signed, { received, stamps });
  return {
    plain: s.judge(signed, { received }),
    stamped: told([await stamp(s, id, 'near.example', near!)]),
    unnamed: told([await stamp(s, id, 'stranger.example', stranger!)]),
    tooLate: told([await stamp(s, id, 'near.example', near!, received)]),
  };
}

/** Acts that have to come in time, each with the rule that asks it and how late the host logs it. */
const IN_TIME: Record<string, [number, (s: Scene) => Promise<Parameters<typeof loggedLate>[2]>]> = {
  'record.clock': [
    HOUR,
    (s) => {
      const data = s.nomination('alpha', [s.id('alpha duty')]);
      const type = 'directory.contact-nominated';
      return s.chronicle.sign(officer(s), type, s.listed(officer(s), type, data));
    },
  ],
  'people.session-current': [
    // Within the tolerance of the clock, beyond the end of the session.
    200_000,
    async (s) => {
      const session = await s.session('secretariat clerk', 0, 100);
      const document = testId('doc', 'late');
      const data = { document, titles: { en: 'T' }, source: 'archive' as const, files: {} };
      return s.chronicle.sign(session, 'documents.registered', data);
    },
  ],
  'people.invitation-proves': [
    8 * 24 * HOUR,
    async (s) => {
      await invite(s, 'gamma');
      const root = await rootHand('gamma');
      return s.chronicle.sign(root, 'people.root-enrolled', {
        key: root.key,
        token: toBase64url(tokenOf('gamma')),
      });
    },
  ],
  'people.challenge-in-time': [
    4 * 24 * HOUR,
    async (s) => {
      await administer(s, ['duty']);
      await s.nominate('alpha');
      const act = s.chronicle.written.at(-1)!.prepared.id;
      return s.chronicle.sign(duty(s), 'people.act-challenged', { act, reason: 'not-ours' });
    },
  ],
  'exchange.deadline-ahead': [
    200_000,
    async (s) => {
      await s.nominate('alpha');
      await s.nominate('beta');
      const deadline = s.in(700);
      const { data, fields } = s.message('urgent', [s.recipient('beta')], { deadline });
      return s.chronicle.sign(duty(s), 'exchange.sent', data, { fields });
    },
  ],
};

describe('A stamp of a mirror that the rules name', () => {
  test.each(Object.entries(IN_TIME))('is the time of receipt for %s', async (rule, [late, make]) => {
    const s = await open();
    const { plain, stamped, unnamed, tooLate } = await loggedLate(s, late, await make(s));
    expect(stamped.allowed).toBe(true);
    for (const refusal of [plain, unnamed, tooLate]) expect(refusal).toMatchObject({ allowed: false, rule });
  });

  test('makes nobody early: an act stamped before it says it was signed is refused', async () => {
    const s = await open();
    const signed = await s.chronicle.sign(s.root('alpha'), 'body.confirmed', {});
    const stamps = [await stamp(s, signed.prepared.id, 'near.example', near!, s.now - HOUR)];
    expect(s.judge(signed, { stamps })).toMatchObject({ allowed: false, rule: 'record.clock' });
  });

  test('does not begin the time for a challenge: nobody could know of the act before it was logged', async () => {
    const s = await open();
    await administer(s, ['duty']);
    const type = 'directory.contact-nominated';
    const data = s.listed(officer(s), type, s.nomination('alpha', [s.id('alpha newcomer')]));
    const signed = await s.chronicle.sign(officer(s), type, data);
    const stamps = [await stamp(s, signed.prepared.id, 'near.example', near!)];
    s.chronicle.now += 4 * 24 * HOUR;
    s.chronicle.append({ ...signed, stamps });
    const challenged = { act: signed.prepared.id, reason: 'not-ours' as const };
    expect(await s.ask(duty(s), 'people.act-challenged', challenged)).toMatchObject({ allowed: true });
  });
});

test('effective time is the earliest of receipt and the stamps of named mirrors, whatever else there is', async () => {
  const s = await open();
  const names = fc.constantFrom('near.example', 'far.example', 'stranger.example', 'nearer.example');
  const stamps = fc.array(fc.record({ mirror: names, off: fc.integer({ min: -HOUR, max: HOUR }) }), {
    maxLength: 8,
  });
  const sig = { alg: 'ed25519' as const, value: '' };
  fc.assert(
    fc.property(stamps, (given) => {
      const all = given.map(({ mirror, off }) => ({ mirror, at: formats.timeOf(s.now + off), sig }) as Stamp);
      const counted = given.filter(({ mirror }) => ['near.example', 'far.example'].includes(mirror));
      const expected = s.now + Math.min(0, ...counted.map(({ off }) => off));
      expect(effectiveTime({ state: s.state, received: s.now, stamps: all })).toBe(expected);
    }),
  );
});

test('sorts stamps into good ones, ones that a named mirror did not make, and those of anybody else', async () => {
  const s = await open();
  const act = 'a'.repeat(64);
  const good = await stamp(s, act, 'near.example', near!);
  const swapped = await stamp(s, act, 'far.example', near!);
  const moved = { ...good, at: formats.timeOf(s.now - HOUR) };
  const ofAnother = await stamp(s, 'b'.repeat(64), 'far.example', far!);
  const unnamed = await stamp(s, act, 'stranger.example', stranger!);
  expect(await judgeStamps(s.state, act, [good, swapped, moved, ofAnother, unnamed])).toEqual({
    good: [good],
    bad: [swapped, moved, ofAnother],
    unnamed: [unnamed],
  });
});

test('a rule book names mirrors sorted, each once, with keys; one that names none stays what it was', () => {
  const book = (mirrors?: unknown) =>
    ruleBook.safeParse({ ...BOOK, ...(mirrors ? { mirrors } : {}) }).success;
  expect([book(), book(MIRRORS), book([MIRRORS[0]])]).toEqual([true, true, true]);
  const bad = [[], [...MIRRORS].reverse(), [MIRRORS[0], MIRRORS[0]], [{ ...MIRRORS[0], mirror: 'x' }]];
  expect(bad.map(book)).toEqual(bad.map(() => false));
  expect(book([{ mirror: 'near.example', key: { alg: 'ed25519', key: 'AAAA' } }])).toBe(false);
});
const BOOK = {
  ...{ v: 1, engine: 1, rules: {} },
  numbers: { clockTolerance: 300, sessionLife: 43_200, confirmationLife: 2_592_000, deadlineAhead: 600 },
};

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternateIn, climb, dueTimes, isShorter, LATER, ladderFor, type Target } from './rules.ts';

const BODY = { alternate: 30, diplomatic: 120, mission: 240 };
const MINUTE = 60_000;
const SENT = Date.parse('2027-02-03T14:00:00Z');
const inMinutes = (times: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(times).map(([rung, at]) => [rung, (at - SENT) / MINUTE]));

describe('the times of the rungs', () => {
  it('are those that the body adopted, counted from when the message was received', () => {
    expect(inMinutes(dueTimes(BODY, SENT, undefined))).toEqual(BODY);
    expect(inMinutes(dueTimes(BODY, SENT, SENT + 600 * MINUTE))).toEqual(BODY);
  });

  it('move together where the deadline comes before the last rung', () => {
    expect(inMinutes(dueTimes(BODY, SENT, SENT + 60 * MINUTE))).toEqual({
      ...{ alternate: 7.5, diplomatic: 30, mission: 60 },
    });
  });

  it('never come after a deadline, and never change their order', () => {
    const ladder = fc
      .tuple(fc.nat(5000), fc.nat(5000), fc.nat(5000))
      .map(([a, b, c]) => ({ alternate: a, diplomatic: a + b, mission: a + b + c }));
    fc.assert(
      fc.property(ladder, fc.nat(20_000), (l, minutes) => {
        const deadline = SENT + minutes * MINUTE;
        const { alternate, diplomatic, mission } = dueTimes(l, SENT, deadline);
        expect(alternate).toBeLessThanOrEqual(diplomatic);
        expect(diplomatic).toBeLessThanOrEqual(mission);
        expect(mission).toBeLessThanOrEqual(Math.max(deadline, SENT));
        expect(alternate).toBeGreaterThanOrEqual(SENT);
      }),
    );
  });

  it('are shorter where a State set it so for itself, and never longer', () => {
    const own = { alternate: 5, diplomatic: 120, mission: 200 };
    expect(ladderFor(BODY, own)).toEqual(own);
    expect(ladderFor(BODY, undefined)).toEqual(BODY);
    // The body may have adopted shorter ones since.
    expect(ladderFor({ alternate: 1, diplomatic: 2, mission: 3 }, own)).toEqual({
      ...{ alternate: 1, diplomatic: 2, mission: 3 },
    });
    expect(isShorter(BODY, own)).toBe(true);
    expect(isShorter(BODY, { ...own, mission: 241 })).toBe(false);
  });
});

describe('a climb', () => {
  const times = dueTimes(BODY, SENT, undefined);
  const targets: Target[] = [
    { rung: 'alternate', whom: 'con_b' },
    { rung: 'diplomatic', whom: 'con_b' },
    { rung: 'diplomatic', whom: 'con_c' },
    { rung: 'mission', whom: 'mission' },
  ];
  const at = (minutes: number, told: readonly string[] = [], all: readonly Target[] = targets) => {
    const { now, next } = climb({ times, targets: all, told: new Set(told) }, SENT + minutes * MINUTE);
    return { now: now.map((t) => t.whom), next: next && (next - SENT) / MINUTE };
  };

  it('tells the next rung when its time has come, and says when to look again', () => {
    expect(at(0)).toEqual({ now: [], next: 30 });
    expect(at(30)).toEqual({ now: ['con_b'], next: 120 });
    expect(at(120, ['con_b'])).toEqual({ now: ['con_c'], next: 240 });
    expect(at(240, ['con_b', 'con_c'])).toEqual({ now: ['mission'], next: undefined });
    expect(at(500, ['con_b', 'con_c', 'mission'])).toEqual({ now: [], next: undefined });
  });

  it('forgets nobody where it comes late', () => {
    expect(at(1000)).toEqual({ now: ['con_b', 'con_c', 'mission'], next: undefined });
  });

  it('waits for the quiet hours of one, and not with the others', () => {
    const quiet = targets.map((t) => (t.whom === 'con_c' ? { ...t, notBefore: SENT + 300 * MINUTE } : t));
    expect(at(240, ['con_b'], quiet)).toEqual({ now: ['mission'], next: 300 });
    expect(at(300, ['con_b', 'mission'], quiet)).toEqual({ now: ['con_c'], next: undefined });
  });

  it('tells each once and all at last, however often and whenever it is made', () => {
    const target = fc.record({
      rung: fc.constantFrom(...LATER),
      whom: fc.constantFrom('a', 'b', 'c', 'd'),
      notBefore: fc.option(
        fc.nat(600).map((m) => SENT + m * MINUTE),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(
        fc.array(target, { maxLength: 6 }),
        fc.array(fc.nat(90), { maxLength: 30 }),
        (all, steps) => {
          const given = all.map(({ notBefore, ...t }) => (notBefore === undefined ? t : { ...t, notBefore }));
          const told: string[] = [];
          let now = SENT;
          let next: number | undefined;
          const look = () => {
            const found = climb({ times, targets: given, told: new Set(told) }, now);
            told.push(...found.now.map((t) => t.whom));
            next = found.next;
          };
          look();
          for (const step of steps) {
            now += step * MINUTE;
            look();
          }
          for (let i = 0; i < 20 && next !== undefined; i++) {
            now = Math.max(now, next);
            look();
          }
          expect(next).toBeUndefined();
          expect(told).toHaveLength(new Set(told).size);
          expect(new Set(told)).toEqual(new Set(all.map((t) => t.whom)));
        },
      ),
    );
  });
});

describe('the alternate', () => {
  it('is the first id of a contact or a person in what the State wrote', () => {
    const con = `con_${'A'.repeat(22)}`;
    expect(alternateIn([`The night desk, ${con}`])).toBe(con);
    expect(alternateIn([`per_${'b'.repeat(22)}`, con])).toBe(`per_${'b'.repeat(22)}`);
    expect(alternateIn(['The night desk'])).toBeUndefined();
    expect(alternateIn([])).toBeUndefined();
  });
});

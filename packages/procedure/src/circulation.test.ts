import { documentFact, type IssuedVersion } from '@comity/acts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CirculationRule, circulate } from './circulation.ts';
import { DEFAULT_DECISIONS } from './decisions/books.ts';

const DAY = 86_400_000;
const rule: CirculationRule = {
  ...{ languages: ['ar', 'en', 'fr'], notice: { unit: 'hours', count: 24 } },
  calendar: DEFAULT_DECISIONS.calendar,
};
const out = (...versions: [string, number][]) =>
  documentFact(
    {},
    versions.map(([language, at]): IssuedVersion => [language, at, 'a'.repeat(64)]),
  );

describe('The clock of a document', () => {
  test('says which languages are out since when, and waits for those that are not', () => {
    const { out: since, missing, opens, obstacle } = circulate(out(['fr', 10], ['en', 20]), rule, 30);
    expect([...since]).toEqual([
      ['en', 20],
      ['fr', 10],
    ]);
    expect(missing).toEqual(['ar']);
    expect(opens).toBeUndefined();
    expect(obstacle).toMatchObject({
      rule: 'decisions.languages-issued',
      why: expect.stringContaining('ar'),
    });
  });

  test('opens when the notice has run from the last language on', () => {
    const fact = out(['fr', 10], ['en', 20], ['ar', 5000]);
    const open = 5000 + DAY;
    expect(circulate(fact, rule, open - 1)).toMatchObject({
      opens: open,
      obstacle: {
        rule: 'decisions.notice-given',
        allowedWhen: `It is open from ${new Date(open).toISOString()} on.`,
      },
    });
    expect(circulate(fact, rule, open).obstacle).toBeUndefined();
  });

  test('begins anew with a correction', () => {
    const fact = out(['ar', 1], ['en', 2], ['fr', 3], ['en', 9000]);
    expect(circulate(fact, rule, 9000).opens).toBe(9000 + DAY);
  });

  test('reckons working days in the calendar of the rules, and says where that ends', () => {
    const friday = Date.parse('2026-10-30T15:00:00.000Z');
    const fact = out(['en', friday]);
    const notice = { unit: 'working-days', count: 2 } as const;
    const tuesday = Date.parse('2026-11-03T15:00:00.000Z');
    expect(circulate(fact, { ...rule, languages: ['en'], notice }, friday).opens).toBe(tuesday);
    const calendar = { ...rule.calendar, through: Math.floor(friday / DAY) };
    const found = circulate(fact, { languages: ['en'], notice, calendar }, tuesday);
    expect(found.opens).toBeUndefined();
    expect(found.obstacle).toMatchObject({ allowedWhen: expect.stringContaining('calendar') });
  });

  test('asks for a version in some language where the rules ask for none', () => {
    const any = { ...rule, languages: [] };
    expect(circulate(out(), any, 100).obstacle).toMatchObject({ rule: 'decisions.languages-issued' });
    expect(circulate(out(['ru', 50], ['fr', 10]), any, 100).opens).toBe(50 + DAY);
  });

  test('counts nothing as out before the end of an embargo', () => {
    const fact = { ...out(['ar', 1], ['en', 2], ['fr', 3]), embargo: 7000 };
    const { out: since, opens, obstacle } = circulate(fact, rule, 100);
    expect([...since.values()]).toEqual([7000, 7000, 7000]);
    expect(opens).toBe(7000 + DAY);
    expect(obstacle).toMatchObject({ rule: 'decisions.languages-issued' });
  });

  test('never opens for a document that was withdrawn', () => {
    const fact = { ...out(['ar', 1], ['en', 2], ['fr', 3]), withdrawn: true };
    const { opens, obstacle } = circulate(fact, rule, 10 * DAY);
    expect(opens).toBeUndefined();
    expect(obstacle).toMatchObject({ rule: 'documents.known-document' });
  });

  test('is not delayed by a language that the rules do not ask for', () => {
    const fact = out(['ar', 1], ['en', 2], ['fr', 3], ['ru', 8000]);
    expect(circulate(fact, rule, 8000).opens).toBe(3 + DAY);
    expect([...circulate(fact, rule, 8000).out.keys()]).toEqual(['ar', 'en', 'fr', 'ru']);
  });

  test('opens for good, and only once every required language is out for the whole notice', () => {
    const versions = fc.array(fc.tuple(fc.constantFrom('ar', 'en', 'fr', 'ru'), fc.nat(5 * DAY)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(versions, fc.nat(8 * DAY), (all, now) => {
        const sorted = [...all].sort((a, b) => a[1] - b[1]).filter(([, at]) => at <= now);
        const lasts = rule.languages.map((l) => sorted.findLast(([language]) => language === l)?.[1]);
        const isOpen = lasts.every((at) => at !== undefined && at + DAY <= now);
        expect(circulate(out(...sorted), rule, now).obstacle === undefined).toBe(isOpen);
        if (isOpen) expect(circulate(out(...sorted), rule, now + DAY).obstacle).toBeUndefined();
      }),
    );
  });
});

import { formats } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { sha256Hex, utf8 } from '@comity/log';
import { Attempts } from './attempts.ts';
import type { Cast } from './history.ts';
import { circulationOf } from './papers.ts';
import { judged } from './refused.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

const DAY = 86_400_000;
export const KEPT = testId('doc', 'a paper under embargo');
const STATED = testId('doc', 'a statement under embargo');

const file = (text: string) => ({
  sha256: sha256Hex(utf8(text)),
  size: utf8(text).length,
  media: 'text/plain',
});
const registration = (document: string) => ({
  ...{ document, titles: { en: 'Kept' }, source: 'secretariat' as const, files: { en: file('Kept.\n') } },
});

/** `history-10.json` and `refused-10.json`: papers under embargo, their further files, and what comes after its end. */
export async function embargoVectors(told: Told, cast: Cast) {
  const after = told.chronicle.size;
  const { clerk, alpha } = cast;
  const embargo = formats.timeOf(told.chronicle.now + DAY);
  await told.tell(clerk, 'documents.registered', { ...registration(KEPT), embargo });
  const french = { document: KEPT, language: 'fr', file: file('Gardé.\n') };
  await told.tell(clerk, 'documents.issued', { ...french, embargo });
  const form = { document: KEPT, language: 'en', of: file('Kept.\n').sha256, file: file('{}\n') };
  await told.tell(clerk, 'documents.format-added', { ...form, embargo });
  await told.tell(alpha, 'documents.submitted', {
    ...{ document: STATED, titles: { en: 'Stated' }, files: { en: file('Stated.\n') }, embargo },
  });
  const during = circulationOf(told.chronicle.state, told.chronicle.ledger, KEPT, 0);
  told.chronicle.now += DAY;
  await told.tell(clerk, 'documents.issued', { ...french, file: file('Gardé, corrigé.\n') });
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const { body, size, state, ledger } = told.chronicle;
  const clocks = [during, circulationOf(state, ledger, KEPT, 0)];
  return {
    history: { body, after, entries, state: describeState(state), embargo, clocks },
    refused: { body, after: size, cases: await refused(told, cast) },
  };
}

async function refused(told: Told, cast: Cast) {
  const { clerk, alpha } = cast;
  const attempts = new Attempts(told, cast);
  const rule = 'documents.embargo-kept';
  const { now } = told.chronicle;
  const other = registration(testId('doc', 'another paper'));
  const registers = (what: string, ms: number) =>
    attempts.rule(rule, what, clerk, 'documents.registered', { ...other, embargo: formats.timeOf(now + ms) });
  await registers('an embargo that is over', 0);
  await registers('an embargo of more than thirty days', 30 * DAY + 1);
  await attempts.rule(rule, 'a statement under an embargo that is over', alpha, 'documents.submitted', {
    ...{ document: other.document, titles: other.titles, files: other.files },
    embargo: formats.timeOf(now - DAY),
  });
  await attempts.rule(
    rule,
    'a version under an embargo that its document no longer has',
    clerk,
    'documents.issued',
    {
      ...{ document: KEPT, language: 'ru', file: file('Kept.\n'), embargo: formats.timeOf(now + DAY) },
    },
  );
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return cases;
}

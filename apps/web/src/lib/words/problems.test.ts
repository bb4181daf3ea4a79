import { ApiProblem, Mistrust, Unreachable } from '@comity/client';
import { SealError } from '@comity/seal';
import { expect, test } from 'vitest';
import { wordsOf } from '../../../test/words.ts';
import type { Asked } from './asked.ts';
import { InOwnWords, sayProblem } from './problems.ts';

const fr = await wordsOf('fr');
const TITLES = {
  en: 'A rule does not allow this act',
  fr: 'Un article du règlement ne permet pas cet acte',
  ru: 'Ничего не сохранено: один из шагов не выполнен',
};
const RULE = {
  number: '12',
  title: { fr: 'Les administrateurs agissent ensemble.', en: 'Administrators act.' },
};
const asked: Asked = { titles: async () => TITLES, rule: async () => RULE };
const gone: Asked = {
  titles: () => Promise.reject(new TypeError('Failed to fetch')),
  rule: () => Promise.reject(new TypeError('Failed to fetch')),
};

const refusal = (title: string) =>
  new ApiProblem(409, {
    title,
    detail: 'Two of three: one is missing.',
    code: 'record.refused-by-rule',
    rule: 'people.administrators-act',
    allowedWhen: 'Another administrator signs.',
  });

test('why a rule refused is in the reader’s language where there are words for it, and in English else', async () => {
  const reasons = { fr: { why: 'Deux sur trois.', allowedWhen: 'Un autre signe.' } };
  const body = { title: TITLES.en, detail: 'Two of three.', code: 'record.refused-by-rule', rule: 'x.y' };
  const refused = (more: object) => new ApiProblem(409, { ...body, allowedWhen: 'Another.', ...more });
  expect(await sayProblem(refused({ reasons }), fr, asked)).toMatchObject({ ...reasons.fr, isOwn: true });
  // What has another form than a reason is none.
  for (const other of [
    undefined,
    'fr',
    { fr: 'Deux.' },
    { fr: { why: 1, allowedWhen: 'x' } },
    { fr: { why: 'Deux.', allowedWhen: 1 } },
    { ru: reasons.fr },
  ]) {
    const said = await sayProblem(refused({ reasons: other }), fr, asked);
    expect(said).toMatchObject({ why: 'Two of three.', allowedWhen: 'Another.' });
    expect(said).not.toHaveProperty('isOwn');
  }
});

test('what a room says beside the title is shown where it is in the reader’s language, and else kept as a detail', async () => {
  const body = { title: TITLES.en, detail: 'Try again in 30 seconds.', code: 'exchange.too-many-codes' };
  const own = { fr: { why: 'Réessayer dans 30 secondes.' } };
  const said = await sayProblem(new ApiProblem(429, { ...body, reasons: own }), fr, asked);
  expect(said).toMatchObject({ what: TITLES.fr, why: own.fr.why, isOwn: true });
  expect(said).not.toHaveProperty('allowedWhen');
  const other = await sayProblem(new ApiProblem(429, body), fr, asked);
  expect(other).not.toHaveProperty('why');
  expect(other.detail).toBe('exchange.too-many-codes: Try again in 30 seconds.');
});

test('a code of a package is said in the reader’s language, with what to do now, and its sentence as detail', async () => {
  expect(await sayProblem(new Unreachable('https://x', undefined), fr, gone)).toEqual({
    what: fr('problem.client.unreachable'),
    now: fr('problem.now.line'),
    detail: 'client.unreachable: https://x cannot be reached.',
  });
  const mistrust = new Mistrust('client.foreign-list', 'The list of another State.');
  expect(await sayProblem(mistrust, fr, gone)).toMatchObject({ now: fr('problem.now.mistrust') });
});

test('codes about which a person would do the same have the same words, and keep their code', async () => {
  const [weak, unsupported] = await Promise.all(
    (['seal.weak-key', 'seal.key-unsupported'] as const).map((code) =>
      sayProblem(new SealError(code, 'Too weak.'), fr, gone),
    ),
  );
  expect(weak!.what).toBe(unsupported!.what);
  expect(weak!.detail).toBe('seal.weak-key: Too weak.');
});

test('a part of the page that does not come, in the words of three browsers, is the line’s fault', async () => {
  for (const message of [
    'Failed to fetch dynamically imported module: https://x/a.js',
    'error loading dynamically imported module: https://x/a.js',
    'Importing a module script failed.',
    'Load failed',
    'NetworkError when attempting to fetch resource.',
  ])
    expect([message, (await sayProblem(new TypeError(message), fr, gone)).what]).toEqual([
      message,
      fr('problem.client.unreachable'),
    ]);
});

test('a refusal by a rule is said by title and rule in the reader’s language; the English stands apart', async () => {
  for (const came of [TITLES.en, TITLES.fr, TITLES.ru])
    expect(await sayProblem(refusal(came), fr, asked)).toEqual({
      what: TITLES.fr,
      now: fr('problem.now.refused'),
      rule: '12. Les administrateurs agissent ensemble',
      why: 'Two of three: one is missing.',
      allowedWhen: 'Another administrator signs.',
      detail: 'record.refused-by-rule',
    });
});

test('in a language that the server has no title for, another stands between marks', async () => {
  const pt = Object.assign((...given: Parameters<typeof fr>) => `⟦${fr(...given)}⟧`, {
    ...fr,
    language: 'pt',
  });
  expect(await sayProblem(refusal(TITLES.en), pt, asked)).toMatchObject({
    what: `⟦${TITLES.en}⟧`,
    rule: '12. ⟦Administrators act⟧',
  });
});

test('without a line for words a refusal is said plainly and keeps all that came', async () => {
  expect(await sayProblem(refusal(TITLES.en), fr, gone)).toMatchObject({
    what: fr('problem.refused'),
    rule: 'people.administrators-act',
    why: `${TITLES.en}: Two of three: one is missing.`,
  });
});

test.each([
  [401, 'problem.now.sign-in'],
  [429, 'problem.now.again'],
  [503, 'problem.now.again'],
  [403, 'problem.now.refused'],
  [413, 'problem.now.correct'],
] as const)('an answer %i says what to do: %s', async (status, now) => {
  const problem = new ApiProblem(status, { title: 'A title', code: 'room.code' });
  expect((await sayProblem(problem, fr, gone)).now).toBe(fr(now));
});

test('what is no problem of the server is not taken for one', async () => {
  expect((await sayProblem(new ApiProblem(502, '<html>'), fr, gone)).what).toBe(
    fr('problem.client.unexpected-answer'),
  );
  expect(await sayProblem('nonsense', fr, gone)).toMatchObject({ what: fr('problem.unknown') });
  const strange = Object.assign(new Error('Strange.'), { code: 'web.never-heard-of' });
  expect(await sayProblem(strange, fr, gone)).toEqual({
    what: fr('problem.unknown'),
    now: fr('problem.now.again'),
    detail: 'web.never-heard-of: Strange.',
  });
});

test('words that a page has already are left as they are', async () => {
  expect((await sayProblem(new InOwnWords('Le texte a été établi à nouveau.'), fr, gone)).what).toBe(
    'Le texte a été établi à nouveau.',
  );
  const request = Object.assign(new Error('other-body'), { code: 'web.bad-request', fault: 'other-body' });
  expect((await sayProblem(request, fr, gone)).what).toBe(fr('house.request.other-body'));
});

import { newId } from '@comity/acts';
import { type Hand, putBlob } from '@comity/client';
import { canonicalBytes, sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  does,
  enrols,
  leavesNothing,
  opens,
  posts,
  refusedBy,
  signs,
  type TestBody,
  testBody,
} from '../../testing/index.ts';

const WEEK = 7 * 86_400_000;
const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
let body: TestBody;
let clerk: Hand;
const states = new Map<string, Hand>();
const round = newId('rnd');
const document = newId('doc');

let shifted = 0;
/** Runs something after the deadline. */
const later = async <T>(work: () => Promise<T>): Promise<T> => {
  shifted = WEEK + 120_000;
  try {
    return await body.clock.later(shifted, work);
  } finally {
    shifted = 0;
  }
};

/** A session reads by the clock of its own machine, which no test moves: so uploads happen now. */
async function put(by: Hand, value: unknown) {
  const bytes = value instanceof Uint8Array ? value : canonicalBytes(value);
  await body.clock.later(-shifted, async () =>
    putBlob((await opens(body, by)).connection, sha256Hex(bytes), bytes),
  );
  return { sha256: sha256Hex(bytes), size: bytes.length };
}

beforeAll(async () => {
  body = await testBody();
  clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  for (const name of ['alpha', 'bravo']) states.set(name, await enrols(body, name));
  const file = { ...(await put(clerk, utf8('A text'))), media: 'text/plain' };
  const files = Object.fromEntries(LANGUAGES.map((language) => [language, file]));
  const data = { document, titles: { en: 'A zero draft' }, source: 'secretariat' as const, files };
  await does(body, clerk, 'documents.registered', data);
});
afterAll(() => body.stop());

const template = {
  v: 1,
  items: [
    { id: 'methods', kind: 'question', text: { en: 'How should the exercise be run?' } },
    { id: 'pp2', kind: 'paragraph', label: 'PP2', text: { en: 'Recalling the first exercise,' } },
  ],
};
const get = async (url: string) => (await body.app.inject({ url })).json();
const opensRound = async (id = round, ahead = WEEK + 60_000) =>
  does(body, clerk, 'documents.round-opened', {
    ...{ round: id, document, titles: { en: 'Inputs' }, template: await put(clerk, template) },
    deadline: body.clock.at(ahead),
  });
async function gives(name: string, answers: Record<string, string>, id = round) {
  const hand = states.get(name)!;
  const input = await put(hand, { v: 1, round: id, answers });
  return does(body, hand, 'documents.input-submitted', { round: id, language: 'en', input });
}
const acts: Record<string, string> = {};

describe('a round of written inputs', () => {
  test('opens with a template, and not with a deadline that is too near', async () => {
    await expect(opensRound(newId('rnd'), WEEK - 60_000)).rejects.toMatchObject(
      refusedBy('documents.deadline-ahead'),
    );
    await opensRound();
    expect(await get(`/api/rounds/${round}`)).toMatchObject({
      ...{ isOpen: true, document, inputs: 0, openRequests: 0, submitted: [], syntheses: [] },
      template: { items: template.items },
    });
  });

  test('takes inputs, and another in the place of each; what was superseded stays readable', async () => {
    await gives('bravo', { methods: 'In two parts.' });
    acts.alpha = (
      await gives('alpha', { methods: 'By lot 🎲 and in turn.', pp2: 'Recalling both exercises,' })
    ).act;
    acts.bravo = (await gives('bravo', { methods: 'In three parts.' })).act;
    const { submitted, inputs } = await get(`/api/rounds/${round}`);
    expect(inputs).toBe(2);
    expect(
      submitted.map((i: { participant: string; superseded: boolean }) => [i.participant, i.superseded]),
    ).toEqual([
      ['bravo', true],
      ['alpha', false],
      ['bravo', false],
    ]);
  });

  test('is compiled at once, item by item, whole and in the order of receipt', async () => {
    const { items, unread } = await get(`/api/rounds/${round}/compilation`);
    expect(unread).toEqual([]);
    expect(items).toMatchObject([
      {
        id: 'methods',
        inputs: [
          { participant: 'alpha', act: acts.alpha, text: 'By lot 🎲 and in turn.' },
          { participant: 'bravo', act: acts.bravo, text: 'In three parts.' },
        ],
      },
      { id: 'pp2', label: 'PP2', inputs: [{ participant: 'alpha', text: 'Recalling both exercises,' }] },
    ]);
  });

  test('refuses a file that is no input, and leaves nothing behind', async () => {
    const hand = states.get('alpha')!;
    const files = [
      utf8('{"v": 1}'),
      { v: 1, round: newId('rnd'), answers: { methods: 'x' } },
      { v: 1, round, answers: { other: 'x' } },
      { v: 1, round, answers: {} },
    ];
    for (const value of files) {
      const input = await put(hand, value);
      const act = await signs(body, hand, 'documents.input-submitted', { round, language: 'en', input });
      const answer = await leavesNothing(body, () => posts(body, act.bytes));
      expect(answer).toMatchObject({ status: 400, code: 'documents.round-file' });
    }
  });

  test('is closed to inputs at its deadline, and a refusal says when they were taken', async () => {
    const { deadline } = await get(`/api/rounds/${round}`);
    await later(async () => {
      const late = gives('bravo', { methods: 'Late.' });
      await expect(late).rejects.toMatchObject({
        ...refusedBy('documents.round-open'),
        allowedWhen: `Inputs were taken before ${deadline}.`,
        reasons: {
          fr: {
            why: 'La date limite de la série est passée.',
            allowedWhen: expect.stringMatching(
              /^Les apports étaient reçus jusqu’au \d.* à \d\d:\d\d\S* UTC\.$/,
            ),
          },
        },
      });
      expect(await get(`/api/rounds/${round}`)).toMatchObject({ isOpen: false });
    });
  });
});

describe('a synthesis', () => {
  const made = (from: number, to: number) => ({
    ...{ v: 1, round, language: 'en' },
    sentences: [
      {
        item: 'methods',
        text: 'Lots and parts were mentioned.',
        inputs: [
          { act: acts.alpha, item: 'methods', from, to },
          { act: acts.bravo, item: 'methods', from: 3, to: 14 },
        ],
      },
    ],
  });
  const issues = async (value: object) =>
    does(body, clerk, 'documents.synthesis-issued', {
      ...{ round, synthesis: await put(clerk, value) },
    });

  test('is refused where a sentence points to what nobody wrote', async () => {
    await later(async () => {
      await expect(issues(made(0, 99))).rejects.toMatchObject({ code: 'documents.synthesis-untraced' });
      const sentences = [{ text: 'From nowhere.', inputs: [] }];
      await expect(issues({ ...made(0, 1), sentences })).rejects.toMatchObject({
        code: 'documents.round-file',
      });
    });
  });

  test('shows for each sentence the words it rests on, and each State where its words were used and where not', async () => {
    await later(async () => {
      acts.synthesis = (await issues(made(0, 8))).act;
      const shown = await get(`/api/rounds/${round}/syntheses/${acts.synthesis}`);
      expect(shown.sentences[0].inputs).toMatchObject([
        { participant: 'alpha', quote: 'By lot 🎲' },
        { participant: 'bravo', quote: 'three parts' },
      ]);
      const own = await get(`/api/rounds/${round}/syntheses/${acts.synthesis}?participant=alpha`);
      expect(own.answers).toMatchObject([
        {
          ...{ participant: 'alpha', item: 'methods', used: 8, characters: 21 },
          spans: [
            { text: 'By lot 🎲', sentences: [1] },
            { text: ' and in turn.', sentences: [] },
          ],
        },
        { item: 'pp2', used: 0, spans: [{ text: 'Recalling both exercises,', sentences: [] }] },
      ]);
    });
  });

  test('is corrected on request, and the request stays open until it is answered', async () => {
    await later(async () => {
      const hand = states.get('alpha')!;
      const asks = { round, synthesis: acts.synthesis!, sentence: 1, asks: 'We also said “in turn”.' };
      const { act: request } = await does(body, hand, 'documents.correction-requested', asks);
      expect(await get(`/api/rounds/${round}`)).toMatchObject({ openRequests: 1 });
      const { act: synthesis } = await issues(made(0, 20));
      const answer = {
        round,
        request,
        synthesis,
        answer: 'corrected' as const,
        reason: 'Both are named now.',
      };
      await does(body, clerk, 'documents.correction-answered', answer);
      const shown = await get(`/api/rounds/${round}`);
      expect(shown).toMatchObject({
        openRequests: 0,
        requests: [{ asks: asks.asks, answer: { answer: 'corrected', synthesis } }],
      });
      expect(shown.syntheses.map((s: { number: number }) => s.number)).toEqual([1, 2]);
      await expect(does(body, clerk, 'documents.correction-answered', answer)).rejects.toMatchObject(
        refusedBy('documents.answered-once'),
      );
    });
  });
});

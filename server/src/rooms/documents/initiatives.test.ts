import { newId } from '@comity/acts';
import type { Hand, SignedIn } from '@comity/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adds, does, enrols, opens, refusedBy, type TestBody, testBody } from '../../testing/index.ts';

let body: TestBody;
let clerk: SignedIn;
let alpha: Hand;
const paper = newId('doc');

beforeAll(async () => {
  body = await testBody();
  clerk = await opens(body, await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] }));
  alpha = await enrols(body, 'alpha');
  const data = { titles: { en: 'A paper' }, source: 'secretariat' as const, files: {} };
  await does(body, clerk.hand, 'documents.registered', { document: paper, ...data });
});
afterAll(() => body.stop());

const get = async (url: string) => (await body.app.inject({ url })).json();
const listed = () => ({
  ...{ initiative: newId('ini'), titles: { en: 'An exercise' }, documents: [paper] },
});

describe('the register of initiatives', () => {
  test('lists what a State presents under the day it came, and what came before under the day it was presented', async () => {
    const own = listed();
    const { received } = await does(body, alpha, 'documents.initiative-presented', own);
    const older = { ...listed(), presented: '2021-03-04', participants: ['bravo', 'carla'] };
    await does(body, clerk.hand, 'documents.initiative-recorded', older);
    const { initiatives } = await get('/api/initiatives');
    expect(initiatives).toMatchObject([
      {
        initiative: older.initiative,
        presented: '2021-03-04',
        signed: false,
        presenters: ['bravo', 'carla'],
      },
      { initiative: own.initiative, presented: received.slice(0, 10), signed: true, presenters: ['alpha'] },
    ]);
    expect(initiatives[0].documents).toEqual([{ document: paper, titles: { en: 'A paper' } }]);
  });

  test('shows of each where a paper covers it, with reason, and of each paper what it has not said', async () => {
    const { initiatives } = await get('/api/initiatives');
    const [first, second] = initiatives.map((i: { initiative: string }) => i.initiative);
    const said = { document: paper, initiative: first, where: 'paras. 3-4' };
    const declare = (coverage: 'covered' | 'partly', reason: string) =>
      does(body, clerk.hand, 'documents.coverage-declared', { ...said, coverage, reason });
    await declare('partly', 'The second half concerns another item.');
    await declare('covered', 'Both halves stand in the revised text.');
    const shown = await get(`/api/initiatives/${first}`);
    expect(shown.coverage).toMatchObject([
      { document: paper, coverage: 'covered', where: 'paras. 3-4', participant: 'secretariat' },
    ]);
    const matrix = await get(`/api/documents/${paper}/coverage`);
    expect(matrix.initiatives).toMatchObject([
      { initiative: first, declared: { coverage: 'covered' } },
      { initiative: second },
    ]);
    expect(matrix.initiatives[1]).not.toHaveProperty('declared');
  });

  test('keeps what was withdrawn, marked; nobody withdraws another’s', async () => {
    const own = listed();
    await does(body, alpha, 'documents.initiative-presented', own);
    const bravo = await enrols(body, 'bravo');
    const { initiative } = own;
    await expect(does(body, bravo, 'documents.initiative-withdrawn', { initiative })).rejects.toMatchObject(
      refusedBy('documents.states-present'),
    );
    await does(body, alpha, 'documents.initiative-withdrawn', { initiative, reason: 'Merged' });
    expect(await get(`/api/initiatives/${initiative}`)).toMatchObject({ withdrawn: true, reason: 'Merged' });
  });

  test('says what is not there', async () => {
    expect(await get(`/api/initiatives/${newId('ini')}`)).toMatchObject({
      code: 'documents.initiative-not-found',
      status: 404,
    });
    expect(await get(`/api/documents/${newId('doc')}/coverage`)).toMatchObject({
      code: 'documents.document-not-found',
    });
  });
});

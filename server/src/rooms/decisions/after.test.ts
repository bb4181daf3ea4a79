import { newId } from '@comity/acts';
import { dataOf, putBlob } from '@comity/client';
import { verifyDossier } from '@comity/dossier';
import { sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bundleFor,
  convenes,
  type Deciders,
  does,
  findProcedure,
  gavels,
  headersOf,
  mandateOf,
  opening,
  opens,
  type Person,
  quickRules,
  refusedBy,
  STATES,
  type TestBody,
  testBody,
  verifies,
} from '../../testing/index.ts';

const WORDS = 'We join the consensus. We do not read paragraph OP3 as a new obligation.';
let body: TestBody;
let who: Deciders;
let procedure: string;

beforeAll(async () => {
  body = await testBody({ rules: quickRules() });
  who = await convenes(body, STATES);
  const subject = await mandateOf(body, who.chair, 'To report to the plenary.');
  const data = opening({ subject });
  ({ procedure } = data);
  await does(body, who.chair, 'decisions.opened', data);
}, 60_000);
afterAll(() => body.stop());

const state = (id: (typeof STATES)[number]) => who.states[id]!;
const gavel = () => gavels(body, who.chair, procedure);
const put = async (by: Person, bytes: Uint8Array) => {
  const { connection } = await opens(body, by);
  await putBlob(connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length };
};
const textOf = async (by: Person, words: string) => ({
  language: 'en',
  file: await put(by, utf8(words)),
});
const compendium = async () =>
  dataOf(
    await body.public.api.GET('/api/procedures/{procedure}/compendium', { params: { path: { procedure } } }),
  );
const mandates = async (state?: 'done') =>
  dataOf(await body.public.api.GET('/api/mandates', { params: { query: state ? { state } : {} } }));

describe('before the gavel', () => {
  test('a State explains its position, and dissociates itself from nothing', async () => {
    const early = does(body, state('alpha'), 'decisions.dissociated', { procedure, paragraphs: ['OP3'] });
    await expect(early).rejects.toMatchObject(refusedBy('decisions.adopted-first'));
    const text = await textOf(state('bravo'), 'Our vote is explained before it.');
    await does(body, state('bravo'), 'decisions.explained', { procedure, text });
    await does(body, who.chair, 'decisions.announced', { procedure, until: body.clock.at(1500) });
    const late = does(body, state('alpha'), 'decisions.explained', { procedure, text });
    await expect(late).rejects.toMatchObject(refusedBy('decisions.position-in-time'));
    await new Promise((resolve) => setTimeout(resolve, 1600));
    // What is said beside a decision is an entry of its stream: the gavel names it with the others.
    await gavel();
    expect(await findProcedure(body, procedure)).toMatchObject({
      phase: 'adopted',
      closed: { entries: 3 },
      statements: [{ kind: 'explanation', participant: 'bravo', before: true }],
    });
  });
});

describe('after the gavel', () => {
  test('a State dissociates itself from a paragraph, once, in words that the compendium holds at once', async () => {
    const text = await textOf(state('alpha'), WORDS);
    await does(body, state('alpha'), 'decisions.dissociated', { procedure, paragraphs: ['OP3'], text });
    const twice = does(body, state('alpha'), 'decisions.dissociated', { procedure, paragraphs: ['OP3'] });
    await expect(twice).rejects.toMatchObject(refusedBy('decisions.statement-once'));
    const { outcome, statements } = await compendium();
    expect(outcome).toBe('adopted');
    expect(statements.at(-1)).toMatchObject({
      ...{ kind: 'dissociation', participant: 'alpha', paragraphs: ['OP3'], words: WORDS, before: false },
    });
  });

  test('nobody explains in the name of another: not the secretariat, not with a key of another', async () => {
    const text = await textOf(who.clerk, 'In your name.');
    const clerk = does(body, who.clerk, 'decisions.explained', { procedure, text });
    await expect(clerk).rejects.toMatchObject(refusedBy('decisions.state-speaks'));
    const { participant, person } = state('alpha');
    const borrowed = does(body, { ...state('bravo'), participant, person }, 'decisions.explained', {
      ...{ procedure, text },
    });
    await expect(borrowed).rejects.toMatchObject(refusedBy('people.current-key'));
    expect((await compendium()).statements.map((s) => s.participant)).toEqual(['bravo', 'alpha']);
  });

  test('a statement is in the size that it says, and can be read', async () => {
    const file = await put(state('alpha'), Uint8Array.of(0xff, 0xfe, 0x00));
    const said = (text: object) =>
      does(body, state('alpha'), 'decisions.reserved', { procedure, text: text as never });
    await expect(said({ language: 'en', file })).rejects.toMatchObject({
      code: 'decisions.statement-unreadable',
    });
    const { file: words } = await textOf(state('alpha'), WORDS);
    await expect(said({ language: 'en', file: { ...words, size: 7 } })).rejects.toMatchObject({
      code: 'decisions.file-size',
    });
    const nowhere = { sha256: 'a'.repeat(64), size: 3 };
    await expect(said({ language: 'en', file: nowhere })).rejects.toMatchObject({ status: 409 });
  });

  test('what a State withdraws stays in the compendium, so marked; only it withdraws', async () => {
    const { statements } = await compendium();
    const { act: statement } = statements.at(-1)!;
    const other = does(body, state('bravo'), 'decisions.statement-withdrawn', { procedure, statement });
    await expect(other).rejects.toMatchObject(refusedBy('decisions.own-statement'));
    await does(body, state('alpha'), 'decisions.statement-withdrawn', { procedure, statement });
    expect((await compendium()).statements.at(-1)).toMatchObject({ act: statement, ended: {} });
  });
});

describe('a mandate', () => {
  const mandate = newId('man');

  test('is entered by whoever acts for the body, with its owner and date, and no State enters one', async () => {
    const data = {
      ...{ procedure, mandate, titles: { en: 'Report back', fr: 'Faire rapport' } },
      ...{ owner: { participant: 'alpha' }, due: body.clock.at(3_600_000) },
    };
    const stranger = does(body, state('bravo'), 'decisions.mandated', data);
    await expect(stranger).rejects.toMatchObject(refusedBy('decisions.mandate-entered'));
    await does(body, who.clerk, 'decisions.mandated', data);
    const listed = await mandates();
    expect(listed.mandates).toMatchObject([{ procedure, mandate, state: 'given', overdue: false }]);
    // The mandate of the body itself, and the one that was adopted above.
    expect(listed.texts).toHaveLength(2);
    expect(listed.texts[1]).toMatchObject({ procedure });
  });

  test('is overdue once its date has passed, and done when its owner says so', async () => {
    const later = await body.clock.later(2 * 3_600_000, () => mandates());
    expect(later.mandates[0]).toMatchObject({ overdue: true });
    const moved = { procedure, mandate, state: 'done' as const, note: 'The report is out.' };
    const other = does(body, state('bravo'), 'decisions.mandate-moved', moved);
    await expect(other).rejects.toMatchObject(refusedBy('decisions.mandate-owner'));
    await does(body, state('alpha'), 'decisions.mandate-moved', moved);
    expect((await mandates('done')).mandates[0]).toMatchObject({
      ...{ state: 'done', overdue: false, moves: [{ participant: 'alpha', note: 'The report is out.' }] },
    });
  });
});

describe('evidence of delivery', () => {
  test('is what the secretariat sent and what each State says of itself, and nothing of others', async () => {
    const subject = await mandateOf(body, who.chair, 'Another mandate.');
    const data = opening({ subject, kind: 'silence', deadline: body.clock.at(3_600_000) });
    await does(body, who.chair, 'decisions.opened', data);
    const own = { procedure: data.procedure };
    expect((await findProcedure(body, data.procedure)).delivery).toEqual([]);
    await does(body, who.clerk, 'decisions.circulated', {
      ...{ ...own, by: 'note-verbale', sent: body.clock.at(-1000), note: { number: 'NV/12' } },
    });
    await does(body, state('alpha'), 'decisions.delivery-acknowledged', own);
    const { delivery } = await findProcedure(body, data.procedure);
    const of = (id: string) => delivery.find(({ participant }) => participant === id)!;
    expect(of('alpha')).toMatchObject({ sent: [{ note: { number: 'NV/12' } }], acknowledged: {} });
    expect(of('bravo')).toMatchObject({ sent: [{ by: 'note-verbale' }] });
    expect(of('bravo')).not.toHaveProperty('acknowledged');
  });
});

test('a dossier and an export hold what came after the gavel, and verify', async () => {
  await body.publish();
  const answer = await body.app.inject({ url: `/api/dossiers/streams/procedure/${procedure}` });
  const dossier = await verifyDossier(new Uint8Array(answer.rawPayload), { trust: body.trust });
  expect([dossier.faults, dossier.verdict]).toEqual([[], 'verified']);
  const report = await verifies(body, await bundleFor(body, body.public));
  expect([report.faults, report.verdict]).toEqual([[], 'verified']);
});

test('what is pending waits for somebody in every language', async () => {
  const { pending } = dataOf(await body.public.api.GET('/api/questions'));
  for (const { waitsFor } of pending)
    expect(Object.keys(waitsFor).sort()).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh']);
  expect(pending.length).toBeGreaterThan(0);
});

test('whoever presides sees which State that is present has lost its line, and nobody else does', async () => {
  const { procedure: open } = opening({});
  await does(body, state('alpha'), 'decisions.opened', opening({ procedure: open }));
  await does(body, state('alpha'), 'decisions.presence-stated', { procedure: open });
  const linesFor = async (by: Person) =>
    (await findProcedure({ public: (await opens(body, by)).connection }, open)).lines;
  expect(await linesFor(who.chair)).toEqual([]);
  const headers = headersOf((await opens(body, state('alpha'))).connection);
  const url = await body.app.listen({ port: 0, host: 'localhost' });
  const line = new AbortController();
  await fetch(`${url}/api/events`, { headers, signal: line.signal });
  expect(await linesFor(who.chair)).toEqual([]);
  line.abort();
  await expect.poll(() => linesFor(who.chair)).toEqual([{ participant: 'alpha', since: expect.any(String) }]);
  expect(await linesFor(state('bravo'))).toBeUndefined();
  expect((await findProcedure(body, open)).lines).toBeUndefined();
});

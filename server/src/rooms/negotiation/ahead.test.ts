import { type DataOf, newId } from '@comity/acts';
import { ApiProblem, dataOf, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { derivedId, formatText, type Paragraph, TEXT_MEDIA, type Text } from '@comity/text';
import { type Change, formatProposal, reachOf, rewording } from '@comity/text/proposals';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  convenes,
  type Deciders,
  does,
  opens,
  type Person,
  quickRules,
  type TestBody,
  testBody,
} from '../../testing/index.ts';

/** What is shown before a step is taken, and what somebody is told who was overtaken. */

let body: TestBody;
let who: Deciders;

const document = newId('doc');
const id = (name: string) => derivedId('A/BODY/CRP.1', name);
const op = (name: string, text: string): Paragraph => ({
  kind: 'paragraph',
  part: 'operative',
  id: id(name),
  text,
});
const textOf = (...words: string[]): Text => ({
  v: 1,
  language: 'en',
  nodes: words.map((text, i) => op(`${i + 1}`, text)),
  notes: [],
});
const zero = textOf('States should meet each year;', 'States should report;', 'States should write.');
const hashOf = (text: Text) => sha256Hex(formatText(text));

async function uploads(by: Person, bytes: Uint8Array) {
  const { connection } = await opens(body, by);
  await putBlob(connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length };
}
const file = async (text: Text) => ({ ...(await uploads(who.clerk, formatText(text))), media: TEXT_MEDIA });
const registers = async (named: string, text: Text, more: Partial<DataOf<'documents.registered'>> = {}) =>
  does(body, who.clerk, 'documents.registered', {
    ...{ document: named, titles: { en: 'Draft' }, source: 'secretariat', files: { en: await file(text) } },
    ...more,
  });
const state = (name: string) => who.states[name]!;

const path = { document };
const negotiation = async () =>
  dataOf(await body.public.api.GET('/api/negotiations/{document}', { params: { path } }));
const ahead = async (query: { proposals?: string; text?: string; back?: 'true' }) =>
  dataOf(await body.public.api.GET('/api/negotiations/{document}/outcome', { params: { path, query } }));
const triesOf = async (by: Person, of = document) => {
  const { connection } = await opens(body, by);
  const params = { path: { document: of } };
  return dataOf(await connection.api.GET('/api/negotiations/{document}/can', { params }));
};
const answerTo = async (by: Person, type: string, wanted: Readonly<Record<string, unknown>> = {}) =>
  (await triesOf(by)).can.find(
    ({ type: own, data }) =>
      own === type &&
      Object.entries(wanted).every(([key, value]) => JSON.stringify(data[key]) === JSON.stringify(value)),
  )?.answer;

async function proposes(by: Person, on: Text, name: string, words: string): Promise<string> {
  const changes: Change[] = [rewording(on, id(name), words)!];
  const versions = { en: { on: hashOf(on), changes } };
  const content = await uploads(by, formatProposal({ v: 1, original: 'en', versions }));
  const proposal = newId('prp');
  const { touches } = reachOf(changes);
  const data = { document, proposal, on: hashOf(on), content, paragraphs: touches };
  await does(body, by, 'negotiation.proposed', data);
  return proposal;
}
const settles = (data: Omit<DataOf<'negotiation.settled'>, 'document'>) =>
  does(body, who.chair, 'negotiation.settled', { document, ...data });

beforeAll(async () => {
  body = await testBody({ rules: quickRules() });
  who = await convenes(body, ['alpha', 'bravo', 'carla']);
  await registers(document, zero);
}, 60_000);
afterAll(() => body.stop());

describe('before there is a negotiation', () => {
  test('the rules say who may open it in each layer, before anybody signs', async () => {
    const { can, newest, presides } = await triesOf(who.chair);
    expect({ newest, presides }).toEqual({ newest: { en: hashOf(zero) }, presides: false });
    expect(can.map(({ data, answer }) => [data.layer, answer.allowed])).toEqual([
      ['informals', true],
      ['committee', true],
      ['plenary', true],
    ]);
    const refused = (await triesOf(state('alpha'))).can[0]!.answer;
    expect(refused).toMatchObject({ allowed: false, rule: 'negotiation.chair-presides' });
    expect(refused.allowedWhen).toContain('chair');
  });

  test('nobody is told anything without a session, or of a document that is not there', async () => {
    const open = await body.app.inject({ url: `/api/negotiations/${document}/can` });
    expect(open.statusCode).toBe(401);
    await expect(triesOf(who.chair, newId('doc'))).rejects.toMatchObject({ code: 'negotiation.no-document' });
  });

  test('of a file that is no text, nothing can be opened', async () => {
    const scan = newId('doc');
    const bytes = new TextEncoder().encode('scanned');
    const media = 'text/plain';
    await registers(scan, zero, { files: { en: { ...(await uploads(who.clerk, bytes)), media } } });
    expect(await triesOf(who.chair, scan)).toMatchObject({ newest: {}, can: [] });
  });
});

describe('before whoever presides takes a step', () => {
  let [yearly, twice, elsewhere]: string[] = [];

  beforeAll(async () => {
    const opened = { document, language: 'en', text: hashOf(zero), layer: 'informals' };
    await does(body, who.chair, 'negotiation.opened', opened);
    yearly = await proposes(state('alpha'), zero, '1', 'All States should meet every single year;');
    twice = await proposes(state('bravo'), zero, '1', 'States should meet twice each year;');
    elsewhere = await proposes(state('carla'), zero, '2', 'States should report often;');
  });

  test('it is shown what changes, what would come in conflict and where; what is untouched is not listed', async () => {
    const shown = await ahead({ proposals: yearly! });
    expect(shown).toMatchObject({
      on: hashOf(zero),
      conflicts: [],
      changed: [{ paragraph: id('1'), label: 'OP1' }],
      others: [{ proposal: twice, becomes: 'in-conflict', conflicts: [{ why: 'words', at: id('1') }] }],
    });
    expect(shown.html).toContain('<ins>');
    expect(shown.html).not.toContain('report');
    // Nothing was done by looking.
    expect((await negotiation()).text).toBe(hashOf(zero));
  });

  test('two that cannot come into the text together say at which place', async () => {
    const shown = await ahead({ proposals: [yearly, twice].sort().join(',') });
    expect(shown.result).toBeUndefined();
    expect(shown.conflicts).toMatchObject([{ at: id('1') }]);
  });

  test('each step has its answer, and whoever does not preside is told so once', async () => {
    await does(body, state('bravo'), 'negotiation.position-stated', {
      ...{ document, position: 'object', proposals: [yearly!] },
    });
    const of = (proposal: string) => ({ proposals: [proposal], outcome: 'accepted' });
    expect(await answerTo(who.chair, 'negotiation.settled', of(yearly!))).toMatchObject({
      rule: 'negotiation.no-objection',
      allowed: false,
    });
    expect(await answerTo(who.chair, 'negotiation.settled', of(elsewhere!))).toMatchObject({ allowed: true });
    expect(
      await answerTo(who.chair, 'negotiation.agreement-marked', { paragraphs: [id('1')] }),
    ).toMatchObject({
      rule: 'negotiation.proposals-settled',
    });
    expect(
      await answerTo(who.chair, 'negotiation.agreement-marked', { paragraphs: [id('3')] }),
    ).toMatchObject({
      allowed: true,
    });
    const delegate = await triesOf(state('alpha'));
    expect(delegate.presides).toBe(false);
    const presiding = delegate.can.filter(({ type }) => /settled|marked|closed|issued/.test(type));
    expect(presiding.map(({ answer }) => answer.rule)).toEqual(['negotiation.chair-presides']);
  });

  test('a State sees how it may stand to each proposal', async () => {
    const as = (by: string, type: string, more = {}) =>
      answerTo(state(by), type, { proposal: twice, ...more });
    expect(await as('alpha', 'negotiation.joined', { as: 'co-sponsor' })).toMatchObject({ allowed: true });
    expect(await as('alpha', 'negotiation.left')).toMatchObject({ allowed: false });
    expect(await as('bravo', 'negotiation.joined', { as: 'co-sponsor' })).toMatchObject({
      rule: 'negotiation.sponsor-once',
    });
    expect(await as('bravo', 'negotiation.left')).toMatchObject({ allowed: true });
  });

  test('what is asked for nothing, or for a proposal that is not open, is refused', async () => {
    await expect(ahead({})).rejects.toMatchObject({ code: 'negotiation.nothing-asked' });
    const stranger = ahead({ proposals: newId('prp') });
    await expect(stranger).rejects.toMatchObject({ code: 'negotiation.negotiation-not-found' });
  });

  test('the last acceptance taken back, and a new version, are shown beforehand as well', async () => {
    const { result } = await ahead({ proposals: elsewhere! });
    await settles({ proposals: [elsewhere!], outcome: 'accepted', on: hashOf(zero), result: result! });
    expect(await ahead({ back: 'true' })).toMatchObject({
      result: hashOf(zero),
      changed: [{ label: 'OP2' }],
    });
    const version = textOf('States should meet every month;', 'States should report often;', 'States write.');
    await does(body, who.clerk, 'documents.issued', { document, language: 'en', file: await file(version) });
    const shown = await ahead({ text: hashOf(version) });
    expect(shown.changed.map(({ label }) => label)).toEqual(['OP1', 'OP3']);
    expect(shown.others).toMatchObject([{ proposal: yearly, becomes: 'in-conflict' }, { proposal: twice }]);
    expect(await answerTo(who.chair, 'negotiation.text-issued')).toMatchObject({ allowed: true });
  });

  test('agreed paragraphs that a version would change are named', async () => {
    const on = (await negotiation()).text;
    const agreement = { kind: 'agreed' as const };
    await does(body, who.chair, 'negotiation.agreement-marked', {
      ...{ document, paragraphs: [id('3')], on, agreement },
    });
    const version = textOf('States should meet every month;', 'States should report often;', 'States write.');
    expect((await ahead({ text: hashOf(version) })).agreed).toEqual([id('3')]);
  });
});

describe('texts by their hash', () => {
  const clean = async (text: string) =>
    dataOf(
      await body.public.api.GET('/api/negotiations/{document}/views/{view}', {
        params: { path: { document, view: 'clean' }, query: { text } },
      }),
    );

  test('one that stood once is shown again', async () => {
    expect((await clean(hashOf(zero))).data.text).toEqual(zero);
  });

  test('one of another document is not, whoever knows its hash', async () => {
    const kept = textOf('Nobody reads this yet.');
    const until = body.clock.at(3_600_000);
    const bytes = await file(kept);
    await registers(newId('doc'), kept, { files: { en: bytes }, embargo: until });
    for (const view of ['clean', 'streamlined'] as const) {
      const asked = body.public.api.GET('/api/negotiations/{document}/views/{view}', {
        params: { path: { document, view }, query: { text: hashOf(kept) } },
      });
      await expect(asked.then(dataOf)).rejects.toMatchObject({ code: 'negotiation.not-a-text' });
    }
    await expect(ahead({ text: hashOf(kept) })).rejects.toMatchObject({ code: 'negotiation.not-a-text' });
  });
});

test('who was overtaken is told what changed in the same place, and proposes the same on the text as it stands', async () => {
  const late = proposes(state('alpha'), zero, '2', 'States should report seldom;');
  await expect(late).rejects.toSatisfy((error: unknown) => error instanceof ApiProblem);
  await expect(late).rejects.toMatchObject({ code: 'negotiation.overtaken' });
  const { connection } = await opens(body, state('alpha'));
  const on = (await negotiation()).text;
  const now = dataOf(
    await connection.api.GET('/api/negotiations/{document}/views/{view}', {
      params: { path: { document, view: 'clean' } },
    }),
  ).data.text as Text;
  expect(hashOf(now)).toBe(on);
  const again = await proposes(state('alpha'), now, '2', 'States should report seldom;');
  expect((await negotiation()).proposals.find(({ proposal }) => proposal === again)).toMatchObject({
    standing: { clean: true },
  });
});

import { type DataOf, newId } from '@comity/acts';
import { dataOf, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { derivedId, formatText, type Paragraph, TEXT_MEDIA, type Text } from '@comity/text';
import { readDocx } from '@comity/text/docx';
import {
  applyChanges,
  type Change,
  formatProposal,
  inserting,
  reachOf,
  replacing,
  rewording,
} from '@comity/text/proposals';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bundleFor,
  convenes,
  type Deciders,
  does,
  opens,
  type Person,
  quickRules,
  refusedBy,
  type TestBody,
  testBody,
  verifies,
} from '../../testing/index.ts';

const STATES = ['alpha', 'bravo', 'carla'] as const;
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
const english: Text = {
  v: 1,
  language: 'en',
  nodes: [
    op('1', 'States should cooperate;'),
    op('2', 'States should establish a directory;'),
    op('3', 'States should report every year.'),
  ],
  notes: [],
};
const arabic: Text = {
  ...english,
  language: 'ar',
  nodes: [op('1', 'تتعاون الدول؛'), op('2', 'تنشئ الدول دليلا؛')],
};
const hashOf = (text: Text) => sha256Hex(formatText(text));

async function uploads(by: Person, bytes: Uint8Array) {
  const { connection } = await opens(body, by);
  await putBlob(connection, sha256Hex(bytes), bytes);
  return { sha256: sha256Hex(bytes), size: bytes.length };
}
const file = async (text: Text) => ({ ...(await uploads(who.clerk, formatText(text))), media: TEXT_MEDIA });

const state = (name: (typeof STATES)[number]) => who.states[name]!;
const negotiation = async () =>
  dataOf(await body.public.api.GET('/api/negotiations/{document}', { params: { path: { document } } }));
const view = async (name: 'rolling' | 'compilation' | 'clean' | 'streamlined' | 'sides', query = {}) =>
  dataOf(
    await body.public.api.GET('/api/negotiations/{document}/views/{view}', {
      params: { path: { document, view: name }, query },
    }),
  );
const standing = async () => (await view('clean')).data.text as Text;

/** Proposes changes on the text as it stands, or on another. */
async function proposes(by: Person, changes: readonly Change[], on?: Text): Promise<string> {
  const text = on ?? (await standing());
  const content = await uploads(
    by,
    formatProposal({ v: 1, original: 'en', versions: { en: { on: hashOf(text), changes: [...changes] } } }),
  );
  const { touches, brings } = reachOf(changes);
  const proposal = newId('prp');
  await does(body, by, 'negotiation.proposed', {
    ...{ document, proposal, on: hashOf(text), content },
    ...(touches.length > 0 ? { paragraphs: touches } : {}),
    ...(brings.length > 0 ? { brings } : {}),
  });
  return proposal;
}
const rewords = async (name: string, words: string): Promise<Change[]> => [
  rewording(await standing(), id(name), words)!,
];

async function settles(
  outcome: DataOf<'negotiation.settled'>['outcome'],
  proposals: readonly string[],
  result?: string,
) {
  const { text: on } = await negotiation();
  return does(body, who.chair, 'negotiation.settled', {
    ...{ document, proposals: [...proposals].sort(), outcome, on },
    ...(result ? { result } : {}),
  });
}
async function accepts(...proposals: string[]) {
  const params = { path: { document }, query: { proposals: proposals.join(',') } };
  const found = dataOf(await body.public.api.GET('/api/negotiations/{document}/outcome', { params }));
  return settles('accepted', proposals, found.result);
}
const marks = async (agreement: DataOf<'negotiation.agreement-marked'>['agreement'], ...names: string[]) =>
  does(body, who.chair, 'negotiation.agreement-marked', {
    ...{ document, on: (await negotiation()).text, agreement, paragraphs: names.map(id).sort() },
  });
const one = async (proposal: string) => (await negotiation()).proposals.find((p) => p.proposal === proposal)!;

beforeAll(async () => {
  body = await testBody({ rules: quickRules() });
  who = await convenes(body, STATES);
  await does(body, who.clerk, 'documents.registered', {
    ...{ document, titles: { en: 'Draft' }, source: 'secretariat', symbol: 'A/BODY/CRP.1' },
    files: { ar: await file(arabic), en: await file(english) },
  });
  await does(body, who.chair, 'negotiation.opened', {
    ...{ document, language: 'en', text: hashOf(english), layer: 'informals' },
  });
}, 60_000);
afterAll(() => body.stop());

describe('proposals', () => {
  let first: string;
  let second: string;

  test('stand beside the text with the names of those who made them, and collide in the open', async () => {
    first = await proposes(state('alpha'), await rewords('2', 'States should establish a global directory;'));
    second = await proposes(
      state('bravo'),
      await rewords('2', 'States should establish a regional directory;'),
    );
    await does(body, state('carla'), 'negotiation.joined', { document, proposal: first, as: 'co-sponsor' });
    const { collisions, proposals } = await negotiation();
    expect(collisions).toMatchObject([{ why: 'words', label: 'OP2', proposals: [first, second] }]);
    expect(proposals[0]).toMatchObject({ sponsors: ['alpha', 'carla'], standing: { clean: true } });
    const { html } = await view('rolling');
    expect(html).toContain('[<ins>global ');
    expect((await view('compilation')).html.match(/class="proposed"/g)).toHaveLength(2);
    expect(hashOf(await standing())).toBe(hashOf(english));
  });

  test('accepting one makes no other silently stale: it is in conflict at the exact words', async () => {
    await accepts(first);
    expect((await standing()).nodes[1]).toMatchObject({
      text: 'States should establish a global directory;',
    });
    expect(await one(second)).toMatchObject({
      fate: 'pending',
      standing: { clean: false, conflicts: [{ why: 'words', at: id('2'), words: 'global ' }] },
    });
    const other = settles('accepted', [second], hashOf(english));
    await expect(other).rejects.toMatchObject({ code: 'negotiation.in-conflict' });
    const { data } = await view('streamlined');
    expect(data.paragraphs).toMatchObject([{ edits: [{ asked: [first] }] }]);
  });

  test('what was accepted last can be taken back', async () => {
    const before = hashOf(english);
    await settles('taken-back', [first], before);
    expect(await negotiation()).toMatchObject({ text: before, accepted: [] });
    expect(await one(second)).toMatchObject({ standing: { clean: true } });
  });

  test('one that was made on the text before an acceptance elsewhere moves with it', async () => {
    const elsewhere = await proposes(state('carla'), await rewords('1', 'All States should cooperate;'));
    const waiting = await proposes(
      state('bravo'),
      replacing(english, 'should', 'shall', new Set([id('1')])),
      english,
    );
    await accepts(elsewhere);
    await accepts(waiting);
    expect((await standing()).nodes[0]).toMatchObject({ text: 'All States shall cooperate;' });
  });

  test('nothing is accepted over an objection, whoever presides', async () => {
    await does(body, state('bravo'), 'negotiation.position-stated', {
      ...{ document, position: 'object', proposals: [first] },
    });
    await expect(accepts(first)).rejects.toMatchObject(refusedBy('negotiation.no-objection'));
    expect((await one(first)).positions).toMatchObject([{ participant: 'bravo', position: 'object' }]);
  });

  test('are withdrawn when nobody who sponsored them is left', async () => {
    await does(body, state('alpha'), 'negotiation.left', { document, proposal: first });
    expect(await one(first)).toMatchObject({ fate: 'pending', sponsors: ['carla'] });
    await does(body, state('carla'), 'negotiation.left', { document, proposal: first });
    expect((await one(first)).fate).toBe('withdrawn');
  });

  test('made by voice wait for their State', async () => {
    const text = await standing();
    const changes = [
      inserting(text, id('3'), { id: id('new'), call: 'insertion', words: 'States may ask for help.' })!,
    ];
    const content = await uploads(
      who.clerk,
      formatProposal({ v: 1, original: 'en', versions: { en: { on: hashOf(text), changes } } }),
    );
    const proposal = newId('prp');
    await does(body, who.clerk, 'negotiation.proposal-recorded', {
      ...{
        document,
        proposal,
        on: hashOf(text),
        brings: [id('new')],
        content,
        participant: 'alpha',
        by: 'voice',
      },
    });
    await expect(accepts(proposal)).rejects.toMatchObject(refusedBy('negotiation.secretariat-records'));
    await does(body, state('alpha'), 'negotiation.joined', { document, proposal, as: 'proposer' });
    await accepts(proposal);
    expect((await standing()).nodes).toHaveLength(4);
  });
});

describe('what is not in order', () => {
  const filed = async (changes: readonly Change[], data: Partial<DataOf<'negotiation.proposed'>>) => {
    const text = await standing();
    const content = await uploads(
      state('alpha'),
      formatProposal({ v: 1, original: 'en', versions: { en: { on: hashOf(text), changes: [...changes] } } }),
    );
    return does(body, state('alpha'), 'negotiation.proposed', {
      ...{ document, proposal: newId('prp'), on: hashOf(text), content, paragraphs: [id('3')] },
      ...data,
    });
  };

  test('a file that touches another paragraph than its act says', async () => {
    const changes = await rewords('2', 'States should establish two directories;');
    await expect(filed(changes, {})).rejects.toMatchObject({ code: 'negotiation.proposal-file' });
  });

  test('a proposal that strikes out words which do not stand there', async () => {
    const changes: Change[] = [
      { kind: 'words', at: id('3'), edits: [{ from: 0, to: 3, was: 'All', put: 'No' }] },
    ];
    await expect(filed(changes, {})).rejects.toMatchObject({ code: 'negotiation.in-conflict' });
  });

  test('an outdated base', async () => {
    const changes = await rewords('3', 'States report.');
    await expect(filed(changes, { on: '0'.repeat(64) })).rejects.toMatchObject({
      code: expect.stringMatching(/proposal-file|refused-by-rule/),
    });
  });

  test('an acceptance with another text than what comes out', async () => {
    const proposal = await proposes(state('alpha'), await rewords('3', 'States report every year.'));
    await expect(settles('accepted', [proposal], '1'.repeat(64))).rejects.toMatchObject({
      code: 'negotiation.other-result',
    });
    await settles('set-aside', [proposal]);
  });

  test('a position on a paragraph that is nowhere', async () => {
    const stated = does(body, state('alpha'), 'negotiation.position-stated', {
      ...{ document, position: 'support', paragraphs: [derivedId('nowhere', '1')] },
    });
    await expect(stated).rejects.toMatchObject({ code: 'negotiation.unknown-paragraph' });
  });

  test('signs that turn the direction are shown', async () => {
    const proposal = await proposes(
      state('bravo'),
      await rewords('3', 'States should \u202ereport every year.'),
    );
    expect((await one(proposal)).odd).toEqual([{ kind: 'bidi-control', words: 'U+202E' }]);
    const { html } = await view('rolling');
    expect(html).toContain('[U+202E]');
    await settles('set-aside', [proposal]);
  });
});

describe('agreement', () => {
  test('ad referendum waits for the capital, and closes the paragraph', async () => {
    await marks({ kind: 'ad-referendum', until: body.clock.at(3_600_000), participants: ['carla'] }, '1');
    await expect(proposes(state('alpha'), await rewords('1', 'States cooperate;'))).rejects.toMatchObject(
      refusedBy('negotiation.paragraph-open'),
    );
    await expect(marks({ kind: 'agreed' }, '1')).rejects.toMatchObject(
      refusedBy('negotiation.conditions-met'),
    );
    const waits = (await negotiation()).paragraphs.find(({ paragraph }) => paragraph === id('1'))!;
    expect(waits).toMatchObject({ label: 'OP1', waitsFor: { participants: ['carla'] } });
    await does(body, state('carla'), 'negotiation.position-stated', {
      ...{ document, position: 'can-live-with', paragraphs: [id('1')] },
    });
    await marks({ kind: 'agreed' }, '1');
  });

  test('a package shows what unlocks what, and is agreed together', async () => {
    await marks({ kind: 'subject-to', paragraphs: [id('new')] }, '3');
    const { paragraphs } = await negotiation();
    expect(paragraphs.find(({ paragraph }) => paragraph === id('new'))!.unlocks).toEqual([id('3')]);
    await expect(marks({ kind: 'agreed' }, '3')).rejects.toMatchObject(
      refusedBy('negotiation.conditions-met'),
    );
    await marks({ kind: 'agreed' }, '3', 'new');
  });

  test('a new version may not change what is agreed', async () => {
    const changed = applyChanges(await standing(), [
      rewording(await standing(), id('1'), 'Nobody cooperates;')!,
    ]).text!;
    await does(body, who.clerk, 'documents.issued', { document, language: 'en', file: await file(changed) });
    const issued = does(body, who.chair, 'negotiation.text-issued', { document, text: hashOf(changed) });
    await expect(issued).rejects.toMatchObject({ code: 'negotiation.agreed-changed' });
  });

  test('a joint position has each signature', async () => {
    const data = { document, position: 'reserve' as const, paragraphs: [id('2')], note: 'Jointly.' };
    const { act } = await does(body, state('alpha'), 'negotiation.position-stated', data);
    await does(body, state('bravo'), 'negotiation.position-stated', { ...data, joins: act });
    const { positions } = await negotiation();
    expect(positions.at(-1)).toMatchObject({ participant: 'bravo', signed: ['alpha', 'bravo'] });
  });
});

test('two languages stand side by side, and a document has one author for each State', async () => {
  expect((await view('sides', { with: 'ar' })).html).toContain(
    '<td lang="ar" dir="rtl">تنشئ الدول دليلا؛</td>',
  );
  const reply = await body.app.inject({ url: `/api/negotiations/${document}/proposals.docx` });
  let n = 0;
  const read = readDocx(reply.rawPayload, { language: 'en', ids: () => derivedId('read', `${n++}`) });
  expect(new Set(read.changes.map(({ author }) => author)).size).toBe(1);
});

test('the record verifies as a whole', async () => {
  const report = await verifies(body, await bundleFor(body, body.public));
  expect(report.verdict).toBe('verified');
});

import { newId, parseLeaf } from '@comity/acts';
import { dataOf, send } from '@comity/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  announces,
  bundleFor,
  convenes,
  type Deciders,
  does,
  findProcedure,
  gavelOf,
  gavels,
  mandateOf,
  opening,
  opens,
  quickRules,
  refusedBy,
  STATES,
  type TestBody,
  testBody,
  verifies,
} from '../../testing/index.ts';

let body: TestBody;
let who: Deciders;

beforeAll(async () => {
  body = await testBody({ rules: quickRules() });
  who = await convenes(body, STATES);
}, 60_000);
afterAll(() => body.stop());

const state = (id: (typeof STATES)[number]) => who.states[id]!;
const questions = async () => dataOf(await body.public.api.GET('/api/questions'));
const refusal = (rule: string) => expect.objectContaining({ code: 'record.refused-by-rule', rule });

describe('a body without a chair', () => {
  test('elected one by a procedure of the secretariat, and a secretary by one of the chair', async () => {
    const { offices } = await questions();
    expect(offices.map(({ office, person }) => [office, person])).toEqual([
      ['chair', who.chair.person],
      ['secretary', who.secretary.person],
    ]);
    // The trail: whoever asks how the chair came to be finds the procedure that ended in it.
    const [first] = offices;
    const { entry } = dataOf(
      await body.public.api.GET('/api/acts/{act}', { params: { path: { act: first!.act } } }),
    );
    expect(entry).toMatchObject({
      type: 'decisions.closed',
      content: { data: { effect: { office: 'chair' } } },
    });
  });
});

describe('a decision in the room', () => {
  test('falls when its window is over, and everybody derives the same', async () => {
    const subject = await mandateOf(body, who.chair, 'A mandate');
    const procedure = await announces(body, who.chair, opening({ subject }));
    expect(await findProcedure(body, procedure)).toMatchObject({ phase: 'due', objections: [] });
    await gavels(body, who.chair, procedure);
    expect(await findProcedure(body, procedure)).toMatchObject({ phase: 'adopted', closed: { entries: 2 } });
    expect((await questions()).agreed).toContainEqual(expect.objectContaining({ procedure, subject }));
  });

  test('does not fall over an objection, and falls when it was withdrawn and announced again', async () => {
    const subject = await mandateOf(body, who.chair, 'A mandate');
    const procedure = await announces(body, who.chair, opening({ subject }));
    const { act: objection } = await does(body, state('alpha'), 'decisions.objected', {
      procedure,
      reason: 'Too soon',
    });
    await expect(gavels(body, who.chair, procedure)).rejects.toMatchObject(refusal('decisions.no-objection'));
    const other = does(body, state('bravo'), 'decisions.objection-withdrawn', { procedure, objection });
    await expect(other).rejects.toMatchObject(refusedBy('decisions.own-objection'));
    await does(body, state('alpha'), 'decisions.objection-withdrawn', { procedure, objection });
    await expect(gavels(body, who.chair, procedure)).rejects.toMatchObject(refusal('decisions.window-given'));
  });

  test('is refused on entries that are not the newest', async () => {
    const subject = await mandateOf(body, who.chair, 'A mandate');
    const procedure = await announces(body, who.chair, opening({ subject }));
    const before = await gavelOf(body, procedure);
    await does(body, who.chair, 'decisions.ruled', { procedure, ruling: 'The list is closed.' });
    const late = does(body, who.chair, 'decisions.closed', before);
    await expect(late).rejects.toMatchObject(refusedBy('decisions.entries-named'));
  });
});

describe('a silence that names nobody', () => {
  const hidden = 'decisions.objected-unnamed';
  let procedure: string;
  let objection: string;

  beforeAll(async () => {
    const subject = await mandateOf(body, who.chair, 'A mandate');
    const data = opening({
      subject,
      kind: 'silence',
      deadline: body.clock.at(3_600_000),
      disclosure: 'fact',
    });
    procedure = data.procedure;
    await does(body, who.chair, 'decisions.opened', data);
    const { index } = await does(body, state('alpha'), hidden, { procedure, reason: 'A red line' });
    const { entries } = dataOf(
      await body.public.api.GET('/api/acts', { params: { query: { stream: `procedure/${procedure}` } } }),
    );
    objection = entries.find((e) => e.index === index)!.act;
  });

  test('is broken for everybody, and shows whose objection it is to its State alone', async () => {
    const shown = await findProcedure(body, procedure);
    expect(shown).toMatchObject({
      phase: 'broken',
      objections: [{ unnamed: true, how: 'signed' }],
      inForce: {},
    });
    expect(shown.objections[0]).not.toHaveProperty('participant');
    const own = await findProcedure({ public: (await opens(body, state('alpha'))).connection }, procedure);
    expect(own.objections[0]!.participant).toBe('alpha');
    const other = await findProcedure({ public: (await opens(body, state('bravo'))).connection }, procedure);
    expect(other.objections[0]).not.toHaveProperty('participant');
  });

  test('is vouched for by the chair, who can open it', async () => {
    const { connection } = await opens(body, who.chair);
    const { entries } = dataOf(
      await connection.api.GET('/api/acts', { params: { query: { stream: `procedure/${procedure}` } } }),
    );
    expect(entries.find((e) => e.type === hidden)!.content).toMatchObject({
      actor: { participant: 'alpha' },
    });
    await does(body, who.chair, 'decisions.vouched', { procedure, commitment: objection });
    expect((await findProcedure(body, procedure)).objections[0]!.vouched).toBeDefined();
  });

  test('is closed as broken, and as nothing else', async () => {
    await expect(gavels(body, who.chair, procedure)).rejects.toMatchObject(refusal('decisions.no-objection'));
    await gavels(body, who.chair, procedure, { outcome: 'broken' });
    expect(await findProcedure(body, procedure)).toMatchObject({
      phase: 'broken',
      closed: { outcome: 'broken' },
    });
  });

  test('tells nobody else who objected: in no reply, feed, leaf or bundle', async () => {
    await body.publish();
    const reads = [
      '/api/procedures',
      `/api/procedures/${procedure}`,
      '/api/questions',
      '/api/acts?limit=500',
    ];
    const about = ['/api/acts?participant=alpha&limit=500', `/api/acts?stream=procedure/${procedure}`];
    for (const visitor of [body.public, (await opens(body, state('bravo'))).connection]) {
      for (const url of [...reads, ...about]) {
        const text = await (await send(visitor, url)).text();
        expect(text, url).not.toContain('A red line');
        const rows = (JSON.parse(text).entries ?? []) as { stream: string; type: string; content?: object }[];
        const here = rows.filter((e) => e.stream === `procedure/${procedure}` && e.type === hidden);
        if (url.includes('participant=')) expect(here, url).toEqual([]);
        for (const entry of here) expect(JSON.stringify(entry)).not.toMatch(/alpha|per_/);
      }
      const bundle = new TextDecoder('latin1').decode(await bundleFor(body, visitor));
      expect(bundle).not.toContain('A red line');
    }
    const { rows } = await body.database.pool.query(`select leaf from entry where stream = $1`, [
      `procedure/${procedure}`,
    ]);
    for (const { leaf } of rows as { leaf: Uint8Array }[]) {
      const parsed = parseLeaf(new Uint8Array(leaf));
      if (parsed.tier === 'restricted') expect(JSON.stringify(parsed)).not.toMatch(/alpha|per_|red line/);
    }
  });
});

describe('what came on paper', () => {
  test('suspends the decision until its State says what it meant', async () => {
    const subject = await mandateOf(body, who.chair, 'A mandate');
    const procedure = await announces(body, who.chair, opening({ subject }));
    const arrived = body.clock.at(-1000);
    const data = { procedure, participant: 'bravo', by: 'note-verbale' as const, arrived };
    const { act: objection } = await does(body, who.clerk, 'decisions.receipt-recorded', data);
    expect(await findProcedure(body, procedure)).toMatchObject({ phase: 'suspended' });
    await expect(gavels(body, who.chair, procedure)).rejects.toMatchObject(
      refusal('decisions.paper-settled'),
    );
    await does(body, state('bravo'), 'decisions.objection-withdrawn', { procedure, objection });
    expect(await findProcedure(body, procedure)).toMatchObject({ phase: 'open' });
  });
});

describe('what could be done', () => {
  test('is said before one tries, with the rule and what would make it allowed', async () => {
    const subject = await mandateOf(body, who.chair, 'A mandate');
    const procedure = await announces(body, who.chair, opening({ subject }));
    const chair = await findProcedure({ public: (await opens(body, who.chair)).connection }, procedure);
    const adopts = (data: Record<string, unknown>) => data.outcome === 'adopted';
    expect(chair.can.find(({ data }) => adopts(data))!.answer).toMatchObject({ allowed: true });
    const delegate = await findProcedure(
      { public: (await opens(body, state('alpha'))).connection },
      procedure,
    );
    expect(delegate.can.find(({ data }) => adopts(data))!.answer).toMatchObject({
      allowed: false,
      rule: 'decisions.chair-presides',
      number: '7.3',
      allowedWhen: 'The chair signs.',
    });
    expect(delegate.can.find(({ type }) => type === 'decisions.objected')!.answer.allowed).toBe(true);
    expect((await findProcedure(body, procedure)).can).toEqual([]);
  });

  test('is asked of any act, and of none that is malformed', async () => {
    const { connection } = await opens(body, state('alpha'));
    const ask = (payload: { type: string; data: Record<string, unknown> }) =>
      connection.api.POST('/api/can', { body: payload });
    const { data } = await ask({
      type: 'decisions.opened',
      data: opening({ subject: { kind: 'mandate', sha256: 'a'.repeat(64) } }),
    });
    expect(data).toMatchObject({ allowed: false, rule: 'decisions.may-open' });
    expect((await ask({ type: 'decisions.opened', data: {} })).error).toMatchObject({
      code: 'record.malformed',
    });
    expect((await ask({ type: 'decisions.none', data: {} })).error).toMatchObject({
      code: 'record.unknown-type',
    });
  });

  test('is not said of a procedure that is none', async () => {
    const { problem } = await read(`/api/procedures/${newId('pro')}`);
    expect(problem).toMatchObject({ status: 404, code: 'decisions.procedure-not-found' });
  });
});

const read = async (url: string) => ({ problem: (await body.app.inject({ url })).json() });

describe('rules', () => {
  test('change by decision of the body, from the next entry on, and by nothing else', async () => {
    const book = {
      ...quickRules(),
      decisions: { ...quickRules().decisions!, disclosure: ['state' as const] },
    };
    const { canonicalBytes, sha256Hex } = await import('@comity/log');
    const { putBlob } = await import('@comity/client');
    const bytes = canonicalBytes(book);
    const { connection } = await opens(body, who.chair);
    await putBlob(connection, sha256Hex(bytes), bytes);
    const rules = sha256Hex(bytes);
    const procedure = await announces(
      body,
      who.chair,
      opening({ subject: { kind: 'rules', sha256: rules } }),
    );
    const early = does(body, who.chair, 'body.rules-changed', { rules, procedure });
    await expect(early).rejects.toMatchObject(refusedBy('body.rules-adopted'));
    await gavels(body, who.chair, procedure);
    const { act } = await does(body, who.clerk, 'body.rules-changed', { rules, procedure });
    expect((await questions()).rules).toEqual({ sha256: rules, act });
    const data = opening({ subject: { kind: 'mandate', sha256: rules }, disclosure: 'fact' });
    await expect(does(body, who.chair, 'decisions.opened', data)).rejects.toMatchObject(
      refusedBy('decisions.disclosure-fixed'),
    );
  });
});

test('the export of all this verifies, for the public and for a State', async () => {
  const bundles = [
    body.public,
    (await opens(body, state('alpha'))).connection,
    (await opens(body, who.chair)).connection,
  ];
  for (const visitor of bundles) {
    const report = await verifies(body, await bundleFor(body, visitor));
    expect(report.faults).toEqual([]);
    expect(report.verdict).toBe('verified');
  }
  const report = await verifies(body, await bundleFor(body, body.public));
  expect(report.notProvable).toContainEqual(expect.objectContaining({ what: 'unnamed', count: 1 }));
});

import type { AddressInfo } from 'node:net';
import { ACT_TYPES, type ActType, kindOf, newId } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { type Connection, type Prepared, putBlob } from '@comity/client';
import { readZip } from '@comity/dossier';
import { sha256Hex, utf8 } from '@comity/log';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bundleFor,
  convenes,
  type Deciders,
  does,
  headersOf,
  mandateOf,
  opening,
  opens,
  posts,
  quickRules,
  STATES,
  signs,
  type TestBody,
  testBody,
} from '../../testing/index.ts';
import { stateEpoch } from '../record/index.ts';

/**
 * Who objects is never more than the procedure discloses, wherever one looks. Procedures are generated in which alpha objects
 * unnamed; carla does nothing. Whatever anybody else is shown may speak of alpha exactly as much more as of carla.
 */
const OBJECTOR = 'alpha';
const IDLE = 'carla';
const REASON = 'A red line of ours';
const WORD = utf8('A word.');
const HIDDEN = [
  'decisions.objected-unnamed',
  'decisions.withdrawn-unnamed',
  'decisions.receipt-unnamed',
] as const;

interface Play {
  readonly level: 'fact' | 'paragraphs';
  readonly kind: 'room' | 'silence';
  readonly moves: readonly ('object' | 'item' | 'withdraw' | 'receipt' | 'vouch')[];
}
const plays = fc.record<Play>({
  level: fc.constantFrom('fact', 'paragraphs'),
  kind: fc.constantFrom('room', 'silence'),
  moves: fc.array(fc.constantFrom('object', 'item', 'withdraw', 'receipt', 'vouch'), {
    minLength: 2,
    maxLength: 6,
  }),
});

let body: TestBody;
let who: Deciders;
const log: string[] = [];
const audiences = new Map<string, Connection>();
/** Ids of acts and words that nobody else may meet, and what is known of the procedures. */
const secret = new Set<string>([REASON]);
const procedures: string[] = [];
const tally = new Map<string, number>();
let before: Map<string, Shown>;
let after: Map<string, Shown>;

interface Shown {
  readonly objector: number;
  readonly idle: number;
  readonly text: string;
}

const tokensOf = (state: string): readonly string[] => {
  const { participant, person } = who.states[state]!;
  return [participant, person];
};
const count = (text: string, state: string): number =>
  tokensOf(state).reduce(
    (sum, token) => sum + (text.match(new RegExp(`\\b${token}\\b`, 'g')) ?? []).length,
    0,
  );
const shown = (text: string): Shown => ({ objector: count(text, OBJECTOR), idle: count(text, IDLE), text });

/** Every address under which a reader is answered, with what this test knows of filled in. */
function addresses(): string[] {
  const known: Record<string, readonly string[]> = {
    procedure: procedures,
    participant: [OBJECTOR, IDLE],
    act: [body.trust.body],
  };
  const fill = (url: string): string[] => {
    const name = /:([a-z0-9]+)/i.exec(url)?.[1];
    if (name === undefined) return [url];
    return (known[name] ?? []).flatMap((value) => fill(url.replace(`:${name}`, value)));
  };
  const routes = body.routes.filter(({ method }) => [method].flat().includes('GET')).map(({ url }) => url);
  const whole = routes.filter((url) => !url.includes('*') && url !== '/api/events' && url !== '/api/bundle');
  const about = [OBJECTOR, IDLE].map((state) => `/api/acts?participant=${state}&limit=500`);
  const streams = procedures.flatMap((id) => [
    `/api/acts?stream=procedure/${id}&limit=500`,
    `/api/acts?about=procedure/${id}&limit=500`,
  ]);
  const kinds = HIDDEN.map((type) => `/api/acts?type=${type}&limit=500`);
  return [...whole.flatMap(fill), '/api/acts?limit=500', '/tile/entries/000', ...about, ...streams, ...kinds];
}

/** Everything that this reader is answered, address by address; dossiers and the bundle unpacked. */
async function look(name: string, reader: Connection): Promise<Map<string, Shown>> {
  const found = new Map<string, Shown>();
  const headers = headersOf(reader);
  for (const url of addresses()) {
    const answer = await body.app.inject({ url, headers });
    found.set(`${name} ${url}`, shown(answer.body));
  }
  for (const id of procedures) {
    const url = `/api/dossiers/streams/procedure/${id}?format=zip`;
    const answer = await body.app.inject({ url, headers });
    expect(answer.statusCode).toBe(200);
    const files = [...readZip(new Uint8Array(answer.rawPayload))] as unknown[];
    found.set(`${name} ${url}`, shown(files.map(latin).join('\n')));
  }
  found.set(`${name} bundle`, shown(latin(await bundleFor(body, reader))));
  found.set(`${name} events`, shown(await listen(headers)));
  return found;
}

/** Text of whatever holds bytes. */
const latin = (held: unknown): string => {
  if (held instanceof Uint8Array) return new TextDecoder('latin1').decode(held);
  if (Array.isArray(held)) return held.map(latin).join('\n');
  return typeof held === 'object' && held !== null ? latin(Object.values(held)) : String(held);
};

/** What live events tell from the first entry on. */
async function listen(headers: object): Promise<string> {
  const { port } = body.app.server.address() as AddressInfo;
  const ends = AbortSignal.timeout(1500);
  const wanted = { ...headers, 'last-event-id': '0' };
  let text = '';
  try {
    const answer = await fetch(`http://localhost:${port}/api/events`, { headers: wanted, signal: ends });
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) text += part;
  } catch (error) {
    if (!ends.aborted) throw error;
  }
  expect(text).toContain('data: ');
  return text;
}

/** Does what a play says; a move that the rules refuse is one that leaves nothing behind. */
async function perform({ level, kind, moves }: Play): Promise<void> {
  const subject = await mandateOf(body, who.chair, 'A mandate');
  const items = level === 'paragraphs' ? { items: ['OP1', 'OP2'] } : {};
  const deadline = kind === 'silence' ? { deadline: body.clock.at(3_600_000) } : {};
  const data = opening({ subject, kind, disclosure: level, ...items, ...deadline });
  const { procedure } = data;
  await does(body, who.chair, 'decisions.opened', data);
  procedures.push(procedure);
  const said: string[] = [];
  for (const move of moves) {
    const prepared = await prepare(move, procedure, said.at(-1) ?? 'a'.repeat(64));
    const { status } = await posts(body, prepared.bytes);
    tally.set(`${move} ${status === 200}`, (tally.get(`${move} ${status === 200}`) ?? 0) + 1);
    if (status !== 200) continue;
    if (move !== 'vouch') secret.add(prepared.id);
    const [newest] = (await findStream(procedure)).slice(-1);
    if (move !== 'vouch' && newest) said.push(newest);
  }
}

/** The commitments of a stream, in order. */
async function findStream(procedure: string): Promise<string[]> {
  const url = `/api/acts?stream=procedure/${procedure}&limit=100`;
  const { entries } = (await body.app.inject({ url })).json() as {
    entries: { act: string; index: number; tier: string }[];
  };
  return entries
    .filter(({ tier }) => tier === 'restricted')
    .sort((a, b) => a.index - b.index)
    .map(({ act }) => act);
}

function prepare(move: Play['moves'][number], procedure: string, last: string): Promise<Prepared> {
  const objector = who.states[OBJECTOR]!;
  switch (move) {
    case 'object':
      return signs(body, objector, 'decisions.objected-unnamed', { procedure, reason: REASON });
    case 'item':
      return signs(body, objector, 'decisions.objected-unnamed', {
        procedure,
        items: ['OP2'],
        reason: REASON,
      });
    case 'withdraw':
      return signs(body, objector, 'decisions.withdrawn-unnamed', { procedure, objection: last });
    case 'receipt':
      return signs(body, who.clerk, 'decisions.receipt-unnamed', {
        ...{ procedure, participant: OBJECTOR, by: 'letter', arrived: body.clock.at(-1000) },
      });
    case 'vouch':
      return signs(body, who.chair, 'decisions.vouched', { procedure, commitment: last });
  }
}

beforeAll(async () => {
  body = await testBody({ rules: quickRules() }, { log: { write: (line) => void log.push(line) } });
  await body.app.listen({ port: 0, host: 'localhost' });
  who = await convenes(body, STATES);
  audiences.set('nobody', body.public);
  audiences.set('another State', (await opens(body, who.states.bravo!)).connection);
  await putBlob(audiences.get('another State')!, sha256Hex(WORD), WORD);
  const generated = fc.sample(plays, { numRuns: 8, seed: 20_261_129 });
  const lookAll = async () => {
    await body.publish();
    const all = await Promise.all([...audiences].map(([name, reader]) => look(name, reader)));
    return new Map(all.flatMap((one) => [...one]));
  };
  before = await lookAll();
  for (const play of generated) await perform(play);
  await stateEpoch(body.record);
  after = await lookAll();
}, 240_000);
afterAll(() => body.stop());

describe('whose objection it is', () => {
  test('was asked of plays in which something happens', () => {
    for (const wanted of ['object true', 'withdraw true', 'receipt true', 'vouch true'])
      expect(tally.get(wanted) ?? 0, wanted).toBeGreaterThan(0);
    expect(after.size).toBeGreaterThan(100);
  });

  test('stands in no reply, export, feed, leaf or dossier that others are given', () => {
    const told: string[] = [];
    for (const [where, { objector, idle, text }] of after) {
      for (const word of secret) if (text.includes(word)) told.push(`${where}: ${word}`);
      const was = before.get(where) ?? { objector: 0, idle: 0 };
      const more = objector - was.objector - (idle - was.idle);
      if (more !== 0 && !where.includes(OBJECTOR) && !where.includes(IDLE))
        told.push(`${where}: ${more} more`);
    }
    // Asked about by name, either State answers with what it answered before.
    for (const state of [OBJECTOR, IDLE])
      for (const [where, { text }] of after)
        if (where.endsWith(`participant=${state}&limit=500`))
          for (const type of HIDDEN) expect([where, text.includes(type)]).toEqual([where, false]);
    expect(told).toEqual([]);
  });

  test('stands in no line that the server logs', () => {
    const lines = log.join('\n');
    expect(log.length).toBeGreaterThan(100);
    for (const word of secret) expect(lines).not.toContain(word);
    const hidden = log.filter((line) => /objected-unnamed|withdrawn-unnamed|receipt-unnamed/.test(line));
    for (const line of hidden) expect(count(line, OBJECTOR) + count(line, who.clerk.participant)).toBe(0);
  });

  test('would be noticed: where a procedure names States, others are shown more of who objects', async () => {
    const subject = await mandateOf(body, who.chair, 'A mandate');
    const data = opening({ subject, disclosure: 'state' });
    await does(body, who.chair, 'decisions.opened', data);
    const url = `/api/acts?stream=procedure/${data.procedure}&limit=500`;
    const was = shown((await body.app.inject({ url })).body);
    await does(body, who.states[OBJECTOR]!, 'decisions.objected', { procedure: data.procedure });
    const is = shown((await body.app.inject({ url })).body);
    expect(is.objector - was.objector).toBeGreaterThan(is.idle - was.idle);
  });

  test('is known to that State and to the State of the chair', async () => {
    const stream = `/api/acts?stream=procedure/${procedures[0]}&limit=500`;
    for (const hand of [who.states[OBJECTOR]!, who.chair]) {
      const headers = headersOf((await opens(body, hand)).connection);
      const { body: text } = await body.app.inject({ url: stream, headers });
      expect(count(text, OBJECTOR)).toBeGreaterThan(0);
    }
  });
});

/** Data of each act of the room, as its schema takes it. */
function dataFor(type: ActType, procedure: string): object {
  const text = { language: 'en', file: { sha256: sha256Hex(WORD), size: WORD.length } };
  const more: Partial<Record<ActType, object>> = {
    'decisions.opened': opening({ procedure: newId('pro') }),
    'decisions.extended': { deadline: body.clock.at(1000), cause: { kind: 'language', language: 'en' } },
    'decisions.position-stated': { position: 'support' },
    'decisions.objection-withdrawn': { objection: 'a'.repeat(64) },
    'decisions.withdrawn-unnamed': { objection: 'a'.repeat(64) },
    'decisions.receipt-recorded': { participant: OBJECTOR, by: 'letter', arrived: body.clock.at() },
    'decisions.receipt-unnamed': { participant: OBJECTOR, by: 'letter', arrived: body.clock.at() },
    'decisions.vouched': { commitment: 'a'.repeat(64) },
    'decisions.presence-attested': { present: 1 },
    'decisions.announced': { until: body.clock.at(5000) },
    'decisions.voted': { vote: 'for' },
    'decisions.ruled': { ruling: 'A ruling.' },
    'decisions.closed': { outcome: 'withdrawn', entries: 1, head: 'a'.repeat(64) },
    'decisions.circulated': { by: 'e-mail', sent: body.clock.at() },
    'decisions.dissociated': { paragraphs: ['OP1'] },
    'decisions.reserved': { text },
    'decisions.explained': { text },
    'decisions.statement-withdrawn': { statement: 'a'.repeat(64) },
    'decisions.mandated': { mandate: testId('man', 'x'), titles: { en: 'X' }, owner: { body: true } },
    'decisions.mandate-moved': { mandate: testId('man', 'x'), state: 'done' },
  };
  return { procedure, ...more[type] };
}

describe('nobody makes the act of another', () => {
  const types = ACT_TYPES.filter((type) => type.startsWith('decisions.'));
  test.each(types)('%s', async (type) => {
    const data = dataFor(type, procedures[0]!) as never;
    const { signedBy } = kindOf(type);
    const of = 'of' in signedBy ? signedBy.of : undefined;
    const others = [who.states[OBJECTOR]!, who.chair, who.clerk].filter(
      (p) => of === undefined || (of === 'secretariat') === (p === who.clerk),
    );
    // By a key of its own in the name of another: of a State, of the chair, of the secretariat.
    for (const { participant, person } of others) {
      const borrowed = { ...who.states.bravo!, participant, person };
      const { bytes } = await signs(body, borrowed, type, data);
      const { code, problem } = await posts(body, bytes);
      expect([type, code, problem.rule]).toEqual([type, 'record.refused-by-rule', 'people.current-key']);
    }
  });
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, seenCheckpoint, signAct, submitAct } from '@comity/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  appoint,
  cookieOf,
  does,
  elects,
  mandateOf,
  opening,
  openStage,
  type Person,
  type Stage,
} from './stage.ts';

/**
 * Who objects is never more than the procedure discloses, on whatever page, in whatever file or feed one looks. Procedures are
 * generated in which Togo objects unnamed; Fiji does nothing. Whatever others are shown speaks of both alike. What the API
 * answers is proven by the server's own test.
 */
const OBJECTOR = 'tgo';
const IDLE = 'fji';
const BYSTANDER = 'mng';
const CHAIR = 'ury';
const NAMES: Readonly<Record<string, readonly string[]>> = {
  [OBJECTOR]: ['Togo', 'Того', '多哥', 'توغو'],
  [IDLE]: ['Fiji', 'Fidji', 'Фиджи', '斐济', 'فيجي'],
};
const REASON = 'A red line of ours';
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

let stage: Stage;
const people = new Map<string, Person>();
/** Ids of acts and words that nobody else may meet. */
const secret = new Set<string>([REASON]);
const procedures: string[] = [];
const placed = new Set<string>();
let before: Shown[];
let after: Shown[];

/** What a reader is shown at an address. */
interface Shown {
  readonly where: string;
  readonly text: string;
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** How often a State is spoken of: by its name, its id, or the person who acts for it. */
function count(text: string, state: string): number {
  const words = [state, people.get(state)!.person, ...NAMES[state]!].map(escaped);
  return (
    text.match(new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${words.join('|')})(?![\\p{L}\\p{N}_-])`, 'giu')) ?? []
  ).length;
}

/** Every page, table and feed below a language, by its route: one that is added is looked at. */
async function routes(): Promise<string[]> {
  const files = await readdir(join(import.meta.dirname, '../src/routes/[lang]'), { recursive: true });
  return files
    .map((file) => `/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\/\+(?:page\.svelte|server\.ts)$/.test(file))
    .map((file) => file.replace(/\/\+[^/]+$/, ''))
    .sort();
}

/** With what stands between brackets filled in; what this body has nothing of by an id that leads nowhere. */
async function addresses(): Promise<string[]> {
  const acts = (await listEntries())
    .filter(({ stream }) => stream.startsWith('procedure/'))
    .map(({ act }) => act);
  const nowhere = (prefix: string) => [`${prefix}_${'a'.repeat(22)}`];
  const known: Readonly<Record<string, readonly string[]>> = {
    procedure: procedures,
    participant: [OBJECTOR, IDLE, BYSTANDER],
    '...subject': [
      ...procedures.map((id) => `procedure/${id}`),
      `participant/${OBJECTOR}`,
      `participant/${IDLE}`,
    ],
    act: acts,
    ...{ contact: nowhere('con'), document: nowhere('doc'), thread: nowhere('thr'), person: nowhere('per') },
    ...{ clearance: nowhere('thr'), initiative: nowhere('ini'), round: nowhere('rnd') },
    ...{ synthesis: ['0'.repeat(64)], token: ['a'.repeat(22)] },
  };
  const fill = (route: string): string[] => {
    const name = /\[([^\]]+)\]/.exec(route)?.[1];
    if (name === undefined) return [route];
    return (known[name] ?? ['nowhere']).flatMap((value) => fill(route.replace(`[${name}]`, value)));
  };
  const asked = ['', '/entries.csv', '/entries.json', '/feed.atom'].flatMap((path) => [
    ...procedures.map((id) => `/record${path}?about=procedure/${id}`),
    ...procedures.map((id) => `/record${path}?stream=procedure/${id}`),
    ...HIDDEN.map((type) => `/record${path}?type=${type}`),
    ...[OBJECTOR, IDLE].map((id) => `/record${path}?participant=${id}`),
    `/record${path}?q=objection`,
  ]);
  const followed = procedures.map((id) => `/decisions/follow?room=${id}`);
  return [...(await routes()).flatMap(fill), ...asked, ...followed];
}

async function listEntries(): Promise<{ act: string; tier: string; stream: string; index: number }[]> {
  const answer = await fetch(`${stage.url}/api/acts?limit=500`);
  return (
    (await answer.json()) as { entries: { act: string; tier: string; stream: string; index: number }[] }
  ).entries;
}

const AT_ONCE = 6;
/** Everything that this reader is shown in one language; and procedures as pages that verify themselves. */
async function look(language: string, name: string, cookie: string | undefined): Promise<Shown[]> {
  const pages = (await addresses()).map((path) => `/${language}${path}`);
  const dossiers = procedures.slice(0, 2).map((id) => `/api/dossiers/streams/procedure/${id}?format=html`);
  const waiting = [...pages, ...dossiers];
  const found: Shown[] = [];
  const worker = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const answer = await fetch(stage.url + path, { headers: cookie ? { cookie } : {} });
      expect([path, answer.status < 500]).toEqual([path, true]);
      found.push({ where: `${name} ${path}`, text: await answer.text() });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}

/** Does what a play says; a move that the rules refuse is one that leaves nothing behind. */
async function perform({ level, kind, moves }: Play): Promise<void> {
  const chair = people.get(CHAIR)!;
  const data = opening({
    ...{ kind, disclosure: level, subject: await mandateOf(stage, chair, `Mandate ${procedures.length}`) },
    ...(level === 'paragraphs' ? { items: ['OP1', 'OP2'] } : {}),
    ...(kind === 'silence' ? { deadline: stage.at(3_600_000) } : {}),
  });
  const { procedure } = data;
  await does(stage, chair, 'decisions.opened', data);
  procedures.push(procedure);
  for (const move of moves) {
    // What is withdrawn or vouched for is named by what the leaf of it shows.
    const last = (await listEntries())
      .filter(({ stream, tier }) => stream === `procedure/${procedure}` && tier === 'restricted')
      .sort((a, b) => b.index - a.index)[0]?.act;
    if (await moved(move, procedure, last ?? 'a'.repeat(64))) placed.add(move);
  }
}

async function moved(move: Play['moves'][number], procedure: string, last: string): Promise<boolean> {
  const objector = people.get(OBJECTOR)!;
  const arrived = stage.at(-1000);
  const [hand, type, data] = {
    object: () => [objector, 'decisions.objected-unnamed', { procedure, reason: REASON }] as const,
    item: () =>
      [objector, 'decisions.objected-unnamed', { procedure, items: ['OP2'], reason: REASON }] as const,
    withdraw: () => [objector, 'decisions.withdrawn-unnamed', { procedure, objection: last }] as const,
    receipt: () =>
      [
        stage.clerk,
        'decisions.receipt-unnamed',
        { procedure, participant: OBJECTOR, by: 'letter', arrived },
      ] as const,
    vouch: () => [people.get(CHAIR)!, 'decisions.vouched', { procedure, commitment: last }] as const,
  }[move]();
  const connection = connect(stage.url);
  const seen = await seenCheckpoint(connection, stage.trust);
  const prepared = await signAct(hand, stage.trust.body, seen, type, data as never, { at: stage.at() });
  if (move !== 'vouch') secret.add(prepared.id);
  return submitAct(connection, prepared).then(
    () => true,
    () => false,
  );
}

/** The cookie of a State that has nothing to do with it. */
let other: string;
const lookAll = async () =>
  (await Promise.all([look('en', 'nobody', undefined), look('ar', 'another State', other)])).flat();

beforeAll(async () => {
  stage = await openStage(OBJECTOR, IDLE, BYSTANDER, CHAIR);
  for (const state of [OBJECTOR, IDLE, BYSTANDER, CHAIR]) people.set(state, await appoint(stage, state));
  await elects(stage, stage.clerk, people.get(CHAIR)!);
  other = await cookieOf(stage, people.get(BYSTANDER)!);
  before = await lookAll();
  for (const play of fc.sample(plays, { numRuns: 6, seed: 20_261_129 })) await perform(play);
  after = await lookAll();
}, 240_000);
afterAll(() => stage?.end());

/** Asked for by name, a page speaks of that State and not of the other. */
const isByName = (where: string) =>
  new RegExp(`(?:participants?/|participant=)(?:${OBJECTOR}|${IDLE})`).test(where);

/** Where others are shown something of the objector that they are not shown of the State that did nothing. */
const told = (shown: readonly Shown[]): string[] =>
  shown.flatMap(({ where, text }) => {
    const words = [...secret].filter((word) => text.includes(word)).map((word) => `${where}: ${word}`);
    const more = isByName(where) ? 0 : count(text, OBJECTOR) - count(text, IDLE);
    return more === 0 ? words : [...words, `${where}: ${more} more`];
  });

describe('whose objection it is', () => {
  test('was asked of plays in which something happens, on many pages that speak of States', () => {
    for (const wanted of ['object', 'withdraw', 'receipt', 'vouch']) expect([...placed]).toContain(wanted);
    expect(after.length).toBeGreaterThan(250);
    expect(after.filter(({ text }) => count(text, OBJECTOR) > 0).length).toBeGreaterThan(20);
    expect(after.filter(({ text }) => text.includes('OP2')).length).toBeGreaterThan(4);
  });

  test('stands on no page, in no table, feed or dossier that others are given', () => {
    expect(told(before)).toEqual([]);
    expect(told(after)).toEqual([]);
  });

  test('is not behind the name of a State either: what is found by it is as much of the objector as of the other', () => {
    const byName = (state: string, other: string) =>
      new Map(
        after
          .filter(({ where }) => isByName(where) && where.includes(state))
          .map(({ where, text }) => [
            where.replaceAll(state, other),
            HIDDEN.filter((type) => text.includes(type)).length +
              procedures.filter((id) => text.includes(id)).length,
          ]),
      );
    expect([...byName(OBJECTOR, IDLE)].sort()).toEqual([...byName(IDLE, IDLE)].sort());
    expect(byName(OBJECTOR, IDLE).size).toBeGreaterThan(8);
  });

  test('is shown to that State, and in the opened entry to whoever presides', async () => {
    const path = `/en/record?stream=procedure/${procedures[0]}`;
    const shownTo = async (state: string) => {
      const headers = { cookie: await cookieOf(stage, people.get(state)!) };
      return count(await (await fetch(stage.url + path, { headers })).text(), OBJECTOR);
    };
    expect(await shownTo(BYSTANDER)).toBe(0);
    expect(await shownTo(CHAIR)).toBeGreaterThan(0);
    // The State itself is named once as the reader of the page.
    expect(await shownTo(OBJECTOR)).toBeGreaterThan(1);
  });

  test('would be noticed: where a procedure names States, others are shown who objects', async () => {
    const subject = await mandateOf(stage, people.get(CHAIR)!, 'Named');
    const data = opening({ subject, disclosure: 'state' });
    await does(stage, people.get(CHAIR)!, 'decisions.opened', data);
    await does(stage, people.get(OBJECTOR)!, 'decisions.objected', { procedure: data.procedure });
    const paths = [`/decisions/${data.procedure}`, '/record', '/record/entries.csv', '/record/feed.atom'];
    const shown = await Promise.all(
      paths.map(async (path) => ({
        where: path,
        text: await (await fetch(`${stage.url}/en${path}`)).text(),
      })),
    );
    expect(told(shown).map((line) => line.split(':')[0])).toEqual(paths);
  });
});

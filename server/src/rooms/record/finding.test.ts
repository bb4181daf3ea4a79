import {
  type AnyAct,
  describeKey,
  namedBy,
  newId,
  type Recipient,
  type RootKey,
  subjectsOf,
} from '@comity/acts';
import { type Connection, dataOf } from '@comity/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  does,
  enrols,
  headersOf,
  type Person,
  rootOf,
  type Sent,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';
import { levelFinding } from './finding.ts';
import { queryOf, tokensOf } from './words.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
let clerk: Person;
let sent: Sent;
const DOCUMENT = newId('doc');
const acts: Record<string, string> = {};

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  bravo = await seats(body, 'bravo');
  carla = await seats(body, 'carla');
  clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  sent = await sends(body, alpha, [bravo]);
  const titles = { en: 'Programme of work', zh: '工作方案草案', ar: 'برنامجُ الأعمال', ru: 'Учёт' };
  const registered = {
    document: DOCUMENT,
    titles,
    symbol: 'A/AC.292/2026/L.1',
    source: 'secretariat' as const,
  };
  acts.registered = (await does(body, clerk, 'documents.registered', { ...registered, files: {} })).act;
  acts.withdrawn = (
    await does(body, clerk, 'documents.withdrawn', { document: DOCUMENT, reason: 'Superseded' })
  ).act;
  const person = alpha.duty.person;
  acts.set = (
    await does(body, alpha.officer, 'people.authorities-set', { person, authorities: ['exchange', 'treaty'] })
  ).act;
  acts.challenged = (
    await does(body, alpha.officer, 'people.act-challenged', { act: acts.set, reason: 'not-ours' })
  ).act;
  await does(body, bravo.root, 'body.confirmed', {});
}, 60_000);
afterAll(() => body.stop());

const ask = async (query: object, by: Connection = body.public) =>
  dataOf(await by.api.GET('/api/acts', { params: { query: query as never } }));

/** Every page of an answer, one after the other. */
async function everything(query: object, by: Connection = body.public, limit = 3) {
  const all: Awaited<ReturnType<typeof ask>>['entries'] = [];
  for (let before: number | undefined; ; ) {
    const page = await ask({ ...query, limit, ...(before === undefined ? {} : { before }) }, by);
    all.push(...page.entries);
    if (page.next === undefined) return all;
    expect(page.entries).toHaveLength(limit);
    before = page.next;
  }
}

/** What the pure function says of every entry that somebody can open, newest first. */
async function filtered(subject: string, by: Connection): Promise<number[]> {
  const all = await everything({}, by, 100);
  const byId = new Map(all.map((e) => [e.act, e.content as AnyAct | undefined]));
  const recipients: readonly Recipient[] = sent.sealed.message.to;
  return all.flatMap(({ index, content }) => {
    if (!content) return [];
    const act = content as unknown as AnyAct;
    const beside = {
      named: byId.get(namedBy(act) ?? ''),
      ...(act.type === 'exchange.sent' ? { recipients } : {}),
    };
    return subjectsOf(act, beside).includes(subject) ? [index] : [];
  });
}

const asked = (subject: string) =>
  subject.startsWith('participant/')
    ? { participant: subject.slice('participant/'.length) }
    : { about: subject };

describe('A timeline', () => {
  test('of any subject is all entries that concern it, for whoever reads, on pages without gaps', async () => {
    const readers = [body.public, alpha.reader, bravo.reader, carla.reader];
    const everyAct = (await everything({}, alpha.reader, 100)).flatMap((e) => (e.content ? [e.content] : []));
    const subjects = [...new Set(everyAct.flatMap((act) => subjectsOf(act as unknown as AnyAct)))];
    expect(subjects.length).toBeGreaterThan(12);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...subjects, 'document/doc_AAAAAAAAAAAAAAAAAAAAAA'),
        fc.constantFrom(...readers),
        fc.integer({ min: 1, max: 7 }),
        async (subject, reader, limit) => {
          const found = await everything(asked(subject), reader, limit);
          expect(found.map((e) => e.index)).toEqual(await filtered(subject, reader));
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  test('holds the challenge of an act, and marks the act', async () => {
    const found = await everything({ about: `act/${acts.set}` });
    expect(found.map((e) => e.act)).toEqual([acts.challenged]);
    const ofPerson = await everything({ about: `person/${alpha.duty.person}` });
    expect(ofPerson.map((e) => e.act)).toEqual(expect.arrayContaining([acts.set, acts.challenged]));
    expect(ofPerson.find((e) => e.act === acts.set)?.challenged).toBe(true);
    expect(ofPerson.find((e) => e.act === acts.challenged)).not.toHaveProperty('challenged');
  });

  test('shows a message to those whom it is open to, and to nobody else that it fits', async () => {
    const about = `contact/${bravo.contact}`;
    const is = (e: { act: string }) => e.act === sent.receipt.act;
    expect((await everything({ about }, bravo.reader)).some(is)).toBe(true);
    expect((await everything({ about }, alpha.reader)).some(is)).toBe(true);
    for (const reader of [body.public, carla.reader]) {
      const found = await everything({ about }, reader);
      expect(found.every((e) => e.tier === 'public')).toBe(true);
      expect(await ask({ type: 'exchange.sent', count: 'true' }, reader)).toEqual({ entries: [], count: 0 });
      expect((await ask({ q: sent.receipt.act }, reader)).entries).toEqual([]);
    }
    expect((await ask({ type: 'exchange.sent', count: 'true' }, alpha.reader)).count).toBe(1);
    expect((await ask({ q: sent.receipt.act.slice(0, 12) }, alpha.reader)).entries.map((e) => e.act)).toEqual(
      [sent.receipt.act],
    );
    // That something stands in the exchange is public, and so is its number.
    expect((await ask({ q: String(sent.receipt.index) })).entries[0]).toMatchObject({
      index: sent.receipt.index,
      type: 'exchange.restricted',
    });
  });
});

describe('A search', () => {
  const words = async (q: string) => (await ask({ q })).entries.map((e) => e.act);

  test.each([
    'programme work',
    'PROGRAM',
    'a/ac.292/2026/l.1',
    'A/AC.292',
    '工作方案',
    '方案',
    'برنامج الاعمال',
    'учет',
  ])('finds a document by %s, and what became of it', async (q) => {
    expect(await words(q)).toEqual([acts.withdrawn, acts.registered]);
  });

  test('finds nothing where one word is not there, and for what holds no word', async () => {
    for (const q of ['programme rest', '作工', '???', "' | '", '!!']) expect(await words(q)).toEqual([]);
  });

  test('takes the number of an entry and the beginning of an id', async () => {
    expect((await ask({ q: '0' })).entries.map((e) => e.act)).toEqual([body.trust.body]);
    expect(await words(acts.registered!.slice(0, 8))).toEqual([acts.registered]);
    expect(await words('00000000')).toEqual([]);
  });

  test('joins what it is asked: participant, type, words, days', async () => {
    const today = body.clock.at().slice(0, 10);
    const both = {
      participant: 'secretariat',
      type: 'documents.withdrawn',
      q: 'superseded',
      from: today,
      until: today,
    };
    expect((await ask({ ...both, count: 'true' })).count).toBe(1);
    expect((await ask({ ...both, participant: 'alpha', count: 'true' })).count).toBe(0);
    expect((await ask({ ...both, until: '2001-01-01', from: '2000-01-01', count: 'true' })).count).toBe(0);
  });

  test('says how many there are on every page alike', async () => {
    const { count, next } = await ask({ participant: 'alpha', limit: 2, count: 'true' });
    expect(count).toBe((await everything({ participant: 'alpha' })).length);
    expect((await ask({ participant: 'alpha', limit: 2, count: 'true', before: next })).count).toBe(count);
  });

  test.each(['about=nobody', 'from=yesterday', 'participant=../x', `q=${'a'.repeat(201)}`, 'count=1'])(
    'is refused for %s',
    async (query) => {
      expect((await body.app.inject({ url: `/api/acts?${query}` })).statusCode).toBe(400);
    },
  );

  test('takes any text for words and never for a query', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (q) => {
        const url = `/api/acts?q=${encodeURIComponent(q.toWellFormed().replaceAll('\0', ''))}`;
        expect((await body.app.inject({ url })).statusCode).toBe(200);
      }),
      { numRuns: 200 },
    );
  });
});

test('a text is found by each of its words, and by the beginning of one', () => {
  const word = fc.stringMatching(/^[a-zа-яé一-龥]{2,8}$/u);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), (all, n) => {
      const tokens = tokensOf(all.join(' '));
      const wanted = (queryOf(all[n % all.length]!) ?? '').split(' & ').map((w) => w.slice(1, -3));
      for (const w of wanted) expect(tokens.some((token) => token.startsWith(w))).toBe(true);
    }),
  );
});

test('entries are findable once, however many ask at the same time', async () => {
  await adds(body, carla.officer, 'many');
  await Promise.all(Array.from({ length: 6 }, () => levelFinding(body.record)));
  const { read } = body.database;
  const [row] = await read.rows<{ found: number; all: number }>(
    'testing.found-all',
    'select (select count(*) from entry_found) as found, (select count(*) from entry) as all',
  );
  expect(row!.found).toBe(row!.all);
});

describe('The grounds of an act', () => {
  const grounds = async (act: string, by: Connection = body.public) =>
    dataOf(await by.api.GET('/api/acts/{act}/grounds', { params: { path: { act } } }));

  test('lead from the key that signed to the root of the State and to its invitation', async () => {
    const found = await grounds(acts.set!);
    expect(found.rule).toBe('people.administrators-act');
    expect(found.signer.key).toMatchObject({ kind: 'file', alg: 'ed25519' });
    expect(found.certified.map((c) => c.type)).toEqual([
      'people.person-added',
      'people.root-enrolled',
      'people.participant-invited',
    ]);
    expect(found.certified[0]!.by).toEqual({ participant: 'alpha' });
    expect(found.certified[2]).toMatchObject({
      by: { participant: 'secretariat' },
      channel: expect.any(String),
    });
    expect(found.standing).toEqual({ state: 'in-effect', confirmedBy: [] });
  });

  test('of what the host and the root of the secretariat sign end with the founding', async () => {
    const founding = await grounds(body.trust.body);
    expect(founding).toMatchObject({ rule: 'body.host-states-facts', signer: { key: { kind: 'host' } } });
    expect(founding.certified.map((c) => c.type)).toEqual(['body.founded']);
    const [invited] = await everything({ type: 'people.participant-invited' });
    expect((await grounds(invited!.act)).certified.map((c) => c.type)).toEqual(['body.founded']);
  });

  test('name the session and the key behind it', async () => {
    const found = await grounds(sent.receipt.act, alpha.reader);
    expect(found.signer.session).toMatchObject({ certificate: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(found.signer.key?.kind).toBe('file');
    expect(found.certified.at(-1)?.type).toBe('people.participant-invited');
  });

  test('say that an act waits, who confirmed it, and when it took effect', async () => {
    const delta = await enrols(body, 'delta');
    const [ada, bo] = [await adds(body, delta, 'ada'), await adds(body, delta, 'bo')];
    const administrators = [ada.person, bo.person].sort();
    await does(body, delta, 'people.administrators-set', { administrators, threshold: 2 });
    const { act } = await does(body, ada, 'people.authorities-set', {
      person: bo.person,
      authorities: ['people'],
    });
    const waits = await grounds(act);
    expect(waits.standing).toMatchObject({ state: 'waiting', needed: 2, confirmedBy: [] });
    const [first] = (await ask({ q: act })).entries;
    expect(first).toMatchObject({ act, waiting: true });
    const confirmed = await does(body, bo, 'people.act-confirmed', { act });
    expect((await grounds(act)).standing).toMatchObject({ state: 'in-effect', confirmedBy: [confirmed.act] });
    expect((await ask({ q: act })).entries[0]).not.toHaveProperty('waiting');
    const other = await does(body, ada, 'people.authorities-set', { person: bo.person, authorities: [] });
    const life = body.record.held.now.rules.numbers.confirmationLife * 1000;
    await body.clock.later(life + 60_000, async () => {
      expect((await grounds(other.act)).standing).toMatchObject({ state: 'lapsed' });
      expect((await ask({ q: other.act })).entries[0]).not.toHaveProperty('waiting');
    });
  });

  test('of a restricted act are open to its parties alone', async () => {
    const url = `/api/acts/${sent.receipt.act}/grounds`;
    const status = async (by: Connection) =>
      (await body.app.inject({ url, headers: headersOf(by) as Record<string, string> })).statusCode;
    expect(await Promise.all([body.public, carla.reader, bravo.reader].map(status))).toEqual([404, 404, 200]);
  });
});

describe('A change of host', () => {
  const grounds = async (act: string) =>
    dataOf(await body.public.api.GET('/api/acts/{act}/grounds', { params: { path: { act } } }));

  test('by roots waits for those of other States, then is in effect; the next host rests on it', async () => {
    const { signer } = await rootOf('the next host');
    const host = describeKey('ed25519', signer.publicKey) as RootKey;
    const data = { host, rpIds: ['next.example'], origins: ['https://next.example'] };
    const options = { base: body.record.held.now.host.act, offline: true as const };
    const first = await does(body, alpha.root, 'body.host-changed', data, options);
    expect(await grounds(first.act)).toMatchObject({
      rule: 'body.host-changes',
      standing: { state: 'waiting', needed: 2, confirmedBy: [] },
    });
    const second = await does(body, bravo.root, 'body.host-changed', data, options);
    expect((await grounds(second.act)).standing).toMatchObject({ state: 'in-effect', confirmedBy: [] });
    expect((await grounds(first.act)).standing).toMatchObject({
      state: 'in-effect',
      confirmedBy: [second.act],
    });
    const timeline = await everything({ about: 'body' });
    expect(timeline.map((e) => e.act)).toEqual(expect.arrayContaining([first.act, second.act]));
    expect((await grounds(body.trust.body)).signer.key?.kind).toBe('host');
  });
});

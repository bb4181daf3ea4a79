import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type Collection, intake, Pile, type Query, type Shelf, type Status } from '@comity/feeds/taxii';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serveShelf } from './serving.ts';

/**
 * The checks of the TAXII 2.1 Interoperability Test Document (OASIS, Committee Specification Draft 01 of 30 March
 * 2022) on a server, by the numbers of their sections, asked over HTTP of the server that the command runs.
 *
 * Not shown: 3.1.3, authentication by certificate, and 3.13.2, additional filters: both are optional and not offered.
 */
const SECRET = 'a-secret-of-the-tests';
const BASIC = `Basic ${Buffer.from(`comity:${SECRET}`).toString('base64')}`;
const MEDIA = 'application/taxii+json;version=2.1';
const STIX = 'application/stix+json;version=2.1';
const MICROSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** A collection for each way in which one may be open, by what may be done with it. */
class Piles implements Shelf {
  readonly piles = new Map(
    ['rw', 'ro', 'wo', 'no'].map((alias) => [randomUUID() as string, { alias, pile: new Pile() }]),
  );
  readonly #statuses = new Map<string, Status>();
  #now = 1_772_500_000_000_000;

  async collections(): Promise<Collection[]> {
    return [...this.piles].map(([id, { alias }]) => ({
      ...{ id, alias, title: alias },
      ...{ canRead: alias === 'rw' || alias === 'ro', canWrite: alias === 'rw' || alias === 'wo' },
    }));
  }
  pileOf(alias: string): Pile {
    return [...this.piles.values()].find((one) => one.alias === alias)!.pile;
  }
  async select(id: string, query: Query) {
    return this.piles.get(id)!.pile.select(query);
  }
  async has(id: string, object: string) {
    return this.piles.get(id)!.pile.has(object);
  }
  async add(id: string, given: readonly unknown[]): Promise<Status> {
    const { accepted, failures } = intake(given);
    const successes = accepted.map((object) => {
      const { row } = this.piles.get(id)!.pile.add(object, this.#now++);
      return { id: row.id, version: row.versionText };
    });
    const status = { id: randomUUID(), requested: this.#now, successes, failures };
    this.#statuses.set(status.id, status);
    return status;
  }
  async remove(id: string, query: Query) {
    return this.piles.get(id)!.pile.remove(query);
  }
  async findStatus(id: string) {
    return this.#statuses.get(id);
  }
}

let shelf: Piles;
let server: Server;
let origin: string;
const failures: unknown[] = [];

beforeAll(async () => {
  const served = { title: 'Tests', secret: SECRET, onFailure: (error: unknown) => failures.push(error) };
  const current: Shelf = {
    collections: () => shelf.collections(),
    select: (...given) => shelf.select(...given),
    has: (...given) => shelf.has(...given),
    add: (...given) => shelf.add(...given),
    remove: (...given) => shelf.remove(...given),
    findStatus: (...given) => shelf.findStatus(...given),
  };
  server = await serveShelf({ ...served, shelf: current }, 0);
  origin = `http://localhost:${(server.address() as { port: number }).port}`;
});
beforeEach(() => {
  shelf = new Piles();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  expect(failures).toEqual([]);
});

const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString().padStart(12, '0')}`;
const object = (type: string, n: number, more: object = {}) => ({
  ...{ type, spec_version: '2.1', id: `${type}--${uuid(n)}` },
  ...{ created: '2026-03-01T00:00:00.000Z', modified: '2026-03-01T00:00:00.000Z' },
  ...(type === 'indicator'
    ? {
        pattern: "[url:value = 'http://evil.example/']",
        pattern_type: 'stix',
        valid_from: '2026-03-01T00:00:00Z',
      }
    : { name: `${type} ${n}`, is_family: false }),
  ...more,
});

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

async function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const response = await fetch(path.startsWith('http') ? path : `${origin}/taxii2${path}`, {
    method,
    headers: {
      authorization: BASIC,
      accept: MEDIA,
      ...(body === undefined ? {} : { 'content-type': MEDIA }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, value: text ? JSON.parse(text) : undefined };
}

const at = (alias: string, rest = '') => `/root/collections/${alias}/${rest}`;
const post = (alias: string, ...objects: unknown[]) =>
  ask(at(alias, 'objects/'), { method: 'POST', body: { objects } });
const idsOf = ({ value }: { value: { objects?: { id: string }[] } }) =>
  (value.objects ?? []).map(({ id }) => id);
const find = (question: string, alias = 'rw') => ask(at(alias, `objects/?${question}`));

/** Every error is an error resource, of the media type of everything else. */
function expectError(answer: Awaited<ReturnType<typeof ask>>, status: number): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe(MEDIA);
  expect(answer.value).toMatchObject({
    title: expect.any(String),
    http_status: String(status),
    error_code: expect.any(String),
  });
}

describe('3.1 authentication', () => {
  test('3.1.1 a request without authorization is answered with 401 and with what would do', async () => {
    const answer = await fetch(`${origin}/taxii2/`, { headers: { accept: MEDIA } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/Basic realm=.*Bearer realm=/);
    expect(answer.headers.get('content-type')).toBe(MEDIA);
  });

  test('3.1.2 wrong credentials are answered with 401, of whatever form', async () => {
    const wrong = [
      `Basic ${btoa('comity:wrong')}`,
      `Basic ${btoa(`other:${SECRET}`)}`,
      'Bearer wrong',
      `Digest ${SECRET}`,
      'Basic',
      SECRET,
    ];
    for (const authorization of wrong) expectError(await ask('/', { headers: { authorization } }), 401);
  });

  test('3.1.4 HTTP Basic opens, and so does the secret as a bearer token', async () => {
    for (const authorization of [BASIC, `Bearer ${SECRET}`])
      expect((await ask('/', { headers: { authorization } })).status).toBe(200);
  });

  test('a page that asks under a name of its own is not answered', async () => {
    const { status } = await new Promise<{ status: number }>((resolve, reject) => {
      import('node:http').then(({ get }) =>
        get(`${origin}/taxii2/`, { headers: { host: 'evil.example', authorization: BASIC } }, (response) => {
          response.resume();
          resolve({ status: response.statusCode! });
        }).on('error', reject),
      );
    });
    expect(status).toBe(421);
  });
});

describe('3.2, 3.3 discovery and API root', () => {
  test('3.2.1 the discovery names the title and the API roots', async () => {
    const { status, headers, value } = await ask('/');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(MEDIA);
    expect(value).toEqual({
      title: 'Tests',
      default: `${origin}/taxii2/root/`,
      api_roots: [`${origin}/taxii2/root/`],
    });
  });

  test('3.3.1 the API root says what it speaks and how much it takes', async () => {
    const { value: found } = await ask('/');
    const { status, value } = await ask(found.default);
    expect(status).toBe(200);
    expect(value).toMatchObject({ title: 'Tests', versions: [MEDIA], max_content_length: 5 * 1024 * 1024 });
  });

  test('3.3.2 an API root that is none is answered with 404', async () => {
    expectError(await ask('/other/'), 404);
    expectError(await ask('/other/collections/'), 404);
  });

  test('what is asked for in another media type or version is answered with 406', async () => {
    for (const accept of [
      'text/html',
      'application/taxii+json;version=2.0',
      'application/vnd.oasis.taxii+json',
      'application/json',
    ])
      expectError(await ask('/', { headers: { accept } }), 406);
    for (const accept of [
      'application/taxii+json',
      'application/taxii+json; version=2.1',
      '*/*',
      `text/html, ${MEDIA};q=0.5`,
    ])
      expect((await ask('/', { headers: { accept } })).status).toBe(200);
  });
});

describe('3.4, 3.5 collections', () => {
  test('3.4.1 every collection is listed with what may be done with it', async () => {
    const { status, value } = await ask('/root/collections/');
    expect(status).toBe(200);
    expect(value.collections).toHaveLength(4);
    expect(value.collections[0]).toEqual({
      ...{
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        title: 'rw',
        alias: 'rw',
        can_read: true,
        can_write: true,
      },
      media_types: [STIX, 'application/stix+json;version=2.0'],
    });
  });

  test.each([
    ['3.5.1.1 for writing only', 'wo', false, true],
    ['3.5.1.2 for reading and writing', 'rw', true, true],
    ['3.5.1.3 for reading only', 'ro', true, false],
    ['3.5.1.4 for neither', 'no', false, false],
  ])('%s: the collection says so, by its id and by its alias', async (_, alias, can_read, can_write) => {
    const { value } = await ask(at(alias));
    expect(value).toMatchObject({ alias, can_read, can_write });
    expect((await ask(`/root/collections/${value.id}/`)).value).toEqual(value);
  });

  test('3.5.2.1 reading from a collection for writing only is answered with 403', async () => {
    await post('wo', object('malware', 1));
    for (const what of [
      'objects/',
      'manifest/',
      `objects/malware--${uuid(1)}/`,
      `objects/malware--${uuid(1)}/versions/`,
    ])
      expectError(await ask(at('wo', what)), 403);
  });

  test('3.5.2.2 writing to a collection for reading only is answered with 403', async () => {
    for (const alias of ['ro', 'no']) expectError(await post(alias, object('malware', 1)), 403);
  });

  test('3.5.2.3 taking away without both is answered with 403', async () => {
    for (const alias of ['ro', 'wo', 'no'])
      expectError(await ask(at(alias, `objects/malware--${uuid(1)}/`), { method: 'DELETE' }), 403);
  });

  test('3.5.2.4 taking away what is not there is answered with 404', async () => {
    expectError(await ask(at('rw', `objects/malware--${uuid(1)}/`), { method: 'DELETE' }), 404);
  });

  test('3.5.3 a collection that is none is answered with 404, whatever is asked of it', async () => {
    for (const what of ['', 'objects/', 'manifest/', `objects/malware--${uuid(1)}/versions/`])
      expectError(await ask(`/root/collections/${uuid(9)}/${what}`), 404);
  });

  test('a method that does nothing is answered with 405 and with those that do', async () => {
    const answer = await ask('/root/collections/', { method: 'DELETE' });
    expectError(answer, 405);
    expect(answer.headers.get('allow')).toBe('GET');
  });
});

describe('3.6 to 3.9 manifest, objects, versions', () => {
  test('3.6.1 the manifest says of each object when it came, which version and in what form', async () => {
    await post('rw', object('malware', 1), object('indicator', 2));
    const { value, headers } = await ask(at('rw', 'manifest/'));
    expect(value.objects).toHaveLength(2);
    expect(value.objects[0]).toEqual({
      id: `malware--${uuid(1)}`,
      date_added: expect.stringMatching(MICROSECONDS),
      version: '2026-03-01T00:00:00.000Z',
      media_type: STIX,
    });
    expect(value.objects[0].date_added < value.objects[1].date_added).toBe(true);
    expect(headers.get('x-taxii-date-added-first')).toBe(value.objects[0].date_added);
    expect(headers.get('x-taxii-date-added-last')).toBe(value.objects[1].date_added);
  });

  test('3.7.1 objects come in an envelope, as they were handed in', async () => {
    const given = [object('malware', 1), object('indicator', 2, { confidence: 15 })];
    await post('rw', ...given);
    const { status, value, headers } = await find('');
    expect({ status, value }).toEqual({ status: 200, value: { more: false, objects: given } });
    expect(headers.get('x-taxii-date-added-first')).toMatch(MICROSECONDS);
  });

  test('3.7.2 no objects are an empty envelope', async () => {
    const { status, value, headers } = await find('');
    expect({ status, value }).toEqual({ status: 200, value: {} });
    expect(headers.get('x-taxii-date-added-first')).toBeNull();
  });

  test('3.8.1 an object is found by its id', async () => {
    await post('rw', object('malware', 1), object('malware', 2));
    expect((await ask(at('rw', `objects/malware--${uuid(2)}/`))).value).toEqual({
      more: false,
      objects: [object('malware', 2)],
    });
  });

  test('3.8.2 an object that is not there is answered with 404', async () => {
    expectError(await ask(at('rw', `objects/malware--${uuid(2)}/`)), 404);
    expectError(await ask(at('rw', `objects/malware--${uuid(2)}/versions/`)), 404);
  });

  test('3.9.1 the versions of an object are listed in the order in which they came', async () => {
    const later = '2026-03-02T00:00:00.000Z';
    await post('rw', object('malware', 1, { modified: later }), object('malware', 1), object('malware', 2));
    const { value, headers } = await ask(at('rw', `objects/malware--${uuid(1)}/versions/`));
    expect(value).toEqual({ more: false, versions: [later, '2026-03-01T00:00:00.000Z'] });
    expect(headers.get('x-taxii-date-added-last')).toMatch(MICROSECONDS);
  });
});

describe('3.10 to 3.12 adding, status, taking away', () => {
  test('3.10.1 objects that are handed in are answered with 202 and a status, and are there', async () => {
    const { status, value } = await post('rw', object('malware', 1));
    expect(status).toBe(202);
    expect(value).toMatchObject({
      status: 'complete',
      total_count: 1,
      success_count: 1,
      failure_count: 0,
      pending_count: 0,
    });
    expect(idsOf(await find(''))).toEqual([`malware--${uuid(1)}`]);
  });

  test('3.11.1 the status of a request is found again', async () => {
    const { value } = await post('rw', object('malware', 1));
    expect((await ask(`/root/status/${value.id}/`)).value).toEqual(value);
    expectError(await ask(`/root/status/${uuid(9)}/`), 404);
  });

  test('3.11.2 the status says of each object what became of it, and why', async () => {
    const { value } = await post(
      'rw',
      object('malware', 1),
      { type: 'malware', id: 'x' },
      { ...object('malware', 2), name: undefined, is_family: undefined },
    );
    expect(value).toEqual({
      ...{
        id: expect.any(String),
        status: 'complete',
        request_timestamp: expect.stringMatching(MICROSECONDS),
      },
      ...{ total_count: 3, success_count: 1, failure_count: 2, pending_count: 0, pendings: [] },
      successes: [{ id: `malware--${uuid(1)}`, version: '2026-03-01T00:00:00.000Z' }],
      failures: [
        { id: 'x', version: '', message: expect.stringContaining('id') },
        {
          id: `malware--${uuid(2)}`,
          version: '2026-03-01T00:00:00.000Z',
          message: expect.stringContaining('is_family'),
        },
      ],
    });
  });

  test('3.12.1 an object is taken away with all its versions, or with those that are named', async () => {
    const later = '2026-03-02T00:00:00.000Z';
    await post('rw', object('malware', 1), object('malware', 1, { modified: later }), object('malware', 2));
    const one = at('rw', `objects/malware--${uuid(1)}/`);
    expect((await ask(`${one}?match[version]=last`, { method: 'DELETE' })).status).toBe(200);
    expect((await ask(`${one}versions/`)).value.versions).toEqual(['2026-03-01T00:00:00.000Z']);
    expect((await ask(one, { method: 'DELETE' })).status).toBe(200);
    expectError(await ask(one), 404);
    expect(idsOf(await find(''))).toEqual([`malware--${uuid(2)}`]);
  });

  test('what is handed in under another media type is answered with 415', async () => {
    const body = { objects: [object('malware', 1)] };
    for (const type of ['application/json', STIX, 'application/taxii+json;version=2.0'])
      expectError(
        await ask(at('rw', 'objects/'), { method: 'POST', body, headers: { 'content-type': type } }),
        415,
      );
  });

  test('what is no envelope, or is made to harm, is answered with 422, and nothing is kept', async () => {
    const bodies = [
      '',
      '{}',
      '[]',
      '{"objects":[]}',
      '{"objects":[1]}',
      '{"objects":{}}',
      '{"objects":[',
      `{"objects":[{"a":${'['.repeat(1000)}`,
    ];
    const nasty = [
      '{"objects":[{"__proto__":{"polluted":1}}]}',
      '{"objects":[{"type":"a","type":"b"}]}',
      '{"objects":[{"n":9007199254740993}]}',
    ];
    for (const body of [...bodies, ...nasty])
      expectError(await ask(at('rw', 'objects/'), { method: 'POST', body }), 422);
    expect((await find('')).value).toEqual({});
  });

  test('what is too large is answered with 413', async () => {
    const body = JSON.stringify({
      objects: [object('malware', 1, { description: 'x'.repeat(5 * 1024 * 1024) })],
    });
    const answer = await ask(at('rw', 'objects/'), { method: 'POST', body }).catch((error: Error) => error);
    // A client that is still sending when the answer comes may see the line end instead.
    if (!(answer instanceof Error)) expectError(answer, 413);
    expect((await find('')).value).toEqual({});
  });
});

describe('3.13.1 filters', () => {
  const later = '2026-03-05T00:00:00.000Z';
  beforeEach(async () => {
    await post(
      'rw',
      object('malware', 1),
      object('indicator', 2),
      object('malware', 3),
      object('malware', 1, { modified: later }),
    );
  });
  const [m1, i2, m3] = [`malware--${uuid(1)}`, `indicator--${uuid(2)}`, `malware--${uuid(3)}`];
  const added = async () =>
    (await ask(at('rw', 'manifest/?match[version]=all'))).value.objects.map(
      (one: { date_added: string }) => one.date_added,
    ) as string[];

  test('3.13.1.1 added_after answers with what came strictly later', async () => {
    const times = await added();
    expect(idsOf(await find(`match[version]=all&added_after=${times[1]}`))).toEqual([m3, m1]);
    expect(idsOf(await find(`added_after=${times[3]}`))).toEqual([]);
    expect(new Set(times).size).toBe(4);
  });

  test('3.13.1.2 limit answers with no more than that, and says that there is more', async () => {
    const { value } = await find('limit=2');
    expect(value).toMatchObject({ more: true, next: expect.any(String) });
    expect(value.objects).toHaveLength(2);
  });

  test('3.13.1.3 match[id] answers with that object', async () => {
    expect(idsOf(await find(`match[id]=${i2}`))).toEqual([i2]);
  });

  test('3.13.1.4 match[type] answers with objects of that type', async () => {
    expect(idsOf(await find('match[type]=indicator'))).toEqual([i2]);
    expect((await find('match[type]=tool')).value).toEqual({});
  });

  test('3.13.1.5 match[version] answers with those versions', async () => {
    expect(idsOf(await find('match[version]=all'))).toEqual([m1, i2, m3, m1]);
    expect((await find(`match[id]=${m1}`)).value.objects).toMatchObject([{ modified: later }]);
    expect((await find(`match[id]=${m1}&match[version]=first`)).value.objects).toMatchObject([
      { modified: '2026-03-01T00:00:00.000Z' },
    ]);
    expect(idsOf(await find(`match[version]=${later}`))).toEqual([m1]);
  });

  test('3.13.1.6 match[spec_version] answers with objects of that edition', async () => {
    expect((await find('match[spec_version]=2.0')).value).toEqual({});
    expect(idsOf(await find('match[spec_version]=2.1'))).toHaveLength(3);
  });

  test('3.13.1.7 values divided by commas mean any of them', async () => {
    expect(idsOf(await find(`match[id]=${i2},${m3}`))).toEqual([i2, m3]);
    expect(idsOf(await find('match[type]=indicator,tool'))).toEqual([i2]);
  });

  test('3.13.1.8 several filters mean all of them', async () => {
    expect(idsOf(await find(`match[type]=malware&match[id]=${i2},${m3}`))).toEqual([m3]);
  });

  test('3.13.1.9 both together mean all filters with any value of each', async () => {
    expect(
      idsOf(await find(`match[type]=malware,indicator&match[id]=${m1},${i2}&match[version]=first,last`)),
    ).toEqual([m1, i2, m1]);
  });

  test('3.13.1.10 a filter given twice is answered with 400', async () => {
    expectError(await find('match[type]=malware&match[type]=indicator'), 400);
  });

  test('the same filters hold for the manifest', async () => {
    expect(idsOf(await ask(at('rw', 'manifest/?match[type]=malware&match[version]=all')))).toEqual([
      m1,
      m3,
      m1,
    ]);
  });
});

describe('3.14 paging', () => {
  beforeEach(async () => {
    await post('rw', ...Array.from({ length: 25 }, (_, i) => object(i % 2 ? 'malware' : 'indicator', i)));
  });

  test('3.14.1 by next, each object comes once and every filter holds on every page', async () => {
    for (const repeats of [true, false]) {
      const ids: string[] = [];
      let page = await find('match[type]=malware&limit=5');
      for (ids.push(...idsOf(page)); page.value.more; ids.push(...idsOf(page)))
        page = await find(`${repeats ? 'match[type]=malware&' : ''}limit=5&next=${page.value.next}`);
      expect(ids).toHaveLength(12);
      expect(new Set(ids).size).toBe(12);
      expect(ids.every((id) => id.startsWith('malware'))).toBe(true);
    }
  });

  test.each(['objects/', 'manifest/'])(
    '3.14.1 by added_after and the date of the last, each comes once: %s',
    async (what) => {
      const ids: string[] = [];
      for (let after = ''; ; ) {
        const page = await ask(at('rw', `${what}?limit=4${after}`));
        ids.push(...idsOf(page));
        if (!page.value.more) break;
        after = `&added_after=${page.headers.get('x-taxii-date-added-last')}`;
      }
      expect(ids).toHaveLength(25);
      expect(new Set(ids).size).toBe(25);
    },
  );

  test('3.14.1 versions are paged by added_after as well', async () => {
    const times = Array.from({ length: 7 }, (_, i) => `2026-04-0${i + 1}T00:00:00.000Z`);
    await post('rw', ...times.map((modified) => object('malware', 99, { modified })));
    const read: string[] = [];
    for (let after = ''; ; ) {
      const page = await ask(at('rw', `objects/malware--${uuid(99)}/versions/?limit=3${after}`));
      read.push(...page.value.versions);
      if (!page.value.more) break;
      after = `&added_after=${page.headers.get('x-taxii-date-added-last')}`;
    }
    expect(read).toEqual(times);
  });

  test('3.14.1 a next that was not given here, or with other filters, is answered with 400', async () => {
    expectError(await find('next=abc'), 400);
    const { value } = await find('match[type]=malware&limit=5');
    expectError(await find(`match[type]=indicator&next=${value.next}`), 400);
  });
});

describe('3.15 custom properties', () => {
  test('3.15.1 properties of one’s own are kept as they were handed in', async () => {
    const given = object('malware', 1, {
      x_comity_example: { nested: [1, 'two', { three: 3 }], text: '<b>“ü”</b>' },
    });
    const { status } = await ask(at('rw', 'objects/'), {
      method: 'POST',
      body: { objects: [given], x_of_the_envelope: true },
    });
    expect(status).toBe(202);
    expect((await find('')).value.objects).toEqual([given]);
  });
});

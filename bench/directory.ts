/**
 * Reading the directory as a signed-in contact does, against a bare Fastify route with one SELECT on the same
 * PostgreSQL, in turns, at 16 connections. Two bounds: a conditional GET that answers 304 reaches at least 0.5 of
 * the bare route, the full list of all States' contacts (one each, seven fields and a key) at least 0.1. `ratio` is
 * the conditional GET, or five times the full list where that is less, so that the one bound stands for both.
 *
 * Growth: the same with ten contacts for each State.
 */
import { type Benchmark, type Measure, type Options, type Pairs, pairwise } from './harness.ts';
import { load } from './load.ts';
import { type Body, seatOfficers } from './stage/members.ts';
import { openOffices } from './stage/offices.ts';
import { makeFolder, removeFolder, type Server, startBare, startHouse } from './stage/processes.ts';

const CONDITIONAL = 0.5;
const FULL = 0.1;
const CONNECTIONS = 16;

/** Requests in a second. Throws unless each was answered with this status. */
function reading(url: string, count: number, status: number, headers: Record<string, string>): Measure {
  const bodies = Array<string>(count).fill('');
  return async () => {
    const { statuses, seconds } = await load({
      url,
      method: 'GET',
      connections: CONNECTIONS,
      bodies,
      headers,
    });
    if (statuses[status] !== count)
      throw new Error(`Not all answers are ${status}: ${JSON.stringify(statuses)}`);
    return count / seconds;
  };
}

interface Reader {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly etag: string;
  readonly contacts: number;
  readonly bytes: number;
}

/** The directory as one officer of a State sees it. */
async function readerOf(body: Body): Promise<Reader> {
  const { token } = body.members[0]!.session!.connection;
  const url = `${body.house.url}/api/directory/contacts`;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  const { contacts } = JSON.parse(text) as { contacts: unknown[] };
  return { url, headers, etag: answer.headers.get('etag')!, contacts: contacts.length, bytes: text.length };
}

const conditional = ({ url, headers, etag }: Reader, count: number): Measure =>
  reading(url, count, 304, { ...headers, 'if-none-match': etag });
const full = ({ url, headers }: Reader, count: number): Measure => reading(url, count, 200, headers);

async function compare(reader: Reader, bare: Server, { quick }: Options) {
  const [rounds, small, large] = quick ? [3, 1000, 200] : [9, 4000, 800];
  const one = (count: number) => reading(`${bare.url}/one`, count, 200, {});
  return {
    conditional: await pairwise(rounds, conditional(reader, small), one(small)),
    full: await pairwise(rounds, full(reader, large), one(small)),
  };
}

async function run(options: Options) {
  const folder = await makeFolder();
  const house = await startHouse(folder);
  const bare = await startBare(house);
  try {
    const body = await seatOfficers(house);
    await openOffices(body, 1);
    const reader = await readerOf(body);
    const small = await compare(reader, bare, options);
    await openOffices(body, options.quick ? 1 : 9);
    const longer = await readerOf(body);
    const large = await compare(longer, bare, options);
    return report(reader, small, longer, large);
  } finally {
    await bare.stop();
    await house.stop();
    await removeFolder(folder);
  }
}

type Compared = Record<'conditional' | 'full', Pairs>;

function report(reader: Reader, small: Compared, longer: Reader, large: Compared) {
  return {
    ratio: Math.min(small.conditional.ratio, (small.full.ratio * CONDITIONAL) / FULL),
    conditional: small.conditional.ratio,
    full: small.full.ratio,
    fullBound: FULL,
    pairs: small.full.pairs,
    ...{
      conditionalPerSecond: small.conditional.a,
      fullPerSecond: small.full.a,
      barePerSecond: small.full.b,
    },
    ...{ contacts: reader.contacts, bytes: reader.bytes },
    growth: {
      ...{ contacts: longer.contacts, bytes: longer.bytes },
      conditional: large.conditional.ratio / small.conditional.ratio,
      full: large.full.ratio / small.full.ratio,
    },
  };
}

export default { name: 'directory', bound: CONDITIONAL, direction: 'at-least', run } satisfies Benchmark;

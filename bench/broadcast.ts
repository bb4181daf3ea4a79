/**
 * From the click to the notice: one letter to the contacts of 193 States, all of whom are connected. Comity seals,
 * uploads, signs and places the act, and every contact hears of it by a server-sent event; against the same letter
 * sealed by openpgp alone, posted to a bare server that inserts one row and writes to as many lines. Keys were fetched,
 * on both sides, before the click. p99 of all contacts and rounds, in turns. Two bounds, both 2: the inner seal alone; and with
 * the outer seal, against openpgp and age. `ratio` is the larger of the two.
 */
import { newId } from '@comity/acts';
import { type DirectoryContact, keysFor, postSealed, readDirectory } from '@comity/client/messages';
import { utf8 } from '@comity/log';
import { seal } from '@comity/seal';
import { Encrypter } from 'age-encryption';
import { createMessage, encrypt, type Key, readKey, readPrivateKey } from 'openpgp';
import { PROFILE } from '../packages/seal/src/profile.ts';
import { type Benchmark, type Options, quantile, rounds } from './harness.ts';
import { type Listeners, listen } from './stage/listeners.ts';
import { type Body, type Member, seatOfficers } from './stage/members.ts';
import { openOffices } from './stage/offices.ts';
import { makeFolder, removeFolder, type Server, startHerald, startHouse } from './stage/processes.ts';

const BOUND = 2;
const LETTER = 10_000;

/** Who sends, to whom, with the keys as the directory has them. */
interface Parties {
  readonly body: Body;
  readonly from: Member;
  readonly own: DirectoryContact;
  readonly to: readonly DirectoryContact[];
}

async function partiesOf(body: Body): Promise<Parties> {
  const [from, ...others] = body.members as [Member, ...Member[]];
  const directory = await readDirectory(from.session!.connection);
  const newest = (m: Member) => directory.find((c) => c.contact === m.offices.at(-1)!.contact)!;
  return { body, from, own: newest(from), to: others.map(newest) };
}

const letterOf = ({ body }: Parties, at: string) => ({
  ...{ body: body.trust.body, message: newId('msg'), thread: newId('thr'), type: 'notification' as const },
  ...{ exercise: true, language: 'en', subject: 'Benchmark', text: 'x'.repeat(LETTER), at },
});

/** As a client does it: keys, seal, upload, act. Answers with the entry. */
async function ours(parties: Parties, keys: Awaited<ReturnType<typeof keysFor>>): Promise<number> {
  const { body, from } = parties;
  const { hand, connection } = from.session!;
  const { privateKey } = from.offices.at(-1)!;
  const sealed = await seal({
    ...letterOf(parties, new Date().toISOString()),
    ...keys,
    signer: { privateKey },
  });
  return (await postSealed(connection, body.trust, hand, sealed)).index;
}

/** The same letter by the libraries alone, with keys parsed before. */
async function bareOf(
  parties: Parties,
  keys: Awaited<ReturnType<typeof keysFor>>,
  herald: Server,
  outer: boolean,
) {
  const signer = await readPrivateKey({ binaryKey: parties.from.offices.at(-1)!.privateKey });
  const read = await Promise.all(keys.recipients.map(({ publicKey }) => readKey({ binaryKey: publicKey })));
  const encryptionKeys: Key[] = [signer.toPublic(), ...read];
  const halves = [keys.from.hybrid, ...keys.recipients.map((r) => r.hybrid)];
  return async (): Promise<number> => {
    const date = new Date();
    const message = await createMessage({
      binary: utf8(JSON.stringify(letterOf(parties, date.toISOString()))),
      date,
    });
    const options = { encryptionKeys, signingKeys: signer, date, config: PROFILE };
    let bytes = (await encrypt({ ...options, message, format: 'binary' })) as Uint8Array;
    if (outer) {
      const encrypter = new Encrypter();
      for (const half of halves) encrypter.addRecipient(half!);
      bytes = await encrypter.encrypt(bytes);
    }
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await fetch(`${herald.url}/message`, { method: 'POST', headers, body: bytes as BodyInit });
    return ((await answer.json()) as { index: number }).index;
  };
}

interface Found {
  readonly ratio: number;
  readonly p99: number;
  readonly bareP99: number;
  readonly contacts: number;
}

async function compare(body: Body, herald: Server, outer: boolean, { quick }: Options): Promise<Found> {
  const parties = await partiesOf(body);
  const keys = await keysFor(parties.from.session!.connection, parties.own, parties.to, Date.now());
  const bare = await bareOf(parties, keys, herald, outer);
  const sessions = body.members.slice(1).map((m) => m.session!.connection.token!);
  const house = await listen(
    `${body.house.url}/api/events`,
    sessions.map((token) => ({ authorization: `Bearer ${token}` })),
  );
  const lines = await listen(
    `${herald.url}/events`,
    sessions.map(() => ({})),
  );
  try {
    return await turns(
      { house, lines, ours: () => ours(parties, keys), bare },
      quick ? 2 : 12,
      sessions.length,
    );
  } finally {
    house.end();
    lines.end();
  }
}

interface Sides {
  readonly house: Listeners;
  readonly lines: Listeners;
  readonly ours: () => Promise<number>;
  readonly bare: () => Promise<number>;
}

/** The first two turns warm up: keys of recipients are read once. */
async function turns({ house, lines, ours, bare }: Sides, count: number, contacts: number): Promise<Found> {
  const both = await rounds(count + 2, async () => ({
    a: await house.until(ours),
    b: await lines.until(bare),
  }));
  const p99 = quantile(
    both.slice(2).flatMap(({ a }) => a),
    0.99,
  );
  const bareP99 = quantile(
    both.slice(2).flatMap(({ b }) => b),
    0.99,
  );
  return { ratio: p99 / bareP99, p99, bareP99, contacts };
}

async function run(options: Options) {
  const folder = await makeFolder();
  const house = await startHouse(folder);
  const herald = await startHerald(house);
  try {
    const body = await seatOfficers(house);
    await openOffices(body, 1);
    const inner = await compare(body, herald, false, options);
    await openOffices(body, 1, true);
    const outer = await compare(body, herald, true, options);
    return { ratio: Math.max(inner.ratio, outer.ratio), inner, outer };
  } finally {
    await herald.stop();
    await house.stop();
    await removeFolder(folder);
  }
}

export default { name: 'broadcast', bound: BOUND, direction: 'at-most', run } satisfies Benchmark;

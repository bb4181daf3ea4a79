import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@comity/acts';
import {
  checkPolicy,
  formatCheckpoint,
  fromHex,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  parseProof,
  platformVerifiers,
  sha256,
  signNote,
  toHex,
  utf8,
  verifierKey,
  verifyProof,
} from '@comity/log';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signs, type TestBody, type TestWitness, testBody, testWitness } from '../../../testing/index.ts';
import { openBody, sequence, stateFact, submit } from '../index.ts';
import { Record } from '../record.ts';
import { followPolicy, keepWitnesses } from './index.ts';

const ORIGIN = 'body.example/log';
let body: TestBody;
/** The record of the body with a policy, as a server would open it. */
let record: Record;
let witnesses: TestWitness[];
let failures: string[];
let path: string;
let kept: ReturnType<typeof keepWitnesses> | undefined;

beforeEach(async () => {
  body = await testBody();
  const log = { name: ORIGIN, publicKey: body.record.host.publicKey };
  witnesses = await Promise.all(
    ['w.example/a', 'w.example/b', 'w.example/c'].map((name) => testWitness(name, log)),
  );
  failures = [];
  path = join(body.record.head.path, '..', 'witnesses.policy');
  await begin(policyOf(2, witnesses));
});
afterEach(async () => {
  await kept?.stop();
  kept = undefined;
  for (const witness of witnesses) await witness.stop();
  await body.stop();
});

const policyOf = (k: number, all: readonly TestWitness[]) =>
  [
    ...all.map(({ line }) => line),
    `group some ${k} ${all.map(({ name }) => name).join(' ')}`,
    'quorum some',
    '',
  ].join('\n');

async function begin(policy: string): Promise<void> {
  await writeFile(path, policy);
  const onFailure = (error: unknown) => void failures.push(String((error as Error).message));
  const { database, host, head, handlers, clock } = body.record;
  const source = await followPolicy(path, { required: true, onFailure });
  record = new Record({ database, host, head, handlers, clock, policy: source });
  await openBody(record);
}

const grow = () => stateFact(record, 'host.time-reached', { instant: body.clock.at() }, newId('msg'));
const publish = async () => (await sequence(record))!;
const keep = () => (kept = keepWitnesses(record, { onFailure: (e) => failures.push((e as Error).message) }));

/** The application of the body reads the policy of its own record: the same file. */
const served = async () => {
  Object.assign(body.record, { policy: record.policy });
  const note = parseNote(utf8((await body.app.inject({ url: '/checkpoint' })).body));
  return {
    note,
    answer: await checkPolicy(parsePolicy(utf8(policyOf(2, witnesses))), note, platformVerifiers.ed25519!),
  };
};
const cosigners = async () => (await served()).answer.cosigned.map(({ witness }) => witness.name).sort();
const status = async () => {
  await served();
  return (await body.app.inject({ url: '/api/witnesses' })).json();
};

describe('a host with witnesses', () => {
  test('has each checkpoint cosigned by all of them, and serves the lines it has', async () => {
    await publish();
    await keep().atStart();
    expect(await cosigners()).toEqual(['w.example/a', 'w.example/b', 'w.example/c']);
    await grow();
    const { size } = await publish();
    await expect.poll(cosigners, { timeout: 5000 }).toHaveLength(3);
    const { note, answer } = await served();
    expect(parseCheckpoint(note.text).size).toBe(size);
    expect(answer.met).toBe(true);
    const { publicKey } = body.record.host;
    const bundle = (await body.app.inject({ url: '/api/bundle' })).body;
    expect(bundle).toContain('— w.example/c ');
    expect(verifierKey(ORIGIN, publicKey)).toBe(body.trust.key);
    expect(failures).toEqual([]);
  });

  test('publishes and places acts while witnesses say nothing, fail, lie or talk without end', async () => {
    const [a, b, c] = witnesses as [TestWitness, TestWitness, TestWitness];
    [a.manner, b.manner, c.manner] = ['silent', 'endless', 'false'];
    keep();
    const began = performance.now();
    for (let i = 0; i < 20; i++) {
      await grow();
      await publish();
    }
    expect(performance.now() - began).toBeLessThan(4000);
    await expect.poll(() => failures.length, { timeout: 8000 }).toBeGreaterThanOrEqual(3);
    expect(await cosigners()).toEqual([]);
    // Each is reported once, and comes back by itself.
    for (const witness of witnesses) witness.manner = 'good';
    await expect.poll(cosigners, { timeout: 10_000 }).toHaveLength(3);
    expect(failures).toHaveLength(3);
  }, 30_000);

  test('takes the size from a witness that has seen less or more than was thought, and asks again once', async () => {
    await grow();
    await publish();
    await keep().atStart();
    await kept!.stop();
    const [a, b] = witnesses as [TestWitness, TestWitness];
    const early = b.seen!;
    await grow();
    await grow();
    await publish();
    await keep().atStart();
    await expect.poll(cosigners).toHaveLength(3);
    await kept!.stop();
    // One lost its folder and begins at nothing, one was set back.
    [a.seen, b.seen] = [undefined, early];
    await grow();
    const { size } = await publish();
    for (const witness of witnesses) witness.answers.length = 0;
    await keep().atStart();
    await expect.poll(cosigners).toHaveLength(3);
    expect(witnesses.map(({ answers }) => answers)).toEqual([[409, 200], [409, 200], [200]]);
    expect(witnesses.map(({ seen }) => seen!.size)).toEqual([size, size, size]);
  });

  test('has the newest checkpoint cosigned again each hour, though nothing was added', async () => {
    await publish();
    await keep().atStart();
    for (const witness of witnesses) witness.now = () => Math.floor(Date.now() / 1000) + 3600;
    await body.clock.later(3_600_000, async () => {
      await expect
        .poll(async () => Date.parse((await status()).fresh.at), { timeout: 8000 })
        .toBeGreaterThan(Date.now() + 3_500_000);
      expect((await status()).witnesses.map((w: { late: boolean }) => w.late)).toEqual([false, false, false]);
    });
    await body.clock.later(3 * 3_600_000, async () => {
      const late = (await status()).witnesses.map((w: { late: boolean }) => w.late);
      expect(late).toEqual([true, true, true]);
    });
  }, 20_000);

  test('asks witnesses that are added to the file, and no longer those that were taken out', async () => {
    await begin(policyOf(1, witnesses.slice(0, 1)));
    await publish();
    await keep().atStart();
    expect(await cosigners()).toEqual(['w.example/a']);
    await writeFile(path, policyOf(2, witnesses));
    await expect.poll(cosigners, { timeout: 8000 }).toHaveLength(3);
    await writeFile(path, 'witness nobody\n');
    await expect.poll(() => failures, { timeout: 8000 }).toContainEqual(expect.stringContaining('Line 1'));
    await writeFile(path, policyOf(1, witnesses.slice(1)));
    await expect.poll(async () => (await record.policy())!.witnesses.length, { timeout: 5000 }).toBe(2);
    const { size } = witnesses[0]!.seen!;
    await grow();
    await publish();
    await expect.poll(cosigners, { timeout: 8000 }).toEqual(['w.example/b', 'w.example/c']);
    expect(witnesses[0]!.seen!.size).toBe(size);
  }, 30_000);

  test('refuses a bad policy at start with its line, and one that is not there', async () => {
    const start = (text: string) => begin(text);
    await expect(start('quorum none\nwitness a b c d\n')).rejects.toMatchObject({
      code: 'platform.bad-setting',
      detail: expect.stringContaining('Line 2'),
    });
    const ftp = witnesses[0]!.line.replace('http:', 'ftp:');
    await expect(start(`${ftp}\nquorum none\n`)).rejects.toMatchObject({ code: 'platform.bad-setting' });
    await rm(path);
    await expect(followPolicy(path, { required: true, onFailure: () => {} })).rejects.toMatchObject({
      code: 'platform.bad-setting',
    });
    expect(await (await followPolicy(path, { required: false, onFailure: () => {} }))()).toBeUndefined();
  });

  test('proves an act in the newest checkpoint that meets its policy, else in the newest', async () => {
    const receipt = (await grow())!;
    const first = await publish();
    await keep().atStart();
    await expect.poll(cosigners).toHaveLength(3);
    await kept!.stop();
    await grow();
    const second = await publish();
    await served();
    const proofOf = async (act: string) =>
      parseProof(utf8((await body.app.inject({ url: `/api/acts/${act}/proof` })).body));
    const log = { origin: ORIGIN, publicKey: body.record.host.publicKey };
    const leaf = fromHex(receipt.leaf);
    const proven = await proofOf(receipt.act);
    expect(await verifyProof(proven, leaf, log, platformVerifiers.ed25519!)).toMatchObject({
      size: first.size,
    });
    expect(proven.checkpoint.signatures).toHaveLength(4);
    const later = (await grow())!;
    const third = await publish();
    const unmet = await proofOf(later.act);
    expect(parseCheckpoint(unmet.checkpoint.text).size).toBe(third.size);
    expect(third.size).toBeGreaterThan(second.size);
  });
});

describe('a witness that knows more, or otherwise', () => {
  const signed = async (size: number, seed: number) => {
    const text = formatCheckpoint({ origin: ORIGIN, size, root: sha256(Uint8Array.of(seed)) });
    return { size, root: sha256(Uint8Array.of(seed)), note: await signNote(text, ORIGIN, body.record.host) };
  };
  const stops = async (code: string) => {
    await expect(sequence(record)).rejects.toMatchObject({ code, status: 503 });
    await expect(grow()).rejects.toMatchObject({ code });
    Object.assign(body.record, { stops: record.stops, claims: record.claims });
    expect(await status()).toMatchObject({
      stopped: { code, detail: expect.stringContaining('w.example/b') },
    });
  };

  test('stops the host when it shows a larger size that this host signed: a backup was restored', async () => {
    await publish();
    witnesses[1]!.seen = await signed(1000, 1);
    await keep().atStart();
    await stops('record.log-went-back');
    expect(failures).toContainEqual(expect.stringContaining('1000'));
  });

  test('stops the host when it shows another root at a size that we have', async () => {
    await grow();
    const { size } = await publish();
    witnesses[1]!.seen = await signed(size, 1);
    await keep().atStart();
    await stops('record.log-differs');
  });

  test('stops the host when it shows another root at a smaller size', async () => {
    await grow();
    await publish();
    witnesses[1]!.seen = await signed(1, 1);
    await keep().atStart();
    await stops('record.log-differs');
  });

  test('that only says so stops signing but no act, until it is taken out of the policy', async () => {
    await publish();
    witnesses[1]!.manner = 'boasting';
    await keep().atStart();
    await grow();
    await expect(sequence(record)).rejects.toMatchObject({
      code: 'record.log-went-back',
      detail: expect.stringContaining('does not show'),
    });
    await writeFile(path, policyOf(2, [witnesses[0]!, witnesses[2]!]));
    await expect
      .poll(() => sequence(record).catch(() => undefined), { timeout: 8000 })
      .toMatchObject({ size: 2 });
  }, 20_000);

  test('is heard before the first signature of a start, and the receipt of an act that stands is given all the same', async () => {
    const prepared = await signs(body, body.secretariat, 'people.participant-invited', {
      participant: 'alpha',
      token: toHex(sha256(utf8('token'))),
      channel: 'in-person',
      expires: body.clock.at(3_600_000),
    });
    const receipt = await submit(record, prepared.bytes);
    const before = await record.head.read();
    witnesses[1]!.seen = await signed(1000, 1);
    await keep().atStart();
    await stops('record.log-went-back');
    expect(await record.head.read()).toBe(before);
    expect(await submit(record, prepared.bytes)).toEqual(receipt);
  });
});

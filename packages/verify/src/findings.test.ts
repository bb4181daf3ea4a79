import { type SubmittedList, stampAct } from '@comity/acts';
import { hostSigner } from '@comity/acts/testing';
import {
  cosign,
  ed25519Signer,
  Frontier,
  formatCheckpoint,
  formatNote,
  fromBase64url,
  type Note,
  parseFork,
  parseNote,
  parsePolicy,
  platformVerifiers,
  type Signer,
  sha256,
  signNote,
  toBase64url,
  utf8,
  verifierKey,
  verifyFork,
} from '@comity/log';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Options, type Report, reportLines, verifyBundle } from './index.ts';
import { assemble, buildHistory, codesIn, type History, inPieces, partsOf } from './testing/index.ts';

let history: History;
let witnesses: { name: string; signer: Signer }[];
beforeAll(async () => {
  history = await buildHistory({ participants: 3, acts: 60, mix: { exchange: 2, file: 2, documents: 1 } });
  witnesses = await Promise.all(
    ['one', 'two', 'three', 'four'].map(async (name) => ({
      name: `${name}.example`,
      signer: await ed25519Signer(sha256(utf8(name))),
    })),
  );
});

const policyOf = (threshold: number) =>
  parsePolicy(
    utf8(
      [
        ...witnesses.map(({ name, signer }) => `witness ${name} ${verifierKey(name, signer.publicKey, 4)}`),
        `group all ${threshold} ${witnesses.map(({ name }) => name).join(' ')}`,
        'quorum all',
        '',
      ].join('\n'),
    ),
  );

/** The checkpoint of the first `size` entries, cosigned by so many witnesses at a time (ms). */
async function checkpointOf(size: number, count: number, at: number, root?: Uint8Array): Promise<Uint8Array> {
  const { origin } = history.chronicle.state.founding;
  const tree = new Frontier();
  for (const { hash } of history.chronicle.written.slice(0, size)) tree.append(hash);
  const text = formatCheckpoint({ origin, size, root: root ?? tree.root() });
  const note = await signNote(text, origin, await hostSigner(origin));
  const lines = [];
  for (const { name, signer } of witnesses.slice(0, count))
    lines.push(await cosign(text, name, signer, Math.floor(at / 1000)));
  return utf8(formatNote({ text, signatures: [...note.signatures, ...lines] }));
}

/** Verifies the record with another checkpoint in its bundle, which the host lists as well. */
async function report(checkpoint: Uint8Array, options: Options = {}, audience = 'public'): Promise<Report> {
  const parts = { ...partsOf(history, audience), checkpoint };
  return verifyBundle(inPieces(await assemble(parts)), { trust: history.trust, ...options });
}
const receivedAt = (index: number) => Date.parse(history.chronicle.written[index]!.leaf.received);

describe('a policy of witnesses', () => {
  test('is met by enough cosignatures, and split views are then excluded', async () => {
    const size = history.chronicle.size;
    const at = receivedAt(size - 1) + 5000;
    const found = await report(await checkpointOf(size, 3, at), { policy: policyOf(3) });
    expect(found).toMatchObject({
      verdict: 'verified',
      witnessing: { met: true, least: 3, of: 4, excludesSplitViews: true },
    });
    expect(found.witnessing?.cosigned.map(({ name }) => name)).toEqual([
      'one.example',
      'two.example',
      'three.example',
    ]);
    expect(found.notProvable.map(({ what }) => what)).toContain('honest-witnesses');
    expect(found.notProvable.find(({ what }) => what === 'honest-witnesses')?.says).toContain(
      'no more than 1 of the 4',
    );
    expect(reportLines(found).join('\n')).toContain('Your policy is met');
  });

  test('is not met by too few, and the record is then wrong for this reader', async () => {
    const size = history.chronicle.size;
    const found = await report(await checkpointOf(size, 2, receivedAt(size - 1)), { policy: policyOf(3) });
    expect(found.verdict).toBe('wrong');
    expect(codesIn(found)).toEqual(['verify.policy-unmet']);
  });

  test('that two thirds meet leaves split views open, and says so', async () => {
    const size = history.chronicle.size;
    const found = await report(await checkpointOf(size, 2, receivedAt(size - 1)), { policy: policyOf(2) });
    expect(found).toMatchObject({ verdict: 'verified', witnessing: { excludesSplitViews: false } });
    expect(found.notProvable.find(({ what }) => what === 'one-record')?.says).toContain('2 of 4');
    expect(reportLines(found).join('\n')).toContain('Warning');
  });
});

describe('times of receipt', () => {
  const size = () => history.chronicle.size;

  test('lie between those at which witnesses saw the log without the entries and with them', async () => {
    const kept = [await checkpointOf(40, 4, receivedAt(39) + 2000)];
    const now = await checkpointOf(size(), 4, receivedAt(size() - 1) + 2000);
    const found = await report(now, { policy: policyOf(3), kept });
    expect(found.verdict).toBe('verified');
    expect(found.times).toEqual([
      { from: 0, to: 40, notAfter: expect.any(String) },
      { from: 40, to: size(), notBefore: expect.any(String), notAfter: expect.any(String) },
    ]);
    expect(found.since).toEqual({ size: 40, added: size() - 40 });
  });

  test('are wrong where witnesses had seen an entry before it came', async () => {
    const now = await checkpointOf(size(), 4, receivedAt(size() - 1) - 301_000);
    const found = await report(now, { policy: policyOf(3) });
    expect(codesIn(found, size() - 1)).toEqual(['verify.received-after-seen']);
  });

  test('are wrong where the host dated an entry back behind a log without it', async () => {
    const kept = [await checkpointOf(40, 4, receivedAt(40) + 362_000)];
    const now = await checkpointOf(size(), 4, receivedAt(40) + 400_000);
    expect(codesIn(await report(now, { policy: policyOf(3), kept }), 40)).toEqual([
      'verify.received-before-seen',
    ]);
    const within = [await checkpointOf(40, 4, receivedAt(40) + 359_000)];
    expect((await report(now, { policy: policyOf(3), kept: within })).verdict).toBe('verified');
  });
});

describe('a checkpoint that was kept', () => {
  const now = () => checkpointOf(history.chronicle.size, 0, 0);

  test('of another history is evidence of a fork, for anybody', async () => {
    const kept = [await checkpointOf(20, 0, 0, sha256(utf8('another history')))];
    const found = await report(await now(), { kept });
    expect(found.verdict).toBe('wrong');
    expect(codesIn(found)).toEqual(['verify.forked']);
    const { origin, host } = history.chronicle.state.founding;
    const log = { name: origin, publicKey: fromBase64url(host.key) };
    const evidence = parseFork(utf8(found.evidence![0]!));
    expect(await verifyFork(evidence, log, platformVerifiers.ed25519!)).toMatchObject({
      smaller: { size: 20 },
    });
  });

  test('of a longer log shows that this one was rolled back', async () => {
    const kept = [await checkpointOf(history.chronicle.size + 7, 0, 0, sha256(utf8('later')))];
    expect(codesIn(await report(await now(), { kept }))).toEqual(['verify.rolled-back']);
  });

  test('that the host did not sign, or that is none, proves nothing and is told', async () => {
    const [signed] = [parseNote(await checkpointOf(20, 0, 0))];
    const forged: Note = { text: signed.text.replace('\n20\n', '\n21\n'), signatures: signed.signatures };
    const found = await report(await now(), { kept: [utf8(formatNote(forged)), utf8('nothing')] });
    expect(codesIn(found)).toEqual(['verify.kept-malformed', 'verify.kept-signature']);
    expect(found.evidence).toBeUndefined();
  });
});

describe('acts that a mirror was handed', () => {
  const mirror = 'mirror.example';
  let signer: Signer;
  beforeAll(async () => {
    signer = await ed25519Signer(sha256(utf8(mirror)));
  });

  async function listOf(
    acts: readonly { act: string; at: number; stream?: string }[],
  ): Promise<SubmittedList> {
    const body = history.chronicle.state.id;
    const key = { alg: 'ed25519' as const, key: toBase64url(signer.publicKey) };
    const submitted = [];
    for (const { act, at: ms, stream = 'directory/state-000' } of acts) {
      const at = new Date(ms).toISOString();
      submitted.push({ act, at, stream, stamp: await stampAct({ body, act, mirror, at }, signer) });
    }
    return { v: 1, mirror, key: key.key, submitted };
  }
  const stranger = (name: string) => Buffer.from(sha256(utf8(name))).toString('hex');
  const states = (found: Report) => found.submitted?.map(({ state }) => state);

  test('are logged, in time or late', async () => {
    const public_ = history.chronicle.written.filter(
      ({ leaf, index }) => leaf.tier === 'public' && index > 5,
    );
    const [one, two] = [public_[0]!, public_[1]!];
    const list = await listOf([
      { act: one.prepared.id, at: receivedAt(one.index) - 3000 },
      { act: two.prepared.id, at: receivedAt(two.index) - 61_000 },
    ]);
    const found = await report(await checkpointOf(history.chronicle.size, 0, 0), { submitted: [list] });
    expect(found.verdict).toBe('verified');
    expect(states(found)).toEqual(['logged', 'logged-late']);
    expect(found.submitted?.map(({ index }) => index)).toEqual([one.index, two.index]);
  });

  test('are contested where the minute of the host was over and they are not there', async () => {
    const list = await listOf([
      { act: stranger('a'), at: history.chronicle.now - 61_000 },
      { act: stranger('b'), at: history.chronicle.now - 59_000 },
      { act: stranger('c'), at: history.chronicle.now - 90_000, stream: 'exchange' },
    ]);
    const checkpoint = await checkpointOf(history.chronicle.size, 0, 0);
    const found = await report(checkpoint, { submitted: [list] });
    expect(found.verdict).toBe('contested');
    expect(states(found)).toEqual(['contested', 'waiting', 'closed']);
    expect(reportLines(found)[0]).toMatch(/^CONTESTED/);
  });

  test('count for nothing where nobody stamped them', async () => {
    const list = await listOf([{ act: stranger('a'), at: history.chronicle.now - 90_000 }]);
    const forged = { ...list, submitted: list.submitted.map((one) => ({ ...one, act: stranger('b') })) };
    const found = await report(await checkpointOf(history.chronicle.size, 0, 0), { submitted: [forged] });
    expect(found.verdict).toBe('verified');
    expect(states(found)).toEqual(['bad-stamp']);
  });

  test('of a quorum’s time rather than of the bundle’s own', async () => {
    const list = await listOf([{ act: stranger('a'), at: history.chronicle.now - 90_000 }]);
    const size = history.chronicle.size;
    const early = await checkpointOf(size, 4, history.chronicle.now - 40_000);
    const found = await report(early, { submitted: [list], policy: policyOf(3) });
    expect(states(found)).toEqual(['waiting']);
  });
});

import { commitField, type SubmittedList, stampAct } from '@comity/acts';
import { Chronicle, hostHand, rootHand, seat, testId } from '@comity/acts/testing';
import {
  cosign,
  ed25519Signer,
  formatNote,
  fromBase64url,
  NOTE_COSIGNATURE,
  parsePolicy,
  toBase64url,
  utf8,
  verifierKey,
} from '@comity/log';
import { buildHistory } from '@comity/verify/testing';
import { describe, expect, test } from 'vitest';
import { dossierLines } from './lines.ts';
import { assemble, checkpointOf, documentStream, partsFor } from './testing/index.ts';
import { verifyDossier } from './verify.ts';

const MIX = { exchange: 2, file: 1, passkey: 1, documents: 4, people: 1 };
const history = await buildHistory({ participants: 3, acts: 40, mix: MIX });
const { chronicle, trust } = history;
const stream = documentStream(chronicle);
const parts = await partsFor(chronicle, { stream });
const dossier = await assemble(chronicle, parts);

describe('a dossier of a document', () => {
  test('is verified against body and key from elsewhere, and shows the exact bytes', async () => {
    const report = await verifyDossier(dossier, { trust });
    expect(report.faults).toEqual([]);
    expect(report.verdict).toBe('verified');
    expect(report.trust).toBe('given');
    expect(report.entries.every(({ rule }) => rule === 'documents.secretariat-registers')).toBe(true);
    expect(report.entries).toHaveLength(chronicle.state.streams.get(stream)!.next);
    expect(report.document!.files.length).toBeGreaterThan(0);
    expect(report.checks.every(({ ok }) => ok)).toBe(true);
  });

  test('says first that it vouches for itself where nobody said what to expect', async () => {
    const report = await verifyDossier(dossier);
    expect(report.trust).toBe('self-asserted');
    expect(dossierLines(report)[0]).toMatch(/^SELF-ASSERTED/);
    expect(report.notProvable.map(({ what }) => what)).toContain('trust');
  });

  test('never says more than it shows: what came later, elsewhere, or was not logged is not provable', async () => {
    const { notProvable, proves } = await verifyDossier(dossier, { trust });
    const whats = notProvable.map(({ what }) => what);
    expect(whats).toEqual(
      expect.arrayContaining(['one-record', 'later', 'not-submitted', 'elsewhere', 'seen']),
    );
    expect(proves.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['entries', 'documents', 'complete']),
    );
    expect(proves.map(({ what }) => what)).not.toContain('submitted');
  });

  test('holds no entry and no file of other streams than it needs', () => {
    const streams = new Set(parts.entries.map((entry) => entry.stream));
    expect([...streams].sort()).toEqual(['body', stream, 'participant/secretariat'].sort());
    expect(parts.entries.length).toBeLessThan(chronicle.size / 2);
  });

  test('the same parts give the same bytes', async () => {
    expect(await assemble(chronicle, parts)).toEqual(dossier);
  });
});

test('a dossier can be made of every stream but the exchange, and of every act in it', async () => {
  for (const name of chronicle.state.streams.keys()) {
    if (name === 'exchange') {
      await expect(partsFor(chronicle, { stream: name })).rejects.toMatchObject({
        code: 'dossier.bad-subject',
      });
      continue;
    }
    const act = chronicle.written.findLast(({ leaf }) => leaf.stream === name)!.prepared.id;
    const bytes = await assemble(chronicle, await partsFor(chronicle, { stream: name, act }));
    const report = await verifyDossier(bytes, { trust });
    expect(report.faults, name).toEqual([]);
    expect(report.verdict, name).toBe('verified');
    expect(report.subject).toEqual({ stream: name, act });
  }
});

test('a file under embargo need not be here while that lasts, and has to be afterwards', async () => {
  const kept = await Chronicle.found();
  const document = testId('doc', 'kept');
  const bytes = utf8('Not yet for everybody.');
  const en = { sha256: kept.keep(bytes), size: bytes.length, media: 'text/plain' };
  const embargo = new Date(kept.now + 3_600_000).toISOString();
  const data = { document, titles: { en: 'Kept' }, source: 'secretariat' as const, files: { en }, embargo };
  kept.append(await kept.sign(await rootHand('secretariat'), 'documents.registered', data));
  const made = await partsFor(kept, { stream: `document/${document}` });
  expect(made.blobs).not.toContainEqual(bytes);
  const early = await verifyDossier(await assemble(kept, made));
  expect([early.verdict, early.faults]).toEqual(['verified', []]);
  expect(early.notProvable).toContainEqual({ what: 'embargoed', count: 1 });
  expect(early.proves.map(({ what }) => what)).not.toContain('documents');
  const late = await verifyDossier(await assemble(kept, { ...made, at: embargo }));
  expect(late.faults.map(({ code }) => code)).toEqual(['dossier.blob-missing']);
});

test('of a stream without entries none is made', async () => {
  const unknown = { stream: `document/${testId('doc', 'unknown')}` };
  await expect(partsFor(chronicle, unknown)).rejects.toMatchObject({ code: 'dossier.bad-subject' });
});

test('a participant of which nothing is entered is here with a stream of no entry', async () => {
  const young = await Chronicle.found();
  await seat(young, 'alpha');
  const made = await partsFor(young, { stream: 'participant/alpha' });
  expect(made.streams).toContain('participant/secretariat');
  const report = await verifyDossier(await assemble(young, made));
  expect(report.faults).toEqual([]);
  expect(report.verdict).toBe('verified');
});

describe('a body with another host', async () => {
  const moved = await Chronicle.found();
  await seat(moved, 'alpha');
  const { origin } = moved.state.founding;
  const next = await hostHand(origin, 'next');
  const key = (host: typeof next) => verifierKey(origin, fromBase64url(host.key.key));
  const first = { body: moved.body, key: key(await hostHand(origin)) };
  const data = { host: next.key, rpIds: ['new.example'], origins: ['https://new.example'] };
  const options = { base: moved.state.host.act };
  moved.append(await moved.sign(moved.host, 'body.host-changed', data, options));
  await seat(moved, 'beta');
  const subject = { stream: 'participant/beta' };
  const made = await partsFor(moved, subject, { note: await checkpointOf(moved, 'next') });

  test('is verified by whoever knows the first host or the next: the record names each by the one before', async () => {
    const bytes = await assemble({ host: next }, made);
    for (const trust of [first, { body: moved.body, key: key(next) }]) {
      const report = await verifyDossier(bytes, { trust });
      expect(report.faults).toEqual([]);
      expect(report.verdict).toBe('verified');
    }
  });

  test('signs no dossier and no checkpoint by the host that handed over', async () => {
    const old = await verifyDossier(await assemble(moved, made), { trust: first });
    expect(old.faults.map(({ code }) => code)).toEqual(['dossier.statement-signature']);
    const before = await partsFor(moved, subject);
    const both = await verifyDossier(await assemble(moved, before), { trust: first });
    expect(both.faults.map(({ code }) => code)).toEqual([
      'dossier.statement-signature',
      'dossier.checkpoint-signature',
    ]);
  });
});

test('fields are opened to the participant that asked, and must match what was signed', async () => {
  const subject = { stream: 'participant/state-000' };
  const own = await partsFor(chronicle, subject, { audience: 'state-000' });
  expect(own.openings.length).toBeGreaterThan(0);
  const report = await verifyDossier(await assemble(chronicle, own), { trust });
  expect(report.verdict).toBe('verified');
  expect(report.proves.map(({ what }) => what)).toContain('opened');
  const forAll = await verifyDossier(await assemble(chronicle, { ...own, audience: 'public' }), { trust });
  expect(forAll.faults.map(({ code }) => code)).toEqual(['dossier.opening-beyond-audience']);
  const { opening } = commitField('per_AAAAAAAAAAAAAAAAAAAAAA', 'name', 'Somebody else');
  const other = { ...own, openings: [utf8(JSON.stringify(opening))] };
  const wrong = await verifyDossier(await assemble(chronicle, other), { trust });
  expect(wrong.verdict).toBe('wrong');
});

describe('witnesses', async () => {
  const seeds = [1, 2, 3].map((n) => new Uint8Array(32).fill(n));
  const signers = await Promise.all(seeds.map(ed25519Signer));
  const name = (i: number) => `witness-${i}.example`;
  const policyOf = (threshold: number) =>
    parsePolicy(
      utf8(
        `${signers
          .map((s, i) => `witness w${i} ${verifierKey(name(i), s.publicKey, NOTE_COSIGNATURE)}`)
          .join('\n')}\ngroup all ${threshold} w0 w1 w2\nquorum all\n`,
      ),
    );
  const note = await checkpointOf(chronicle);
  const lines = await Promise.all(
    [0, 1].map((i) => cosign(note.text, name(i), signers[i]!, 1_793_872_800 + i)),
  );
  const cosigned = { ...note, signatures: [...note.signatures, ...lines] };
  const bytes = await assemble(chronicle, { ...parts, checkpoint: formatNote(cosigned) });

  test('who cosigned is told, and a quorum that is met counts', async () => {
    const report = await verifyDossier(bytes, { trust, policy: policyOf(2) });
    expect(report.verdict).toBe('verified');
    expect(report.witnesses).toEqual([
      { name: 'w0', seconds: 1_793_872_800 },
      { name: 'w1', seconds: 1_793_872_801 },
    ]);
    expect(report.notProvable.map(({ what }) => what)).toContain('one-record');
  });

  test('a quorum that is not met is wrong, and a policy of more than two thirds would exclude split views', async () => {
    const report = await verifyDossier(bytes, { trust, policy: policyOf(3) });
    expect(report.faults.map(({ code }) => code)).toEqual(['dossier.policy-not-met']);
    expect(report.notProvable.map(({ what }) => what)).not.toContain('one-record');
  });
});

describe('what mirrors hold', async () => {
  const mirror = 'mirror.example';
  const at = '2026-03-02T09:00:00.000Z';
  const signer = await ed25519Signer(new Uint8Array(32).fill(9));
  const listOf = async (
    acts: { act: string; stream: string }[],
    body = chronicle.body,
  ): Promise<SubmittedList> => ({
    ...{ v: 1, mirror, key: toBase64url(signer.publicKey) },
    submitted: await Promise.all(
      acts.map(async (one) => ({
        ...one,
        at,
        stamp: await stampAct({ body, act: one.act, mirror, at }, signer),
      })),
    ),
  });
  const act = 'ab'.repeat(32);

  test('an act of the stream that was not logged makes it contested', async () => {
    const report = await verifyDossier(dossier, { trust, submitted: [await listOf([{ act, stream }])] });
    expect(report.verdict).toBe('contested');
    expect(report.faults[0]!.says).toContain(mirror);
  });

  test('acts that were logged, or of other streams, contest nothing, and it says which mirrors', async () => {
    const logged = chronicle.written.find(({ leaf }) => leaf.stream === stream)!.prepared.id;
    const list = await listOf([
      { act: logged, stream },
      { act, stream: 'body' },
    ]);
    const report = await verifyDossier(dossier, { trust, submitted: [list] });
    expect(report.verdict).toBe('verified');
    expect(report.proves.find(({ what }) => what === 'submitted')!.values!.mirrors).toContain(mirror);
  });

  test('a stamp for another body contests nothing, and is told', async () => {
    const list = await listOf([{ act, stream }], 'cd'.repeat(32));
    const report = await verifyDossier(dossier, { trust, submitted: [list] });
    expect(report.faults.map(({ code }) => code)).toEqual(['dossier.bad-stamp']);
  });
});

describe('a program that lacks verifiers', () => {
  test('never says yes without Ed25519, and says what it did not check', async () => {
    const report = await verifyDossier(dossier, { trust, verifiers: {} });
    expect(report.verdict).toBe('unchecked');
    const checkpoint = report.checks.find(({ check }) => check === 'checkpoint')!;
    expect(checkpoint.ok).toBeUndefined();
    expect(report.entries.every(({ unchecked }) => unchecked === 'ed25519')).toBe(true);
  });
});

test('what is no dossier is refused, trust that is none as well', async () => {
  await expect(verifyDossier(utf8('PK no zip at all, but long enough'))).rejects.toMatchObject({
    code: 'dossier.not-a-dossier',
  });
  await expect(verifyDossier(new Uint8Array(0))).rejects.toMatchObject({ code: 'dossier.not-a-dossier' });
  const bad = { ...trust, body: 'x' };
  await expect(verifyDossier(dossier, { trust: bad })).rejects.toMatchObject({ code: 'dossier.bad-trust' });
});

import { formats, makeLeaf } from '@comity/acts';
import { fileHand, type Hand, personData, testSalt, withList } from '@comity/acts/testing';
import { canonicalBytes, parseCanonical, sha256, sha256Hex, toHex, utf8 } from '@comity/log';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Report, reportLines, verifyBundle } from './index.ts';
import {
  assemble,
  buildHistory,
  codesIn,
  inPieces,
  partsOf,
  relink,
  rewriteEntry,
  type Stage,
  splice,
  tamperStage,
  writeUnruled,
} from './testing/index.ts';

let stage: Stage;
let history: Stage['history'];
beforeEach(async () => {
  stage = await tamperStage();
  history = stage.history;
});

/** Whatever else is wrong: the verdict is, its first line says so, and the fault stands there with its place. */
function expectFault(report: Report, code: string, index?: number): void {
  expect(report.verdict).toBe('wrong');
  expect(reportLines(report)[0]).toMatch(/^WRONG/);
  expect(codesIn(report, index)).toContain(code);
}

describe('a host that writes what nobody signed', () => {
  test('an act with a changed word is not signed', async () => {
    const { index } = stage.last('documents.registered');
    const parts = partsOf(history, 'public');
    rewriteEntry(parts, index, (leaf) => {
      const act = leaf.act as { data: object };
      return { ...leaf, act: { ...act, data: { ...act.data, titles: { en: 'Another title' } } } };
    });
    expectFault(await stage.verify(parts), 'verify.signature', index);
  });

  test('a signature made for another purpose is none', async () => {
    const { officer, contact } = history.delegations[0]!;
    const hand: Hand = { ...officer, sign: (_tag, act) => officer.sign('session', act) };
    const data = withList(history.chronicle, hand, 'directory.contact-removed', { contact });
    const { index } = writeUnruled(
      history,
      await history.chronicle.sign(hand, 'directory.contact-removed', data),
    );
    expectFault(await stage.report(), 'verify.signature', index);
  });

  test('an act of another body does not count here', async () => {
    const { chronicle, delegations } = history;
    const { officer, contact } = delegations[0]!;
    const data = withList(chronicle, officer, 'directory.contact-removed', { contact });
    const signed = await chronicle.sign(officer, 'directory.contact-removed', data);
    const act = { ...signed.prepared.act, body: sha256Hex(utf8('another body')) };
    const sig = await officer.sign('act', act);
    const { index } = writeUnruled(history, { ...signed, sig, prepared: { ...signed.prepared, act } });
    const found = await stage.report();
    expectFault(found, 'verify.act-of-another-body', index);
    expect(codesIn(found)).toEqual(['verify.act-of-another-body']);
  });

  test('a key that did not prove itself is not registered', async () => {
    const { chronicle, delegations } = history;
    const { officer, id } = delegations[0]!;
    const { data } = await personData(chronicle, await fileHand(id, 'somebody'));
    const stranger = await personData(chronicle, await fileHand(id, 'stranger'));
    const signed = await chronicle.sign(officer, 'people.person-added', {
      ...data,
      proof: stranger.data.proof,
    });
    const { index } = writeUnruled(history, signed);
    expectFault(await stage.report(), 'verify.proof-of-key', index);
  });
});

describe('a host that moves entries', () => {
  test('a dropped entry leaves a gap', async () => {
    const parts = partsOf(history, 'public');
    const index = history.chronicle.written.findIndex((w) => w.leaf.stream.startsWith('directory/'));
    parts.entries.splice(index, 1);
    const found = await stage.verify(parts);
    expectFault(found, 'verify.stream-gap');
    expect(codesIn(found)).toContain('verify.refused');
  });

  test('a dropped entry whose gap was closed is missed by those who had seen it', async () => {
    const parts = partsOf(history, 'public');
    parts.entries.splice(stage.last('directory.contact-amended').index - 5, 1);
    relink(parts);
    const found = await stage.verify(parts);
    expect(codesIn(found)).not.toContain('verify.stream-gap');
    expectFault(found, 'verify.refused');
    expect(found.faults.map(({ says }) => says).join()).toContain('record.seen');
  });

  test('an entry changed afterwards is another than signers saw', async () => {
    const parts = partsOf(history, 'public');
    const index = parts.entries.length - 20;
    rewriteEntry(parts, index, (leaf) => ({
      ...leaf,
      received: (leaf.received as string).replace('000Z', '001Z'),
    }));
    const found = await stage.verify(parts);
    expectFault(found, 'verify.seen-differs');
    expect(found.faults.every((fault) => (fault.index ?? 0) > index)).toBe(true);
  });

  test('swapped entries are out of order', async () => {
    const parts = partsOf(history, 'public');
    const [i, j] = [parts.entries.length - 2, parts.entries.length - 3];
    [parts.entries[i], parts.entries[j]] = [parts.entries[j]!, parts.entries[i]!];
    const found = await stage.verify(parts);
    expectFault(found, 'verify.time-runs-back', i);
  });

  test('a number is skipped', async () => {
    const parts = partsOf(history, 'public');
    const index = parts.entries.length - 1;
    const leaf = parseCanonical(parts.entries[index]!) as { number: number };
    parts.entries[index] = canonicalBytes({ ...leaf, number: leaf.number + 1 });
    expectFault(await stage.verify(parts), 'verify.stream-gap', index);
  });

  test('an entry follows another than the one before', async () => {
    const parts = partsOf(history, 'public');
    const index = parts.entries.length - 1;
    const leaf = parseCanonical(parts.entries[index]!) as object;
    parts.entries[index] = canonicalBytes({ ...leaf, prev: toHex(sha256(utf8('x'))) });
    expectFault(await stage.verify(parts), 'verify.previous-differs', index);
  });

  test('the time of receipt runs back', async () => {
    const parts = partsOf(history, 'public');
    const index = parts.entries.length - 1;
    const earlier = formats.timeOf(Date.parse(history.chronicle.at) - 60_000);
    rewriteEntry(parts, index, (leaf) => ({ ...leaf, received: earlier }));
    expect(codesIn(await stage.verify(parts))).toEqual(['verify.time-runs-back']);
  });

  test('an entry stands in the wrong stream', async () => {
    const parts = partsOf(history, 'public');
    const { index } = stage.last('directory.contact-amended');
    rewriteEntry(parts, index, (leaf) => ({ ...leaf, stream: 'body' }));
    expectFault(await stage.verify(parts), 'verify.wrong-stream', index);
  });

  test('another log is served under the root of this one', async () => {
    const parts = partsOf(history, 'public');
    const size = parts.entries.length;
    const bundle = await assemble({ ...parts, entries: parts.entries.slice(0, -1) });
    const whole = await assemble(parts);
    const found = await verifyBundle(inPieces(splice(whole, bundle, 'entries')));
    for (const code of ['verify.size-differs', 'verify.root-differs', 'verify.file-differs'])
      expectFault(found, code);
    expect(found.size).toBe(size - 1);
  });
});

describe('a host that hides or shows too much', () => {
  test('a public act is hidden behind a commitment', async () => {
    const w = stage.last('directory.contact-amended');
    const parts = partsOf(history, 'public');
    const { stream, number, received } = w.leaf;
    const opening = { act: w.prepared.act, sig: w.sig, salt: testSalt('hidden') };
    parts.entries[w.index] = canonicalBytes(makeLeaf({ stream, number, received }, 'restricted', opening));
    relink(parts);
    expectFault(await stage.verify(parts), 'verify.wrong-tier', w.index);
    parts.openings.unshift(canonicalBytes({ index: w.index, ...opening }));
    expectFault(await stage.verify(parts), 'verify.wrong-tier', w.index);
  });

  test('a restricted act stands in the open', async () => {
    const { index, opening } = stage.last('exchange.acknowledged');
    const parts = partsOf(history, 'public');
    parts.certificates = partsOf(history, 'state-000').certificates;
    rewriteEntry(parts, index, ({ commitment: _, ...leaf }) => ({
      ...{ ...leaf, act: opening!.act },
      ...{ sig: opening!.sig, tier: 'public' },
    }));
    expectFault(await stage.verify(parts), 'verify.wrong-tier', index);
  });

  test('something of a restricted act is disclosed', async () => {
    const { index } = stage.last('exchange.sent');
    const parts = partsOf(history, 'public');
    rewriteEntry(parts, index, (leaf) => ({ ...leaf, disclosed: { type: 'exchange.sent' } }));
    expectFault(await stage.verify(parts), 'verify.disclosed', index);
  });

  test('a public bundle opens restricted entries and fields', async () => {
    const { openings, certificates } = partsOf(history, 'state-000');
    const parts = { ...partsOf(history, 'public'), openings, certificates };
    expect(new Set(codesIn(await stage.verify(parts)))).toEqual(new Set(['verify.opening-beyond-audience']));
  });

  test('a message is opened to a State that it does not concern', async () => {
    const others = await buildHistory({ participants: 4, acts: 40, mix: { exchange: 1 } });
    const parts = { ...partsOf(others, 'state-000'), audience: 'state-003' };
    const found = await verifyBundle(inPieces(await assemble(parts)));
    expectFault(found, 'verify.opening-beyond-audience');
  });
});

import { archiveFile, webVerifiers } from '@comity/log';
import { beforeAll, describe, expect, test } from 'vitest';
import { outcomeOf, reportLines, VerifyError, verifyBundle } from './index.ts';
import {
  assemble,
  buildHistory,
  bundleOf,
  type History,
  inPieces,
  partsOf,
  rewriteEntry,
} from './testing/index.ts';

let history: History;
beforeAll(async () => {
  history = await buildHistory({ participants: 3, acts: 80 });
});

const verified = async (audience: string, trust?: History['trust']) =>
  verifyBundle(inPieces(await bundleOf(history, audience)), trust ? { trust } : {});

describe('a bundle as the host exports it', () => {
  test('is verified for the public and for every participant, with one outcome', async () => {
    for (const audience of ['public', 'secretariat', ...history.delegations.map((d) => d.id)]) {
      const report = await verified(audience, history.trust);
      expect(report.faults).toEqual([]);
      expect(report).toMatchObject({ verdict: 'verified', trust: 'given', audience, provisional: false });
      expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(report.outcome).toBe(outcomeOf(history.chronicle.state));
    }
  });

  test('is self-asserted without trust, and says so in the first line and in the data', async () => {
    const report = await verified('public');
    expect(report.trust).toBe('self-asserted');
    expect(reportLines(report)[0]).toContain('self-asserted');
    expect(report.notProvable.map(({ what }) => what)).toContain('trust');
    const given = await verified('public', history.trust);
    expect(reportLines(given)[0]).toMatch(/^VERIFIED/);
    expect(reportLines(given)[0]).not.toContain('self-asserted');
  });

  test('reads the same in pieces of any length', async () => {
    const bundle = await bundleOf(history, 'state-000');
    const whole = await verifyBundle(inPieces(bundle, bundle.length), { trust: history.trust });
    for (const piece of [1021, 4096, 1 << 20])
      expect(await verifyBundle(inPieces(bundle, piece), { trust: history.trust })).toEqual(whole);
  });

  test('prints what every root rests on', async () => {
    const report = await verified('public', history.trust);
    const invitations = history.chronicle.written.filter(
      ({ prepared }) => prepared.act.type === 'people.participant-invited',
    );
    expect(report.roots.map((root) => root.participant)).toEqual([
      'secretariat',
      ...history.delegations.map((d) => d.id),
    ]);
    for (const [i, { participant, key, evidence }] of report.roots.slice(1).entries()) {
      expect(key).toBe(history.chronicle.state.seats.get(participant)?.root?.keyId);
      expect(evidence).toMatchObject({
        invitation: invitations[i]!.prepared.id,
        index: invitations[i]!.index,
      });
      expect(reportLines(report).join('\n')).toContain(`${evidence.channel}, note ${evidence.note}`);
    }
  });

  test('counts the acts that can be read and those that cannot', async () => {
    const total = history.chronicle.size;
    for (const audience of ['public', 'state-001']) {
      const { counts, notProvable } = await verified(audience, history.trust);
      const read = Object.values(counts).reduce((sum, count) => sum + count, 0);
      const closed = notProvable.find(({ what }) => what === 'restricted-entries')?.count ?? 0;
      expect(read + closed).toBe(total);
    }
  });

  test('tells how far it has come', async () => {
    const seen: number[] = [];
    const bundle = await bundleOf(history, 'public');
    await verifyBundle(inPieces(bundle), { onProgress: ({ done, total }) => void seen.push(done, total) });
    expect(seen.slice(-2)).toEqual([history.chronicle.size, history.chronicle.size]);
  });
});

describe('verifiers that answer later, as those of a browser', () => {
  test('find what those find that answer at once', async () => {
    const parts = partsOf(history, 'state-000');
    const verifiers = webVerifiers();
    const both = async () => {
      const bytes = await assemble(parts);
      const { trust } = history;
      return [
        await verifyBundle(inPieces(bytes), { trust, verifiers }),
        await verifyBundle(inPieces(bytes), { trust }),
      ] as const;
    };
    const [late, once] = await both();
    expect(late).toEqual(once);
    expect(late.verdict).toBe('verified');
    for (const index of [5, 30, parts.entries.length - 1])
      rewriteEntry(parts, index, (leaf) => ({ ...leaf, received: '2026-03-02T09:59:00.000Z' }));
    parts.certificates = parts.certificates.slice(1);
    const [lateWrong, onceWrong] = await both();
    expect(lateWrong).toEqual(onceWrong);
    expect(lateWrong.faults.length).toBeGreaterThan(5);
  });
});

test('a body that too few States have confirmed is provisional, and verified', async () => {
  const one = await buildHistory({ participants: 1, acts: 4, mix: { file: 1 } });
  const report = await verifyBundle(inPieces(await bundleOf(one, 'public')), { trust: one.trust });
  expect(report).toMatchObject({ verdict: 'verified', provisional: true });
  expect(reportLines(report)[0]).toContain('Provisional');
});

describe('verifying could not run', () => {
  const codeOf = async (source: AsyncIterable<Uint8Array>, options = {}) => {
    try {
      return (await verifyBundle(source, options)).verdict;
    } catch (error) {
      return error instanceof VerifyError ? error.code : error;
    }
  };

  test('on what does not begin like a bundle', async () => {
    const zip = Uint8Array.from({ length: 2000 }, (_, i) => (i * 7) % 251);
    for (const bytes of [new Uint8Array(0), zip, new Uint8Array(1024), archiveFile('entries', zip)])
      expect(await codeOf(inPieces(bytes))).toBe('verify.not-a-bundle');
  });

  test('with trust that is none', async () => {
    const { body, key } = history.trust;
    for (const trust of [
      { body: 'x', key },
      { body, key: `${key}x` },
    ])
      expect(await codeOf(inPieces(new Uint8Array(0)), { trust })).toBe('verify.bad-trust');
  });

  test('when the source breaks', async () => {
    async function* broken() {
      yield (await bundleOf(history, 'public')).subarray(0, 5000);
      throw new Error('The cable was pulled.');
    }
    expect(await codeOf(broken())).toBe('verify.source-failed');
  });
});

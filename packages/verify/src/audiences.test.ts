import { fromUtf8 } from '@comity/log';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf, type Report, verifyBundle } from './index.ts';
import { assemble, buildHistory, bundleOf, type History, inPieces, partsOf } from './testing/index.ts';

const count = (report: Report, what: string) =>
  report.notProvable.find((item) => item.what === what)?.count ?? 0;

const reportFor = async (history: History, audience: string) =>
  verifyBundle(inPieces(await bundleOf(history, audience)), { trust: history.trust });

describe('every audience of any history', () => {
  const weights = fc.record({
    exchange: fc.integer({ min: 1, max: 5 }),
    file: fc.nat(3),
    passkey: fc.nat(1),
    documents: fc.nat(3),
    people: fc.nat(3),
  });

  test('finds the same outcome, and is told of each entry that it cannot open', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 5 }),
        fc.nat(60),
        weights,
        fc.string(),
        async (n, acts, mix, seed) => {
          const history = await buildHistory({ participants: n, acts, mix, seed });
          const { written, state } = history.chronicle;
          for (const audience of ['public', ...history.delegations.map((d) => d.id)]) {
            const report = await reportFor(history, audience);
            expect(report.faults).toEqual([]);
            expect(report.outcome).toBe(outcomeOf(state));
            const closed = written.filter((w) => w.opening && !history.mayOpen(w, audience));
            expect(count(report, 'restricted-entries')).toBe(closed.length);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  test('an outcome is another once the past is', async () => {
    const one = await buildHistory({ participants: 2, acts: 20, mix: { file: 1 } });
    const other = await buildHistory({ participants: 2, acts: 21, mix: { file: 1 } });
    expect(outcomeOf(one.chronicle.state)).not.toBe(outcomeOf(other.chronicle.state));
  });
});

test('nothing restricted stands in a public bundle', async () => {
  const history = await buildHistory({ participants: 3, acts: 60, mix: { exchange: 3, people: 1, file: 1 } });
  const bundle = await bundleOf(history, 'public');
  const text = new TextDecoder('latin1').decode(bundle);
  const restricted = history.chronicle.written.filter((w) => w.opening);
  expect(restricted.length).toBeGreaterThan(20);
  for (const { prepared, sig, opening, fields, certificate } of restricted) {
    const { act } = prepared;
    if (act.type !== 'exchange.sent' && act.type !== 'exchange.acknowledged') throw new Error(act.type);
    const message = act.type === 'exchange.sent' ? act.data.header.message : act.data.message;
    const secrets = [message, act.nonce, sig.value, sig.session, opening!.salt, certificate!.sig.value];
    for (const secret of [...secrets, ...fields.map(({ salt }) => salt)]) expect(text).not.toContain(secret);
  }
  for (const { fields } of history.chronicle.written)
    for (const { salt } of fields) expect(text).not.toContain(salt);
  const open = new TextDecoder('latin1').decode(await bundleOf(history, 'state-000'));
  const mine = restricted.find((w) => history.mayOpen(w, 'state-000'))!;
  expect(open).toContain(mine.opening!.salt);
});

describe('what rests on entries that are not opened', () => {
  /** A thread whose later messages reach a State that has not seen its first. */
  const history = () => buildHistory({ participants: 4, acts: 120, mix: { exchange: 1 }, seed: 'threads' });

  test('is not provable, and no fault', async () => {
    const whole = await history();
    for (const { id } of whole.delegations) {
      const report = await reportFor(whole, id);
      expect(report.verdict).toBe('verified');
      expect(count(report, 'earlier-use')).toBeGreaterThan(0);
    }
  });

  test('is not provable where the opening of a message was withheld', async () => {
    const whole = await history();
    const parts = partsOf(whole, 'state-000');
    const sent = whole.chronicle.written.find(
      (w) =>
        w.prepared.act.type === 'exchange.sent' &&
        whole.mayOpen(w, 'state-000') &&
        acknowledgedLater(whole, w.index),
    )!;
    const hidden = `"index":${sent.index},`;
    parts.openings = parts.openings.filter((o) => !fromUtf8(o).includes(hidden));
    const recipients = sent.fields[0]!.salt;
    parts.openings = parts.openings.filter((o) => !fromUtf8(o).includes(recipients));
    const report = await verifyBundle(inPieces(await assemble(parts)), { trust: whole.trust });
    expect(report.faults).toEqual([]);
    expect(count(report, 'context')).toBeGreaterThan(0);
  });

  test('is not provable where the recipients of a message were withheld', async () => {
    const whole = await history();
    const parts = partsOf(whole, 'state-000');
    parts.openings = parts.openings.filter((o) => !fromUtf8(o).startsWith('{"path":"recipients"'));
    const report = await verifyBundle(inPieces(await assemble(parts)), { trust: whole.trust });
    expect(report.faults).toEqual([]);
    expect(count(report, 'recipients')).toBeGreaterThan(0);
    expect(count(report, 'context')).toBeGreaterThan(0);
  });
});

function acknowledgedLater(history: History, index: number): boolean {
  const sent = history.chronicle.written[index]!.prepared.act;
  if (sent.type !== 'exchange.sent') return false;
  return history.chronicle.written.some(
    ({ prepared: { act } }) =>
      act.type === 'exchange.acknowledged' && act.data.message === sent.data.header.message,
  );
}

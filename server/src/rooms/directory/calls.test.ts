import { expect, test } from 'vitest';
import { callsFor } from './calls.ts';
import type { Way } from './channels.ts';
import type { ContactView } from './views.ts';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const days = (n: number) => new Date(NOW + n * 86_400_000).toISOString();
const KEY = { fingerprint: 'f', blob: 'b', since: 's' };
const contact = (id: string, change: Partial<ContactView> = {}): ContactView => ({
  ...{
    contact: id,
    participant: 'alderia',
    class: 'technical',
    signed: true,
    closed: [],
    roster: [],
    version: 'v',
    seq: 1,
  },
  ...{
    fields: { telephones: ['+00 1'] },
    key: KEY,
    confirmed: { at: days(-1), until: days(182) },
    ...change,
  },
});
const way = (channel: Way['channel'], outcome: 'reached' | 'bounced' | 'sent', ago: number): Way => ({
  ...{ channel, value: 'x' },
  tests: [
    {
      ...{ contact: 'c', channel, digest: 'd', outcome, says: '', tested: new Date(days(-ago)) },
      ...{ by: null, round: null, shown: null, claimed: null },
    },
  ],
});
const RUNG = [way('telephones', 'reached', 10)];

test('whoever is to be rung is told with why, those first to whom nobody could write', () => {
  const calls = callsFor(
    [
      [contact('fine'), RUNG],
      [contact('long-ago'), [way('telephones', 'reached', 200)]],
      [contact('stale', { confirmed: { at: days(-200), until: days(-17) } }), RUNG],
      [contact('expiring', { key: { ...KEY, expires: days(20) } }), RUNG],
      [contact('keyless', { key: undefined as never }), RUNG],
      [contact('noted', { signed: false, key: undefined as never }), RUNG],
      [contact('bouncing'), [...RUNG, way('emails', 'bounced', 1)]],
      [contact('mended'), [...RUNG, way('emails', 'sent', 1)]],
    ],
    NOW,
  );
  expect(calls.map(({ contact: c, why }) => [c.contact, why])).toEqual([
    ['bouncing', ['mail-fails']],
    ['noted', ['not-signed']],
    ['keyless', ['no-key']],
    ['expiring', ['key-expires']],
    ['stale', ['to-confirm']],
    ['long-ago', ['never-tried']],
  ]);
});

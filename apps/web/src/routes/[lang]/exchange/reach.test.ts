import { describe, expect, it } from 'vitest';
import type { Contact } from '#lib/server/about.ts';
import { outOfReach } from './reach.ts';

const NOW = Date.parse('2027-02-03T12:00:00Z');
const key = (expires?: string) => ({
  ...{ fingerprint: 'ab', blob: 'cd', since: 'ef' },
  ...(expires ? { expires } : {}),
});
const contact = (participant: string, change: object = {}) =>
  ({
    ...{
      contact: `con_${participant}`,
      participant,
      class: 'technical',
      signed: true,
      fields: {},
      closed: [],
    },
    ...{ roster: [], version: '', seq: 1, key: key() },
    ...change,
  }) as Contact;

const ALL = [
  contact('own'),
  contact('fine'),
  contact('late', { key: key('2027-02-03T11:59:59.000Z') }),
  contact('bare', { key: undefined }),
  contact('noted', { key: undefined, signed: false }),
  contact('embassy', { class: 'diplomatic' }),
];
const STATES = ['fine', 'late', 'bare', 'noted', 'embassy', 'absent'];

describe('a message to all', () => {
  it('leaves out who has none, and says why', () => {
    expect(outOfReach(ALL, STATES, undefined, NOW)).toEqual([
      { participant: 'late', why: 'expired', contact: 'con_late' },
      { participant: 'bare', why: 'no-key', contact: 'con_bare' },
      { participant: 'noted', why: 'unsigned', contact: 'con_noted' },
      { participant: 'absent', why: 'none' },
    ]);
  });

  it('looks at the contacts of one class alone where that is wanted', () => {
    expect(outOfReach(ALL, ['fine', 'embassy'], 'diplomatic', NOW)).toEqual([
      { participant: 'fine', why: 'none' },
    ]);
  });
});

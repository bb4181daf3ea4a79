import { expect, test } from 'vitest';
import { type Beginning, STEPS, stepsOf } from './beginning.ts';

type Person = Beginning['house']['people'][number];
const person = (name: string, authorities: string[], removed = false): Person => ({
  ...{ person: `per_${name}`, administrator: false, authorities, keys: [], removed },
});
const house = (more: Partial<Beginning['house']> = {}): Beginning['house'] => ({
  ...{ id: 'alderia', kind: 'state', names: {}, seated: false, administrators: 0, threshold: 1 },
  ...{ confirmed: false, people: [], pending: [], notices: [] },
  ...more,
});
const KEY = { fingerprint: '0'.repeat(40), blob: 'b', since: 's' };
const contact = (more: Partial<Beginning['contacts'][number]> = {}): Beginning['contacts'][number] => ({
  ...{ contact: 'con_a', participant: 'alderia', class: 'technical', signed: true, fields: {}, closed: [] },
  ...{ roster: ['per_b'], version: 'v', seq: 1 },
  ...more,
});
const message = (isAcknowledged: boolean): NonNullable<Beginning['sent']>[number] => {
  const to = { participant: 'brenmark', contact: 'con_b', key: 'k', woken: [] };
  const from = { participant: 'alderia', contact: 'con_a' };
  const marking = { scheme: 'TLP', label: 'AMBER' };
  return {
    ...{
      message: 'msg_a',
      act: 'a',
      index: 1,
      received: 'r',
      ciphertext: { sha256: 'c', size: 1 },
      attachments: [],
    },
    header: { message: 'msg_a', thread: 'thr_a', from, marking, exercise: true },
    to: [isAcknowledged ? { ...to, acknowledged: { index: 2, received: 'r' } } : to],
  };
};
const PEOPLE = [person('a', ['directory']), person('b', ['exchange'])];
const SEATED = house({ root: 'r', seated: true, administrators: 1, people: PEOPLE });
const standing = (beginning: Beginning) => Object.fromEntries(stepsOf(beginning).map((s) => [s.step, s.is]));
const next = (beginning: Beginning) => stepsOf(beginning).find(({ is }) => is === 'next')?.step;

test('each step comes after the one before, and exactly one is next until all are done', () => {
  const way: Beginning[] = [
    { house: house(), contacts: [], sent: undefined },
    { house: house({ invitation: { expires: 'e' } }), contacts: [], sent: undefined },
    { house: house({ root: 'r' }), contacts: [], sent: undefined },
    { house: house({ root: 'r', people: PEOPLE }), contacts: [], sent: undefined },
    { house: { ...SEATED, people: [person('a', ['exchange']), person('b', [])] }, contacts: [], sent: [] },
    { house: SEATED, contacts: [contact({ signed: false })], sent: [] },
    { house: SEATED, contacts: [contact()], sent: [] },
    { house: SEATED, contacts: [contact({ key: KEY })], sent: [] },
    { house: SEATED, contacts: [contact({ key: KEY })], sent: [message(false)] },
    { house: SEATED, contacts: [contact({ key: KEY })], sent: [message(false), message(true)] },
  ];
  expect(way.map(next)).toEqual([...STEPS.filter((step) => step !== 'recovery'), undefined]);
});

test('whoever left does not count, and what a State sent is unknown to others', () => {
  const people = [person('a', ['directory', 'exchange']), person('b', ['exchange'], true)];
  const left = { house: { ...SEATED, people }, contacts: [contact({ key: KEY })], sent: undefined };
  expect(standing(left)).toMatchObject({ people: 'next', authorities: 'done', sent: 'unknown' });
  expect(stepsOf(left).find(({ step }) => step === 'key')!.about).toBe('con_a');
});

import { expect, test } from 'vitest';
import { offered } from './choosing.ts';

const STATES = [
  { id: 'brb', name: 'Barbade' },
  { id: 'bra', name: 'Brésil' },
  { id: 'egy', name: 'Égypte' },
  { id: 'alb', name: 'ألبانيا' },
  { id: 'mda', name: 'Республика Молдова' },
];
const ids = (chosen: string[], sought = '', isAll = false) =>
  offered(STATES, chosen, sought, isAll).map((s) => s.id);

test('shows the States chosen, and no other before something is sought', () => {
  expect(ids([])).toEqual([]);
  expect(ids(['egy', 'brb'])).toEqual(['brb', 'egy']);
  expect(ids(['egy'], '  ')).toEqual(['egy']);
});

test('shows what is sought beside what is chosen, in the order of the list', () => {
  expect(ids(['egy'], 'br')).toEqual(['bra', 'egy']);
  expect(ids([], 'nowhere')).toEqual([]);
});

test.each([
  ['bresil', 'bra'],
  ['ÉGYPTE', 'egy'],
  ['egypte', 'egy'],
  ['البانيا', 'alb'],
  ['молдова', 'mda'],
  ['mda', 'mda'],
])('finds by %s without its accents, capitals or forms of hamza', (sought, id) => {
  expect(ids([], sought)).toEqual([id]);
});

test('shows all where all are asked for', () => {
  expect(ids(['bra'], '', true)).toEqual(STATES.map((s) => s.id));
  expect(ids([], 'barb', true)).toEqual(['brb']);
});

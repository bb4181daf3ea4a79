import { expect, test } from 'vitest';
import type { Negotiation } from '#lib/server/about.ts';
import { bearingFirst, bearingOn } from './touching.ts';

type Proposal = Negotiation['proposals'][number];
type Stated = Proposal['positions'][number];

const ACT = 'a'.repeat(64);
const AT = '2026-03-10T09:00:00.000Z';
const states = (participant: string): Stated => ({ participant, position: 'reserve', act: ACT, at: AT });
const proposal = (id: string, more: Partial<Proposal>): Proposal => ({
  ...{ proposal: id, act: ACT, index: 1, received: AT, fate: 'pending', content: ACT, odd: [] },
  ...{ sponsors: ['other'], supporters: [], paragraphs: [], brings: [], positions: [] },
  ...more,
});
const paragraph = (id: string, positions: Stated[]): Negotiation['paragraphs'][number] => ({
  ...{ paragraph: id, layers: {}, open: [], unlocks: [] },
  positions,
});
const order = (proposals: Proposal[], paragraphs: Negotiation['paragraphs'], state?: string): string[] =>
  bearingFirst(proposals, bearingOn({ proposals, paragraphs }, state)).map(({ proposal: id }) => id);

test('what touches a State comes first, then what it stands behind, then the rest in its order', () => {
  const proposals = [
    proposal('far', { paragraphs: ['op9'] }),
    proposal('own', { sponsors: ['mine'], paragraphs: ['op1'] }),
    proposal('beside own', { paragraphs: ['op1'] }),
    proposal('on a stated paragraph', { paragraphs: ['op2'] }),
    proposal('stated on', { paragraphs: ['op3'], positions: [states('mine')] }),
    proposal('supported', { supporters: ['mine'], brings: ['new'] }),
  ];
  expect(order(proposals, [paragraph('op2', [states('mine')])], 'mine')).toEqual([
    ...['beside own', 'on a stated paragraph', 'stated on'],
    ...['own', 'supported', 'far'],
  ]);
});

test('what others state touches nobody else, and who is nobody is touched by nothing', () => {
  const proposals = [
    proposal('one', { paragraphs: ['op1'], positions: [states('other')] }),
    proposal('two', { sponsors: ['mine'], paragraphs: ['op2'] }),
  ];
  expect(order(proposals, [paragraph('op1', [states('other')])], 'mine')).toEqual(['two', 'one']);
  expect(order(proposals, [], undefined)).toEqual(['one', 'two']);
});

test('a proposal that was withdrawn is nothing that a State stands for any more', () => {
  const proposals = [
    proposal('first', { paragraphs: ['op9'] }),
    proposal('gone', { sponsors: ['mine'], paragraphs: ['op1'], fate: 'withdrawn' }),
    proposal('beside', { paragraphs: ['op1'] }),
  ];
  const bears = bearingOn({ proposals, paragraphs: [] }, 'mine');
  expect(proposals.map(bears)).toEqual(['neither', 'own', 'neither']);
});

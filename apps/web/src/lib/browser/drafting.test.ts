import { derivedId, type Text } from '@comity/text';
import { applyChanges } from '@comity/text/proposals';
import { describe, expect, test } from 'vitest';
import { changesOf, obstacleTo, placesOf, spansOf } from './drafting.ts';
import { newDraft, type ProposalDraft } from './proposaldrafts.ts';

const id = (name: string) => derivedId('A/BODY/CRP.1', name);
const text: Text = {
  v: 1,
  language: 'en',
  title: { text: 'Draft' },
  nodes: [
    { kind: 'heading', id: id('h'), level: 2, text: 'Work' },
    { kind: 'paragraph', part: 'operative', id: id('1'), text: 'States should meet, and should report;' },
    { kind: 'paragraph', part: 'operative', id: id('2'), text: 'States should write.' },
  ],
  notes: [],
};
const drafted = (more: Partial<ProposalDraft>): ProposalDraft => ({
  ...newDraft('a'.repeat(64), 'en'),
  ...more,
});
const wordsAfter = (more: Partial<ProposalDraft>) =>
  applyChanges(text, changesOf(drafted(more), text)).text?.nodes.map((node) =>
    'text' in node ? node.text : '',
  );

describe('what was filled in comes to changes', () => {
  test('another wording of a paragraph, and of the title', () => {
    expect(wordsAfter({ paragraph: id('2'), wording: 'States write. ' })?.at(-1)).toBe('States write.');
    const titled = applyChanges(text, changesOf(drafted({ paragraph: 'title', wording: 'Rev.1' }), text));
    expect(titled.text?.title?.text).toBe('Rev.1');
    expect(changesOf(drafted({ paragraph: id('2'), wording: 'States should write.' }), text)).toEqual([]);
  });

  test('a bis, a numbered paragraph first and under another, a heading', () => {
    const of = (more: Partial<ProposalDraft>) => wordsAfter({ kind: 'new', wording: 'New.', ...more });
    expect(of({ paragraph: id('1') })).toEqual(['Work', expect.any(String), 'New.', 'States should write.']);
    expect(of({ call: 'numbered', place: 'first' })?.[0]).toBe('New.');
    expect(of({ call: 'heading', place: 'after', paragraph: id('2'), level: '3' })?.at(-1)).toBe('New.');
    const [under] = changesOf(
      drafted({ kind: 'new', call: 'numbered', place: 'under', paragraph: id('1'), wording: 'a' }),
      text,
    );
    expect(under).toMatchObject({ place: { under: id('1') }, node: { call: 'numbered' } });
    expect(obstacleTo(text, [under!])).toBeUndefined();
  });

  test('a paragraph that goes, one that moves, and one that cannot', () => {
    expect(wordsAfter({ kind: 'delete', paragraph: id('1') })).toHaveLength(2);
    expect(wordsAfter({ kind: 'move', paragraph: id('2'), place: 'first' })?.[0]).toBe(
      'States should write.',
    );
    const beside = changesOf(drafted({ kind: 'move', paragraph: id('2'), behind: id('2') }), text);
    expect(obstacleTo(text, beside)).toMatchObject({ why: 'moved' });
  });

  test('another part, no number, another level; nothing where all stays', () => {
    const form = (more: Partial<ProposalDraft>) => changesOf(drafted({ kind: 'form', ...more }), text);
    expect(form({ paragraph: id('1'), part: 'preamble', numbering: 'unnumbered' })).toMatchObject([
      { was: { part: 'operative' }, now: { part: 'preamble', label: { unnumbered: true } } },
    ]);
    expect(form({ paragraph: id('h'), level: '3' })).toMatchObject([
      { was: { level: 2 }, now: { level: 3 } },
    ]);
    expect(form({ paragraph: id('1') })).toEqual([]);
    for (const [change] of [
      form({ paragraph: id('1'), part: 'preamble' }),
      form({ paragraph: id('h'), level: '3' }),
    ])
      expect(obstacleTo(text, [change!])).toBeUndefined();
  });
});

describe('one word in many paragraphs', () => {
  const batch = { kind: 'batch', find: 'should', put: 'shall' } as const;

  test('shows every place with the words around it', () => {
    const places = placesOf(drafted(batch), text);
    expect(places.map(({ paragraph, found }) => [paragraph, found])).toEqual([
      [id('1'), 'should'],
      [id('1'), 'should'],
      [id('2'), 'should'],
    ]);
    expect(places[1]).toMatchObject({ before: 'States should meet, and ', after: ' report;' });
  });

  test('changes those that are ticked, in one paragraph where one is chosen, and finds what is put in place of itself', () => {
    const [, second] = placesOf(drafted(batch), text);
    expect(wordsAfter({ ...batch, left: [second!.key] })).toEqual([
      'Work',
      'States shall meet, and should report;',
      'States shall write.',
    ]);
    expect(changesOf(drafted({ ...batch, paragraph: id('2') }), text)).toHaveLength(1);
    expect(placesOf(drafted({ ...batch, put: 'should' }), text)).toHaveLength(3);
    expect(placesOf(drafted({ ...batch, find: '' }), text)).toEqual([]);
  });
});

test('what changed is told word by word', () => {
  expect(spansOf('States meet.', 'States shall meet.').filter(({ kind }) => kind !== 'kept')).toMatchObject([
    { kind: 'inserted', text: expect.stringContaining('shall') },
  ]);
});

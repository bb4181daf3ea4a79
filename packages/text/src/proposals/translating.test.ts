import { describe, expect, test } from 'vitest';
import { derivedId } from '../identity.ts';
import type { Text } from '../tree.ts';
import {
  applyChanges,
  type Change,
  deleting,
  formatProposal,
  inserting,
  rewording,
  translating,
} from './index.ts';

const id = (name: string) => derivedId('A/BODY/CRP.1', name);
const textIn = (language: string, ...words: string[]): Text => ({
  v: 1,
  language,
  nodes: words.map((text, i) => ({ kind: 'paragraph', part: 'operative', id: id(`${i + 1}`), text })),
  notes: [],
});
const english = textIn('en', 'States should cooperate;', 'States should meet;', 'States report.');
const french = textIn(
  'fr',
  'Les États devraient coopérer ;',
  'Les États devraient se réunir ;',
  'Les États font rapport.',
);
const wordsAre =
  (words: Readonly<Record<string, string>>) =>
  (paragraph: string): string | undefined =>
    words[paragraph];

describe('a proposal in another language', () => {
  const changes: Change[] = [
    rewording(english, id('1'), 'States shall cooperate;')!,
    inserting(english, id('2'), { id: id('new'), call: 'insertion', words: 'States may write;' })!,
    deleting(english, id('3'))!,
    { kind: 'move', at: id('1'), place: { after: id('2') } },
    { kind: 'form', at: id('2'), was: { part: 'operative' }, now: { part: 'preamble' } },
  ];
  const words = { [id('1')]: 'Les États coopèrent ;', [id('new')]: 'Les États peuvent écrire ;' };

  test('changes the same paragraphs, in its own words, and can be kept in one file', () => {
    const made = translating(french, changes.slice(0, 3), wordsAre(words))!;
    expect(applyChanges(french, made).text?.nodes.map((node) => 'text' in node && node.text)).toEqual([
      'Les États coopèrent ;',
      'Les États devraient se réunir ;',
      'Les États peuvent écrire ;',
    ]);
    const on = 'a'.repeat(64);
    const all = translating(french, changes, wordsAre(words))!;
    const versions = { en: { on, changes }, fr: { on, changes: all } };
    expect(() => formatProposal({ v: 1, original: 'fr', versions })).not.toThrow();
  });

  test('is none without its words, with the words that stand there, or where a paragraph is missing', () => {
    expect(translating(french, changes, wordsAre({}))).toBeUndefined();
    const same = { ...words, [id('1')]: 'Les États devraient coopérer ;' };
    expect(translating(french, changes, wordsAre(same))).toBeUndefined();
    expect(translating(textIn('fr', 'Seul.'), changes, wordsAre(words))).toBeUndefined();
  });
});

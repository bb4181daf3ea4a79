import { describe, expect, it } from 'vitest';
import {
  compareLanguages,
  derivedId,
  markTranslated,
  nodeHash,
  type Paragraph,
  renumber,
  type Text,
} from './index.ts';

const id = (place: string) => derivedId('A/TEST/1', place);
const paragraph = (place: string, text: string): Paragraph => ({
  kind: 'paragraph',
  part: 'operative',
  id: id(place),
  text,
});
const version = (language: string, ...nodes: Text['nodes']): Text => ({ v: 1, language, nodes, notes: [] });

const english = version(
  'en',
  paragraph('OP1', 'States act.'),
  paragraph('OP2', 'They talk.'),
  paragraph('OP3', 'They agree.'),
);
const all = new Set(['OP1', 'OP2', 'OP3'].map(id));
const russian = markTranslated(
  version('ru', paragraph('OP1', 'Государства действуют.'), paragraph('OP2', 'Они говорят.')),
  english,
  all,
);

describe('a language version', () => {
  it('shows what it lacks', () => {
    expect(compareLanguages([english, russian], 'en')).toEqual([
      { language: 'ru', missing: [id('OP3')], outdated: [], unmarked: [], extra: [], elsewhere: [] },
    ]);
  });

  it('shows what was translated from words that are no more', () => {
    const changed = { ...english, nodes: [paragraph('OP1', 'States act now.'), ...english.nodes.slice(1)] };
    expect(compareLanguages([changed, russian], 'en')[0]).toMatchObject({
      outdated: [id('OP1')],
      missing: [id('OP3')],
    });
    expect(compareLanguages([changed, markTranslated(russian, changed, all)], 'en')[0]).toMatchObject({
      outdated: [],
    });
  });

  it('shows what nobody said it was translated from, what stands elsewhere, and what the original lacks', () => {
    const french = version(
      'fr',
      paragraph('OP2', 'Ils parlent.'),
      paragraph('OP1', 'Les États agissent.'),
      paragraph('OP9', 'En plus.'),
    );
    expect(compareLanguages([english, french], 'en')[0]).toEqual({
      language: 'fr',
      missing: [id('OP3')],
      outdated: [],
      unmarked: [id('OP2'), id('OP1')],
      extra: [id('OP9')],
      elsewhere: [id('OP2')],
    });
  });

  it('is not outdated by renumbering or moving', () => {
    const bis = {
      ...english,
      nodes: english.nodes.map((node, i) =>
        i === 1 ? { ...node, label: { suffix: 'bis' as const } } : node,
      ),
    };
    expect(compareLanguages([renumber(bis as Text).text, russian], 'en')[0]!.outdated).toEqual([]);
    expect(nodeHash(english.nodes[1]!)).toBe(nodeHash(bis.nodes[1]! as Paragraph));
  });

  it('can be derived for archives: one place, one id, in every language', () => {
    expect(derivedId('A/80/257', 'OP7')).toBe(derivedId('A/80/257', 'OP7'));
    expect(derivedId('A/80/257', 'OP7')).not.toBe(derivedId('A/80/257', 'OP8'));
    expect(derivedId('A/80/257', 'OP7')).toMatch(/^par_[A-Za-z0-9_-]{21}[AQgw]$/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeIn } from './catalogues/taking-in.ts';
import { termsIn } from './catalogues/terms.ts';
import { fromXliff, toXliff } from './catalogues/xliff.ts';

const ENGLISH = {
  'nav.today': 'Today',
  'list.empty': 'Nothing for “{q}” & <others>',
  'list.count': '{n, plural, one {# root key} other {# root keys}}',
};
const FRENCH = {
  'nav.today': 'Aujourd’hui',
  'list.empty': 'Rien pour «\u00a0{q}\u00a0» & <autres>\u202f; \u2068{q}\u2069',
  'list.count': '{n, plural, one {# clé racine} many {# de clés racines} other {# clés racines}}',
};
const TERMS = [
  { en: 'root key (of a State)', fr: 'clé racine' },
  { en: 'key', fr: 'clé' },
  { en: 'act', fr: 'acte' },
];
const file = (body: string, attributes = 'source-language="en" target-language="fr"') =>
  `<?xml version="1.0"?><x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2"><x:file ${attributes}><x:body>${body}</x:body></x:file></x:xliff>`;
const unit = (inner: string, id = 'nav.today') => `<x:trans-unit id='${id}'>${inner}</x:trans-unit>`;

describe('a catalogue', () => {
  it('comes back from a translator’s file as it went', () => {
    const back = fromXliff(toXliff('fr', ENGLISH, FRENCH, TERMS));
    expect(takeIn(back, {}, ENGLISH)).toEqual({ catalogue: FRENCH, missing: [], flaws: [] });
    expect(Object.keys(takeIn(back, {}, ENGLISH).catalogue)).toEqual(Object.keys(ENGLISH));
  });

  it('comes back whatever its words are', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => /^[^\p{C}]*\S[^\p{C}]*$/u.test(text));
    fc.assert(
      fc.property(fc.dictionary(words, fc.tuple(words, words)), (messages) => {
        const side = (index: 0 | 1) =>
          Object.fromEntries(Object.entries(messages).map(([k, v]) => [k, v[index]]));
        const { language, units } = fromXliff(toXliff('pt-BR', side(0), side(1), TERMS));
        expect(language).toBe('pt-BR');
        expect(
          Object.fromEntries([...units].map(([k, { source, target }]) => [k, [source, target]])),
        ).toEqual(messages);
      }),
    );
  });

  it('goes with its terms and the forms of its plurals', () => {
    const xml = toXliff('fr', ENGLISH, {}, TERMS);
    expect(xml).toContain('<note>root key (of a State): clé racine</note>');
    expect(xml).toContain('<note>Forms of a plural: one, many, other</note>');
    expect(xml).not.toContain('<note>key: clé</note>');
  });

  it('that does not exist yet goes with empty targets, and comes back with what was filled in', () => {
    const xml = toXliff('fr', ENGLISH, {}, TERMS).replace(
      '<target state="needs-translation">',
      '<target state="final">Aujourd’hui',
    );
    expect(takeIn(fromXliff(xml), {}, ENGLISH)).toEqual({
      catalogue: { 'nav.today': 'Aujourd’hui' },
      missing: ['list.empty', 'list.count'],
      flaws: [],
    });
  });
});

describe('a translator’s file', () => {
  const one = { 'nav.today': 'Today' };
  const present = { 'nav.today': 'Ce jour' };

  it('may carry segments, CDATA, comments and suggestions', () => {
    const inner = `<x:source>Today</x:source><!-- a > b --><x:target><x:mrk mtype="seg" mid="0">Aujourd<![CDATA[’]]>&#x68;ui</x:mrk></x:target>
      <x:alt-trans><x:source>Yesterday</x:source><x:target>Hier</x:target></x:alt-trans><x:note>Le jour</x:note>`;
    const { units } = fromXliff(`\uFEFF${file(unit(inner))}`);
    expect(units.get('nav.today')).toEqual({ source: 'Today', target: 'Aujourd’hui' });
  });

  it('leaves what the catalogue has where it has no words', () => {
    const back = fromXliff(file(unit('<x:source>Today</x:source><x:target/>')));
    expect(takeIn(back, present, one).catalogue).toEqual(present);
  });

  it('is refused where the English has changed since, or never had the key', () => {
    const stale = fromXliff(file(unit('<x:source>This day</x:source><x:target>Ce jour</x:target>')));
    expect(takeIn(stale, present, one).flaws).toEqual([expect.stringContaining('the English has changed')]);
    const strange = fromXliff(file(unit('<x:source>x</x:source><x:target>x</x:target>', 'constructor')));
    expect(takeIn(strange, present, one).flaws).toEqual(['constructor is not in en.json']);
  });

  it('is refused with a message that the pages cannot show', () => {
    const broken = fromXliff(file(unit('<x:source>Today</x:source><x:target>Jour {n}</x:target>')));
    expect(takeIn(broken, present, one).flaws).toEqual([
      'nav.today: has {n argument}, which the English has not',
    ]);
  });

  it.each([
    ['another version', '<xliff version="2.0"><file/></xliff>'],
    ['another format', '<html></html>'],
    ['a path for a language', file('', 'source-language="en" target-language="../fr"')],
    ['English as its target', file('', 'source-language="en" target-language="en"')],
    ['another source', file('', 'source-language="de" target-language="fr"')],
    ['the same unit twice', file(unit('') + unit(''))],
    ['markup in its words', file(unit('<x:target>Un <x:g id="1">jour</x:g></x:target>'))],
    ['a DTD', `<!DOCTYPE x [<!ENTITY a "b">]>${file('')}`],
    ['an entity of its own', file(unit('<x:target>&a;</x:target>'))],
    ['a character that is none', file(unit('<x:target>&#x110000;</x:target>'))],
    ['an element that is not closed', file('').replace('</x:body>', '')],
    ['an end that is missing', file('').slice(0, -4)],
    ['a second root', `${file('')}<a/>`],
    ['nothing in it', ''],
  ])('is refused with %s', (_, xml) => {
    expect(() => fromXliff(xml)).toThrow(SyntaxError);
  });
});

describe('the terms of a message', () => {
  it('are whole words, in the singular or plural, and the longest of those that overlap', () => {
    expect(termsIn('Root keys act', 'fr', TERMS)).toEqual(['act: acte', 'root key (of a State): clé racine']);
    expect(termsIn('An exact keyboard', 'fr', TERMS)).toEqual([]);
    expect(termsIn('An act', 'pt', TERMS)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { type Numbering, proseLabel } from './index.ts';

const op = (...steps: Numbering['steps']): Numbering => ({ part: 'operative', steps });
const LANGUAGES = ['en', 'fr', 'es', 'ru', 'zh', 'ar'];
const inAll = (numbering: Numbering) => LANGUAGES.map((language) => proseLabel(numbering, language));

describe('a paragraph in a sentence', () => {
  it('is called as each language calls it', () => {
    expect(inAll(op({ number: 7 }))).toEqual([
      'operative paragraph 7',
      'paragraphe 7 du dispositif',
      'párrafo 7 de la parte dispositiva',
      'пункт 7 постановляющей части',
      '执行部分第7段',
      'الفقرة 7 من المنطوق',
    ]);
    expect(inAll({ part: 'preamble', steps: [{ number: 7 }] })).toEqual([
      'preambular paragraph 7',
      'septième alinéa du préambule',
      'séptimo párrafo del preámbulo',
      'седьмой пункт преамбулы',
      '序言部分第7段',
      'الفقرة 7 من الديباجة',
    ]);
  });

  it('has its bis and ter in the words of the language', () => {
    expect(inAll(op({ number: 8, suffix: 'bis' }))).toEqual([
      'operative paragraph 8 bis',
      'paragraphe 8 bis du dispositif',
      'párrafo 8 bis de la parte dispositiva',
      'пункт 8-бис постановляющей части',
      '执行部分第8段之二',
      'الفقرة 8 مكررا من المنطوق',
    ]);
    expect(proseLabel({ part: 'preamble', steps: [{ number: 2, suffix: 'ter' }] }, 'fr')).toBe(
      'alinéa 2 ter du préambule',
    );
    expect(proseLabel(op({ number: 8, suffix: 'ter' }), 'ar')).toBe('الفقرة 8 مكررا ثانيا من المنطوق');
  });

  it('has sub-paragraphs and alternatives in the brackets and words of the language', () => {
    expect(inAll(op({ number: 2 }, { number: 5 }))).toEqual([
      'operative paragraph 2 (e)',
      'paragraphe 2 e) du dispositif',
      'párrafo 2 e) de la parte dispositiva',
      'пункт 2 e) постановляющей части',
      '执行部分第2(e)段',
      'الفقرة 2 (هـ) من المنطوق',
    ]);
    expect(inAll(op({ number: 6, alt: 2 }))).toEqual([
      'operative paragraph 6, alternative 2',
      'paragraphe 6 du dispositif, variante 2',
      'párrafo 6 de la parte dispositiva, variante 2',
      'пункт 6 постановляющей части, альтернативный вариант 2',
      '执行部分第6段备选案文2',
      'الفقرة 6 من المنطوق، نص بديل 2',
    ]);
  });

  it('is called by its number alone in a report, and by its working label where there is no form', () => {
    expect(inAll({ part: 'other', steps: [{ number: 12 }] })).toEqual([
      ...['paragraph 12', 'paragraphe 12', 'párrafo 12', 'пункт 12', '第12段', 'الفقرة 12'],
    ]);
    expect(proseLabel(op({ number: 7, suffix: 'bis' }), 'pt')).toBe('OP7bis');
    expect(proseLabel({ part: 'preamble', steps: [{ number: 34 }] }, 'fr')).toBe('alinéa 34 du préambule');
  });
});

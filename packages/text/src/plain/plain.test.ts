import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedId, type Imported, readPlain, TextError, toPlain, walk, workingLabels } from '../index.ts';
import { readData } from '../testing/corpus.ts';
import { anyText } from '../testing/index.ts';

const ids = (place: string) => derivedId('A/TEST/1', place);
const read = (text: string, language = 'en') => readPlain(text, { language, ids });
const outline = ({ text }: Imported) => {
  const labels = workingLabels(text);
  return walk(text).map((spot) => {
    const words = 'text' in spot.node ? spot.node.text : '';
    return `${labels.get(spot.node.id) ?? spot.role}: ${words}`;
  });
};
const codes = ({ notices }: Imported) => notices.map(({ code }) => code);

describe('a statement as it was extracted', () => {
  const imported = read(readData('statement_2024-03-08_en.txt'));
  const words = walk(imported.text).map(({ node }) => ('text' in node ? node.text : ''));

  it('has its letterhead apart, its title put together, and the paragraph that a page cut in two as one', () => {
    expect(words[0]).toMatch(/^Постоянное\nпредставительство/);
    expect(words.slice(0, 4)).toContain(
      'Permanent Mission\nof the Russian Federation\nto the United Nations',
    );
    expect(words).toContain('STATEMENT');
    expect(words.find((text) => text.startsWith('It is necessary'))).toMatch(
      /This? is possible|agreement reached in July 2023/,
    );
    expect(walk(imported.text).filter(({ role }) => role === 'heading')).toHaveLength(2);
  });

  it('lists all that was understood rather than read', () => {
    expect(new Set(codes(imported))).toEqual(
      new Set(['letterhead', 'markup-taken', 'letter-spacing', 'broken-lines', 'broken-paragraph']),
    );
    expect(imported.notices.filter(({ code }) => code === 'letterhead')).toHaveLength(4);
    expect(imported.notices.find(({ code }) => code === 'broken-paragraph')?.line).toBe(42);
  });

  it('loses no word', () => {
    const letters = (text: string) => text.replace(/[*\s]/g, '');
    expect(letters(words.join(''))).toBe(letters(readData('statement_2024-03-08_en.txt')));
  });
});

describe('plain text', () => {
  it('of a resolution has a preamble, numbered paragraphs and sub-paragraphs', () => {
    const imported = read(
      [
        ...['The General Assembly,', 'Recalling its reso-\nlutions on <<security>>,', 'Noting  the\treport,'],
        ...[
          '1. Decides to:',
          '(a) establish a group;',
          '(b) ask:',
          '(i) one;',
          '(ii) two;',
          '(c) go;',
          '- 2 -',
        ],
        ...['1 bis. Requests a report\nin time;', '2. Ends.', '7 bis. Stays as printed.'],
      ].join('\n\n'),
    );
    expect(outline(imported)).toEqual([
      'paragraph: The General Assembly,',
      'PP1: Recalling its resolutions on «security»,',
      'PP2: Noting the report,',
      ...[
        'OP1: Decides to:',
        'OP1(a): establish a group;',
        'OP1(b): ask:',
        'OP1(b)(i): one;',
        'OP1(b)(ii): two;',
      ],
      ...['OP1(c): go;', 'OP1bis: Requests a report in time;', 'OP2: Ends.', 'OP7 bis: Stays as printed.'],
    ]);
    const found = new Set(codes(imported));
    for (const code of [
      'hyphenation',
      'quotation-marks',
      'spaces',
      'page-number',
      'number-taken',
      'number-kept',
    ])
      expect(found).toContain(code);
    expect(imported.notices).toContainEqual(
      expect.objectContaining({ code: 'hyphenation', words: 'reso- lutions' }),
    );
  });

  it('takes working labels for what they say', () => {
    expect(
      outline(read('PP1 Recalling,\n\nPP1bis Also recalling,\n\nOP1. Decides;\n\nOP1alt.2 Decides not;')),
    ).toEqual([...['PP1: Recalling,', 'PP1bis: Also recalling,', 'OP1: Decides;', 'OP1alt.2: Decides not;']]);
  });

  it.each([
    [
      'ar',
      'إن الجمعية العامة،\n\nإذ تشير إلى قرارها،\n\n1 - تقرر ما يلي:\n\n(أ) أن تنشئ؛\n\n(ب) أن تطلب.',
      'OP1(b)',
    ],
    [
      'ru',
      'Генеральная Ассамблея,\n\nссылаясь на резолюцию,\n\n1. постановляет:\n\na) учредить;\n\nb) просить.',
      'OP1(b)',
    ],
    [
      'fr',
      'L’Assemblée générale,\n\nRappelant sa résolution,\n\n1. Décide :\n\na) De créer ;\n\nb) De prier.',
      'OP1(b)',
    ],
    [
      'es',
      'La Asamblea General,\n\nRecordando su resolución,\n\n1. Decide:\n\na) Establecer;\n\nb) Pedir.',
      'OP1(b)',
    ],
    ['zh', '大会，\n\n回顾其决议，\n\n1. 决定：\n\n(a) 设立；\n\n(b) 请求。', 'OP1(b)'],
  ])('knows preamble, numbers and letters of its language: %s', (language, text, last) => {
    const labels = [...workingLabels(read(text, language).text).values()];
    expect(labels).toEqual(['PP1', 'OP1', 'OP1(a)', last]);
  });

  it('joins lines of one length, and not the lines of a list of paragraphs', () => {
    const wrapped =
      'States should cooperate in the use of such\ntechnologies and should report on what they\nhave done.\nThey should meet every year and should all\nspeak.';
    expect(read(wrapped).text.nodes).toHaveLength(2);
    const long = ['X', 'Y'].map((letter) => `${letter}${'x'.repeat(150)}.`).join('\n');
    expect(read(long).text.nodes).toHaveLength(2);
  });

  it('joins Chinese lines without a space', () => {
    expect(outline(read('各国应合作，\n并应报告。', 'zh'))).toEqual(['paragraph: 各国应合作，并应报告。']);
  });

  it('leaves out what every page repeats, and says so', () => {
    const page = (n: number) => `A/80/257\n\nParagraph ${n} says something about States.\n\n24-0456${n}`;
    const imported = read([1, 2, 3].map(page).join('\n\f\n'));
    expect(outline(imported)).toHaveLength(3);
    expect(codes(imported).filter((code) => code === 'running-head')).toHaveLength(3);
    expect(codes(imported).filter((code) => code === 'page-number')).toHaveLength(3);
  });

  it('writes Arabic letters and Latin ligatures for presentation forms', () => {
    const imported = read('\ufe8d\ufedf\ufeaa\ufeed\ufedd e\ufb03cient', 'ar');
    expect(outline(imported)).toEqual(['paragraph: الدول efficient']);
    expect(codes(imported)).toContain('presentation-forms');
  });

  it('says where it left out controls', () => {
    const imported = read('A word\u0007 and\u0085 another.\n\nNothing here.');
    const [notice] = imported.notices.filter(({ code }) => code === 'control-characters');
    expect(notice).toMatchObject({ node: imported.text.nodes[0]!.id, words: 'A word\u0007 and another.' });
  });

  it('is refused in another encoding, and when there is nothing in it', () => {
    const code = (source: Uint8Array | string) => {
      try {
        return readPlain(source, { language: 'en', ids }).text.nodes.length;
      } catch (error) {
        return (error as TextError).code;
      }
    };
    expect(code(Uint8Array.of(0x45, 0x74, 0xe9, 0x0a))).toBe('text.wrong-encoding');
    expect(code(Uint8Array.of(0xff, 0xfe, 0x41, 0x00))).toBe('text.wrong-encoding');
    expect(code(' \n\n ')).toBe('text.nothing-in-it');
    expect(code(new TextEncoder().encode('\ufeffA word.'))).toBe(1);
  });

  it('is read or refused with a code, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(TextError);
        }
      }),
    );
  });

  it.each([
    ['stars', 'a*'.repeat(100_000)],
    ['angle brackets', '<<'.repeat(100_000)],
    ['numbers', '1.'.repeat(100_000)],
    ['spaces within', `a${' '.repeat(300_000)}b`],
    ['brackets', '('.repeat(100_000)],
    ['a word cut again and again', 'ab-\n'.repeat(200_000)],
    ['a paragraph cut again and again', 'ab\n\n'.repeat(200_000)],
    ['more paragraphs than a text holds', 'Ab.\n\n'.repeat(30_000)],
    ['marks on one letter', `a${'\u0301\u0323'.repeat(40_000)}`],
  ])('does not drown in %s', (_, text) => {
    const answer = (() => {
      try {
        return read(`${text} x`).text.nodes.length;
      } catch (error) {
        return (error as TextError).code;
      }
    })();
    expect([1, 'text.malformed', 'text.too-large']).toContain(answer);
  });
});

describe('a text as plain words', () => {
  it('shows every word once, with labels and notes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = toPlain(text).replace(/\s/g, '');
        for (const { node } of walk(text)) {
          if (!('text' in node) || node.marks?.some(({ kind }) => kind === 'note')) continue;
          expect(plain).toContain(node.text.replace(/\s/g, ''));
        }
      }),
    );
  });

  it('holds a label together among words from right to left', () => {
    const { text } = read('إن الجمعية العامة،\n\nإذ تشير،\n\n1 - تقرر.', 'ar');
    expect(toPlain(text, { labels: 'working' })).toContain('\u2066OP1\u2069 تقرر.');
    expect(toPlain(text)).toContain('\u20661.\u2069 تقرر.');
  });
});

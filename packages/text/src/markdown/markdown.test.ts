import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedId, readMarkdown, type Text, TextError, toMarkdown, walk, workingLabels } from '../index.ts';
import { readShared } from '../testing/corpus.ts';
import { anyText, inline } from '../testing/index.ts';
import { tidyText } from '../tidying.ts';

const ids = (place: string) => derivedId('A/TEST/1', place);
const read = (text: string | Uint8Array, language = 'en') => readMarkdown(text, { language, ids });

describe('Markdown', () => {
  const source = `# Draft *resolution*

The General Assembly,

Recalling **all**[^1],

1. Decides ~~not~~ to <u>go</u>:
   1. one;
   2. two;
2. Ends \`code\` ![i](a.png) [here](https://a.example/x) and [there](javascript:x).

[^1]: A note *here*
    goes on.

## Annex

| a | b |
|---|---|
| 1 | 2 |

<div>In <b>HTML</b></div>

- bullet
`;

  it('becomes title, preamble, numbered paragraphs, notes and tables, and the rest is listed', () => {
    const { text, notices } = read(source);
    const labels = workingLabels(text);
    expect(text.title).toEqual({ text: 'Draft resolution', marks: [{ kind: 'emphasis', from: 6, to: 16 }] });
    expect(walk(text).map((spot) => labels.get(spot.node.id) ?? spot.role)).toEqual([
      ...[
        'paragraph',
        'PP1',
        'OP1',
        'OP1(a)',
        'OP1(b)',
        'OP2',
        'heading',
        'table',
        'cell',
        'cell',
        'cell',
        'cell',
      ],
      ...['paragraph', 'paragraph', 'note'],
    ]);
    expect(text.notes[0]!.text).toBe('A note here goes on.');
    expect(notices.map(({ code, words }) => `${code} ${words}`)).toEqual([
      ...['struck-words not', 'mark-dropped code_inline', 'media-dropped i a.png', 'not-understood html'],
      'mark-dropped list bullet',
    ]);
  });

  it('of a real document keeps every paragraph', () => {
    for (const [language, paragraphs] of [
      ['en', 24],
      ['fr', 25],
    ] as const) {
      const { text, notices } = read(readShared(`paris_call/paris-call.${language}.md`), language);
      expect(text.nodes.length).toBe(paragraphs);
      expect(notices.map(({ code }) => code)).toEqual(['media-dropped', 'mark-dropped']);
    }
  });

  it('gives words and marks of a paragraph back, whatever they are', () => {
    const paragraph = (words: object): Text =>
      tidyText({
        v: 1,
        language: 'en',
        nodes: [{ kind: 'paragraph', part: 'other', id: ids('p'), text: '', ...words }],
        notes: [],
      });
    fc.assert(
      fc.property(
        fc.constantFrom('en', 'zh', 'ar').chain((language) => inline(language)),
        (words) => {
          // A number at the beginning becomes a number: a word before it keeps it one of the words.
          const text = paragraph({ text: `Words ${words.text}` });
          expect(read(toMarkdown(text)).text.nodes).toMatchObject([
            { text: (text.nodes[0] as { text: string }).text },
          ]);
        },
      ),
    );
  });

  it('has the letters of every paragraph of a text, in their order', () => {
    const letters = (words: string) => words.replace(/[^\p{L}\p{M}]/gu, '');
    fc.assert(
      fc.property(anyText, (text) => {
        const written = letters(
          toMarkdown(text).replace(/<\/?(?:strong|em|u|br)>|\]\(<(?:\\.|[^>])*>\)/g, ''),
        );
        for (const { node } of walk(text)) if ('text' in node) expect(written).toContain(letters(node.text));
      }),
    );
  });

  it('is read or refused with a code, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '# ',
            '* ',
            '1. ',
            '|',
            '\n',
            '    ',
            '[^1]',
            '[^1]: ',
            '<u>',
            '</u>',
            '~~',
            'ж',
            '`',
          ),
        ),
        (parts) => {
          try {
            read(parts.join(''));
          } catch (error) {
            expect(error).toBeInstanceOf(TextError);
          }
        },
      ),
    );
  });
});

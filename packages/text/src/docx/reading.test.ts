import { expect, test } from 'vitest';
import { derivedId, type Text, TextError } from '../index.ts';
import { readDocx } from './index.ts';
import { by, type Foreign, foreignDocx, paragraph, run, struck } from './testing/foreign.ts';

const read = (foreign: Foreign, language = 'en') =>
  readDocx(foreignDocx(foreign), { language, ids: (place) => derivedId('foreign', place) });
const wordsOf = ({ nodes }: Text): string[] => nodes.map((node) => ('text' in node ? node.text : node.kind));
const code = (of: () => unknown): string => {
  try {
    of();
  } catch (error) {
    if (error instanceof TextError) return error.code;
    throw error;
  }
  return 'nothing was refused';
};

const STYLES =
  '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Chapter"/><w:basedOn w:val="Titre1"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>' +
  '<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>';

test('title, headings by style, by outline and by inheritance', () => {
  const { text, notices } = read({
    styles: STYLES,
    body:
      paragraph(run('The title'), '<w:pStyle w:val="T"/>') +
      paragraph(run('One'), '<w:pStyle w:val="Titre1"/>') +
      paragraph(run('Three'), '<w:pStyle w:val="Deep"/>') +
      paragraph(run('Two'), '<w:outlineLvl w:val="1"/>') +
      paragraph(run('Body'), '<w:pStyle w:val="Ring"/>'),
  });
  expect(text.title?.text).toBe('The title');
  expect(text.nodes.map((node) => (node.kind === 'heading' ? node.level : node.kind))).toEqual([
    1,
    3,
    2,
    'paragraph',
  ]);
  expect(notices).toEqual([]);
});

test('emphasis by direct formatting and by character style, links, line breaks, special hyphens', () => {
  const { text } = read({
    styles: STYLES,
    links: ['https://a.example/x'],
    body: paragraph(
      run('bold', '<w:b/>') +
        run(' not', '<w:b w:val="0"/>') +
        run(' styled', '<w:rStyle w:val="S"/>') +
        '<w:hyperlink r:id="rId900"><w:r><w:t>link</w:t></w:r></w:hyperlink>' +
        '<w:r><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r>',
    ),
  });
  expect(text.nodes[0]).toMatchObject({
    text: 'bold not styledlink\nA\u2011B',
    marks: [
      { kind: 'strong', from: 0, to: 4 },
      { kind: 'strong', from: 8, to: 15 },
      { kind: 'link', from: 15, to: 19, href: 'https://a.example/x' },
    ],
  });
});

const level = (at: number, format: string, pattern: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${pattern}"/></w:lvl>`;
const NUMBERING =
  `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '(%2)')}${level(2, 'lowerRoman', '(%3)')}</w:abstractNum>` +
  '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' +
  '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>' +
  `<w:abstractNum w:abstractNumId="3">${level(0, 'bullet', '\uf0b7')}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>`;
const listed = (text: string, number: number, at = 0) =>
  paragraph(run(text), `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${number}"/></w:numPr>`);

test('lists: numbers, letters and Roman numerals become paragraphs and sub-paragraphs with their labels', () => {
  const { text } = read({
    numbering: NUMBERING,
    body:
      listed('a', 1) +
      listed('b', 1, 1) +
      listed('c', 1, 1) +
      listed('d', 1, 2) +
      listed('e', 1) +
      listed('f', 2) +
      listed('g', 3),
  });
  expect(text.nodes).toMatchObject([
    { text: 'a', label: { number: 1 }, children: [{ text: 'b' }, { text: 'c', children: [{ text: 'd' }] }] },
    { text: 'e', label: { number: 2 } },
    { text: 'f', label: { number: 7 } },
    { text: 'g', label: { printed: '•' } },
  ]);
});

test('what had no id gets one by its place, the same in every language and in both texts', () => {
  const idsOf = (words: readonly string[], language: string) => {
    const body = words.map((word, i) =>
      paragraph(i === 1 ? by('ins', 'A', run(word)) + run('.') : run(word)),
    );
    const { text, before } = read({ body: body.join('') }, language);
    expect(before!.nodes.map(({ id }) => id)).toEqual(text.nodes.map(({ id }) => id));
    return text.nodes.map(({ id }) => id);
  };
  const ids = idsOf(['one', 'two', 'three'], 'en');
  expect(ids[0]).toBe(derivedId('foreign', 'paragraph 1'));
  expect(idsOf(['un', 'deux', 'trois'], 'fr')).toEqual(ids);
});

test('tables: spans in both directions, header rows; a table within a table is listed', () => {
  const cell = (inside: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${inside}</w:tc>`;
  const inner = `<w:tbl><w:tr>${cell(paragraph(run('within')))}</w:tr></w:tbl>`;
  const { text, notices } = read({
    body:
      `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell(paragraph(run('head')), '<w:gridSpan w:val="2"/>')}</w:tr>` +
      `<w:tr>${cell(paragraph(run('tall')), '<w:vMerge w:val="restart"/>')}${cell(paragraph(run('x')) + inner)}</w:tr>` +
      `<w:tr>${cell(paragraph(''), '<w:vMerge/>')}${cell(paragraph(run('y')))}</w:tr></w:tbl>`,
  });
  expect(text.nodes[0]).toMatchObject({
    kind: 'table',
    rows: [
      { cells: [{ header: true, colspan: 2, paragraphs: [{ text: 'head' }] }] },
      {
        cells: [
          { rowspan: 2, paragraphs: [{ text: 'tall' }] },
          { paragraphs: [{ text: 'x' }, { text: 'within' }] },
        ],
      },
      { cells: [{ paragraphs: [{ text: 'y' }] }] },
    ],
  });
  expect(notices).toEqual([{ code: 'nested-table', count: 1 }]);
});

test('footnotes and endnotes stand where they are referred to', () => {
  const { text } = read({
    body: paragraph(
      `${run('a')}<w:r><w:footnoteReference w:id="2"/></w:r>${run('b')}<w:r><w:endnoteReference w:id="1"/></w:r>`,
    ),
    footnotes: `<w:footnote w:type="separator" w:id="-1">${paragraph('')}</w:footnote><w:footnote w:id="2">${paragraph(run('See A/80/257.'))}${paragraph(run('And more.'))}</w:footnote><w:footnote w:id="9">${paragraph(run('Nobody refers to it.'))}</w:footnote>`,
    endnotes: `<w:endnote w:id="1">${paragraph(run('At the end.'))}</w:endnote>`,
  });
  expect(text.notes.map((note) => note.text)).toEqual(['See A/80/257.\nAnd more.', 'At the end.']);
  expect(text.nodes[0]).toMatchObject({
    text: 'ab',
    marks: [
      { kind: 'note', at: 1 },
      { kind: 'note', at: 2 },
    ],
  });
});

const tracked: Foreign = {
  body:
    paragraph(
      `${run('States ')}${by('del', 'A', struck('should'))}${by('ins', 'B', run('shall'))}${run(' cooperate.')}`,
    ) +
    paragraph(by('ins', 'B', run('Wholly new.')), `<w:rPr>${by('ins', 'B', '')}</w:rPr>`) +
    paragraph(run('First half,'), `<w:rPr>${by('del', 'A', '')}</w:rPr>`) +
    paragraph(run(' second half.')) +
    paragraph(
      by('ins', 'B', by('del', 'A', struck('came and went'))) +
        run('stays', by('rPrChange', 'C', '<w:rPr><w:i/></w:rPr>')),
    ),
};

test('tracked changes: both texts, and each change with author, date and place', () => {
  const { text, before, changes, accepting } = read(tracked);
  expect(wordsOf(text)).toEqual([
    'States shall cooperate.',
    'Wholly new.',
    'First half, second half.',
    'stays',
  ]);
  expect(wordsOf(before!)).toEqual(['States should cooperate.', 'First half,', 'second half.', 'stays']);
  expect(before!.nodes[3]).toMatchObject({ marks: [{ kind: 'emphasis', from: 0, to: 5 }] });
  const node = text.nodes[0]!.id;
  expect(changes.slice(0, 2)).toEqual([
    {
      kind: 'deleted',
      words: 'should',
      author: 'A',
      date: '2026-02-03T09:00:00Z',
      before: { node, from: 7, to: 13 },
      after: { node, from: 7, to: 7 },
    },
    {
      kind: 'inserted',
      words: 'shall',
      author: 'B',
      date: '2026-02-03T09:00:00Z',
      before: { node, from: 13, to: 13 },
      after: { node, from: 7, to: 12 },
    },
  ]);
  expect(changes.slice(2).map(({ kind, author }) => `${kind} ${author}`)).toEqual([
    'inserted B',
    'paragraph-inserted B',
    'paragraph-deleted A',
    'inserted-and-deleted B',
    'formatted C',
  ]);
  expect(changes.find(({ kind }) => kind === 'inserted-and-deleted')?.deletedBy?.author).toBe('A');
  expect(wordsOf(accepting(({ author }) => author === 'B'))).toEqual([
    'States shouldshall cooperate.',
    'Wholly new.',
    'First half,',
    'second half.',
    'came and wentstays',
  ]);
});

test('a move is one thing at two places', () => {
  const range = (side: string, edge: string, id: number) =>
    `<w:move${side}Range${edge} w:id="${id}" w:name="m1" w:author="A"/>`;
  const { text, before, changes } = read({
    body:
      range('From', 'Start', 1) +
      paragraph(by('moveFrom', 'A', run('goes down')), `<w:rPr>${by('moveFrom', 'A', '')}</w:rPr>`) +
      range('From', 'End', 1) +
      paragraph(run('stays')) +
      range('To', 'Start', 2) +
      paragraph(by('moveTo', 'A', run('goes down')), `<w:rPr>${by('moveTo', 'A', '')}</w:rPr>`) +
      range('To', 'End', 2) +
      paragraph(run('ends')),
  });
  expect([wordsOf(before!), wordsOf(text)]).toEqual([
    ['goes down', 'stays', 'ends'],
    ['stays', 'goes down', 'ends'],
  ]);
  expect(changes.filter(({ words }) => words).map(({ kind, move }) => [kind, move])).toEqual([
    ['moved-from', 'm1'],
    ['moved-to', 'm1'],
  ]);
});

test('rows that were put in or struck out', () => {
  const row = (text: string, change = '') =>
    `<w:tr><w:trPr>${change}</w:trPr><w:tc>${paragraph(run(text))}</w:tc></w:tr>`;
  const { text, before, changes } = read({
    body: `<w:tbl>${row('a')}${row('b', by('del', 'A', ''))}${row('c', by('ins', 'B', ''))}</w:tbl>`,
  });
  const rows = ({ nodes }: Text) =>
    nodes[0]?.kind === 'table' && nodes[0].rows.map(({ cells }) => cells[0]!.paragraphs[0]!.text);
  expect([rows(before!), rows(text)]).toEqual([
    ['a', 'b'],
    ['a', 'c'],
  ]);
  expect(changes.map(({ kind, author }) => [kind, author])).toEqual([
    ['row-deleted', 'A'],
    ['row-inserted', 'B'],
  ]);
});

test('comments with their authors and the words that they are about', () => {
  const { comments, text } = read({
    body: paragraph(
      `${run('States ')}<w:commentRangeStart w:id="4"/>${run('should')}<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>${run(' act.')}`,
    ),
    comments: `<w:comment w:id="4" w:author="A" w:initials="A" w:date="2026-02-03T09:00:00Z">${paragraph(run('Prefer “shall”.'))}${paragraph(run('Why not?'))}</w:comment>`,
  });
  const span = { node: text.nodes[0]!.id, from: 7, to: 13 };
  expect(comments).toEqual([
    {
      id: '4',
      author: 'A',
      initials: 'A',
      date: '2026-02-03T09:00:00Z',
      words: 'Prefer “shall”.\nWhy not?',
      before: span,
      after: span,
    },
  ]);
});

test('what cannot be kept is listed with the first of its words, and the words around it are kept', () => {
  const { text, notices } = read({
    header: paragraph(run('Restricted')),
    links: ['javascript:alert(1)'],
    body:
      paragraph(`${run('See ')}<w:fldSimple w:instr=" PAGE ">${run('7')}</w:fldSimple>`) +
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' +
          run('chapter 2') +
          '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ) +
      paragraph(
        `<w:r><w:drawing><w:x descr="The emblem"/></w:drawing></w:r><w:r><w:pict><v:shape><w:txbxContent>${paragraph(run('boxed'))}</w:txbxContent></v:shape></w:pict></w:r><w:r><w:object><o:OLEObject ProgID="Excel.Sheet"/></w:object></w:r>`,
      ) +
      paragraph(
        `<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>${run('after', '<w:vanish/>')}<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`,
      ) +
      paragraph(`<w:hyperlink r:id="rId900">${run('click')}</w:hyperlink><w:unheardOf/>`),
  });
  expect(wordsOf(text)).toEqual(['See 7', 'chapter 2', 'after', 'click']);
  expect(notices).toEqual([
    { code: 'field', count: 2, words: 'PAGE' },
    { code: 'picture', count: 1, words: 'The emblem' },
    { code: 'text-box', count: 1, words: 'boxed' },
    { code: 'object', count: 1, words: 'Excel.Sheet' },
    { code: 'equation', count: 1, words: 'x=1' },
    { code: 'hidden-words', count: 1, words: 'after' },
    { code: 'symbol', count: 1, words: 'Wingdings F0FC' },
    { code: 'link-without-address', count: 1, words: 'click → javascript:alert(1)' },
    { code: 'unknown-element', count: 1, words: 'w:unheardOf' },
    { code: 'header-or-footer', count: 1, words: 'Restricted' },
  ]);
});

test('the strict form of the standard is read like the other', () => {
  const strict = foreignDocx({ body: paragraph(run('Strict.')) });
  const part = (name: string) =>
    `<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>${paragraph(run(name))}</w:body></w:document>`;
  expect(strict.length).toBeGreaterThan(0);
  expect(wordsOf(read({ body: '', parts: { 'word/document.xml': part('Strict.') } }).text)).toEqual([
    'Strict.',
  ]);
});

const inPlace = (document: string | Uint8Array): Foreign => ({
  body: '',
  parts: { 'word/document.xml': document },
});
const LAUGHS = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>`;

test('hostile and broken parts are refused, each with its reason', () => {
  const cases: [Foreign, string][] = [
    [inPlace(LAUGHS), 'text.doctype-refused'],
    [inPlace('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), 'text.doctype-refused'],
    [inPlace('<w:document>&undeclared;</w:document>'), 'text.not-xml'],
    [inPlace('<w:document><w:body></w:document>'), 'text.not-xml'],
    [inPlace(''), 'text.not-xml'],
    [inPlace(`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`), 'text.too-deep'],
    [inPlace(new Uint8Array([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])), 'text.wrong-encoding'],
    [inPlace('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'), 'text.wrong-encoding'],
    [inPlace('<a/>'), 'text.not-this-format'],
    [{ body: paragraph('') }, 'text.nothing-in-it'],
    [{ body: '', parts: { '_rels/.rels': '<x/>' } }, 'text.not-this-format'],
  ];
  for (const [foreign, expected] of cases) expect(code(() => read(foreign))).toBe(expected);
});

test('whatever bytes come in, the answer is a text or a typed refusal', () => {
  const bytes = foreignDocx(tracked);
  for (let at = 0; at < bytes.length; at += 3) {
    const broken = bytes.slice();
    broken[at] = broken[at]! ^ 0x41;
    try {
      readDocx(broken, { language: 'en', ids: (place) => derivedId('x', place) });
    } catch (error) {
      expect(error, `byte ${at}`).toBeInstanceOf(TextError);
    }
  }
});

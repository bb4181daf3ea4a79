import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  derivedId,
  formatText,
  type Label,
  markTranslated,
  readAkn,
  SUFFIXES,
  type SubParagraph,
  type Text,
  TextError,
  tidyText,
  toAkn,
  walk,
  workingLabels,
} from '../index.ts';
import { readShared } from '../testing/corpus.ts';
import { LANGUAGES, textIn } from '../testing/index.ts';
import { elementsOf, readXml, type XmlElement } from '../xml/read.ts';

const ids = (place: string) => derivedId('A/TEST/1', place);
const document = { symbol: 'A/TEST/1', date: '2025-07-11', author: 'الأمانة <العامة>', kind: 'resolution' };
const utf8 = (xml: string) => new TextEncoder().encode(xml);
const withWords = (text: Text) => text.nodes.length > 0 || text.title !== undefined;

describe('Akoma Ntoso', () => {
  it.each(LANGUAGES)('gives every text back as it was: %s', (language) => {
    fc.assert(
      fc.property(textIn(language).filter(withWords), (text) => {
        const { text: back, notices } = readAkn(utf8(toAkn(text, document)), { language, ids });
        expect(new TextDecoder().decode(formatText(back))).toBe(new TextDecoder().decode(formatText(text)));
        expect(notices).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps which words a paragraph was translated from, and the exact language', () => {
    const paragraph = (text: string) =>
      ({ kind: 'paragraph', part: 'operative', id: ids('OP1'), text }) as const;
    const original: Text = { v: 1, language: 'en', title: { text: 'T' }, nodes: [paragraph('a')], notes: [] };
    const translated: Text = { ...original, language: 'fr-CA', nodes: [paragraph('à')] };
    const text = markTranslated(translated, original, new Set(['title', ids('OP1')]));
    expect(readAkn(utf8(toAkn(text, document)), { language: 'fr-CA', ids }).text).toEqual(text);
  });

  it.each(LANGUAGES)('is built as the standard wants it: %s', (language) => {
    fc.assert(
      fc.property(textIn(language), (text) => {
        expect(flawsOf(readXml(utf8(toAkn(text, document))))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('Akoma Ntoso of labels, titles and languages of every kind', () => {
  const paragraph = (place: string, label?: Label): SubParagraph => ({
    ...{ kind: 'paragraph', id: ids(place), text: `Words of ${place}` },
    ...(label ? { label } : {}),
  });
  const labels: (Label | undefined)[] = [
    ...SUFFIXES.map((suffix) => ({ suffix })),
    ...[1, 2].map((alt) => ({ alt })),
    ...[undefined, { number: 40 }, { printed: '4.1 §' }, { unnumbered: true as const }],
  ];
  const nodes = (['preamble', 'operative', 'other'] as const).flatMap((part) =>
    labels.map((label, i) => ({
      ...({ kind: 'paragraph', part } as const),
      ...paragraph(`${part} ${i}`, label),
      children: labels.map((own, n) => paragraph(`${part} ${i} ${n}`, own)),
    })),
  );

  it.each(['fr-CA', 'zh-Hant', 'sw', 'pt', 'ar'])('is built as the standard wants it: %s', (language) => {
    const text = tidyText({ v: 1, language, title: { text: 'Title' }, nodes, notes: [] });
    const root = readXml(utf8(toAkn(text, document)));
    expect(flawsOf(root)).toEqual([]);
    const eIds = everything(root).flatMap(({ attributes }) => attributes.eId ?? []);
    expect(eIds.length).toBeGreaterThan(nodes.length);
    for (const eId of eIds)
      expect(eId).toMatch(/^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9.-]+(?:__[a-z]+_[A-Za-z0-9.-]+)*)?$/);
  });
});

describe('Akoma Ntoso of others', () => {
  const read = (name: string) => readAkn(readShared(`akoma_ntoso/${name}.xml`), { language: 'en', ids });

  it('becomes preamble, headings and numbered paragraphs, and what was guessed is listed', () => {
    const { text, notices, about } = read('itu_pp18_res_2');
    const labels = workingLabels(text);
    const outline = walk(text).map((spot) => labels.get(spot.node.id) ?? spot.role);
    expect(text.title?.text).toBe(
      'World telecommunication/information and communication technology policy forum',
    );
    expect(outline.filter((label) => label.startsWith('PP1('))).toHaveLength(9);
    expect(outline.filter((label) => label === 'heading')).toHaveLength(4);
    expect(outline.filter((label) => label === 'OP9')).toHaveLength(1);
    expect(about).toMatchObject({ date: '2018-11-15', number: 'RESOLUTION 2 (REV. DUBAI, 2018)' });
    expect(notices.map(({ code, words }) => [code, words])).toEqual([
      ...['a)', 'a)', 'a)', '1', '1'].map((words) => ['number-taken', words]),
    ]);
    expect(notices.every(({ node }) => walk(text).some((spot) => spot.node.id === node))).toBe(true);
  });

  it('keeps numbers that follow no rule as they are printed', () => {
    const { text, notices } = read('itu_pp18_dec_5');
    const labels = [...workingLabels(text).values()];
    expect(labels).toContain('OP4(4.1)');
    expect(notices).toContainEqual(expect.objectContaining({ code: 'number-kept', words: '4.1' }));
  });

  it('loses no word: every letter of the body is in the text', () => {
    for (const name of ['itu_pp18_res_2', 'itu_pp18_dec_5']) {
      const root = readXml(readShared(`akoma_ntoso/${name}.xml`));
      const { text } = read(name);
      const have = walk(text).flatMap(({ node }) => ('text' in node ? node.text.split(/\s+/) : []));
      const missing = lettersOf(root, 'mainBody').filter((word) => !have.includes(word));
      expect(missing.filter((word) => !/^[\d.()a-z]{1,4}$/.test(word))).toEqual([]);
    }
  });

  it('tells what it drops: struck words, images, attachments, superscripts, metadata', () => {
    const { text, notices } = readAkn(
      utf8(`<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="report">
        <meta><identification source="#x"/><lifecycle source="#x"/></meta>
        <mainBody>
          <paragraph><num>12.</num><content><p>States <del>may</del> <ins>shall</ins> act<sup>nd</sup> <img src="a.png"/>
            <a href="javascript:x">here</a><authorialNote><p>A note.</p></authorialNote>.</p></content></paragraph>
          <paragraph><num>12 bis.</num><content><p>And <blink>so</blink> on.</p><table><tr><td><p>x</p></td></tr></table></content></paragraph>
        </mainBody><attachments><attachment>gone</attachment></attachments></doc></akomaNtoso>`),
      { language: 'en', ids },
    );
    expect([...workingLabels(text).values()]).toEqual(['12', '12bis']);
    expect(walk(text).map(({ node }) => ('text' in node ? node.text : 'table'))).toEqual([
      ...['States shall actnd here.', 'And so on.', 'table', 'x', 'A note.'],
    ]);
    expect(notices.map(({ code }) => code).sort()).toEqual([
      ...[
        'dropped',
        'mark-dropped',
        'mark-dropped',
        'mark-dropped',
        'media-dropped',
        'metadata',
        'moved',
        'not-understood',
      ],
      'struck-words',
    ]);
  });
});

describe('XML from outside', () => {
  const refusal = (bytes: Uint8Array): string => {
    try {
      readAkn(bytes, { language: 'en', ids });
    } catch (error) {
      if (error instanceof TextError) return error.code;
      throw error;
    }
    return 'accepted';
  };
  const bomb = `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><a>&b;</a>`;

  it.each([
    ['text.doctype-refused', utf8(bomb)],
    ['text.doctype-refused', utf8('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')],
    ['text.not-xml', utf8('<a>&unknown;</a>')],
    ['text.not-xml', utf8('<a><b></a>')],
    ['text.not-xml', utf8('')],
    ['text.not-xml', utf8('<a>\u0001</a>')],
    ['text.not-xml', utf8('<a x="1" x="2"/>')],
    ['text.too-deep', utf8('<a>'.repeat(100_000))],
    ['text.too-large', utf8(`<a>${'<b/>'.repeat(400_001)}</a>`)],
    ['text.too-large', new Uint8Array(10 * 1024 * 1024 + 1)],
    ['text.wrong-encoding', utf8('<?xml version="1.0" encoding="ISO-8859-1"?><a/>')],
    ['text.wrong-encoding', Uint8Array.of(0xff, 0xfe, 0x3c, 0x00)],
    ['text.wrong-encoding', Uint8Array.of(0x3c, 0x61, 0x3e, 0xe9, 0x3c)],
    ['text.not-this-format', utf8('<a/>')],
    ['text.not-this-format', utf8('<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>')],
    ['text.nothing-in-it', utf8(toAkn(tidyText({ v: 1, language: 'en', nodes: [], notes: [] }), document))],
  ])('is refused with %s (case %#)', (code, bytes) => {
    expect(refusal(bytes)).toBe(code);
  });

  it('is refused with a code or read, however it is damaged', () => {
    const whole = toAkn(fc.sample(textIn('ar'), { numRuns: 1, seed: 7 })[0]!, document);
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(200), fc.string(), (at, length, instead) => {
        expect(refusal(utf8(whole.slice(0, at) + instead + whole.slice(at + length)))).toMatch(
          /^(accepted|text\.[a-z-]+)$/,
        );
      }),
    );
  });
});

const lettersOf = (element: XmlElement, within: string, inside = false): string[] =>
  element.children.flatMap((child) =>
    typeof child === 'string'
      ? inside
        ? child.split(/\s+/).filter(Boolean)
        : []
      : lettersOf(child, within, inside || child.name === within),
  );

/**
 * The content models of Akoma Ntoso 3.0 for the elements that are written, as regular expressions over the names of
 * their children; with `*`, words may stand among them.
 */
const INLINE = '*(b|i|u|a|br|noteRef|docTitle)*';
const HIERARCHY = '(num )?(heading )?((intro )?((paragraph|point|hcontainer) )*|content )';
const MODELS: Record<string, string> = {
  akomaNtoso: 'statement ',
  statement: 'meta (preface )?(preamble )?mainBody ',
  meta: 'identification references (notes )?proprietary ',
  identification: 'FRBRWork FRBRExpression FRBRManifestation ',
  FRBRWork: 'FRBRthis FRBRuri FRBRdate FRBRauthor FRBRcountry FRBRnumber ',
  FRBRExpression: 'FRBRthis FRBRuri FRBRdate FRBRauthor FRBRlanguage ',
  FRBRManifestation: 'FRBRthis FRBRuri FRBRdate FRBRauthor ',
  references: '(TLCOrganization )+',
  notes: '(note )+',
  note: '(p )+',
  preface: 'longTitle ',
  longTitle: 'p ',
  preamble: '((p|recitals) )+',
  recitals: '(recital )+',
  recital: '(num )?((p|blockList) )+',
  blockList: '(item )+',
  item: '(num )?((p|blockList) )+',
  mainBody: '((paragraph|hcontainer|table|p) )+',
  paragraph: HIERARCHY,
  point: HIERARCHY,
  hcontainer: HIERARCHY,
  intro: '(p )+',
  content: '((p|table) )+',
  table: '(tr )+',
  tr: '((td|th) )+',
  td: '(p )*',
  th: '(p )*',
};

/** Attributes that the schema asks for, and what may stand in them where it says. */
const FILLED = /^[^\s].*$/s;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const REQUIRED: Record<string, Record<string, RegExp>> = {
  statement: { name: FILLED },
  identification: { source: /^#[a-z]+$/ },
  references: { source: /^#[a-z]+$/ },
  notes: { source: /^#[a-z]+$/ },
  proprietary: { source: /^#[a-z]+$/ },
  FRBRthis: { value: /^\/akn\/\S+\/!main(?:\.xml)?$/ },
  FRBRuri: { value: /^\/akn\/\S+$/ },
  FRBRdate: { date: DATE, name: FILLED },
  FRBRauthor: { href: /^#[a-z]+$/ },
  FRBRcountry: { value: FILLED },
  FRBRnumber: { value: FILLED },
  FRBRlanguage: { language: /^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/ },
  TLCOrganization: { href: /^\/ontology\/\S+$/, showAs: FILLED },
  hcontainer: { name: FILLED },
  a: { href: FILLED },
  noteRef: { href: /^#\S+$/ },
};

const bare = (all: readonly XmlElement[]): string[] =>
  all.flatMap(({ name, attributes }) =>
    Object.entries(REQUIRED[name] ?? {}).flatMap(([attribute, form]) =>
      form.test(attributes[attribute] ?? '') ? [] : [`${name} ${attribute}: ${attributes[attribute]}`],
    ),
  );

function flawsOf(root: XmlElement): string[] {
  const all = everything(root);
  const flaws = all.flatMap((element) => {
    const model = MODELS[element.name];
    if (model === undefined) return [];
    const names = elementsOf(element)
      .map(({ name }) => `${name} `)
      .join('');
    const loose = element.children.some((child) => typeof child === 'string' && child.trim() !== '');
    return new RegExp(`^(?:${model})$`).test(names) && !loose ? [] : [`${element.name}: ${names}`];
  });
  const inline = new RegExp(`^(?:${INLINE.slice(1)})$`);
  const words = all.filter(({ name }) =>
    ['p', 'heading', 'num', 'b', 'i', 'u', 'a', 'docTitle'].includes(name),
  );
  const strange = words.filter(
    (element) =>
      !inline.test(
        elementsOf(element)
          .map(({ name }) => name)
          .join(''),
      ),
  );
  return [
    ...flaws,
    ...strange.map(({ name }) => `in ${name}`),
    ...twice(all, 'eId'),
    ...twice(all, 'GUID'),
    ...dangling(all),
    ...bare(all),
  ];
}

const everything = (element: XmlElement): XmlElement[] => [
  element,
  ...elementsOf(element).flatMap(everything),
];
function twice(all: readonly XmlElement[], attribute: string): string[] {
  const values = all.flatMap(({ attributes }) => attributes[attribute] ?? []);
  return values.filter((value, i) => values.indexOf(value) !== i || /\s/.test(value) || value === '');
}
const dangling = (all: readonly XmlElement[]): string[] => {
  const known = new Set(all.map(({ attributes }) => attributes.eId));
  return all.flatMap(({ name, attributes: { href } }) =>
    name === 'noteRef' && !known.has(href?.slice(1)) ? [href ?? ''] : [],
  );
};

import { TextError } from '../errors.ts';
import { type ImportOptions, settle } from '../importing/draft.ts';
import type { Imported } from '../importing/notice.ts';
import type { Node, Part, Source, Text, Translated } from '../tree.ts';
import { elementsOf, findChild, findWithin, readXml, wordsWithin, type XmlElement } from '../xml/read.ts';
import { readNodes } from './body.ts';
import { Reading } from './reading.ts';
import { AKN, OURS, tagOf } from './vocabulary.ts';

/** What the file says of the document, for the registry; each as found, nothing where it says nothing. */
export interface AknAbout {
  uri?: string;
  date?: string;
  number?: string;
  kind?: string;
}
export interface AknImported extends Imported {
  about: AknAbout;
}

/** Kinds of document with a body of paragraphs, and whether those are decided upon. */
const KINDS: Record<string, { body: string; part: Part }> = {
  statement: { body: 'mainBody', part: 'operative' },
  doc: { body: 'mainBody', part: 'other' },
  debateReport: { body: 'mainBody', part: 'other' },
  act: { body: 'body', part: 'operative' },
  bill: { body: 'body', part: 'operative' },
};

/**
 * Reads Akoma Ntoso 3.0: what `toAkn` wrote exactly, what others wrote as well as can be, with everything that could
 * not be read among the notices. Throws what `readXml` throws, `text.not-this-format` for other XML and for kinds of
 * document without paragraphs, `text.nothing-in-it`, and what `assertText` throws.
 */
export function readAkn(bytes: Uint8Array, options: ImportOptions): AknImported {
  const { document, body, part } = parts(readXml(bytes));
  const ours = elementsOf(findChild(findChild(document, 'meta'), 'proprietary') ?? document).find(
    ({ uri }) => uri === OURS,
  );
  const reading = new Reading(ours !== undefined, sourcesOf(ours));
  const meta = findChild(document, 'meta');
  const notes = findChild(meta, 'notes');
  if (notes) reading.readNotes(notes);
  const { title, nodes: preface } = readPreface(findChild(document, 'preface'), reading);
  const preamble = findChild(document, 'preamble');
  const nodes = [
    ...preface,
    ...(preamble ? readNodes(preamble, { part: 'preamble', level: 1 }, reading) : []),
    ...readNodes(body, { part, level: 1 }, reading),
    ...readConclusions(document, reading),
  ];
  noticeRest(document, meta, reading);
  const text: Text = {
    v: 1,
    language: languageOf(document, ours, options, reading),
    ...(title && { title: { ...title, ...reading.sourceOf('title') } }),
    nodes,
    notes: reading.notes,
  };
  return { ...settle(text, options, reading.notices, reading.keep), about: aboutOf(meta, document) };
}

function parts(root: XmlElement): { document: XmlElement; body: XmlElement; part: Part } {
  if (root.name !== 'akomaNtoso' || !root.uri.startsWith(AKN))
    throw new TextError('text.not-this-format', 'This is no Akoma Ntoso 3.0.', { line: root.line });
  const document = elementsOf(root)[0];
  const kind = document && Object.hasOwn(KINDS, document.name) ? KINDS[document.name] : undefined;
  const body = kind && findChild(document, kind.body);
  if (!document || !kind || !body)
    throw new TextError('text.not-this-format', `No text of paragraphs: ${document?.name ?? 'empty'}.`, {
      line: root.line,
    });
  return { document, body, part: kind.part };
}

function sourcesOf(ours: XmlElement | undefined): Map<string, Source> {
  const sources = (ours ? elementsOf(ours) : []).filter(({ name }) => name === 'source');
  return new Map(
    sources.flatMap(({ attributes: { node, language, hash } }) =>
      node && language && hash ? [[node, { language, hash }] as const] : [],
    ),
  );
}

/** The title is what is marked as one; whatever else stands before the text is paragraphs. */
function readPreface(
  preface: XmlElement | undefined,
  reading: Reading,
): { title?: Translated; nodes: Node[] } {
  if (!preface) return { nodes: [] };
  const container = elementsOf(preface).find(
    ({ name, attributes }) => name === 'container' && attributes.name === 'title',
  );
  const marked = findWithin(preface, 'docTitle') ?? container;
  const title = marked ?? findChild(preface, 'longTitle');
  if (!title) return { nodes: readNodes(preface, { part: 'other', level: 1 }, reading) };
  const rest = without(preface, title);
  return { title: reading.wordsOf(title), nodes: readNodes(rest, { part: 'other', level: 1 }, reading) };
}

/** The same element without another that stands within it at any depth. */
const without = (element: XmlElement, gone: XmlElement): XmlElement => ({
  ...element,
  children: element.children
    .filter((child) => child !== gone)
    .map((child) => (typeof child === 'string' ? child : without(child, gone))),
});

function readConclusions(document: XmlElement, reading: Reading): Node[] {
  const conclusions = findChild(document, 'conclusions');
  return conclusions ? readNodes(conclusions, { part: 'other', level: 1 }, reading) : [];
}

const READ = new Set(['meta', 'preface', 'preamble', 'mainBody', 'body', 'conclusions']);
const READ_META = new Set(['identification', 'references', 'notes']);

function noticeRest(document: XmlElement, meta: XmlElement | undefined, reading: Reading): void {
  for (const element of elementsOf(document).filter(({ name }) => !READ.has(name)))
    reading.notices.add('dropped', {
      line: element.line,
      words: `${element.name} ${wordsWithin(element)}`.trim(),
    });
  for (const { name, line, children } of meta ? elementsOf(meta) : []) {
    const own =
      name === 'proprietary' && children.every((child) => typeof child === 'string' || child.uri === OURS);
    if (!READ_META.has(name) && !own) reading.notices.tally('metadata', name, line);
  }
}

/** As the file says it; what the caller said where the file says nothing. */
function languageOf(
  document: XmlElement,
  ours: XmlElement | undefined,
  { language }: ImportOptions,
  reading: Reading,
): string {
  const code = findWithin(findChild(document, 'meta'), 'FRBRlanguage')?.attributes.language;
  const said = ours?.attributes.language ?? (code && tagOf(code)) ?? document.attributes.lang;
  if (said === undefined || said === language) return language;
  if (!/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(said)) return language;
  reading.notices.add('metadata', { words: `language ${said}` });
  return said;
}

function aboutOf(meta: XmlElement | undefined, document: XmlElement): AknAbout {
  const work = findWithin(meta, 'FRBRWork');
  const value = (name: string, attribute = 'value') => findChild(work, name)?.attributes[attribute];
  const number = findChild(work, 'FRBRnumber')?.attributes;
  const found = {
    uri: value('FRBRuri'),
    date: value('FRBRdate', 'date'),
    number: number?.showAs ?? number?.value,
    kind: document.attributes.name,
  };
  return Object.fromEntries(Object.entries(found).filter(([, words]) => words !== undefined));
}

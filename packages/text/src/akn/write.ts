import { escaped } from '../html/escape.ts';
import { numberText } from '../labels.ts';
import type { Heading, Node, Note, Text, Translated } from '../tree.ts';
import { walk, wordsOf } from '../walk.ts';
import { ElementIds } from './ids.ts';
import { AKN, alpha3, OURS } from './vocabulary.ts';
import { inlineXml, paragraphXml, recitalXml, tableXml, type Writing } from './writing.ts';

/** What Akoma Ntoso wants to know of the document; a text knows nothing of it. */
export interface AknDocument {
  /** `A/80/257`: its number and part of its address. */
  symbol: string;
  /** `2025-07-11`. */
  date: string;
  /** Who made it, in the language of the text. */
  author: string;
  /** What kind of document it is: `resolution`, `report` … Default: `document`. */
  kind?: string;
}

/**
 * A text as Akoma Ntoso 3.0, a `statement`: preambular paragraphs as recitals, the others as paragraphs with points,
 * headings as nested containers. Ids of ours stand in `GUID`, conventional ones in `eId`; `readAkn` of the answer is
 * the same text.
 */
export function toAkn(text: Text, document: AknDocument): string {
  const ids = new ElementIds(['comity', 'author']);
  const notes = new Map(
    text.notes.map(({ id }, i) => [id, { eId: ids.take('note', `${i + 1}`), marker: `${i + 1}` }] as const),
  );
  const writing: Writing = { ids, names: numberText(text), notes };
  const start = preambleEnd(text.nodes);
  const parts = [
    metaXml(text, document, writing),
    prefaceXml(text.title, writing),
    preambleXml(text.nodes.slice(0, start), writing),
    `<mainBody>${bodyXml(text.nodes.slice(start), writing) || '<p/>'}</mainBody>`,
  ];
  const name = escaped(document.kind ?? 'document');
  const open = `<akomaNtoso xmlns="${AKN}"><statement name="${name}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${open}\n${parts.filter(Boolean).join('\n')}\n</statement></akomaNtoso>\n`;
}

function metaXml(text: Text, document: AknDocument, writing: Writing): string {
  const author = `<TLCOrganization eId="author" href="/ontology/organization/author" showAs="${escaped(document.author)}"/>`;
  const comity = '<TLCOrganization eId="comity" href="/ontology/organization/comity" showAs="Comity"/>';
  return [
    `<meta><identification source="#comity">${identificationXml(text, document)}</identification>`,
    `<references source="#comity">${comity}${author}</references>`,
    notesXml(text.notes, writing),
    `<proprietary source="#comity">${proprietaryXml(text)}</proprietary></meta>`,
  ].join('\n');
}

function identificationXml({ language }: Text, { symbol, date, kind = 'document' }: AknDocument): string {
  const slug = (words: string) => encodeURIComponent(words.toLowerCase().replace(/[^a-z0-9]+/gi, '-'));
  const work = `/akn/un/statement/${slug(kind)}/${date}/${slug(symbol)}`;
  const expression = `${work}/${alpha3(language)}@${date}`;
  const level = (name: string, uri: string, file: string, what: string, more: string) =>
    `<${name}><FRBRthis value="${uri}/${file}"/><FRBRuri value="${uri}"/><FRBRdate date="${escaped(date)}" name="${what}"/>` +
    `<FRBRauthor href="#author"/>${more}</${name}>`;
  const number = `<FRBRcountry value="un"/><FRBRnumber value="${escaped(symbol)}"/>`;
  return [
    level('FRBRWork', work, '!main', 'document', number),
    level(
      'FRBRExpression',
      expression,
      '!main',
      'document',
      `<FRBRlanguage language="${alpha3(language)}"/>`,
    ),
    level('FRBRManifestation', expression, '!main.xml', 'markup', ''),
  ].join('\n');
}

function notesXml(notes: readonly Note[], writing: Writing): string {
  if (notes.length === 0) return '';
  const each = notes.map((note) => {
    const { eId, marker } = writing.notes.get(note.id)!;
    return `<note eId="${eId}" GUID="${note.id}" marker="${marker}"><p>${inlineXml(note, writing)}</p></note>`;
  });
  return `<notes source="#comity">${each.join('\n')}</notes>`;
}

/** The exact language, and from which words each paragraph was translated. */
function proprietaryXml(text: Text): string {
  const units: [string, Translated | undefined][] = walk(text).map((spot) => [spot.node.id, wordsOf(spot)]);
  const sources = [['title', text.title] as const, ...units].flatMap(([id, words]) =>
    words?.source
      ? [`<c:source node="${id}" language="${escaped(words.source.language)}" hash="${words.source.hash}"/>`]
      : [],
  );
  return `<c:text xmlns:c="${OURS}" language="${escaped(text.language)}">${sources.join('\n')}</c:text>`;
}

const prefaceXml = (title: Translated | undefined, writing: Writing): string =>
  title
    ? `<preface><longTitle eId="${writing.ids.take('longTitle', '1')}"><p><docTitle>${inlineXml(title, writing)}</docTitle></p></longTitle></preface>`
    : '';

/**
 * How many nodes are the preamble: up to the last preambular paragraph, as long as nothing stands before it that a
 * preamble of Akoma Ntoso cannot hold. Whatever follows stands in the body and says its part in `class`.
 */
function preambleEnd(nodes: readonly Node[]): number {
  const fits = (node: Node) =>
    node.kind === 'paragraph' &&
    (node.part === 'preamble' ||
      (node.part === 'other' && !node.label && !node.children && node.text !== ''));
  const first = nodes.findIndex((node) => !fits(node));
  const run = first < 0 ? nodes : nodes.slice(0, first);
  return run.findLastIndex((node) => node.kind === 'paragraph' && node.part === 'preamble') + 1;
}

function preambleXml(nodes: readonly Node[], writing: Writing): string {
  if (nodes.length === 0) return '';
  let out = '';
  let open = false;
  nodes.forEach((node, i) => {
    if (node.kind !== 'paragraph') return;
    const recital = node.part === 'preamble';
    if (recital && !open) out += `<recitals eId="${writing.ids.take('recs', `${i + 1}`)}">`;
    if (!recital && open) out += '</recitals>';
    open = recital;
    out += recital
      ? recitalXml(node, i + 1, writing)
      : `<p GUID="${node.id}" class="other">${inlineXml(node, writing)}</p>`;
  });
  return `<preamble>${out}${open ? '</recitals>' : ''}</preamble>`;
}

/** Nodes up to each heading, then the heading with what stands under it. */
function bodyXml(nodes: readonly Node[], writing: Writing): string {
  let out = '';
  const open: Heading[] = [];
  nodes.forEach((node, i) => {
    if (node.kind !== 'heading') {
      out +=
        node.kind === 'table'
          ? inBody(tableXml(node, i + 1, writing), open.length > 0)
          : paragraphXml(node, node.part, { within: '', count: i + 1 }, writing);
      return;
    }
    while (open.length > 0 && open.at(-1)!.level >= node.level) out += close(open);
    const attributes = `eId="${writing.ids.take('hcontainer', `${i + 1}`)}" GUID="${node.id}" class="level-${node.level}"`;
    out += `<hcontainer name="section" ${attributes}><heading>${inlineXml(node, writing)}</heading>`;
    open.push(node);
  });
  while (open.length > 0) out += close(open);
  return out;
}

function close(open: Heading[]): string {
  open.pop();
  return '</hcontainer>';
}

/** Under a heading only elements of the hierarchy may stand. */
const inBody = (table: string, underHeading: boolean): string =>
  underHeading ? `<hcontainer name="table"><content>${table}</content></hcontainer>` : table;

import { TextError } from '../errors.ts';
import { type Notice, Notices } from '../importing/notice.ts';
import { elementsOf, readXml, wordsWithin, type XmlElement } from '../xml/read.ts';
import { compareSymbols, type DocumentSymbol, parseSymbol } from './symbol.ts';

/** A file of a document in one language, as the catalogue names it. */
export interface MarcFile {
  url: string;
  /** As printed there: `English`, `Français`. */
  label?: string;
  /** The language that the label names, where it names one of the six. */
  language?: string;
}

/** A record of a catalogue: facts about a document, none of its text. Words are as found. */
export interface MarcRecord {
  /** The number of the record in its catalogue (001). */
  id?: string;
  /** Symbols (191), each taken apart. */
  symbols: DocumentSymbol[];
  /** Title (245 $a), its remainder (245 $b) and who is said to have written it (245 $c), without the marks of cataloguing between them. */
  title: string;
  remainder?: string;
  responsibility?: string;
  /** The date of the document (269), `2023-11-08`, or a part of it. */
  dated?: string;
  /** Languages (041), as BCP 47. */
  languages: string[];
  /** Subjects (650), who stands as author or sponsor (710), notes (500, 515). */
  subjects: string[];
  sponsors: string[];
  notes: string[];
  /** Items of agendas (991), as printed. */
  agenda: string[];
  files: MarcFile[];
}

/** Fields that are read; every other is tallied among the notices. */
const READ = new Set('001 041 191 245 269 500 515 650 710 856 991'.split(' '));
const LANGUAGES: Record<string, string> = {
  ara: 'ar',
  chi: 'zh',
  eng: 'en',
  fre: 'fr',
  rus: 'ru',
  spa: 'es',
};

/**
 * Reads MARC 21 in XML: one record or a collection. A record without symbol and title is a notice. Throws what
 * `readXml` throws, `text.not-this-format` for other XML, `text.nothing-in-it`.
 */
export function readMarc(bytes: Uint8Array): { records: MarcRecord[]; notices: Notice[] } {
  const root = readXml(bytes);
  const notices = new Notices();
  const found = root.name === 'record' ? [root] : root.name === 'collection' ? elementsOf(root) : [];
  if (found.length === 0 && root.name !== 'collection')
    throw new TextError('text.not-this-format', 'This is no MARCXML.', { line: root.line });
  const records = found.flatMap((element) => readRecord(element, notices));
  if (records.length === 0) throw new TextError('text.nothing-in-it', 'There is no record in it.');
  return { records, notices: notices.list };
}

interface Field {
  tag: string;
  line: number;
  value: string;
  subfields: { code: string; value: string }[];
}

function readRecord(element: XmlElement, notices: Notices): MarcRecord[] {
  if (element.name !== 'record') {
    notices.add('not-understood', { line: element.line, words: element.name });
    return [];
  }
  const fields = elementsOf(element).map((field) => fieldOf(field, notices));
  for (const { tag, line } of fields) if (!READ.has(tag)) notices.tally('dropped', `field ${tag}`, line);
  const record = recordOf(fields);
  if (record.title !== '' || record.symbols.length > 0) return [record];
  notices.add('dropped', { line: element.line, words: `record ${record.id ?? ''}`.trim() });
  return [];
}

const fieldOf = (element: XmlElement, notices: Notices): Field => ({
  tag: element.attributes.tag ?? '',
  line: element.line,
  value: wordsWithin(element),
  subfields: elementsOf(element).map((sub) => ({
    code: sub.attributes.code ?? '',
    value: wordsOf(sub, notices),
  })),
});

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** `FranÃ§ais` is `Français` whose bytes were taken for letters: put right, and noticed. */
function wordsOf(sub: XmlElement, notices: Notices): string {
  const words = wordsWithin(sub);
  const codes = Array.from(words, (letter) => letter.codePointAt(0)!);
  if (!codes.some((code) => code > 0x7f) || codes.some((code) => code > 0xff)) return words;
  try {
    const mended = utf8.decode(Uint8Array.from(codes));
    notices.tally('mis-decoded', mended, sub.line);
    return mended;
  } catch {
    return words;
  }
}

function recordOf(fields: readonly Field[]): MarcRecord {
  const all = (tag: string, code = 'a') =>
    fields
      .filter((field) => field.tag === tag)
      .flatMap(({ subfields }) =>
        subfields.filter((sub) => sub.code === code && sub.value !== '').map(({ value }) => value),
      );
  const one = (tag: string, code: string) => all(tag, code)[0];
  const optional = {
    id: fields.find(({ tag }) => tag === '001')?.value,
    remainder: withoutMarks(one('245', 'b')),
    responsibility: withoutMarks(one('245', 'c')),
    dated: one('269', 'a'),
  };
  return {
    ...Object.fromEntries(Object.entries(optional).filter(([, words]) => words)),
    symbols: all('191').map(parseSymbol),
    title: withoutMarks(one('245', 'a')) ?? '',
    languages: all('041').flatMap(languagesOf),
    subjects: all('650'),
    sponsors: all('710'),
    notes: [...all('500'), ...all('515')],
    agenda: all('991'),
    files: filesOf(fields),
  };
}

/** Cataloguers put ` :`, ` /` and ` ;` between the parts of a title: they belong to none. */
const withoutMarks = (words: string | undefined): string | undefined =>
  words?.replace(/\s*[:/;=]$/, '').trim();

/** Codes of three letters, sometimes run together: `engfre`. */
const languagesOf = (codes: string): string[] =>
  (codes.match(/[a-z]{3}/g) ?? []).map((code) => LANGUAGES[code] ?? code);

const NAMES: Record<string, string> = {
  العربية: 'ar',
  中文: 'zh',
  English: 'en',
  Français: 'fr',
  Русский: 'ru',
  Español: 'es',
};

const filesOf = (fields: readonly Field[]): MarcFile[] =>
  fields
    .filter(({ tag }) => tag === '856')
    .flatMap(({ subfields }) => {
      const find = (code: string) => subfields.find((sub) => sub.code === code)?.value;
      const [url, label] = [find('u'), find('y')];
      const language = label !== undefined && Object.hasOwn(NAMES, label) ? NAMES[label] : undefined;
      return url ? [{ url, ...(label && { label }), ...(language && { language }) }] : [];
    });

/** A document with its revisions, addenda and corrigenda, in their order; `base` is the symbol they share. */
export interface Family {
  base: string;
  records: MarcRecord[];
}

/** Records by family. A record with several symbols belongs to the family of the first. */
export function familiesOf(records: readonly MarcRecord[]): Family[] {
  const named = records.filter(({ symbols }) => symbols.length > 0);
  const families = Map.groupBy(named, ({ symbols }) => symbols[0]!.base);
  return [...families]
    .map(([base, members]) => ({
      base,
      records: members.toSorted((a, b) => compareSymbols(a.symbols[0]!, b.symbols[0]!)),
    }))
    .sort((a, b) => (a.base < b.base ? -1 : 1));
}

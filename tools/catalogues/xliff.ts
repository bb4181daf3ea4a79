import type { Catalogue } from '../catalogues.ts';
import { type Term, termsIn } from './terms.ts';
import { escapeXml, readXml } from './xml.ts';

/** A translator's file as it came back. A unit without words in its target has none here. */
export interface Translation {
  language: string;
  units: Map<string, { source: string; target?: string }>;
}

/** Elements that a tool may put around the words of a target and that carry none of their own. */
const TRANSPARENT = new Set(['mrk']);

/** The English catalogue and what there is of a language, as XLIFF 1.2 with the terms of each message. */
export function toXliff(
  language: string,
  english: Catalogue,
  catalogue: Catalogue,
  terms: readonly Term[],
): string {
  const units = Object.entries(english).map(([key, source]) =>
    unitOf(key, source, catalogue[key], notesOn(source, language, terms)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="locales/en.json" datatype="x-icu-message" source-language="en" target-language="${escapeXml(language)}" xml:space="preserve">
    <body>
${units.join('\n')}
    </body>
  </file>
</xliff>
`;
}

function unitOf(key: string, source: string, target: string | undefined, notes: readonly string[]): string {
  const state = target === undefined ? 'needs-translation' : 'translated';
  return [
    `      <trans-unit id="${escapeXml(key)}" resname="${escapeXml(key)}">`,
    `        <source xml:lang="en">${escapeXml(source)}</source>`,
    `        <target state="${state}">${escapeXml(target ?? '')}</target>`,
    ...notes.map((note) => `        <note>${escapeXml(note)}</note>`),
    '      </trans-unit>',
  ].join('\n');
}

function notesOn(source: string, language: string, terms: readonly Term[]): string[] {
  if (!/, plural,/.test(source)) return termsIn(source, language, terms);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return [`Forms of a plural: ${forms.join(', ')}`, ...termsIn(source, language, terms)];
}

/** How far a file has been read. */
interface Reading {
  /** The elements that are open, from the root. */
  path: string[];
  file?: ReadonlyMap<string, string>;
  unit: { key: string; source: string; target: string };
  units: Translation['units'];
}

/**
 * Reads a translator's file, as any tool may have written it: other prefixes, CDATA, suggestions beside the
 * target. Throws SyntaxError, with no partial result, where it is not XLIFF 1.2 from English with one file.
 */
export function fromXliff(xml: string): Translation {
  const reading: Reading = { path: [], unit: { key: '', source: '', target: '' }, units: new Map() };
  readXml(xml, {
    open: (name, attributes) => enter(reading, name, attributes),
    text: (text) => {
      const within = wordsIn(reading.path);
      if (within) reading.unit[within] += text;
    },
    close: () => leave(reading),
  });
  return { language: targetLanguage(reading.file), units: reading.units };
}

function enter(reading: Reading, name: string, attributes: ReadonlyMap<string, string>): void {
  if (wordsIn(reading.path) && !TRANSPARENT.has(name)) {
    throw new SyntaxError(`<${name}> stands in the words of ${reading.unit.key}.`);
  }
  if (reading.path.length === 0 && (name !== 'xliff' || attributes.get('version') !== '1.2')) {
    throw new SyntaxError('Not a file of XLIFF 1.2.');
  }
  if (name === 'file' && reading.file) throw new SyntaxError('The file holds more than one catalogue.');
  if (name === 'file') reading.file = attributes;
  if (name === 'trans-unit') reading.unit = { key: attributes.get('id') ?? '', source: '', target: '' };
  reading.path.push(name);
}

function leave({ path, unit, units }: Reading): void {
  if (path.pop() !== 'trans-unit') return;
  if (units.has(unit.key)) throw new SyntaxError(`${unit.key} stands twice in the file.`);
  units.set(unit.key, { source: unit.source, ...(unit.target.trim() ? { target: unit.target } : {}) });
}

/** Whether the place is in the words of a unit: a suggestion in `alt-trans` has a target of its own. */
function wordsIn(path: readonly string[]): 'source' | 'target' | undefined {
  const place = path.lastIndexOf('trans-unit');
  const inner = place < 0 ? undefined : path[place + 1];
  return inner === 'source' || inner === 'target' ? inner : undefined;
}

/** A language becomes the name of a file: only a tag passes. */
function targetLanguage(file: ReadonlyMap<string, string> | undefined): string {
  const [from, to] = [file?.get('source-language'), file?.get('target-language')];
  if (from !== 'en') throw new SyntaxError('The file does not translate from en.');
  if (!to || !/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(to) || to === 'en') {
    throw new SyntaxError('The file does not say into which language.');
  }
  return to;
}

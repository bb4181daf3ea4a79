import { TextError } from '../errors.ts';
import { type Archive, openArchive, ZIP_LIMITS, type ZipLimits } from '../zip/index.ts';
import { childrenNamed, parseXml, type XmlElement } from './xml.ts';

/** What a DOCX may cost whoever opens it: the words of a long report are a few megabytes of XML. */
export const DOCX_LIMITS: ZipLimits = { ...ZIP_LIMITS, files: 5_000, depth: 0 };

/** A relation of a part to another, or to an address outside. */
export interface Relation {
  id: string;
  /** The last word of its type: `footnotes`, `hyperlink`. */
  type: string;
  target: string;
  isOutside: boolean;
}

export interface Package {
  document: XmlElement;
  relations: Relation[];
  /** The part that the document refers to by this type, or undefined. */
  find(type: string): XmlElement | undefined;
  /** All parts of that type: headers, of which there may be several. */
  all(type: string): XmlElement[];
  /** The relations of that part: its links. */
  relationsOf(type: string): Relation[];
  /** Properties that a program gave the document, by name. */
  properties: ReadonlyMap<string, string>;
}

/**
 * Opens a DOCX. Throws what `openArchive` and `parseXml` throw, and `text.not-this-format` for an archive that is
 * something else.
 */
export function openPackage(bytes: Uint8Array): Package {
  const archive = openArchive(bytes, DOCX_LIMITS);
  const own = relationsIn(archive, '');
  const main = own.find(({ type }) => type === 'officeDocument')?.target;
  const document = main === undefined ? undefined : partAt(archive, main);
  if (main === undefined || document?.name !== 'w:document')
    throw new TextError('text.not-this-format', 'The archive holds no document of a word processor.');
  const relations = relationsIn(archive, main);
  const all = (type: string) =>
    relations
      .filter((relation) => relation.type === type && !relation.isOutside)
      .flatMap(({ target }) => partAt(archive, target) ?? []);
  const find = (type: string) => all(type)[0];
  const relationsOf = (type: string) => {
    const target = relations.find((relation) => relation.type === type)?.target;
    return target === undefined ? [] : relationsIn(archive, target);
  };
  const custom = own.find(({ type }) => type === 'custom-properties' || type === 'customProperties')?.target;
  const properties = propertiesIn(custom === undefined ? undefined : partAt(archive, custom));
  return { document, relations, find, all, relationsOf, properties };
}

function partAt(archive: Archive, name: string): XmlElement | undefined {
  return archive.has(name) ? parseXml(archive.read(name), name) : undefined;
}

/** The relations of a part, targets as names in the archive; of the archive itself for ''. */
function relationsIn(archive: Archive, part: string): Relation[] {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const root = partAt(archive, `${folder}_rels/${part.slice(folder.length)}.rels`);
  return childrenNamed(root, 'rel:Relationship').map(({ attributes }) => {
    const isOutside = attributes.TargetMode === 'External';
    const target = attributes.Target ?? '';
    const type = (attributes.Type ?? '').split('/').at(-1)!;
    return { id: attributes.Id ?? '', type, target: isOutside ? target : within(folder, target), isOutside };
  });
}

function within(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function propertiesIn(root: XmlElement | undefined): Map<string, string> {
  const found = childrenNamed(root, 'op:property').map(({ attributes, children }): [string, string] => {
    const value = children.find((child) => typeof child !== 'string');
    return [attributes.name ?? '', value ? value.children.filter((c) => typeof c === 'string').join('') : ''];
  });
  return new Map(found);
}

import type { Signature } from '@comity/acts';
import { canonicalBytes, sha256Hex, utf8 } from '@comity/log';
import { readZip, writeZip, type ZipFile } from '../zip.ts';
import { README } from './readme.ts';
import type { PaperFile, PapersStatement } from './statement.ts';

/** A document of the session, with the bytes of everything that is handed over of it. */
export interface Paper {
  readonly document: string;
  readonly withdrawn?: true;
  readonly files: readonly (PaperFile & { readonly content: Uint8Array })[];
}

/** What the papers of a session are made of; nothing here is checked. */
export interface PapersParts
  extends Pick<PapersStatement, 'body' | 'origin' | 'at' | 'session'>,
    Partial<Pick<PapersStatement, 'organ'>> {
  /** In the order of the record. */
  readonly papers: readonly Paper[];
  /** Pages to read it by: `index.html`, `en.html` … */
  readonly pages: readonly ZipFile[];
  /** The dossier of all these documents, as `makeDossier` gives it. */
  readonly dossier: Uint8Array;
}

/**
 * The bytes of the papers: the same parts give the same bytes. A file that the dossier holds as well lies here once,
 * under its name for readers. Throws `dossier.bad-zip`, `dossier.too-large`.
 */
export async function makePapers(
  parts: PapersParts,
  sign: (statement: PapersStatement) => Promise<Signature>,
): Promise<Uint8Array> {
  const { papers, pages, dossier } = parts;
  const read = papers.flatMap(({ files }) => files.map(({ name, content }) => ({ name, content })));
  const here = new Set(read.map(({ content }) => sha256Hex(content)));
  const proof = readZip(dossier)
    .filter(({ name }) => !here.has(name.replace(/^blobs\//, '')))
    .map(({ name, content }) => ({ name: `proof/${name}`, content }));
  const files = [{ name: 'README.txt', content: utf8(README) }, ...pages, ...read, ...proof];
  const statement = statementOf(parts, files);
  const signed = canonicalBytes({ statement, sig: await sign(statement) });
  return writeZip([{ name: 'PAPERS', content: signed }, ...files]);
}

const statementOf = (parts: PapersParts, files: readonly ZipFile[]): PapersStatement => ({
  v: 1,
  body: parts.body,
  origin: parts.origin,
  at: parts.at,
  session: parts.session,
  ...(parts.organ === undefined ? {} : { organ: parts.organ }),
  dossier: sha256Hex(parts.dossier),
  documents: parts.papers.map(({ document, withdrawn, files: all }) => ({
    document,
    ...(withdrawn ? { withdrawn } : {}),
    files: all.map(({ language, form, name }) => ({ language, form, name })),
  })),
  files: files.map(({ name, content }) => ({ name, size: content.length, sha256: sha256Hex(content) })),
});

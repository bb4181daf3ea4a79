import { parseWith } from '@comity/acts';
import { canonicalBytes, equalBytes, parseCanonical, sha256Hex, utf8 } from '@comity/log';
import { DossierError } from '../errors.ts';
import { sentenceOf } from '../faults.ts';
import { filesIn, writeZip, ZIP_LIMIT, type ZipFile } from '../zip.ts';
import type { PapersFaults } from './faults.ts';
import { type SignedPapers, signedPapers } from './statement.ts';

/** Papers as read: their files with the hash computed here. Nothing in them is believed yet. */
export interface Papers extends SignedPapers {
  readonly files: readonly (ZipFile & { readonly sha256: string })[];
}

const HEAD = utf8('PAPERS');

/**
 * Reads the papers of a session and compares every file with what PAPERS names, so that what was changed is called by
 * its name. Undefined where nothing can be checked. Throws `dossier.not-papers`, `dossier.too-large`.
 */
export function readPapers(bytes: Uint8Array, faults: PapersFaults): Papers | undefined {
  if (bytes.length > ZIP_LIMIT)
    throw new DossierError('dossier.too-large', 'This is larger than any papers.');
  const [head, ...rest] = wholeFiles(bytes);
  if (!equalBytes(bytes.subarray(30, 36), HEAD) || !head)
    throw new DossierError(
      'dossier.not-papers',
      'These are no papers of a session: the first file is not PAPERS.',
    );
  const signed = readStatement(head.content, faults);
  if (!signed) return undefined;
  const files = rest.map((file) => ({ ...file, sha256: sha256Hex(file.content) }));
  compareFiles(files, signed, faults);
  if (faults.list.length === 0) compareWhole(bytes, signed, files, faults);
  return { ...signed, files };
}

/** All files up to where the zip cannot be read any further: what is behind is missing, and called so. */
function wholeFiles(bytes: Uint8Array): ZipFile[] {
  const files: ZipFile[] = [];
  try {
    for (const file of filesIn(bytes)) files.push(file);
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
  }
  return files;
}

function readStatement(bytes: Uint8Array, faults: PapersFaults): SignedPapers | undefined {
  try {
    return parseWith(signedPapers, parseCanonical(bytes), 'PAPERS') as SignedPapers;
  } catch (error) {
    faults.add('papers.statement-malformed', sentenceOf(error), 'PAPERS');
    return undefined;
  }
}

function compareFiles(files: Papers['files'], { statement }: SignedPapers, faults: PapersFaults): void {
  const here = new Map(files.map((file) => [file.name, file]));
  for (const { name, size, sha256 } of statement.files) {
    const found = here.get(name);
    if (!found) faults.add('papers.file-missing', `${name} is not here.`, name);
    else if (found.content.length !== size || found.sha256 !== sha256)
      faults.add('papers.file-differs', `${name} is not the file that the host signed.`, name);
  }
  const signed = new Set(statement.files.map(({ name }) => name));
  for (const { name } of files)
    if (!signed.has(name)) faults.add('papers.file-unknown', `The host signed no file ${name}.`, name);
}

/** Every file is right: what is left is the zip around them, which has one form. */
function compareWhole(
  bytes: Uint8Array,
  signed: SignedPapers,
  files: Papers['files'],
  faults: PapersFaults,
): void {
  const head = { name: 'PAPERS', content: canonicalBytes(signed) };
  const byName = new Map(files.map((file) => [file.name, file]));
  const whole = writeZip([head, ...signed.statement.files.map(({ name }) => byName.get(name)!)]);
  const at = whole.findIndex((byte, i) => byte !== bytes[i]);
  if (at >= 0 || whole.length !== bytes.length)
    faults.add(
      'papers.container',
      `The zip is not in its one form, from byte ${at < 0 ? whole.length : at}.`,
    );
}

/** The dossier put together again: what lies under `files/` is a file of it by its hash. */
export function dossierIn({ files }: Papers): Uint8Array {
  const named = new Map(files.map(({ name, content }) => [name, content]));
  const hashed = new Map(files.map(({ sha256, content }) => [sha256, content]));
  const listed = [
    ...['README.txt', 'DOSSIER'].map((name) => ({ name, sha256: '' })),
    ...listedIn(named.get('proof/DOSSIER')),
  ];
  return writeZip(
    listed.flatMap(({ name, sha256 }): ZipFile[] => {
      const content = named.get(`proof/${name}`) ?? hashed.get(sha256);
      return content ? [{ name, content }] : [];
    }),
  );
}

/** The files that a DOSSIER names, before anything of it is checked. */
function listedIn(bytes: Uint8Array | undefined): { name: string; sha256: string }[] {
  try {
    const { statement } = parseCanonical(bytes ?? HEAD) as {
      statement: { files: { name: string; sha256: string }[] };
    };
    return statement.files.map(({ name, sha256 }) => ({ name: String(name), sha256: String(sha256) }));
  } catch {
    return [];
  }
}

import { parseWith } from '@comity/acts';
import { decodeEntries, equalBytes, type Hash, parseCanonical, sha256Hex, utf8 } from '@comity/log';
import { DossierError } from './errors.ts';
import { type Faults, sentenceOf } from './faults.ts';
import { README_SHA256 } from './readme.ts';
import { type SignedStatement, signedStatement } from './statement.ts';
import { readZip, type ZipFile } from './zip.ts';

/** What a dossier holds, read and compared with what its statement names. Nothing in it is believed yet. */
export interface Dossier extends SignedStatement {
  readonly checkpoint: Uint8Array;
  readonly proof: readonly Hash[];
  /** Leaf bytes, beside `statement.indexes`. */
  readonly entries: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
  readonly openings: readonly Uint8Array[];
  readonly timestamp?: Uint8Array;
  /** By the hash as computed here. */
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

const PARTS = ['checkpoint', 'proof', 'entries', 'certificates', 'openings'] as const;
const BLOB = /^blobs\/[0-9a-f]{64}$/;
const container = { where: 'zip' };

/**
 * Reads the zip of a dossier; what is not as it must be becomes a fault, and undefined is answered where nothing can
 * be checked. Throws `dossier.not-a-dossier` where it does not even begin like one, `dossier.too-large`.
 */
export function readDossier(bytes: Uint8Array, faults: Faults): Dossier | undefined {
  if (!equalBytes(bytes.subarray(30, 40), utf8('README.txt')))
    throw new DossierError('dossier.not-a-dossier', 'This is no dossier: its first file is not README.txt.');
  try {
    const [readme, head, ...files] = readZip(bytes);
    if (sha256Hex(readme!.content) !== README_SHA256)
      faults.add('dossier.readme-differs', 'README.txt is not that of dossiers.', { where: 'README.txt' });
    if (head?.name !== 'DOSSIER')
      throw new DossierError('dossier.bad-zip', 'The second file is not DOSSIER.');
    const signed = readStatement(head.content, faults);
    if (!signed) return undefined;
    compareFiles(files, signed, faults);
    return { ...signed, ...contentsOf(files) };
  } catch (error) {
    if (error instanceof DossierError && error.code === 'dossier.too-large') throw error;
    faults.add('dossier.container', sentenceOf(error), container);
    return undefined;
  }
}

function readStatement(bytes: Uint8Array, faults: Faults): SignedStatement | undefined {
  try {
    return parseWith(signedStatement, parseCanonical(bytes), 'DOSSIER') as SignedStatement;
  } catch (error) {
    faults.add('dossier.statement-malformed', sentenceOf(error), { where: 'DOSSIER' });
    return undefined;
  }
}

/** The files are those that the host signed, in the one order there is. */
function compareFiles(files: readonly ZipFile[], { statement }: SignedStatement, faults: Faults): void {
  const names = files.map(({ name }) => name);
  const fixed = names.slice(PARTS.length)[0] === 'timestamp' ? [...PARTS, 'timestamp'] : PARTS;
  const blobs = names.slice(fixed.length);
  const inOrder =
    fixed.every((name, i) => names[i] === name) &&
    blobs.every((name, i) => BLOB.test(name) && (i === 0 || blobs[i - 1]! < name));
  if (!inOrder)
    throw new DossierError('dossier.bad-zip', 'The files are not those of a dossier, in their order.');
  files.forEach(({ name, content }, i) => {
    const said = statement.files[i];
    const sha256 = sha256Hex(content);
    if (said?.name !== name || said.size !== content.length || said.sha256 !== sha256)
      faults.add('dossier.file-differs', `${name} is not the file that the host signed.`, { where: name });
    if (BLOB.test(name) && name !== `blobs/${sha256}`)
      faults.add('dossier.blob-differs', `The content has the hash ${sha256}.`, { where: name });
  });
  if (statement.files.length > files.length)
    faults.add('dossier.file-differs', 'The host signed more files than are here.', container);
}

function contentsOf(files: readonly ZipFile[]): Omit<Dossier, keyof SignedStatement> {
  const [checkpoint, proof, entries, certificates, openings] = files.map(({ content }) => content) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const timestamp = files.find(({ name }) => name === 'timestamp')?.content;
  const blobs = files.filter(({ name }) => BLOB.test(name)).map(({ content }) => content);
  return {
    checkpoint,
    proof: hashesOf(proof),
    entries: decodeEntries(entries),
    certificates: decodeEntries(certificates),
    openings: decodeEntries(openings),
    ...(timestamp ? { timestamp } : {}),
    blobs: new Map(blobs.map((content) => [sha256Hex(content), content])),
  };
}

function hashesOf(bytes: Uint8Array): Hash[] {
  if (bytes.length % 32 !== 0) throw new DossierError('dossier.bad-zip', 'The proof is cut off.');
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
}

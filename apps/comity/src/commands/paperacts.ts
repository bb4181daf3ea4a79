import { readFile } from 'node:fs/promises';
import type { ActType, DataOf } from '@comity/acts';
import { ApiProblem, type Connection, dataOf, type paths, putBlob, send } from '@comity/client';
import { canonicalBytes, fromUtf8, sha256Hex } from '@comity/log';
import { CommandError } from '../errors.ts';
import { readDeadline } from '../letter.ts';
import { perform } from '../people.ts';
import { placed } from './performing.ts';
import { type Acting, type Answer, actingAs, type Setting } from './setting.ts';

/** What commands about documents, initiatives and written inputs have in common. */

type File = DataOf<'documents.issued'>['file'];

/** Signs an act about documents with the own key and sends it. */
export async function performPaper<T extends ActType>(
  setting: Setting,
  type: T,
  data: DataOf<T> | ((acting: Acting) => Promise<DataOf<T>>),
  done: string,
  more: object = {},
): Promise<Answer> {
  const acting = await actingAs(setting);
  const made = typeof data === 'function' ? await data(acting) : data;
  const { hand } = await acting.unlocked();
  return placed(await perform(acting.place, hand, { type, data: made }), done, more);
}

/** Throws `comity.cannot-read`. */
export const readBytes = (path: string): Promise<Uint8Array> =>
  readFile(path).catch((error: Error) => {
    throw new CommandError('comity.cannot-read', `${path} cannot be read: ${error.message}`);
  });

export async function putFile(connection: Connection, path: string, media: string): Promise<File> {
  const bytes = await readBytes(path);
  const sha256 = sha256Hex(bytes);
  await putBlob(connection, sha256, bytes);
  return { sha256, size: bytes.length, media };
}

export async function putFiles(
  connection: Connection,
  given: readonly string[],
  media: string,
): Promise<Record<string, File>> {
  const files: Record<string, File> = {};
  for (const [language, path] of given.map((text) => byLanguage(text, '--file')))
    files[language] = await putFile(connection, path, media);
  return files;
}

/** The end of an embargo as it was given. Throws `comity.bad-deadline`. */
export const embargoIn = ({ embargo }: { readonly embargo?: string }): { embargo?: string } =>
  embargo === undefined ? {} : { embargo: readDeadline(embargo, Date.now()) };

/** The embargo that a further file of a document has to bear: its own, while that lasts. */
export const embargoOfDocument = ({ embargo }: Pick<Shown, 'embargo'>): { embargo?: string } =>
  embargo !== undefined && Date.parse(embargo) > Date.now() ? { embargo } : {};

/** Puts a file of a round as it must be: canonical JSON. `complete` adds what the writer need not. */
export async function putJson(
  connection: Connection,
  path: string,
  complete: (value: object) => object,
): Promise<{ sha256: string; size: number }> {
  const bytes = canonicalBytes(complete(readJson(await readBytes(path), path)));
  const sha256 = sha256Hex(bytes);
  await putBlob(connection, sha256, bytes);
  return { sha256, size: bytes.length };
}

/** Throws `comity.not-json`. */
function readJson(bytes: Uint8Array, path: string): object {
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw new CommandError('comity.not-json', `${path} is not JSON: ${(error as Error).message}`);
  }
  throw new CommandError('comity.not-json', `${path} holds no JSON object.`);
}

/** Reads `language=text`. Throws `comity.no-language`. */
export function byLanguage(text: string, option: string): [string, string] {
  const [, language, rest] = /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)=(.+)$/s.exec(text) ?? [];
  if (language !== undefined && rest !== undefined) return [language, rest];
  throw new CommandError(
    'comity.no-language',
    `“${text}” does not say for which language it is.`,
    `Write ${option} en=…, once for each language.`,
  );
}
export const inLanguages = (given: readonly string[], option: string): Record<string, string> =>
  Object.fromEntries(given.map((text) => byLanguage(text, option)));

/** The id of a document: as it is given, or of the document that bears the symbol. */
export async function documentId(connection: Connection, given: string): Promise<string> {
  if (/^doc_[A-Za-z0-9_-]{22}$/.test(given)) return given;
  return (await bySymbol(connection, given)).document;
}

async function bySymbol(connection: Connection, symbol: string): Promise<Shown> {
  const path = symbol.split('/').map(encodeURIComponent).join('/');
  return (await (await send(connection, `/api/symbols/${path}`)).json()) as Shown;
}
type Shown = paths['/api/documents/{document}']['get']['responses']['200']['content']['application/json'];

/** The document that bears a symbol; undefined where none does. */
export async function resolveSymbol(connection: Connection, symbol: string): Promise<Shown | undefined> {
  try {
    return await bySymbol(connection, symbol);
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'documents.document-not-found') return undefined;
    throw error;
  }
}

export const readDocument = async (connection: Connection, given: string) =>
  dataOf(
    await connection.api.GET('/api/documents/{document}', {
      params: { path: { document: await documentId(connection, given) } },
    }),
  );

/** What was given, without what was not. */
export const given = <T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;

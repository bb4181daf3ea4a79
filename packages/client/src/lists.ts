import {
  type ActError,
  actId,
  type DataOf,
  isType,
  type ListFile,
  MAX_LIST_FILE,
  parseListFile,
} from '@comity/acts';
import { sha256Hex } from '@comity/log';
import type { TrustedBody } from './acting.ts';
import { newestAct } from './checking.ts';
import { type Connection, getBlob } from './connection.ts';
import type { paths } from './generated/api.ts';
import { Mistrust } from './problem.ts';

export type RegionalList =
  paths['/api/directory/regional']['get']['responses']['200']['content']['application/json']['lists'][number];

type Named = Pick<DataOf<'directory.list-imported'>, 'regional' | 'contacts' | 'file'>;

/**
 * The contacts of a regional list: what the host sends is held to the hash, the size and the number of contacts that were
 * named, and to the form of such a file. Throws Mistrust where it is another file, ApiProblem where the list is over.
 */
export async function readListFile(reader: Connection, named: Named): Promise<ListFile['contacts']> {
  const bytes = await getBlob(reader, named.file.sha256);
  if (bytes.length > MAX_LIST_FILE || sha256Hex(bytes) !== named.file.sha256)
    throw differs('The host sent another file than the one that was imported.');
  try {
    return parseListFile(bytes, named).contacts;
  } catch (error) {
    throw differs((error as ActError).message);
  }
}

/**
 * The same from the act itself, proven to stand in the log that is trusted as the newest of its list: so the host can change
 * neither the file nor which file it is. Throws Mistrust, ApiProblem.
 */
export async function readProvenList(
  reader: Connection,
  trust: TrustedBody,
  regional: string,
): Promise<{
  readonly act: string;
  readonly data: DataOf<'directory.list-imported'>;
  readonly contacts: ListFile['contacts'];
}> {
  const { act } = await newestAct(reader, trust, { stream: `regional/${regional}` });
  if (!isType(act, 'directory.list-imported') || act.data.regional !== regional)
    throw differs('The newest act of this list imports nothing.');
  return { act: actId(act), data: act.data, contacts: await readListFile(reader, act.data) };
}

const differs = (why: string) => new Mistrust('client.list-differs', `${why} Nothing of it is shown.`);

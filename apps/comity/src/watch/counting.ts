import { fromUtf8 } from '@comity/log';
import { type Source, SourceError } from '../mirror/source.ts';
import type { OwnCount } from './watching.ts';

const LIMIT = 64 * 1024 * 1024;

/** What a State is owed at the newest epoch, as the host hands it over in a session. Undefined where it hands over none. */
export async function countFrom(
  source: Source,
  token: (anew: boolean) => Promise<string>,
  participant: string,
): Promise<OwnCount | undefined> {
  const get = async (anew: boolean) =>
    source.get('api/openings?limit=1', LIMIT, { authorization: `Bearer ${await token(anew)}` });
  const bytes = await get(false).catch((error: unknown) => {
    if (error instanceof SourceError && error.kind === 'unauthorised') return get(true);
    throw error;
  });
  const { count: said } = JSON.parse(fromUtf8(bytes)) as { count?: Partial<OwnCount> };
  const { index, salt, count } = said ?? {};
  const isCount = Number.isSafeInteger(index) && typeof salt === 'string' && Number.isSafeInteger(count);
  return isCount ? { participant, index: index!, salt: salt!, count: count! } : undefined;
}

import { type Bundle, readBundle } from '@comity/feeds/bundle';
import { type Shipped, wordsFrom } from '#lib/words/client.ts';
import { sayObjects } from './objects.ts';

/** What the STIX 2 bundles among these files hold, in the reader's language; undefined where none is one. */
export async function sayBundles(
  files: readonly Uint8Array[],
  language: string,
): Promise<string | undefined> {
  const types = new Map<string, number>();
  for (const bytes of files)
    for (const [type, count] of stixTypes(bytes) ?? []) types.set(type, (types.get(type) ?? 0) + count);
  if (types.size === 0) return undefined;
  const answer = await fetch(`/${language}/words/stix`).catch(() => undefined);
  // A message is read without it, too.
  return answer?.ok ? sayObjects(types, wordsFrom(language, (await answer.json()) as Shipped)) : undefined;
}

/**
 * How many objects of each type a file holds, where it is a STIX 2 bundle; undefined where it is not. What the
 * sender called the file says nothing: its bytes decide.
 */
export function stixTypes(bytes: Uint8Array): Map<string, number> | undefined {
  const types = new Map<string, number>();
  for (const { type } of bundleIn(bytes)?.objects ?? []) types.set(type, (types.get(type) ?? 0) + 1);
  return types.size > 0 ? types : undefined;
}

function bundleIn(bytes: Uint8Array): Bundle | undefined {
  try {
    return readBundle(bytes);
  } catch {
    return undefined;
  }
}

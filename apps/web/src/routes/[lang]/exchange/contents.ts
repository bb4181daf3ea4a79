import { type Bundle, readBundle } from '@comity/feeds/bundle';

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

import { checkStix } from '@comity/seal';

/**
 * How many objects of each type a file holds, where it is a STIX 2 bundle; undefined where it is not. What the
 * sender called the file says nothing: its bytes decide.
 */
export function stixTypes(bytes: Uint8Array): Map<string, number> | undefined {
  if (!checkStix(bytes).ok) return undefined;
  const { objects } = JSON.parse(new TextDecoder().decode(bytes)) as { objects: { type: string }[] };
  const types = new Map<string, number>();
  for (const { type } of objects) types.set(type, (types.get(type) ?? 0) + 1);
  return types;
}

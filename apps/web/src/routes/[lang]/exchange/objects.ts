import { OBSERVABLES } from '@comity/feeds/vocabulary';
import type { Words } from '#lib/words/messages.ts';
import { sayList } from '#lib/words/times.ts';

/** Types of STIX 2 that have a name here, in the order in which they are said. */
const NAMED = [
  'incident',
  'indicator',
  'malware',
  'vulnerability',
  'attack-pattern',
  'tool',
  'infrastructure',
  'campaign',
  'intrusion-set',
  'threat-actor',
  'course-of-action',
  'malware-analysis',
  'observed-data',
  'sighting',
  'report',
  'grouping',
  'note',
  'opinion',
  'identity',
  'location',
  'relationship',
  'observable',
  'other',
] as const;
type Named = (typeof NAMED)[number];

/**
 * The word for a type: one for all that was seen rather than concluded; a type of somebody's own is another object, and none
 * may call itself by our words.
 */
function wordOf(type: string): Named {
  if (OBSERVABLES.has(type)) return 'observable';
  const own = type === 'observable' ? undefined : NAMED.find((each) => each === type);
  return own ?? 'other';
}

/** “2 indicators, 1 malware”: the objects of a bundle by type, in the reader's language. */
export function sayObjects(types: ReadonlyMap<string, number>, t: Words): string {
  const counts = new Map<Named, number>();
  for (const [type, count] of types) counts.set(wordOf(type), (counts.get(wordOf(type)) ?? 0) + count);
  const said = NAMED.filter((word) => counts.has(word)).map((word) =>
    t(`stix.${word}`, { count: counts.get(word)! }),
  );
  return sayList(said, t.language);
}

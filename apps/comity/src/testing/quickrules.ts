import type { RuleBook } from '@comity/acts';
import { ASSEMBLY, shippedRules } from '@comity/procedure';

/** Rules under which a decision in the room takes a second, and an hour of working days is never waited for. */
export function quickRules(languages: readonly string[]): RuleBook {
  const { quorum: _, ...room } = ASSEMBLY.room;
  const hours = { unit: 'hours' as const, count: 0 };
  return {
    ...shippedRules([...languages]),
    decisions: {
      ...{ ...ASSEMBLY, languages: [], notice: hours },
      silence: { ...ASSEMBLY.silence, length: hours, endsAtWork: false, settling: 0 },
      room: { ...room, window: 1, afterwards: hours },
    },
  };
}

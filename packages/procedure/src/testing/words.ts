import type { Decision } from '../case.ts';
import { reasonsOf } from '../reasons/index.ts';

/** Every refusal that a test provokes is one that has words in six languages: whatever it was put together from. */
export function inWords(decision: Decision): Decision {
  if (decision.allowed || reasonsOf(decision)) return decision;
  throw new Error(`No words in the books of reasons: ${decision.why} | ${decision.allowedWhen}`);
}

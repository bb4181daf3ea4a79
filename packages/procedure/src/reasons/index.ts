/**
 * What the rules say when they refuse, in the languages beside English. A rule says why in one English sentence with the facts in
 * it; a sentence that is not in the books is said in English alone: `reasons.test.ts` finds it.
 */
import type { Decision } from '../case.ts';
import ar from './ar.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };
import { type InstantWriter, sayingsOf } from './sayings.ts';
import zh from './zh.json' with { type: 'json' };

export { type Book, type Books, type InstantWriter, type Sayings, sayingsOf } from './sayings.ts';

/** Why something was refused, and what would allow it, in one language. */
export interface Reason {
  readonly why: string;
  readonly allowedWhen: string;
}

const sayings = sayingsOf({ ar, zh, fr, ru, es });

/** By language, English beside it: nothing for what was allowed, or where a sentence is in no book. */
export function reasonsOf(
  decision: Decision,
  write?: InstantWriter,
): Readonly<Record<string, Reason>> | undefined {
  if (decision.allowed) return undefined;
  const [why, when] = [sayings(decision.why, write), sayings(decision.allowedWhen, write)];
  if (!why || !when) return undefined;
  return Object.fromEntries(
    Object.keys(why).map((language) => [language, { why: why[language]!, allowedWhen: when[language]! }]),
  );
}

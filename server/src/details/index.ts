/**
 * The sentence that stands beside the title of a problem, in the languages beside English. A room says it in English with its
 * facts in it; here it is looked up without them. A sentence in no book is said in English alone: `details.test.ts` finds it,
 * and says which are meant to.
 */
import { sayingsOf } from '@comity/procedure/reasons';
import { type SayDetail, writeInstant } from '../platform/index.ts';
import ar from './ar.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

export const DETAILS = { ar, zh, fr, ru, es };
const sayings = sayingsOf(DETAILS);

/** By language, English among them. Of a detail of several sentences, a line each, all are said or none is. */
export const sayDetail: SayDetail = (detail) => {
  const lines = detail.split('\n').map((line) => sayings(line, writeInstant));
  const [first] = lines;
  if (!first || lines.includes(undefined)) return undefined;
  return Object.fromEntries(
    Object.keys(first).map((language) => [language, lines.map((line) => line![language]!).join(' ')]),
  );
};

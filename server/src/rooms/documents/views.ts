import { type BodyState, documentRulesOf } from '@comity/acts';
import type { z } from 'zod';
import type { document } from './schema.ts';
import type { StoredDocument } from './store.ts';

type Shown = z.infer<typeof document>;

/** What is null in a row is absent in an answer. */
export function present<T extends object>(row: T): { [K in keyof T]?: Exclude<T[K], null> } {
  const held = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(held) as { [K in keyof T]?: Exclude<T[K], null> };
}

export function viewDocument(state: BodyState, d: StoredDocument): Shown {
  const { symbol, dated, withdrawn, class: name, organ, session, agenda, original, words, submitter } = d;
  const told = present({ symbol, dated, withdrawn, organ, session, original, words, submitter });
  return {
    document: d.id,
    index: d.index,
    titles: d.titles,
    source: d.source,
    received: d.received.toISOString(),
    ...told,
    ...(d.embargo === null ? {} : { embargo: d.embargo.toISOString() }),
    ...(name === null ? {} : { class: name }),
    ...(agenda === null ? {} : { agenda: [...agenda] }),
    ...(words === null ? {} : { estimate: estimate(state, words, original) }),
    sponsors: [...d.sponsors],
    versions: d.versions.map(({ corrects, received, ...v }) => ({
      ...v,
      ...(corrects === null ? {} : { corrects }),
      issued: received,
      formats: d.formats
        .filter((f) => f.language === v.language && f.of === v.sha256)
        .map(({ index, sha256, size, media }) => ({ index, sha256, size, media })),
    })),
  };
}

/** What the other languages of the body cost, by the rate that its rules hold: an estimate, in whole hundredths. */
function estimate(
  { rules, founding }: BodyState,
  words: number,
  original: string | null,
): NonNullable<Shown['estimate']> {
  const { currency, perThousand } = documentRulesOf(rules).wordRate;
  const all = founding.languages;
  const languages = original === null || all.includes(original) ? all.length - 1 : all.length;
  return { languages, currency, amount: Math.ceil((words * perThousand * languages) / 1000) };
}

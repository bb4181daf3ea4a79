import { type Catalogue, catalogueFlaws } from '../catalogues.ts';
import type { Translation } from './xliff.ts';

/** A catalogue with a translation taken in, what that lacks still, and what forbids to take it in. */
export interface TakenIn {
  catalogue: Catalogue;
  missing: string[];
  flaws: string[];
}

/**
 * Puts a translation into a catalogue, in the order of the English one. A unit without words leaves what the
 * catalogue has; one that was made from another English text than today's is a flaw: it may say something else.
 */
export function takeIn({ language, units }: Translation, present: Catalogue, english: Catalogue): TakenIn {
  const keys = Object.keys(english);
  const strange = [...units.keys()].filter((key) => !Object.hasOwn(english, key));
  const stale = [...units].filter(
    ([key, { source }]) => Object.hasOwn(english, key) && source !== english[key],
  );
  const pairs = keys.flatMap((key) => {
    const text = units.get(key)?.target ?? present[key];
    return text === undefined ? [] : [[key, text] as const];
  });
  const catalogue = Object.fromEntries(pairs);
  const missing = keys.filter((key) => !Object.hasOwn(catalogue, key));
  const wanted = Object.fromEntries(Object.entries(english).filter(([key]) => Object.hasOwn(catalogue, key)));
  const flaws = [
    ...strange.map((key) => `${key} is not in en.json`),
    ...stale.map(([key]) => `${key}: the English has changed since the file was exported`),
    ...catalogueFlaws(language, catalogue, wanted),
  ];
  return { catalogue, missing, flaws };
}

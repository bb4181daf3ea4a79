import type { Document } from '#lib/server/about.ts';
import { hasWords, type Version } from '#lib/server/texts.ts';

/** A version that may be compared: of this document, or of one of the same work. */
export interface Choice {
  readonly document: string;
  readonly symbol: string;
  readonly version: Version;
}

/** Every version with words, by language, the newest first. */
export const choicesOf = (documents: readonly Document[]): Choice[] =>
  documents
    .flatMap((d) =>
      d.versions
        .filter(hasWords)
        .map((version) => ({ document: d.document, symbol: d.symbol ?? '', version })),
    )
    .sort(
      (a, b) => a.version.language.localeCompare(b.version.language) || b.version.index - a.version.index,
    );

export interface Asked {
  readonly before: string | null;
  readonly after: string | null;
  readonly language: string | null;
}

export interface Pair {
  readonly before: Choice;
  readonly after: Choice;
}

/**
 * Which two are meant: those that were asked for by file; else the newest version of this document in the language
 * against the version before it.
 */
export function chosenOf(
  choices: readonly Choice[],
  document: string,
  { before, after, language }: Asked,
): Pair | undefined {
  const byFile = (sha256: string | null) => choices.find((c) => c.version.sha256 === sha256);
  const own = choices.filter((c) => c.document === document);
  const now = byFile(after) ?? own.find((c) => c.version.language === language) ?? own[0];
  if (!now) return undefined;
  const others = choices.filter((c) => c.version.language === now.version.language && c !== now);
  const from = byFile(before) ?? others.find((c) => c.version.index < now.version.index) ?? others[0];
  return from && { before: from, after: now };
}

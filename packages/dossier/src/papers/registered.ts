import type { ReadEntry } from '../run.ts';

/** A file of a document, as an act named it. */
interface Named {
  readonly language: string;
  readonly sha256: string;
}

/** What the acts of a document's stream that count add up to, for whoever files it under a session. */
export interface Registered {
  readonly titles: Readonly<Record<string, string>>;
  readonly symbol?: string;
  readonly session?: string;
  readonly organ?: string;
  readonly withdrawn: boolean;
  /** Until then only participants may read its files. */
  readonly embargo?: string;
  /** The newest version of each language. */
  readonly issued: readonly Named[];
  /** Other formats of those. */
  readonly formats: readonly Named[];
}

interface Folding {
  titles?: Readonly<Record<string, string>>;
  filed: { symbol?: string; session?: string; organ?: string };
  withdrawn: boolean;
  embargo?: string;
  readonly issued: Map<string, string>;
  readonly formats: (Named & { readonly of: string })[];
}

/** Undefined where the acts register no document. */
export function registeredBy(entries: readonly ReadEntry[]): Registered | undefined {
  const folding: Folding = { filed: {}, withdrawn: false, issued: new Map(), formats: [] };
  for (const { act } of entries) fold(folding, act);
  const { titles, filed, withdrawn, embargo, issued, formats } = folding;
  if (!titles) return undefined;
  return {
    ...{ titles, ...filed, withdrawn },
    ...(embargo === undefined ? {} : { embargo }),
    issued: [...issued].map(([language, sha256]) => ({ language, sha256 })),
    formats: formats.filter(({ language, of }) => issued.get(language) === of),
  };
}

function fold(to: Folding, { type, data }: ReadEntry['act']): void {
  if (type === 'documents.registered' || type === 'documents.submitted') {
    to.titles = data.titles;
    if (data.embargo !== undefined) to.embargo = data.embargo;
    for (const [language, { sha256 }] of Object.entries(data.files)) to.issued.set(language, sha256);
  }
  if (type === 'documents.registered' || type === 'documents.classified')
    to.filed = { ...to.filed, ...filedBy(data) };
  else if (type === 'documents.issued') to.issued.set(data.language, data.file.sha256);
  else if (type === 'documents.format-added')
    to.formats.push({ language: data.language, of: data.of, sha256: data.file.sha256 });
  else if (type === 'documents.withdrawn' || type === 'documents.submission-withdrawn') to.withdrawn = true;
}

interface Filing {
  readonly symbol?: string | undefined;
  readonly session?: string | undefined;
  readonly organ?: string | undefined;
}
const filedBy = ({ symbol, session, organ }: Filing): Folding['filed'] => ({
  ...(symbol === undefined ? {} : { symbol }),
  ...(session === undefined ? {} : { session }),
  ...(organ === undefined ? {} : { organ }),
});

import type { DocumentFile, DossierDocument } from './report.ts';
import type { ReadEntry } from './run.ts';

type Version = Omit<DocumentFile, 'replaced'>;

/** What the acts of a document's stream that count add up to; undefined where they register none. */
export function documentOf(entries: readonly ReadEntry[]): DossierDocument | undefined {
  const versions: Version[] = [];
  let first: Pick<DossierDocument, 'titles'> | undefined;
  let symbol: string | undefined;
  let withdrawn: string | undefined;
  for (const { act, index } of entries) {
    if (act.type === 'documents.registered' || act.type === 'documents.submitted') {
      const { titles, files } = act.data;
      first = { titles };
      for (const [language, file] of Object.entries(files)) versions.push({ language, ...file, index });
    }
    if (act.type === 'documents.registered' || act.type === 'documents.classified')
      symbol = act.data.symbol ?? symbol;
    else if (act.type === 'documents.issued')
      versions.push({ language: act.data.language, ...act.data.file, index });
    else if (act.type === 'documents.withdrawn') withdrawn = act.data.reason;
    else if (act.type === 'documents.submission-withdrawn') withdrawn = act.data.reason ?? '';
  }
  if (!first) return undefined;
  const files = versions.map(
    (version, i): DocumentFile =>
      versions.slice(i + 1).some(({ language }) => language === version.language)
        ? { ...version, replaced: true }
        : version,
  );
  return {
    ...first,
    ...(symbol === undefined ? {} : { symbol }),
    files,
    ...(withdrawn === undefined ? {} : { withdrawn }),
  };
}

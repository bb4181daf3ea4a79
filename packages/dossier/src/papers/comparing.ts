import type { Run } from '../run.ts';
import type { PapersFaults } from './faults.ts';
import type { Papers } from './reading.ts';
import { type Registered, registeredBy } from './registered.ts';
import type { PaperFile } from './statement.ts';

/** A document of the session as the record here shows it, with its files. */
export interface PaperShown extends Pick<Registered, 'titles' | 'symbol' | 'withdrawn'> {
  readonly document: string;
  /** Its files were kept back, as the record allowed until then. */
  readonly embargo?: string;
  readonly files: readonly (PaperFile & { readonly sha256: string; readonly size: number })[];
}

/** Holds what the host says was issued against the acts that count. */
export function comparePapers({ statement, files }: Papers, run: Run, faults: PapersFaults): PaperShown[] {
  const { state, documents } = run;
  if (statement.body !== state.id || statement.origin !== state.founding.origin)
    faults.add('papers.statement-differs', 'PAPERS names another body or log than the dossier.', 'PAPERS');
  const named = new Map(files.map((file) => [file.name, file]));
  return statement.documents.flatMap(({ document, withdrawn, files: all }): PaperShown[] => {
    const differs = (says: string) => faults.add('papers.document-differs', `${document}: ${says}`, 'PAPERS');
    const shown = all.flatMap((file) => {
      const found = named.get(file.name);
      if (!found) differs(`${file.name} is not here.`);
      return found ? [{ ...file, sha256: found.sha256, size: found.content.length }] : [];
    });
    const onRecord = registeredBy(documents.get(`document/${document}`) ?? []);
    if (!onRecord) {
      differs('the record here registers no such document.');
      return [];
    }
    compareFiling(statement, withdrawn === true, onRecord, differs);
    const embargo = keptUntil(shown, onRecord, statement.at);
    if (embargo === undefined) compareFiles(shown, onRecord, differs);
    return [{ document, files: shown, ...namesOf(onRecord), ...(embargo === undefined ? {} : { embargo }) }];
  });
}

/** Of a document under embargo no file need be here: either none is, or all of them. */
const keptUntil = (files: PaperShown['files'], { embargo }: Registered, at: string): string | undefined =>
  embargo !== undefined && embargo > at && files.length === 0 ? embargo : undefined;

const namesOf = ({ titles, symbol, withdrawn }: Registered) => ({
  ...{ titles, withdrawn },
  ...(symbol === undefined ? {} : { symbol }),
});

type Differs = (says: string) => void;

function compareFiling(
  { session, organ }: Papers['statement'],
  withdrawn: boolean,
  onRecord: Registered,
  differs: Differs,
): void {
  if (onRecord.session !== session) differs(`the record files it under ${onRecord.session ?? 'no session'}.`);
  if (organ !== undefined && onRecord.organ !== organ) differs('the record files it under another organ.');
  if (onRecord.withdrawn !== withdrawn) differs('the record says otherwise whether it was withdrawn.');
}

function compareFiles(files: PaperShown['files'], onRecord: Registered, differs: Differs): void {
  for (const form of ['issued', 'format'] as const) {
    const said = files.filter((file) => file.form === form).map(nameOf);
    const real = onRecord[form === 'issued' ? 'issued' : 'formats'].map(nameOf);
    for (const name of said) if (!real.includes(name)) differs(`${name} is not ${form} on the record.`);
    for (const name of real)
      if (!said.includes(name)) differs(`${name} is ${form} on the record, and not here.`);
  }
}

const nameOf = ({ language, sha256 }: { language: string; sha256: string }) => `${language} ${sha256}`;

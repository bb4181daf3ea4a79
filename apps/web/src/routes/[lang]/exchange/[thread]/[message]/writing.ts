import { authorOf, draftOf, type Format, type Sheet, tableOf, writeMisp, writeStix } from '@comity/feeds';

const ENDINGS = { stix: '.stix.json', misp: '.misp.json', csaf: '.csaf.json', table: '.csv' } as const;

/** A file in another form, with a name for it; without a text where it is in that form already. */
export function writtenAs(
  form: Format | 'table',
  sheet: Sheet,
  name: string,
  { body, participant }: { readonly body: string; readonly participant: string },
  at: string,
): { readonly text?: string; readonly file: string } {
  const file = name.replace(/(?:\.(?:stix|misp|csaf))?\.\w+$/, '') + ENDINGS[form];
  if (form === 'table') return { text: tableOf(sheet), file };
  if (form === sheet.format) return { file };
  const draft = draftOf(sheet, at, authorOf(body, participant));
  const lots = () => crypto.getRandomValues(new Uint8Array(16));
  return {
    text: JSON.stringify(form === 'stix' ? writeStix(draft, lots) : writeMisp(draft, lots), null, 2),
    file,
  };
}

import { defanged, oddIn, type Sheet, STATUSES, type Vulnerability } from '@comity/feeds';
import { pairs, plain, plainText, table } from '../terminal.ts';

/** A file of a machine for people at a terminal. Values are written so that nobody follows one by a slip. */
export function sheetLines(sheet: Sheet): string[] {
  return [
    ...pairs({
      format: [sheet.format.toUpperCase(), sheet.version].filter(Boolean).join(' '),
      id: sheet.id,
      title: sheet.title,
      'by its own word': sheet.by,
      dated: sheet.at,
      state: sheet.state,
      marking: sheet.markings.join(', ') || undefined,
      holds: [...sheet.counts].map(([type, count]) => `${count} ${type}`).join(', '),
    }),
    ...sheet.says.flatMap((text) => ['', ...plainText(text).split('\n')]),
    ...soughtLines(sheet),
    ...part(
      'Other patterns and values',
      sheet.other.map(({ type, name, says }) => [type, says ?? name]),
    ),
    ...part(
      'What is told',
      sheet.told.map(({ type, name, says }) => [type, says ? `${name}: ${says}` : name]),
    ),
    ...part(
      'Relations',
      sheet.relations.map(({ from, kind, to }) => [from, kind, to]),
    ),
    ...sheet.vulnerabilities.flatMap(vulnerabilityLines),
    ...part(
      'What is wrong in the file',
      sheet.faults.map(({ code, at, says }) => [code, at, says]),
    ),
  ];
}

function soughtLines({ sought }: Sheet): string[] {
  if (sought.length === 0) return [];
  const rows = sought.map((one) => [
    one.kind,
    defanged(one),
    one.note ?? (one.name === defanged(one) ? '' : (one.name ?? '')),
    oddIn(one.value + (one.note ?? '')).join(' '),
  ]);
  return [
    '',
    `To look for (${sought.length}), written so that nothing is followed:`,
    ...table(['KIND', 'VALUE', 'NOTE', 'HIDDEN SIGNS'], rows),
  ];
}

function part(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return ['', `${title}:`, ...rows.map((row) => `  ${row.map((cell) => plain(cell)).join('  ')}`)];
}

function vulnerabilityLines({ name, title, scores, products, remedies, says }: Vulnerability): string[] {
  const scored = scores.map(({ base, severity }) => `${base}${severity ? ` ${severity}` : ''}`).join(', ');
  return [
    '',
    plain([name, title, scored && `CVSS ${scored}`].filter(Boolean).join('  ')),
    ...says.map((text) => `  ${plain(text)}`),
    ...STATUSES.flatMap((status) =>
      products[status] ? [`  ${status}: ${plain(products[status].join('; '))}`] : [],
    ),
    ...remedies.map((remedy) => `  ${plain(remedy.category)}: ${plain(remedy.says)}`),
  ];
}

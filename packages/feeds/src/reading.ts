import { csafOf } from './csaf/document.ts';
import { sheetOfCsaf } from './csaf/sheet.ts';
import type { Draft } from './draft.ts';
import { FeedError } from './errors.ts';
import { isFields, own, readJson } from './json.ts';
import { mispEventsOf } from './misp/events.ts';
import { sheetOfMisp } from './misp/sheet.ts';
import { MAX_NOTE, type Observed } from './observed.ts';
import type { Format, Sheet } from './sheet.ts';
import { bundleOf } from './stix/bundle.ts';
import { sheetOfStix } from './stix/sheet.ts';
import { TLP_LABELS } from './tlp.ts';

/** What a file is, by what it holds: what its sender called it says nothing. Undefined for any other JSON. */
export function formatOf(value: unknown): Format | undefined {
  if (isFields(value) && own(value, 'type') === 'bundle') return 'stix';
  if (
    isFields(value) &&
    isFields(own(value, 'document')) &&
    own(value.document as object as never, 'csaf_version') !== undefined
  )
    return 'csaf';
  const [first] = Array.isArray(value)
    ? value
    : isFields(value) && Array.isArray(value.response)
      ? value.response
      : [value];
  if (!isFields(first)) return undefined;
  const event = own(first, 'Event') ?? first;
  const isEvent = isFields(event) && typeof own(event, 'info') === 'string';
  return isEvent && (Array.isArray(own(event, 'Attribute')) || Array.isArray(own(event, 'Object')))
    ? 'misp'
    : undefined;
}

/**
 * Reads a file of a machine: STIX 2.0 or 2.1, the MISP core format, or CSAF 2.0. Throws FeedError: what `readJson`
 * throws, `feeds.unknown-format`, or `feeds.not-stix`, `feeds.not-misp`, `feeds.not-csaf` with the reason.
 */
export function readSheet(bytes: Uint8Array): Sheet {
  const value = readJson(bytes);
  switch (formatOf(value)) {
    case 'stix':
      return sheetOfStix(bundleOf(value));
    case 'misp':
      return sheetOfMisp(mispEventsOf(value));
    case 'csaf':
      return sheetOfCsaf(csafOf(value));
    default:
      throw new FeedError('feeds.unknown-format', 'The file is neither STIX nor MISP nor CSAF.');
  }
}

/** Whether a file may be one: of a size that is read, and JSON by its first sign. Cheap, for a list of files. */
export function mayBeSheet(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return start.startsWith('{') || start.startsWith('[');
}

/**
 * What a file says, to be written again in another form: its values, and its vulnerabilities by their CVE. What it
 * tells besides (relations, products, malware) has no place there and is left out.
 */
export function draftOf(sheet: Sheet, at: string, by: Draft['by']): Draft {
  const label = TLP_LABELS.find((each) => sheet.markings.includes(`TLP:${each}`));
  const weak = sheet.vulnerabilities
    .filter(({ name }) => /^CVE-\d{4}-\d{4,12}$/.test(name))
    .map(({ name, title, says }): Observed => {
      const note = (title ?? says[0] ?? '').slice(0, MAX_NOTE);
      return { kind: 'cve', value: name, ...(note ? { note } : {}) };
    });
  const sought = sheet.sought.map(
    ({ kind, value, note }): Observed => ({ kind, value, ...(note ? { note } : {}) }),
  );
  return {
    title: sheet.title ?? sheet.id,
    ...(sheet.says.length > 0 ? { description: sheet.says.join('\n\n') } : {}),
    ...(label ? { marking: label } : {}),
    ...{ by, at, observed: [...sought, ...weak] },
  };
}

/** A row for each value, as a table that a spreadsheet opens; what it would take for a formula is made text. */
export function tableOf(sheet: Sheet): string {
  const rows = [
    ['kind', 'value', 'note', 'id', 'until', 'markings'],
    ...sheet.sought.map((one) => [
      one.kind,
      one.value,
      one.note ?? '',
      one.id,
      one.until ?? '',
      (one.markings ?? sheet.markings).join(' '),
    ]),
    ...sheet.vulnerabilities.map((one) => [
      'cve',
      one.name,
      one.title ?? '',
      '',
      '',
      sheet.markings.join(' '),
    ]),
  ];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

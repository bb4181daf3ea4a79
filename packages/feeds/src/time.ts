const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z$/;

/**
 * Microseconds of an RFC 3339 instant in UTC, as STIX and TAXII write it; undefined for anything else. What is finer
 * than a microsecond is cut off. Exact until the year 2255.
 */
export function microsOf(text: string): number | undefined {
  const [, , month, day, hour, , , fraction = ''] = FORM.exec(text) ?? [];
  if (month === undefined) return undefined;
  const milliseconds = Date.parse(`${text.slice(0, 19)}Z`);
  // What a calendar does not have (31 February) would be counted on into the next month.
  const isReal = Number.isFinite(milliseconds) && new Date(milliseconds).getUTCDate() === Number(day);
  if (!isReal || Number(hour) > 23) return undefined;
  return milliseconds * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

/** The same instant as text, with six decimals. */
export function instantOf(micros: number): string {
  const milliseconds = Math.floor(micros / 1000);
  const rest = micros - milliseconds * 1000;
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

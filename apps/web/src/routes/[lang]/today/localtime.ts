import { sayTime } from '#lib/words/times.ts';

/** The zone in which this machine keeps its clock. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';

/** `UTC+05:30`: how far a zone is from UTC at that instant. Offsets only: zones are named after places. */
function offsetOf(iso: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const part = format.formatToParts(new Date(iso)).find(({ type }) => type === 'timeZoneName');
  return (part?.value ?? 'GMT').replace('GMT', 'UTC');
}

/** An instant in a zone, with its offset; undefined where the zone has that of UTC, which is said already. */
export function sayLocally(iso: string, language: string, zone = zoneHere()): string | undefined {
  const offset = offsetOf(iso, zone);
  if (/^UTC(?:[+-]00:00)?$/.test(offset)) return undefined;
  // Isolated: Latin letters and signs would turn an Arabic sentence.
  return `${sayTime(iso, language, zone)} \u2066${offset}\u2069`;
}

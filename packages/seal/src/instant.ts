import { SealError } from './errors.ts';

const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Whether a text is an instant as acts write it: RFC 3339, UTC, three decimals, a date that exists. */
export function isInstant(text: unknown): text is string {
  if (typeof text !== 'string' || !SHAPE.test(text)) return false;
  const ms = Date.parse(text);
  return Number.isFinite(ms) && new Date(ms).toISOString() === text;
}

/** The same as a Date, which is what openpgp takes. Throws `seal.malformed-message` with the field's name. */
export function dateOf(text: string, field: string): Date {
  if (!isInstant(text)) {
    throw new SealError('seal.malformed-message', `${field} is not an instant in UTC with milliseconds.`, {
      field,
    });
  }
  return new Date(text);
}

import { describe, expect, it } from 'vitest';
import { sayLocally } from './localtime.ts';

const INSTANT = '2027-01-31T22:00:00.000Z';

describe('an instant', () => {
  it('is said in the zone of the reader, with its offset and no name of a place', () => {
    expect(sayLocally(INSTANT, 'en', 'Asia/Kolkata')).toBe('1 February 2027 at 03:30 \u2066UTC+05:30\u2069');
    expect(sayLocally(INSTANT, 'fr', 'America/Lima')).toBe('31 janvier 2027 à 17:00 \u2066UTC-05:00\u2069');
    expect(sayLocally(INSTANT, 'ar', 'Asia/Beirut')).toContain('\u2066UTC+02:00\u2069');
  });

  it('is not said twice where the zone has that of UTC', () => {
    for (const zone of ['UTC', 'Etc/GMT', 'Africa/Accra'])
      expect(sayLocally(INSTANT, 'en', zone)).toBeUndefined();
    expect(sayLocally('2027-07-31T22:00:00.000Z', 'en', 'Europe/London')).toContain('UTC+01:00');
    expect(sayLocally(INSTANT, 'en', 'Europe/London')).toBeUndefined();
  });
});

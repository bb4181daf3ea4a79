import { expect, test } from 'vitest';
import { writeInstant } from './instants.ts';
import { OFFICIAL_LANGUAGES } from './language.ts';

test('an instant reads as documents of the United Nations write it, in UTC', () => {
  const written = OFFICIAL_LANGUAGES.map((language) => writeInstant('2027-03-01T15:00:00.000Z', language));
  expect(written).toEqual([
    '1 آذار/مارس 2027 الساعة 15:00 UTC',
    '2027年3月1日15:00 UTC',
    '15:00 UTC on 1 March 2027',
    '1er mars 2027 à 15:00 UTC',
    '1 марта 2027 года, 15:00 UTC',
    '1 de marzo de 2027 a las 15:00 UTC',
  ]);
});

test('it keeps its seconds where it has some, and stands as it is in a language without words for it', () => {
  expect(writeInstant('2027-03-21T05:00:07.500Z', 'fr')).toBe('21 mars 2027 à 05:00:07 UTC');
  expect(writeInstant('2027-03-21T05:00:07.500Z', 'de')).toBe('2027-03-21T05:00:07.500Z');
});

import { randomBytes } from 'node:crypto';

/** Letters and digits that nobody takes for another. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** 50 bits, to be read. */
export const newCode = (): string => [...randomBytes(10)].map((byte) => LETTERS[byte % 32]).join('');

/** Twelve digits, to be spoken: they are said in every language. */
export function newSpokenCode(): string {
  // Bytes beyond 249 would make some digits likelier than others.
  const digits: number[] = [];
  while (digits.length < 12) digits.push(...[...randomBytes(16)].filter((b) => b < 250).map((b) => b % 10));
  return digits.slice(0, 12).join('');
}

/** As it is kept: people write small letters, spaces and hyphens, and digits of their own script. */
export const readCode = (written: string): string =>
  [...written.normalize('NFKC').toUpperCase()]
    .map(asDigit)
    .join('')
    .replaceAll(/[^0-9A-Z]/g, '');

/** Arabic, Persian and Devanagari digits as they are typed. */
const ZEROES = [0x660, 0x6f0, 0x966];
function asDigit(character: string): string {
  const point = character.codePointAt(0)!;
  const zero = ZEROES.find((z) => point >= z && point <= z + 9);
  return zero === undefined ? character : String(point - zero);
}

/** In groups, as one reads them out. */
export const inGroups = (code: string): string => (code.match(/.{1,3}/g) ?? []).join(' ');

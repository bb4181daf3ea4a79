import { fromUtf8 } from '@comity/log';
import { armor, enums, unarmor } from 'openpgp';
import { SealError } from './errors.ts';
import { isArmored } from './publickey.ts';

/** An OpenPGP message as mail carries it: armored text, CRLF at the ends of lines. */
export const armoredMessage = (bytes: Uint8Array): string =>
  armor(enums.armor.message, bytes).replace(/\r?\n/g, '\r\n');

/** The same without its armor, as the record names it; what has none stays as it is. Throws `seal.cannot-decrypt`. */
export async function messageFromArmor(bytes: Uint8Array): Promise<Uint8Array> {
  if (!isArmored(bytes)) return bytes;
  try {
    const { data, type } = await unarmor(fromUtf8(bytes));
    if (type === enums.armor.message && data instanceof Uint8Array) return data;
  } catch {
    // One answer for every kind of broken armor.
  }
  throw new SealError('seal.cannot-decrypt', 'The text is not one armored message.');
}

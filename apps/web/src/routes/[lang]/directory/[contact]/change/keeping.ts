import { sha256Hex, toBase64, utf8 } from '@comity/log';
import { generateHere, generateHybridHere } from '#lib/browser/sealing.ts';
import { saveSeat } from '#lib/browser/seat.ts';
import type { Seat } from '#lib/browser/store.ts';

/**
 * Makes the key of a contact, with its post-quantum half, and keeps both secrets in this browser's seat. Answers with
 * the key request (as `comity key contact` writes it) for whoever certifies; an earlier key stays, so that older
 * messages open.
 */
export async function keepContactKey(
  seat: Seat,
  contact: string,
): Promise<{ kept: Seat; request: string; fingerprint: string }> {
  const { privateKey, publicKey, fingerprint } = await generateHere({ at: new Date().toISOString() });
  const { identity, recipient: hybrid } = await generateHybridHere();
  const half = { contact, fingerprint: sha256Hex(utf8(hybrid)), privateKey: utf8(identity) };
  // Last until it is certified: letters are signed with the first key of a contact.
  const kept: Seat = { ...seat, contacts: [...seat.contacts, { contact, fingerprint, privateKey }, half] };
  await saveSeat(kept);
  const { participant, trust } = seat;
  const asked = {
    v: 1,
    request: 'contact-key',
    body: trust.body,
    participant,
    contact,
    fingerprint,
    openpgp: toBase64(publicKey),
    hybrid,
  };
  return { kept, request: `${JSON.stringify(asked, null, 2)}\n`, fingerprint };
}

import { formats, newId, parseWith } from '@comity/acts';
import type { TrustedBody } from '@comity/client';
import { keyIdOf, makeOwnKey, ownSigner, proveOwnKey, publicKeyOf } from './seat.ts';
import { putSeat } from './store.ts';

/**
 * Makes a key for a person of a State and the request that an administrator registers it with, as `comity key
 * make` writes it. The seat waits in this browser until then. Throws `acts.malformed` for an id that is none.
 */
export async function requestSeat(
  who: { trust: TrustedBody; participant: string; person: string; label: string; bodyName: string },
  rpId: string | undefined,
): Promise<{ text: string; key: string }> {
  const { trust, participant } = who;
  const person = who.person ? parseWith(formats.personId, who.person, 'The id of the person') : newId('per');
  const key = await makeOwnKey({ ...who, person }, rpId);
  const publicKey = await publicKeyOf(key);
  const proof = await proveOwnKey({ trust, participant, person }, publicKey, await ownSigner(key));
  await putSeat({ participant, person, trust, key, wraps: [], keys: [] });
  const request = {
    v: 1,
    request: 'person-key',
    body: trust.body,
    participant,
    person,
    key: publicKey,
    proof,
  };
  return { text: `${JSON.stringify(request, null, 2)}\n`, key: await keyIdOf(key) };
}

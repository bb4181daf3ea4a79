import { dataOf, type TrustedBody } from '@comity/client';
import { concat, fromBase64url, platformVerifiers, sha256 } from '@comity/log';
import { ask } from './asking.ts';
import { type KnownPasskey, PasskeyError, type Tapped, tap } from './passkey.ts';
import { here, type Sitter } from './seat.ts';

/**
 * Finds the person of a passkey that another device of theirs made, or that this browser forgot: the person
 * chooses it, and its signature over a fresh challenge says which of the person's keys it is.
 */
export async function findSitter(trust: TrustedBody, rpId: string): Promise<Sitter> {
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  const tapped = await tap(rpId, challenge);
  const [participant = '', person = ''] = (tapped.user ?? '').split('/');
  const path = { participant };
  const { people } = dataOf(await here().api.GET('/api/participants/{participant}', { params: { path } }));
  const keys = people.find((p) => p.person === person)?.keys ?? [];
  for (const { alg, publicKey } of keys) {
    if (!publicKey || !isPasskeyAlgorithm(alg)) continue;
    const known = { alg, publicKey: fromBase64url(publicKey), credential: tapped.credential, rpId };
    if (await isBy(known, tapped)) return { participant, person, trust, key: { kept: 'passkey', ...known } };
  }
  throw new PasskeyError('web.passkey-foreign', 'This passkey is none of a person of this body.');
}

const isPasskeyAlgorithm = (alg: string): alg is KnownPasskey['alg'] => alg === 'p256' || alg === 'rs256';

const isBy = async ({ alg, publicKey }: KnownPasskey, t: Tapped): Promise<boolean> =>
  platformVerifiers[alg]!(publicKey, concat(t.authenticatorData, sha256(t.clientDataJSON)), t.signature);

/** The seat of a key file: ordinary acts by a session, binding ones with the file again. */
export async function findSitterInFile(trust: TrustedBody): Promise<Sitter> {
  const { participant, person, signer } = await (await ask()).keyFile();
  return { participant, person, trust, key: { kept: 'file', publicKey: signer.publicKey } };
}

import { randomBytes } from 'node:crypto';
import { ApiProblem, type Hand, resume, type SignedIn, signIn } from '@comity/client';
import { ed25519Signer, fromHex, toHex } from '@comity/log';
import { type Identity, updateIdentity } from './keyring.ts';
import type { Place } from './people.ts';

const HOURS = 8;
/** A session that ends this soon is not begun with. */
const SPARE = 60_000;

/** Goes on with the session that the identity keeps, or signs in anew and keeps the new one. */
export async function openSession(
  folder: string,
  identity: Identity,
  place: Place,
  hand: () => Promise<Hand>,
): Promise<SignedIn> {
  return (await kept(identity, place)) ?? renew(folder, identity, place, await hand());
}

async function kept({ session }: Identity, { connection, trust }: Place): Promise<SignedIn | undefined> {
  const statement = session?.certificate.statement;
  if (!session || statement?.body !== trust.body) return undefined;
  if (Date.parse(statement.expires) < Date.now() + SPARE) return undefined;
  try {
    return await resume(connection, session.certificate, await ed25519Signer(fromHex(session.seed)));
  } catch (error) {
    // The key behind it may have been replaced since: a new session then says what is wrong, if anything is.
    if (error instanceof ApiProblem && error.status < 500) return undefined;
    throw error;
  }
}

async function renew(folder: string, identity: Identity, place: Place, hand: Hand): Promise<SignedIn> {
  const seed = new Uint8Array(randomBytes(32));
  const signedIn = await signIn(place.connection, place.trust, hand, await ed25519Signer(seed), HOURS);
  const session = { seed: toHex(seed), certificate: signedIn.certificate };
  await updateIdentity(folder, identity.name, (now) => ({ ...now, session }));
  return signedIn;
}

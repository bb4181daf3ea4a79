import {
  type AnyAct,
  type Certificate,
  certificateHash,
  enrolment,
  idOfKey,
  isHost,
  type ParticipantActor,
  type PreparedAct,
  type PublicKey,
  type Signature,
  type Trust,
  verifyPreimage,
  verifyStatement,
} from '@comity/acts';

/** Where keys and certificates are found. Whether they are in force is a question of rules, not of bytes. */
export interface KeyLookup {
  key(id: string): PublicKey | undefined;
  certificate(hash: string): Certificate | undefined;
  readonly body: string;
  /** Hashes of certificates found good before: one session signs many acts, its certificate is checked once. */
  readonly goodCertificates?: Set<string>;
}

export type SignatureFault = 'other-body' | 'unknown-key' | 'bad-signature' | 'bad-proof' | 'bad-certificate';

/**
 * Checks every signature an act brings: its own, that of the session certificate it names, and the proof
 * of possession of a key it registers. Answers the first fault, or undefined where all are good.
 */
export async function checkSignatures(
  trust: Trust,
  lookup: KeyLookup,
  { act, id, preimage }: PreparedAct,
  sig: Signature,
): Promise<SignatureFault | undefined> {
  if (act.type !== 'body.founded' && act.body !== lookup.body) return 'other-body';
  const key = await signingKey(trust, lookup, act, sig);
  if (!key) return sig.session === undefined ? 'unknown-key' : 'bad-certificate';
  if (idOfKey(key) !== act.actor.key) return 'bad-signature';
  if (!(await verifyPreimage(trust, preimage, () => id, key, sig))) return 'bad-signature';
  return proofFault(trust, lookup.body, act);
}

async function signingKey(
  trust: Trust,
  lookup: KeyLookup,
  act: AnyAct,
  sig: Signature,
): Promise<PublicKey | undefined> {
  if (sig.session !== undefined) return sessionKey(trust, lookup, act, sig.session);
  if (act.type === 'body.founded') return act.data.host;
  if (act.type === 'people.root-enrolled') return act.data.key;
  return lookup.key(act.actor.key);
}

/** Only a person acts by session: a host, a root or a founding that names one is refused, not read past. */
async function sessionKey(
  trust: Trust,
  lookup: KeyLookup,
  act: AnyAct,
  session: string,
): Promise<PublicKey | undefined> {
  const found = isHost(act.actor) || !act.actor.person ? undefined : lookup.certificate(session);
  if (!found) return undefined;
  if (lookup.goodCertificates?.has(session)) return found.statement.key;
  if (certificateHash(found) !== session || !(await checkCertificate(trust, lookup, found))) return undefined;
  lookup.goodCertificates?.add(session);
  return found.statement.key;
}

/** Whether a certificate is signed by the key it names. Whether that key was in force is decided by the rules. */
export async function checkCertificate(
  trust: Trust,
  lookup: Pick<KeyLookup, 'key' | 'body'>,
  { statement, sig }: Certificate,
): Promise<boolean> {
  const key = lookup.key(statement.by);
  if (!key || statement.body !== lookup.body || sig.session !== undefined) return false;
  return verifyStatement(trust, 'session', statement, key, sig);
}

async function proofFault(trust: Trust, body: string, act: AnyAct): Promise<SignatureFault | undefined> {
  if (isHost(act.actor)) return undefined;
  if (
    act.type !== 'people.person-added' &&
    act.type !== 'people.key-added' &&
    act.type !== 'people.key-replaced'
  ) {
    return undefined;
  }
  const { person, key, proof } = act.data;
  const statement = enrolment(body, (act.actor as ParticipantActor).participant, person, idOfKey(key));
  return (await verifyStatement(trust, 'enrol', statement, key, proof)) ? undefined : 'bad-proof';
}

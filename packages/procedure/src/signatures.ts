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
  /**
   * Hashes of certificates found good under the host in force: one session signs many acts, its certificate is
   * checked once. Another set after a change of host, since passkeys sign at other domains then.
   */
  readonly goodCertificates?: Set<string>;
}

/** What is known now, or later where a verifier answers later, as those of browsers do. */
export type Answer<T> = T | Promise<T>;
/** Goes on with an answer: at once where it is known. */
export const whenKnown = <T, U>(answer: Answer<T>, next: (known: T) => Answer<U>): Answer<U> =>
  answer instanceof Promise ? answer.then(next) : next(answer);

export type SignatureFault = 'other-body' | 'unknown-key' | 'bad-signature' | 'bad-proof' | 'bad-certificate';

/**
 * Checks every signature an act brings: its own, that of the session certificate it names, and the proof
 * of possession of a key it registers. Answers the first fault, or undefined where all are good.
 */
export const checkSignatures = async (
  trust: Trust,
  lookup: KeyLookup,
  prepared: PreparedAct,
  sig: Signature,
): Promise<SignatureFault | undefined> => signatureFault(trust, lookup, prepared, sig);

/** The same, at once where the verifiers answer at once: a long record has no promise to wait for at each act. */
export function signatureFault(
  trust: Trust,
  lookup: KeyLookup,
  { act, id, preimage }: PreparedAct,
  sig: Signature,
): Answer<SignatureFault | undefined> {
  if (act.type !== 'body.founded' && act.body !== lookup.body) return 'other-body';
  return whenKnown(signingKey(trust, lookup, act, sig), (key) => {
    if (!key) return sig.session === undefined ? 'unknown-key' : 'bad-certificate';
    if (idOfKey(key) !== act.actor.key) return 'bad-signature';
    const answer = verifyPreimage(trust, preimage, () => id, key, sig);
    return whenKnown(answer, (good) =>
      good === true ? proofFault(trust, lookup.body, act) : 'bad-signature',
    );
  });
}

function signingKey(
  trust: Trust,
  lookup: KeyLookup,
  act: AnyAct,
  sig: Signature,
): Answer<PublicKey | undefined> {
  const within = keyWithin(act);
  if (sig.session === undefined) return within ?? lookup.key(act.actor.key);
  return within ? undefined : sessionKey(trust, lookup, act, sig.session);
}

/** The key of an act that brings the one it is signed with: no session stands for it. */
function keyWithin(act: AnyAct): PublicKey | undefined {
  if (act.type === 'body.founded') return act.data.host;
  const brings = act.type === 'people.root-enrolled' || act.type === 'people.key-reseated';
  return brings ? act.data.key : undefined;
}

/** Only a person acts by session: a host, a root or a founding that names one is refused, not read past. */
function sessionKey(
  trust: Trust,
  lookup: KeyLookup,
  act: AnyAct,
  session: string,
): Answer<PublicKey | undefined> {
  const found = isHost(act.actor) || !act.actor.person ? undefined : lookup.certificate(session);
  if (!found) return undefined;
  // Taken now: an answer that comes after the host changed goes to the set that was good before.
  const known = lookup.goodCertificates;
  if (known?.has(session)) return found.statement.key;
  if (certificateHash(found) !== session) return undefined;
  return checkCertificate(trust, lookup, found).then((good) => {
    if (good) known?.add(session);
    return good ? found.statement.key : undefined;
  });
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

function proofFault(trust: Trust, body: string, act: AnyAct): Answer<SignatureFault | undefined> {
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
  const answer = verifyStatement(trust, 'enrol', statement, key, proof);
  return whenKnown(answer, (good) => (good === true ? undefined : 'bad-proof'));
}

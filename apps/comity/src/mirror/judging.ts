import {
  ActError,
  type AnyAct,
  actorName,
  type Certificate,
  commitmentsIn,
  fieldCommitment,
  type PreparedAct,
  parseSubmission,
  parseWith,
  prepareAct,
  type Recipient,
  recipients as recipientsSchema,
  type Submission,
} from '@comity/acts';
import { LogError, parseCanonical } from '@comity/log';
import { decide, type KeyLookup, type SignatureFault, signatureFault } from '@comity/procedure';
import type { Replayer } from '@comity/verify';

/** Why an act is not taken: an HTTP status, a code, and by rule what would be allowed. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly rule?: string;
  readonly allowedWhen?: string;
}
export const isRefusal = (value: object): value is Refusal => 'status' in value;

/** An act that was handed in, read as far as its bytes say. */
export interface HandedIn {
  readonly prepared: PreparedAct;
  readonly submission: Submission;
}

/** Reads what was handed in: the same bytes as the host takes. */
export function readHandedIn(bytes: Uint8Array): HandedIn | Refusal {
  try {
    const submission = parseSubmission(parseCanonical(bytes));
    return { submission, prepared: prepareAct(submission.act) };
  } catch (error) {
    if (error instanceof LogError) return { status: 400, code: 'mirror.not-canonical', title: error.message };
    if (error instanceof ActError) return { status: 400, code: 'mirror.malformed', title: error.message };
    throw error;
  }
}

const SIGNATURE_SAYS: Record<SignatureFault, string> = {
  'other-body': 'The act was made for another body.',
  'unknown-key': 'The key that signed it is not registered in the record.',
  'bad-signature': 'The signature is not one of this key over this act.',
  'bad-proof': 'The new key did not prove that somebody holds it.',
  'bad-certificate': 'The session certificate is missing here, or no session may sign this.',
};

/**
 * Whether the host would have had to take this act, as far as a copy of the record can tell: the order of checks is the
 * host's. Undefined where it would. `now` in milliseconds since 1970.
 */
export async function refusalOf(
  replayer: Replayer,
  { prepared, submission }: HandedIn,
  certificate: Certificate | undefined,
  now: number,
): Promise<Refusal | undefined> {
  const { act, id } = prepared;
  const { trust, lookup } = replayer.grounds;
  if (act.type === 'body.founded') return signatureRefusal('other-body');
  const fault = await signatureFault(trust, withCertificate(lookup, certificate), prepared, submission.sig);
  if (fault) return signatureRefusal(fault);
  const used = replayer.usedNonce(actorName(act.actor), act.nonce);
  if (used !== undefined && used !== id)
    return { status: 409, code: 'mirror.nonce-reused', title: 'This nonce was used in another act.' };
  if (!hasSeen(replayer, act)) {
    const title = 'The checkpoint that the act names is not one of this log, or not copied here yet.';
    return { status: 409, code: 'mirror.unknown-checkpoint', title };
  }
  const recipients = openedRecipients(submission);
  if (recipients && !Array.isArray(recipients)) return recipients as Refusal;
  return ruleRefusal(
    replayer,
    { prepared, submission },
    certificate,
    now,
    recipients as Recipient[] | undefined,
  );
}

const signatureRefusal = (fault: SignatureFault): Refusal => ({
  status: 403,
  code: `mirror.${fault}`,
  title: SIGNATURE_SAYS[fault],
});

const withCertificate = (lookup: KeyLookup, certificate: Certificate | undefined): KeyLookup => ({
  body: lookup.body,
  key: (id) => lookup.key(id),
  certificate: (hash) => lookup.certificate(hash) ?? certificate,
});

const hasSeen = (replayer: Replayer, { seen }: AnyAct) =>
  seen.size <= replayer.size && replayer.root(seen.size) === seen.root;

/** What is sent beside the act opens its commitments, or it is refused. */
function openedRecipients({ act, openings = [] }: Submission): readonly Recipient[] | Refusal | undefined {
  const expected = new Map(commitmentsIn(act).map((c) => [`${c.subject} ${c.path}`, c.commitment]));
  let found: readonly Recipient[] | undefined;
  for (const opening of openings) {
    try {
      if (expected.get(`${opening.subject} ${opening.path}`) !== fieldCommitment(opening)) throw new Error();
      if (opening.path === 'recipients')
        found = parseWith(recipientsSchema, opening.value, 'The list of recipients');
    } catch {
      const title = `The opening of “${opening.path}” of ${opening.subject} does not match the act.`;
      return { status: 400, code: 'mirror.bad-opening', title };
    }
  }
  return found;
}

function ruleRefusal(
  replayer: Replayer,
  { prepared, submission }: HandedIn,
  certificate: Certificate | undefined,
  now: number,
  recipients: readonly Recipient[] | undefined,
): Refusal | undefined {
  const { state, facts, lookup, closed } = replayer.grounds;
  const { sig } = submission;
  const named = sig.session === undefined ? undefined : (lookup.certificate(sig.session) ?? certificate);
  const received = Math.max(now, state.received);
  const decision = decide({
    ...{ state, facts, ...prepared, sig, received, recipients: recipients ?? [] },
    certificate: named,
  });
  if (decision.allowed || (closed > 0 && restsOnClosed(prepared.act, decision.rule))) return undefined;
  const { rule, why, allowedWhen } = decision;
  return { status: 409, code: 'mirror.refused-by-rule', title: why, rule, allowedWhen };
}

/** Whether an entry that is closed to this mirror could settle it otherwise: then the act is given the benefit. */
const restsOnClosed = ({ type }: AnyAct, rule: string) =>
  (type === 'exchange.sent' && rule === 'exchange.thread-members') ||
  (type === 'exchange.acknowledged' && rule === 'exchange.acknowledge-once');

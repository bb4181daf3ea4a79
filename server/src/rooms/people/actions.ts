import {
  type Certificate,
  certificate,
  certificateHash,
  parseWith,
  type SessionStatement,
  signature,
  verifyStatement,
} from '@comity/acts';
import { canonicalBytes, fromHex, sha256, statementId, toBase64url } from '@comity/log';
import { checkCertificate } from '@comity/procedure';
import * as z from 'zod/mini';
import { violatedConstraint } from '../../platform/index.ts';
import { putCertificate, type Record } from '../record/index.ts';
import { peopleError } from './errors.ts';
import { isInForce, type Reader, type Visitor } from './rules.ts';
import { deleteSession, findSession, insertSession } from './store.ts';

/**
 * What a client posts to read: the certificate, and a fresh request signed by the session key, since a
 * certificate alone travels in bundles and proves nothing of whoever shows it.
 */
export const sessionRequest = z.strictObject({
  certificate,
  request: z.strictObject({
    v: z.literal(1),
    certificate: z.string(),
    at: z.string(),
    nonce: z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/, 'not 16 to 64 characters of base64url')),
  }),
  sig: signature,
  /** A browser asks for a cookie beside the token, so that pages know who reads. */
  cookie: z.optional(z.literal(true)),
});
export type SessionRequest = z.infer<typeof sessionRequest>;

export interface Session {
  readonly token: string;
  readonly expires: string;
  readonly certificate: string;
}

const refuse = (detail: string) => peopleError('session-refused', { detail });

/** Opens a reading session until the certificate expires. Throws `people.session-refused`. */
export async function openSession(record: Record, input: unknown): Promise<Session> {
  const posted = parsed(input);
  const state = await record.held.level(record.database.read);
  const { statement } = posted.certificate;
  await assertCertified(record, posted.certificate);
  await assertFresh(record, posted);
  const reader = readerOf(statement);
  if (!isInForce(state, reader, record.clock()))
    throw refuse('The certifying key is not in force for this person.');
  const token = crypto.getRandomValues(new Uint8Array(32));
  const hash = certificateHash(posted.certificate);
  try {
    await record.database.transaction(async (tx) => {
      await putCertificate(tx, hash, canonicalBytes(posted.certificate));
      await insertSession(tx, {
        token: sha256(token),
        request: fromHex(statementId('session', posted.request)),
        certificate: fromHex(hash),
        participant: reader.participant,
        person: reader.person,
        key: reader.key,
        expires: statement.expires,
      });
    });
  } catch (error) {
    if (violatedConstraint(error) === 'session_request') throw refuse('This request was used before.');
    throw error;
  }
  return { token: toBase64url(token), expires: statement.expires, certificate: hash };
}

function parsed(input: unknown): SessionRequest {
  try {
    return parseWith(sessionRequest, input, 'The request for a session');
  } catch (error) {
    throw refuse((error as Error).message);
  }
}

const readerOf = (s: SessionStatement): Reader => ({
  participant: s.participant,
  ...(s.person ? { person: s.person } : {}),
  key: s.by,
  until: Date.parse(s.expires),
});

async function assertCertified(record: Record, c: Certificate): Promise<void> {
  const { statement } = c;
  const now = record.clock();
  const from = Date.parse(statement.at);
  const until = Date.parse(statement.expires);
  const { sessionLife, clockTolerance } = record.held.now.rules.numbers;
  if (until - from > sessionLife * 1000) throw refuse(`A session lasts at most ${sessionLife} seconds.`);
  if (from - clockTolerance * 1000 > now || until <= now)
    throw refuse('The certificate is not in force at this time.');
  const signing = record.held.now.keys.get(statement.by)?.key;
  const lookup = await record.lookup(undefined, [signing]);
  if (!(await checkCertificate(record.trust(), lookup, c))) {
    throw refuse('The certificate is not signed by a registered key for this body.');
  }
}

async function assertFresh(record: Record, { certificate, request, sig }: SessionRequest): Promise<void> {
  const off = Math.abs(record.clock() - Date.parse(request.at));
  const tolerance = record.held.now.rules.numbers.clockTolerance * 1000;
  if (!(off <= tolerance)) throw refuse('The request is not of this moment: check the clock.');
  const fits = request.certificate === certificateHash(certificate);
  const good =
    fits && (await verifyStatement(record.trust(), 'session', request, certificate.statement.key, sig));
  if (!good) throw refuse('The request is not signed by the session key.');
}

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/;
const COOKIE = /(?:^|; )comity_session=([A-Za-z0-9_-]{43})(?:;|$)/;
/** What a request may carry to say who asks. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}
const tokenIn = ({ authorization, cookie }: Credentials): string | undefined =>
  BEARER.exec(authorization ?? '')?.[1] ?? COOKIE.exec(cookie ?? '')?.[1];
const tokenHash = (token: string) => {
  const bytes = Buffer.from(token, 'base64url');
  return sha256(new Uint8Array(bytes));
};

/** Who stands behind a token; undefined for nobody, a stale token, or a key that ended. */
export async function findVisitor(record: Record, credentials: Credentials): Promise<Visitor> {
  const token = tokenIn(credentials);
  if (!token) return undefined;
  const row = await findSession(record.database.read, tokenHash(token), new Date(record.clock()));
  if (!row) return undefined;
  const { participant, person, key, expires, size } = row;
  const reader: Reader = { participant, key, until: expires.getTime(), ...(person ? { person } : {}) };
  await record.held.catchUp(record.database.read, size);
  return isInForce(record.held.now, reader, record.clock()) ? reader : undefined;
}

/** Ends the session of this token. */
export async function closeSession(record: Record, credentials: Credentials): Promise<void> {
  const token = tokenIn(credentials);
  if (token) await record.database.transaction((tx) => deleteSession(tx, tokenHash(token)));
}

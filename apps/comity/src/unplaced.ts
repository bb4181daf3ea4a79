import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  certificateHash,
  certificate as certificateSchema,
  type PreparedAct,
  parseSubmission,
  parseWith,
  prepareAct,
  type Stamp,
  type Submission,
} from '@comity/acts';
import { unplacedAct } from '@comity/client';
import { canonicalBytes, LogError, parseCanonical } from '@comity/log';
import { refusal } from './errors.ts';
import { listIdentities, writePrivate } from './keyring.ts';

/**
 * Signed acts that a host refused or left unanswered. They are not lost: their bytes lie beside the identities, with
 * the certificate of the session that signed, and can be sent again or handed to a mirror.
 */
const FOLDER = 'unplaced';
const pathOf = (keys: string, act: string) => join(keys, FOLDER, `${act}.act`);
/** Beside the act, since a session is renewed and its certificate forgotten here. */
const certificatePath = (path: string) => `${path.replace(/\.act$/, '')}.certificate`;

/** Keeps the act that an error left without a place, if there is one. Answers where. */
export async function keepUnplaced(keys: string, error: unknown): Promise<string | undefined> {
  const prepared = unplacedAct(error);
  if (!prepared) return undefined;
  await mkdir(join(keys, FOLDER), { recursive: true, mode: 0o700 });
  const path = pathOf(keys, prepared.id);
  await writePrivate(path, prepared.bytes);
  const { session } = readSubmission(path, prepared.bytes).submission.sig;
  const certificate = session === undefined ? undefined : await certificateIn(keys, session);
  if (certificate) await writePrivate(certificatePath(path), canonicalBytes(certificate));
  return path;
}

async function certificateIn(keys: string, hash: string) {
  const held = (await listIdentities(keys)).map(({ session }) => session?.certificate);
  return held.find((certificate) => certificate && certificateHash(certificate) === hash);
}

/** It has its place now. */
export async function forgetUnplaced(keys: string, act: string): Promise<void> {
  const path = pathOf(keys, act);
  for (const name of [path, certificatePath(path)]) await rm(name, { force: true });
}

/** A signed act in a file, with what was kept beside it. */
export interface KeptAct {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly submission: Submission;
  readonly prepared: PreparedAct;
}

/** Throws `comity.not-a-signed-act`. */
export async function readKeptAct(path: string): Promise<KeptAct> {
  const bytes = new Uint8Array(await readFile(path));
  return { path, bytes, ...readSubmission(path, bytes) };
}

function readSubmission(path: string, bytes: Uint8Array): Pick<KeptAct, 'submission' | 'prepared'> {
  try {
    const submission = parseSubmission(parseCanonical(bytes));
    return { submission, prepared: prepareAct(submission.act) };
  } catch (error) {
    const why = error instanceof LogError ? 'not a byte of it may be changed.' : (error as Error).message;
    const says = `${path} does not hold a signed act: ${why}`;
    throw refusal('comity.not-a-signed-act', says, 'Nothing was sent.');
  }
}

/** The certificate of the session that signed, canonical; undefined where a registered key did. */
export async function certificateOf({ path, submission }: KeptAct): Promise<Uint8Array | undefined> {
  const { session } = submission.sig;
  if (session === undefined) return undefined;
  const file = certificatePath(path);
  try {
    const bytes = new Uint8Array(await readFile(file));
    const found = parseWith(certificateSchema, parseCanonical(bytes), 'The certificate');
    if (certificateHash(found) === session) return bytes;
  } catch {
    // One answer for whatever is wrong with it.
  }
  const says = `A session signed the act, and ${file} does not hold its certificate.`;
  throw refusal(
    'comity.certificate-missing',
    says,
    'A mirror cannot check the act without it. Nothing was sent.',
  );
}

/** Adds the stamp of a mirror to the file: it goes with the act to the host, and shows when the act came. */
export async function keepStamp({ path, submission }: KeptAct, stamp: Stamp): Promise<void> {
  const others = (submission.stamps ?? []).filter(({ mirror }) => mirror !== stamp.mirror);
  await writePrivate(path, canonicalBytes({ ...submission, stamps: [...others, stamp] }));
}

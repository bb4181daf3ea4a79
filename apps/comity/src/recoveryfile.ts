import { readFile } from 'node:fs/promises';
import { newId } from '@comity/acts';
import { fromBase64, fromUtf8, toBase64, utf8 } from '@comity/log';
import {
  codeFromSheets,
  generateContactKey,
  generateHybridKey,
  importMaster,
  type KeptKey,
  lockKey,
  newMaster,
  newRecoveryCode,
  open,
  openKey,
  seal,
  unwrapMaster,
  type Wrap,
  wrapMaster,
} from '@comity/seal';
import { CommandError } from './errors.ts';
import { writePrivate } from './keyring.ts';

/**
 * The recovery key of a State in a file: it opens with the recovery code and with nothing else, so the file may lie
 * where backups lie, and the code in a safe, whole or on three sheets of which two are needed.
 */
export interface RecoveryFile {
  readonly v: 1;
  readonly recovery: 'state-key';
  readonly body: string;
  readonly participant: string;
  readonly fingerprint: string;
  /** The transferable public key, base64. */
  readonly openpgp: string;
  /** The age recipient, where the key has a post-quantum half. */
  readonly hybrid?: string;
  readonly wraps: readonly Wrap[];
  readonly keys: readonly KeptKey[];
  /** When somebody last opened it with the code and read a message with it. */
  readonly drilled?: string;
}

/** What opens messages to the State. */
export interface RecoverySecrets {
  readonly privateKey: Uint8Array;
  readonly hybrid: readonly string[];
}

export interface RecoveryWish {
  readonly body: string;
  readonly participant: string;
  readonly at: string;
  readonly postQuantum: boolean;
}

/** Makes a recovery key; `code` is shown once. */
export async function makeRecovery(wish: RecoveryWish): Promise<{ file: RecoveryFile; code: string }> {
  const { body, participant, at } = wish;
  const made = await generateContactKey({ at, userId: { name: 'recovery' } });
  const half = wish.postQuantum ? await generateHybridKey() : undefined;
  const code = newRecoveryCode();
  const bytes = newMaster();
  const master = await importMaster(bytes);
  const wrap = await wrapMaster(bytes, { by: 'recovery', code });
  bytes.fill(0);
  const lock = (fingerprint: string, secret: Uint8Array) =>
    lockKey(master, { contact: participant, fingerprint }, secret);
  const keys = [await lock(made.fingerprint, made.privateKey)];
  if (half) keys.push(await lock('hybrid', utf8(half.identity)));
  const file: RecoveryFile = {
    v: 1,
    recovery: 'state-key',
    body,
    participant,
    fingerprint: made.fingerprint,
    openpgp: toBase64(made.publicKey),
    ...(half ? { hybrid: half.recipient } : {}),
    wraps: [wrap],
    keys,
  };
  return { file, code };
}

/** Throws `seal.wrong-recovery-code`, `seal.mistyped-recovery-code`, `seal.kept-key-damaged`. */
export async function openRecovery(file: RecoveryFile, code: string): Promise<RecoverySecrets> {
  const master = await importMaster(await unwrapMaster(file, { by: 'recovery', code }));
  const opened = await Promise.all(
    file.keys.map(async (kept) => ({ kept, secret: await openKey(master, kept) })),
  );
  const hybrid = opened.filter(({ kept }) => kept.fingerprint === 'hybrid');
  const own = opened.find(({ kept }) => kept.fingerprint === file.fingerprint);
  return { privateKey: own!.secret, hybrid: hybrid.map(({ secret }) => fromUtf8(secret)) };
}

/**
 * The drill: seals a message as a peer would, to the public key as it will be certified, and opens it with what the
 * code gave. What this does not open no peer's message opens later. Throws as `openRecovery`, or `comity.drill-failed`.
 */
export async function drill(file: RecoveryFile, code: string, at: string): Promise<RecoverySecrets> {
  const secrets = await openRecovery(file, code);
  const [peer, office] = await Promise.all([generateContactKey({ at }), generateContactKey({ at })]);
  const from = { participant: 'drill', contact: newId('con') };
  const half = await generateHybridKey();
  const hybrid = file.hybrid ? { hybrid: half.recipient } : {};
  const { participant } = file;
  const sealed = await seal({
    body: file.body,
    message: newId('msg'),
    thread: newId('thr'),
    type: 'ping',
    exercise: true,
    language: 'en',
    subject: 'Recovery drill',
    text: 'This message was sealed to the recovery key.',
    from: { ...from, ...hybrid },
    recipients: [{ participant, contact: newId('con'), publicKey: office.publicKey, ...hybrid }],
    recovery: [
      {
        participant,
        publicKey: fromBase64(file.openpgp),
        ...(file.hybrid ? { hybrid: file.hybrid } : {}),
      },
    ],
    signer: peer,
    at,
  });
  const { ciphertext, header } = sealed;
  const me = { participant, keys: [{ privateKey: secrets.privateKey }], hybrid: secrets.hybrid };
  const findSigner = () => ({ ...from, publicKey: peer.publicKey });
  const opened = await open({ ciphertext, header, me, findSigner, now: at });
  if (opened.kind === 'bound') return secrets;
  throw new CommandError('comity.drill-failed', 'The recovery key did not open what was sealed to it.');
}

export const writeRecovery = (path: string, file: RecoveryFile, flags: 'w' | 'wx' = 'w'): Promise<void> =>
  writePrivate(path, `${JSON.stringify(file, null, 2)}\n`, flags);

/** Throws `comity.not-a-recovery-file`. */
export async function readRecovery(path: string): Promise<RecoveryFile> {
  try {
    const found = JSON.parse(await readFile(path, 'utf8')) as Partial<RecoveryFile> | null;
    const isOne =
      found?.v === 1 && found.recovery === 'state-key' && found.fingerprint && found.wraps && found.keys;
    if (isOne) return found as RecoveryFile;
  } catch {
    // One answer for whatever is wrong with the file.
  }
  throw new CommandError('comity.not-a-recovery-file', `${path} does not hold the recovery key of a State.`);
}

/** The code, as it was given: whole, or by two sheets. Throws `comity.no-recovery-code`, and what sheets throw. */
export async function codeGiven(given: {
  readonly code?: string;
  readonly sheet?: readonly string[];
}): Promise<string> {
  const sheets = given.sheet ?? [];
  if (sheets.length === 2) return codeFromSheets(sheets[0]!, sheets[1]!);
  const code = given.code ?? process.env.COMITY_RECOVERY_CODE;
  if (code && sheets.length === 0) return code;
  throw new CommandError(
    'comity.no-recovery-code',
    'The file opens with the recovery code, or with two of its three sheets.',
    'Set COMITY_RECOVERY_CODE, or give --code CODE, or --sheet twice. Nothing was changed.',
  );
}

import { newId } from '@comity/acts';
import { fromBase64, fromUtf8, toBase64, utf8 } from '@comity/log';
import * as z from 'zod/mini';
import {
  importMaster,
  keptKey,
  lockKey,
  newMaster,
  newRecoveryCode,
  openKey,
  unwrapMaster,
  wrap,
  wrapMaster,
} from './keeping.ts';
import { generateContactKey } from './keys.ts';
import { open } from './opening.ts';
import { generateHybridKey } from './outer.ts';
import { seal } from './sealing.ts';

/**
 * The recovery key of a State in a file: it opens with the recovery code and with nothing else, so the file may lie
 * where backups lie, and the code in a safe, whole or on three sheets of which two are needed.
 */
const recoveryFile = z.looseObject({
  v: z.literal(1),
  recovery: z.literal('state-key'),
  body: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  participant: z.string().check(z.regex(/^[a-z0-9-]{2,32}$/)),
  fingerprint: z.string().check(z.regex(/^[0-9a-f]{40}$/)),
  /** The transferable public key, base64. */
  openpgp: z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(200_000)),
  /** The age recipient, where the key has a post-quantum half. */
  hybrid: z.optional(z.string().check(z.maxLength(4096))),
  wraps: z.array(wrap).check(z.minLength(1), z.maxLength(16)),
  keys: z.array(z.strictObject({ ...keptKey.shape, contact: z.string(), fingerprint: z.string() })),
  /** When somebody last opened it with the code and read a message with it. */
  drilled: z.optional(z.string()),
});
export type RecoveryFile = Readonly<z.infer<typeof recoveryFile>>;

/** The file, from its text; undefined where it holds something else. */
export function readRecoveryFile(text: string): RecoveryFile | undefined {
  try {
    const read = recoveryFile.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
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
  const wrapped = await wrapMaster(bytes, { by: 'recovery', code });
  bytes.fill(0);
  const lock = (fingerprint: string, secret: Uint8Array) =>
    lockKey(master, { contact: participant, fingerprint }, secret);
  const keys = [await lock(made.fingerprint, made.privateKey)];
  if (half) keys.push(await lock('hybrid', utf8(half.identity)));
  const file: RecoveryFile = {
    ...{ v: 1, recovery: 'state-key', body, participant },
    fingerprint: made.fingerprint,
    openpgp: toBase64(made.publicKey),
    ...(half ? { hybrid: half.recipient } : {}),
    wraps: [wrapped],
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
  return {
    privateKey: own?.secret ?? new Uint8Array(),
    hybrid: hybrid.map(({ secret }) => fromUtf8(secret)),
  };
}

/**
 * The drill: seals a message as a peer would, to the public key as it will be certified, and opens it with what the
 * code gave. What this does not open no peer's message opens later. Answers whether it did. Throws as `openRecovery`.
 */
export async function drillRecovery(file: RecoveryFile, code: string, at: string): Promise<boolean> {
  const secrets = await openRecovery(file, code);
  const [peer, office, half] = await Promise.all([
    generateContactKey({ at }),
    generateContactKey({ at }),
    generateHybridKey(),
  ]);
  const from = { participant: 'drill', contact: newId('con') };
  const hybrid = file.hybrid ? { hybrid: half.recipient } : {};
  const { participant, body } = file;
  const { ciphertext, header } = await seal({
    ...{ body, message: newId('msg'), thread: newId('thr'), type: 'ping', exercise: true, language: 'en' },
    ...{ subject: 'Recovery drill', text: 'This message was sealed to the recovery key.' },
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
  const me = { participant, keys: [{ privateKey: secrets.privateKey }], hybrid: secrets.hybrid };
  const findSigner = () => ({ ...from, publicKey: peer.publicKey });
  return (await open({ ciphertext, header, me, findSigner, now: at })).kind === 'bound';
}

import { ApiProblem } from '@comity/client';
import {
  forHost,
  importMaster,
  type KeyBox,
  keyBox,
  lockKey,
  newMaster,
  newRecoveryCode,
  type Opener,
  openKey,
  unwrapMaster,
  wrapMaster,
} from '@comity/seal/keeping';
import type { ContactKey, StoredSeat } from './store.ts';

/** What the person is asked for where a tap is not enough. Each answers `undefined` for "not now". */
export interface Asker {
  /** A passphrase for keys that lie in this browser: a new one, or the one that opens them. */
  passphrase(isNew: boolean): Promise<string | undefined>;
  /** The recovery code, as typed. `problem` says what was wrong with the last one. */
  recoveryCode(problem?: string): Promise<string | undefined>;
  /** Shows a new recovery code until the person typed it again. */
  showRecoveryCode(code: string): Promise<void>;
}

type Kept = Pick<StoredSeat, 'wraps' | 'keys'>;
/** What the PRF of a passkey gave, under the name of its credential. */
export type PrfOpener = Extract<Opener, { by: 'passkey' }>;

export interface OpenedVault extends Kept {
  /** Absent where nothing opened it: the seat works, messages stay closed. */
  readonly master?: CryptoKey;
}

/**
 * Opens what a person keeps, or begins it: with the passkey's PRF where it has one, else with a passphrase; with
 * the recovery code where neither fits. A passkey that opens nothing yet is wrapped for on the way.
 */
export async function openVault(kept: Kept, prf: PrfOpener | undefined, ask: Asker): Promise<OpenedVault> {
  if (kept.wraps.length === 0 && kept.keys.length === 0) return beginVault(prf, ask);
  const found = await findMaster(kept, prf, ask);
  if (!found) return kept;
  const { master, again } = found;
  const wraps = again ? [...kept.wraps, await wrapMaster(master, again)] : kept.wraps;
  return { wraps, keys: kept.keys, master: await importMaster(master) };
}

async function beginVault(prf: PrfOpener | undefined, ask: Asker): Promise<OpenedVault> {
  const opener = prf ?? (await passphraseOpener(true, ask));
  if (!opener) return { wraps: [], keys: [] };
  const master = newMaster();
  const code = newRecoveryCode();
  const wraps = [await wrapMaster(master, opener), await wrapMaster(master, { by: 'recovery', code })];
  await ask.showRecoveryCode(code);
  return { wraps, keys: [], master: await importMaster(master) };
}

interface Found {
  readonly master: Uint8Array;
  /** What the master key should be wrapped for besides, since it did not open it. */
  readonly again?: Opener;
}

async function findMaster(kept: Kept, prf: PrfOpener | undefined, ask: Asker): Promise<Found | undefined> {
  const byPrf = prf && (await unwrapMaster(kept, prf).catch(() => undefined));
  if (byPrf) return { master: byPrf };
  if (!prf && kept.wraps.some((w) => w.by === 'passphrase')) {
    const opener = await passphraseOpener(false, ask);
    return opener && { master: await unwrapMaster(kept, opener) };
  }
  return findByCode(kept, prf, ask);
}

async function findByCode(kept: Kept, prf: PrfOpener | undefined, ask: Asker): Promise<Found | undefined> {
  let problem: string | undefined;
  for (;;) {
    const code = await ask.recoveryCode(problem);
    if (code === undefined) return undefined;
    try {
      const master = await unwrapMaster(kept, { by: 'recovery', code });
      const again = prf ?? (await passphraseOpener(true, ask));
      return { master, ...(again ? { again } : {}) };
    } catch (error) {
      problem = (error as { code?: string }).code ?? 'seal.wrong-recovery-code';
    }
  }
}

async function passphraseOpener(isNew: boolean, ask: Asker): Promise<Opener | undefined> {
  const passphrase = await ask.passphrase(isNew);
  return passphrase === undefined ? undefined : { by: 'passphrase', passphrase };
}

/** The master key of a seat whose signing key lies in this browser as well: neither is safer than the other. */
export const beginLocalVault = async (): Promise<CryptoKey> => importMaster(newMaster());

/** The contact keys of a seat, opened. Throws `seal.kept-key-damaged`. */
export const openContacts = (keys: StoredSeat['keys'], master: CryptoKey): Promise<ContactKey[]> =>
  Promise.all(
    keys.map(async (k) => ({
      contact: k.contact,
      fingerprint: k.fingerprint,
      privateKey: await openKey(master, k),
    })),
  );

/** Locks what is not locked yet; the order is that of `contacts`. */
export const lockContacts = (
  contacts: readonly ContactKey[],
  keys: StoredSeat['keys'],
  master: CryptoKey,
): Promise<StoredSeat['keys'][number][]> =>
  Promise.all(
    contacts.map(
      async (c) =>
        keys.find((k) => k.contact === c.contact && k.fingerprint === c.fingerprint) ??
        (await lockKey(master, c, c.privateKey)),
    ),
  );

/** What the host keeps for this person, for another device: ciphertext under a passkey or the recovery code. */
export async function fetchBox(): Promise<KeyBox | undefined> {
  const answer = await fetch('/api/keybox');
  if (answer.status === 204) return undefined;
  const found = await answer.json();
  if (!answer.ok) throw new ApiProblem(answer.status, found);
  return keyBox.parse(found);
}

/** Nothing that a passphrase opens goes there, and nothing of a seat without a passkey or a code. */
export async function storeBox({ wraps, keys }: Kept): Promise<void> {
  const box = forHost({ v: 1, wraps: [...wraps], keys: [...keys] });
  if (!box) return;
  const answer = await fetch('/api/keybox', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(box),
  });
  if (!answer.ok) throw new ApiProblem(answer.status, await answer.json());
}

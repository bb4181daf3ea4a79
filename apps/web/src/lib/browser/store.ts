import type { Certificate } from '@comity/acts';
import type { TrustedBody } from '@comity/client';
import type { KeptKey, Wrap } from '@comity/seal/keeping';
import type { KnownPasskey } from './passkey.ts';

/**
 * A secret with which messages of a contact are opened here: its OpenPGP key, or the post-quantum half of it, whose
 * fingerprint has 64 digits (SHA-256 of the recipient) and whose secret is an age identity as text.
 */
export interface ContactKey {
  readonly contact: string;
  readonly fingerprint: string;
  readonly privateKey: Uint8Array;
}

/**
 * The person's own key. `browser`: made by WebCrypto, cannot be taken out, gone when the data of this browser is
 * cleared. `passkey`: with the system or beside it. `file`: with the person, who gives it for each binding act.
 */
export type OwnKey =
  | { readonly kept: 'browser'; readonly pair: CryptoKeyPair }
  | ({ readonly kept: 'passkey' } & KnownPasskey)
  | { readonly kept: 'file'; readonly publicKey: Uint8Array };

export interface Session {
  readonly key: CryptoKeyPair;
  readonly certificate: Certificate;
  /** The master key of the person's encryption keys, for as long as the session lasts; cannot be taken out. */
  readonly master?: CryptoKey;
}

/** A seat taken in this browser, as it is used. */
export interface Seat {
  readonly participant: string;
  readonly person: string;
  readonly trust: TrustedBody;
  readonly key: OwnKey;
  readonly session: Session;
  readonly contacts: readonly ContactKey[];
  /** Which witnesses must have cosigned the record before anything is sealed: a tlog-policy, the person's own. */
  readonly policy?: string;
}

/** The same as it is stored: encryption keys under the master key, the master key wrapped. */
export interface StoredSeat extends Omit<Seat, 'contacts' | 'session'> {
  /** Absent where it ended: nothing here opens a message then without a tap, a passphrase or a code. */
  readonly session?: Session;
  readonly wraps: readonly Wrap[];
  readonly keys: readonly KeptKey[];
}

const DATABASE = 'comity';
const STORE = 'seats';
/** Version 2: encryption keys are wrapped. What an earlier one kept in the open is not carried over. */
const VERSION = 2;

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      const { result } = request;
      if (result.objectStoreNames.contains(STORE)) result.deleteObjectStore(STORE);
      result.createObjectStore(STORE);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openStore();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** One seat for each body: a browser acts for one person at a time. */
export const putSeat = (seat: StoredSeat): Promise<unknown> =>
  inStore('readwrite', (s) => s.put(seat, seat.trust.body));
export const getSeat = (body: string): Promise<StoredSeat | undefined> =>
  inStore<StoredSeat | undefined>('readonly', (s) => s.get(body));
export const removeSeat = (body: string): Promise<unknown> => inStore('readwrite', (s) => s.delete(body));

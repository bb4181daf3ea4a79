import type { Certificate } from '@comity/acts';
import type { TrustedBody } from '@comity/client';

/** The encryption key of a contact whose messages are opened here. */
export interface ContactKey {
  readonly contact: string;
  readonly fingerprint: string;
  readonly privateKey: Uint8Array;
}

/**
 * A seat taken in this browser. The signing keys cannot be taken out of it (WebCrypto, not extractable); they
 * are gone when its data is cleared.
 */
export interface Seat {
  readonly participant: string;
  readonly person: string;
  readonly trust: TrustedBody;
  readonly key: CryptoKeyPair;
  readonly session: { readonly key: CryptoKeyPair; readonly certificate: Certificate };
  readonly contacts: readonly ContactKey[];
}

const DATABASE = 'comity';
const STORE = 'seats';

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
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
export const saveSeat = (seat: Seat): Promise<unknown> =>
  inStore('readwrite', (s) => s.put(seat, seat.trust.body));
export const readSeat = (body: string): Promise<Seat | undefined> =>
  inStore<Seat | undefined>('readonly', (s) => s.get(body));
export const removeSeat = (body: string): Promise<unknown> => inStore('readwrite', (s) => s.delete(body));

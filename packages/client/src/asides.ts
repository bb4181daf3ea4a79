import { fromBase64url, toBase64url } from '@comity/log';
import type { ClearHeader, Previous, Sealed } from '@comity/seal';
import type { Connection } from './connection.ts';
import { findSigner, keyAt } from './messages.ts';

/** What is sealed among States and kept off the record, as the host gives it back. */
interface SealedAside<Header> {
  readonly ciphertext: string;
  readonly header: Header;
  readonly index: number;
}

/** What opening it needs, whoever decrypts. */
export const readingOfAside = <Header extends Pick<ClearHeader, 'from'>>(
  reader: Connection,
  item: SealedAside<Header>,
  earlier: Previous,
) => ({
  ...{ ciphertext: fromBase64url(item.ciphertext), header: item.header, attachments: [] },
  now: new Date().toISOString(),
  findSigner: (fingerprint: string) => findSigner(reader, fingerprint, item.index),
  senderKey: () => keyAt(reader, item.header.from.contact, item.index),
  ...(earlier.length ? { previous: earlier } : {}),
});

/** What is posted of it. */
export const asidePosted = <Flag extends boolean>(
  { header, message, ciphertext }: Sealed,
  exercise: Flag,
) => ({
  header: { ...header, exercise },
  to: message.to.map(({ participant, contact, key }) => ({ participant, contact, key })),
  ciphertext: toBase64url(ciphertext),
});

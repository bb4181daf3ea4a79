import type { Connection } from '@comity/client';
import { type DirectoryContact, readContact } from '@comity/client/messages';
import type { Sealed, SealInput } from '@comity/seal';
import { assertChecked, sealAs } from '../messages.ts';
import { signerFor } from '../opener.ts';
import { sendingContact } from './sending.ts';
import type { Acting } from './setting.ts';

/** How something is sealed: for which contact, to whom, and what goes in. */
export interface Sealing {
  readonly from?: string | undefined;
  readonly to: (reader: Connection, own: DirectoryContact) => Promise<readonly DirectoryContact[]>;
  readonly input: (
    reader: Connection,
    own: DirectoryContact,
    to: readonly DirectoryContact[],
  ) => Promise<Omit<SealInput, 'signer'>>;
}

/** Seals with the key of the own contact, each key held against the record before. Nothing has left the machine. */
export async function sealFor(
  acting: Acting,
  { from, to, input }: Sealing,
): Promise<{
  readonly reader: Connection;
  readonly sealed: Sealed;
  readonly to: readonly DirectoryContact[];
}> {
  const held = sendingContact(acting.identity, from);
  const { connection: reader } = await acting.session();
  const { passphrase } = held.privateKey ? await acting.unlocked() : {};
  const own = await readContact(reader, held.contact);
  const whom = await to(reader, own);
  await assertChecked(acting.place, { reader, to: whom }, own);
  const made = await input(reader, own, whom);
  const sealed = await sealAs({ reader, signer: signerFor(held, passphrase) }, own, made);
  return { reader, sealed, to: whom };
}

import { join } from 'node:path';
import { describeKey } from '@comity/acts';
import type { Hand } from '@comity/client';
import { toBase64 } from '@comity/log';
import type { ContactKey } from '@comity/seal';
import type { House } from '@comity/server';
import { type Identity, saveIdentity } from '../keyring.ts';
import type { Place } from '../people.ts';

/** Where a demonstration keeps what it holds for everybody. */
export const folderOf = (house: House): string => join(house.config.dataFolder, 'demo');

/** Where the identities of a demonstration lie, for the command to borrow. */
export const identitiesFolder = (dataFolder: string): string => join(dataFolder, 'demo', 'keys');

/** The people of the story can be borrowed afterwards: `npx comity … --as xyz-officer`. */
export async function keepIdentities(
  house: House,
  place: Place,
  people: readonly {
    name: string;
    hand: Hand;
    seed: string;
    contact?: { contact: string; key: ContactKey };
  }[],
): Promise<void> {
  for (const { name, hand, seed, contact } of people) {
    const identity: Identity = {
      v: 1,
      name,
      url: place.connection.url,
      trust: place.trust,
      participant: hand.participant,
      secret: { kept: 'file', seed },
      key: describeKey('ed25519', hand.signer.publicKey),
      ...(hand.person ? { person: hand.person } : {}),
      ...(contact ? { contacts: [held(contact)] } : {}),
    };
    await saveIdentity(identitiesFolder(house.config.dataFolder), identity, true);
  }
}

const held = ({ contact, key }: { contact: string; key: ContactKey }) => ({
  contact,
  fingerprint: key.fingerprint,
  privateKey: toBase64(key.privateKey),
});

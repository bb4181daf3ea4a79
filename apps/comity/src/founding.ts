import { randomBytes } from 'node:crypto';
import { describeKey, type NamedMirror, type RootKey } from '@comity/acts';
import { ed25519Signer, fromHex, toHex } from '@comity/log';
import { shippedRules } from '@comity/procedure';
import { about, type Founding, found, type House } from '@comity/server';
import type { BodyFile } from './bodyfile.ts';
import { refusal } from './errors.ts';
import { type Identity, removeIdentity, saveIdentity, updateIdentity } from './keyring.ts';

export interface Founded {
  readonly body: string;
  readonly origin: string;
  readonly key: string;
  /** The name of the identity that holds the secretariat's root, where it was made here. */
  readonly secretariat?: string;
}

/** Throws `comity.body-exists` where the data folder holds a body. */
export function assertEmpty({ record, config }: House): void {
  if (!record.held.founded) return;
  throw refusal(
    'comity.body-exists',
    `The data folder ${config.dataFolder} holds the body ${record.held.now.id} already.`,
    'One data folder holds one body, for ever. Name another with --data, or run this one: comity serve. Nothing was changed.',
  );
}

/** Founds the body that the file describes, in an empty data folder. */
export async function foundFromFile(
  house: House,
  file: BodyFile,
  keys: string,
  url: string,
): Promise<Founded> {
  assertEmpty(house);
  if (file.secretariat.root !== 'make') return foundWith(house, file, givenRoot(file.secretariat.root), url);
  const identity = await reserveRoot(keys, file.secretariat.id, url);
  try {
    const founded = await foundWith(house, file, identity.key as RootKey, url);
    const trust = { body: founded.body, key: founded.key };
    await updateIdentity(keys, identity.name, (kept) => ({ ...kept, trust }));
    return { ...founded, secretariat: identity.name };
  } catch (error) {
    if (!house.record.held.founded) await removeIdentity(keys, identity.name);
    throw error;
  }
}

const givenRoot = (key: string): RootKey => ({ alg: 'ed25519', key });

/** The secretariat's root is written before the founding: a body whose root was lost could do nothing. */
async function reserveRoot(keys: string, participant: string, url: string): Promise<Identity> {
  const seed = toHex(new Uint8Array(randomBytes(32)));
  const { publicKey } = await ed25519Signer(fromHex(seed));
  const identity: Identity = {
    v: 1,
    name: `${participant}-root`,
    url,
    trust: { body: '', key: '' },
    participant,
    secret: { kept: 'file', seed },
    key: describeKey('ed25519', publicKey),
  };
  await saveIdentity(keys, identity);
  return identity;
}

async function foundWith(house: House, file: BodyFile, root: RootKey, url: string): Promise<Founded> {
  const { secretariat, name, purpose, participants, logOrigin, mirrors, messages, ...rest } = file;
  const founding: Founding = {
    ...rest,
    origin: logOrigin,
    mandate: { v: 1, name: { ...name }, purpose: { ...purpose } },
    rules: {
      ...shippedRules(file.languages),
      ...(mirrors ? { mirrors: namedMirrors(mirrors) } : {}),
      ...(messages ? { messages } : {}),
    },
    participants: {
      v: 1,
      participants: [
        ...participants.map((p) => ({ ...p, names: { ...p.names } })),
        { id: secretariat.id, kind: 'secretariat', names: { ...secretariat.names } },
      ],
    },
    secretariat: { participant: secretariat.id, root },
  };
  await found(house.record, founding);
  const { body, origin, key } = about(house, url);
  return { body, origin, key };
}

const namedMirrors = (mirrors: NonNullable<BodyFile['mirrors']>): NamedMirror[] =>
  mirrors
    .map(({ mirror, key }) => ({ mirror, key: { alg: 'ed25519' as const, key } }))
    .sort((a, b) => (a.mirror < b.mirror ? -1 : 1));

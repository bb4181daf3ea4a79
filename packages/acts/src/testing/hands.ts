import { ed25519Signer, type Signer, type Tag } from '@comity/log';
import { signStatement } from '../draft.ts';
import {
  type Actor,
  type Certificate,
  certificateHash,
  type HostActor,
  type ParticipantActor,
  type SessionStatement,
} from '../envelope.ts';
import {
  describeKey,
  type InlineKey,
  idOfKey,
  type PublicKey,
  type RootKey,
  type Signature,
} from '../key.ts';
import {
  type Authenticator,
  type Ceremony,
  ed25519Authenticator,
  p256Authenticator,
} from './authenticator.ts';
import { seedOf, testId } from './seeds.ts';

/** Somebody who acts and signs: the actor as it stands in acts, the key, and how it signs. */
export interface Hand<K extends PublicKey = PublicKey, A extends Actor = Actor> {
  readonly actor: A;
  readonly key: K;
  readonly certificate?: Certificate;
  sign(tag: Tag, statement: unknown, ceremony?: Partial<Ceremony>): Promise<Signature>;
}
export type PersonHand = Hand<PublicKey, ParticipantActor & { person: string }>;

const direct = (signer: Signer) => (tag: Tag, statement: unknown) => signStatement(tag, statement, signer);

/** What signs for a host: checkpoints too. */
export const hostSigner = (origin: string, house = ''): Promise<Signer> =>
  ed25519Signer(seedOf(`host ${origin}${house}`));

/** The host of a body, under the origin of its log. `house` tells later hosts from the first. */
export async function hostHand(origin: string, house = ''): Promise<Hand<RootKey, HostActor>> {
  const signer = await hostSigner(origin, house);
  const key = describeKey('ed25519', signer.publicKey) as RootKey;
  return { actor: { host: origin, key: idOfKey(key) }, key, sign: direct(signer) };
}

/** The root of a participant: an Ed25519 key in a file. `label` tells later roots from the first. */
export async function rootHand(participant: string, label = ''): Promise<Hand<RootKey, ParticipantActor>> {
  const signer = await ed25519Signer(seedOf(`root ${participant}${label}`));
  const key = describeKey('ed25519', signer.publicKey) as RootKey;
  return { actor: { participant, key: idOfKey(key) }, key, sign: direct(signer) };
}

const personOf = (participant: string, name: string) => testId('per', `${participant}/${name}`);

/** A person with a key in a file. `name` tells people of a participant apart; it is no personal name. */
export async function fileHand(
  participant: string,
  name: string,
  key = '',
): Promise<PersonHand & Hand<InlineKey>> {
  const signer = await ed25519Signer(seedOf(`file ${participant}/${name}${key}`));
  const described = describeKey('ed25519', signer.publicKey);
  return { ...signerHand(participant, name, described, signer), key: described };
}

/** A person with any key that signs directly: an OpenPGP key, say. */
export const signerHand = (
  participant: string,
  name: string,
  key: PublicKey,
  signer: Signer,
): PersonHand => ({
  actor: { participant, person: personOf(participant, name), key: idOfKey(key) },
  key,
  sign: direct(signer),
});

/** A person with a passkey. */
export const passkeyHand = (
  participant: string,
  name: string,
  authenticator: Authenticator,
): PersonHand & Hand<InlineKey> => ({
  actor: { participant, person: personOf(participant, name), key: idOfKey(authenticator.key) },
  key: authenticator.key,
  sign: authenticator.sign,
});

export const p256Hand = (participant: string, name: string): PersonHand =>
  passkeyHand(participant, name, p256Authenticator(seedOf(`p256 ${participant}/${name}`)));

export const ed25519PasskeyHand = async (participant: string, name: string): Promise<PersonHand> =>
  passkeyHand(participant, name, await ed25519Authenticator(seedOf(`passkey ${participant}/${name}`)));

/** A session of a person: a key of its own, certified by one signature of the person's key. */
export async function sessionHand(
  by: Hand<PublicKey, ParticipantActor>,
  body: string,
  at: string,
  expires: string,
): Promise<Hand<RootKey, ParticipantActor> & { certificate: Certificate }> {
  const signer = await ed25519Signer(seedOf(`session ${by.actor.key} ${at}`));
  const key = describeKey('ed25519', signer.publicKey) as RootKey;
  const { participant, person } = by.actor;
  const statement: SessionStatement = {
    v: 1,
    body,
    participant,
    ...(person ? { person } : {}),
    by: by.actor.key,
    key,
    at,
    expires,
  };
  const certificate = { statement, sig: await by.sign('session', statement) };
  const session = certificateHash(certificate);
  return {
    actor: { ...by.actor, key: idOfKey(key) },
    key,
    certificate,
    sign: async (tag, said) => ({ ...(await signStatement(tag, said, signer)), session }),
  };
}

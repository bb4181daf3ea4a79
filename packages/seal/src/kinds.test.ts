import { utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gpg, startGpg } from '../testing/gpg.ts';
import { certified, certifying, DRAFT, idOf, makeContact, type TestContact } from '../testing/parties.ts';
import { inspectPublicKey } from './keys.ts';
import { open } from './opening.ts';
import { seal } from './sealing.ts';

/** Keys as gpg 2.2 makes them, whatever their kind: sealed to by us, and signing to us. RSA of 4096: gnupg.test.ts. */
let gpg: Gpg;
let fra: TestContact;
let sentAt: string;
let readAt: string;

beforeAll(async () => {
  gpg = startGpg();
  fra = await makeContact('fra');
  gpg.import(fra.publicKey);
});
afterAll(() => gpg.end());

const KINDS: readonly (readonly [sign: string, decrypt: string])[] = [
  ['rsa2048', 'rsa2048'],
  ['ed25519', 'cv25519'],
  ['nistp256', 'nistp256'],
  ['nistp384', 'nistp384'],
  ['nistp521', 'nistp521'],
  ['brainpoolP256r1', 'brainpoolP256r1'],
  ['brainpoolP384r1', 'brainpoolP384r1'],
  ['brainpoolP512r1', 'brainpoolP512r1'],
];

test.each(KINDS)(
  'a key of %s with a subkey of %s is sealed to, opens it, and signs what we read',
  async (sign, decrypt) => {
    const fingerprint = gpg.makeKey(`CERT ${sign} ${decrypt} <cert@example.org>`, sign, 'sign,cert');
    gpg.addSubkey(fingerprint, decrypt, 'encr');
    const holder = {
      participant: 'deu',
      contact: idOf('con', 'deu'),
      fingerprint,
      publicKey: gpg.export(fingerprint),
    };
    sentAt = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
    readAt = new Date(Date.parse(sentAt) + 60_000).toISOString();
    expect(await inspectPublicKey(holder.publicKey, sentAt)).toMatchObject({
      canEncrypt: true,
      canSign: true,
    });

    const sealed = await seal({
      ...DRAFT,
      from: { participant: 'fra', contact: fra.contact },
      recipients: [holder],
      signer: { privateKey: fra.keys.privateKey },
      at: sentAt,
    });
    const opened = gpg.run(['-d', gpg.file('message', sealed.ciphertext)]);
    expect([opened.ok, JSON.parse(new TextDecoder().decode(opened.out))]).toEqual([true, sealed.message]);

    const args = [
      '-u',
      fingerprint,
      '-r',
      fra.keys.fingerprint,
      '--digest-algo',
      'SHA512',
      '-o',
      '-',
      '-s',
      '-e',
    ];
    const back = await open({
      ciphertext: gpg.run(args, utf8('Plain words.')).out,
      header: 'none',
      me: { participant: 'fra', keys: [fra.keys] },
      findSigner: certifying(certified(fra), holder),
      now: readAt,
    });
    expect(back).toMatchObject({ kind: 'unbound', signer: { participant: 'deu', key: fingerprint } });
  },
);

test('keys that are too weak, or of a kind that not every tool reads, are refused by name', async () => {
  for (const [kind, code] of [
    ['rsa1024', 'seal.weak-key'],
    ['secp256k1', undefined],
  ] as const) {
    const fingerprint = gpg.makeKey(`CERT ${kind} <cert@example.org>`, kind, 'sign,cert');
    const refused = inspectPublicKey(gpg.export(fingerprint), new Date().toISOString(), 'signing');
    await expect(refused).rejects.toMatchObject({ code: code ?? expect.stringMatching(/^seal\.key-/) });
  }
});

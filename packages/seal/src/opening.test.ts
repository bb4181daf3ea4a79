import { concat, utf8 } from '@comity/log';
import fc from 'fast-check';
import { createMessage, readPrivateKey, sign } from 'openpgp';
import { expect, test } from 'vitest';
import {
  bra,
  bytesOf,
  deu,
  FILES,
  fra,
  reading,
  sealed,
  sealedBy,
  sealing,
  why,
} from '../testing/exchange.ts';
import { asReader, certified, certifying, DRAFT, MADE, SENT } from '../testing/parties.ts';
import { generateContactKey } from './keys.ts';
import { splitPackets } from './packets.ts';

test('a message opens for its recipient, with every check named in order', async () => {
  const opened = await reading();
  expect(opened.checks.map(({ check, ok, madeOn }) => [check, ok, madeOn])).toEqual([
    ['decrypted', true, 'this-device'],
    ['signature', true, 'this-device'],
    ['signer-certified', true, 'this-device'],
    ['addressed-to-me', true, 'this-device'],
    ['header', true, 'this-device'],
    ['thread', true, 'this-device'],
    ['attachments', true, 'this-device'],
  ]);
  expect(opened).toMatchObject({
    kind: 'bound',
    payload: sealed.message,
    messageId: sealed.messageId,
    signer: { participant: 'fra', key: fra.keys.fingerprint },
    signedAt: SENT,
  });
  expect(opened.kind === 'bound' && opened.attachments.map((a) => a.bytes)).toEqual(
    FILES.map((f) => f.bytes),
  );
});

test('the sender reads its own message', async () => {
  expect(why(await reading({ me: asReader(fra) }))).toBe('bound');
});

test('the look-up gets the full fingerprint of the primary key', async () => {
  const asked: string[] = [];
  await reading({
    findSigner: (fingerprint) => {
      asked.push(fingerprint);
      return Promise.resolve(fra);
    },
  });
  expect(asked).toEqual([fra.keys.fingerprint]);
});

test('no flipped bit of the ciphertext is shown', async () => {
  const { ciphertext } = await sealing({ attachments: [] });
  await fc.assert(
    fc.asyncProperty(fc.nat(ciphertext.length * 8 - 1), async (bit) => {
      const changed = ciphertext.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const opened = await reading({ ciphertext: changed, attachments: [] });
      // The part sealed to the sender is of no use to the recipient, and not covered by anything.
      if (opened.kind === 'bound') expect(opened.payload.text).toBe(DRAFT.text);
      else expect(why(opened)).toBe('decrypted: seal.cannot-decrypt');
    }),
    { numRuns: 150 },
  );
  const changed = ciphertext.slice();
  changed[changed.length - 1000]! ^= 1;
  expect(why(await reading({ ciphertext: changed, attachments: [] }))).toBe('decrypted: seal.cannot-decrypt');
});

test('bytes that are no message are refused, whatever they are', async () => {
  const cases = [new Uint8Array(0), utf8('hello'), deu.publicKey, sealed.ciphertext.subarray(0, 500)];
  for (const ciphertext of cases) {
    expect(why(await reading({ ciphertext }))).toBe('decrypted: seal.cannot-decrypt');
  }
  const large = new Uint8Array(25 * 1024 * 1024);
  expect(why(await reading({ ciphertext: large }))).toBe('decrypted: seal.ciphertext-too-large');
});

test('a message with more session keys than any has is not tried', async () => {
  const packets = splitPackets(sealed.ciphertext)!;
  const first = sealed.ciphertext.subarray(0, packets[0]!.body.length + 2);
  const many = (count: number) => concat(...new Array<Uint8Array>(count).fill(first), sealed.ciphertext);
  expect(why(await reading({ ciphertext: many(900) }))).toBe('bound');
  expect(why(await reading({ ciphertext: many(1000) }))).toBe('decrypted: seal.cannot-decrypt');
});

test('somebody it was not sealed to cannot open it', async () => {
  expect(why(await reading({ me: asReader(bra) }))).toBe('decrypted: seal.cannot-decrypt');
});

test('a signer whom no State certified is refused', async () => {
  const findSigner = certifying(certified(deu));
  expect(why(await reading({ findSigner }))).toBe('signer-certified: seal.signer-unknown');
});

test('a look-up that answers with another key is not believed', async () => {
  expect(why(await reading({ findSigner: () => deu }))).toBe('signer-certified: seal.signer-unknown');
});

test('a fault in the look-up itself is not taken for a verdict', async () => {
  const findSigner = () => {
    throw new TypeError('no record');
  };
  await expect(reading({ findSigner })).rejects.toThrow('no record');
});

test('a contact that signs in the name of another is refused', async () => {
  const ciphertext = (await sealing({ from: { participant: 'usa', contact: fra.contact } })).ciphertext;
  expect(why(await reading({ ciphertext }))).toBe('signer-certified: seal.signer-differs');
});

test('a payload that names one sender and is signed by another is refused', async () => {
  const ciphertext = await sealedBy(bytesOf(), [bra]);
  expect(why(await reading({ ciphertext }))).toBe('signature: seal.bad-signature');
});

test('a message with no signature, or with two, is refused', async () => {
  for (const signers of [[], [fra, bra]]) {
    const ciphertext = await sealedBy(bytesOf(), signers);
    expect(why(await reading({ ciphertext }))).toBe('signature: seal.not-signed');
  }
});

test('a message that is signed but not sealed is refused', async () => {
  const ciphertext = await sign({
    message: await createMessage({ binary: bytesOf() }),
    signingKeys: await readPrivateKey({ binaryKey: fra.keys.privateKey }),
    format: 'binary',
    date: new Date(SENT),
  });
  expect(why(await reading({ ciphertext }))).toBe('decrypted: seal.cannot-decrypt');
});

test('a signature from the future is refused, a clock that is a little wrong is forgiven', async () => {
  const ciphertext = await sealedBy(bytesOf(), [fra], '2026-11-21T10:04:59.000Z');
  const now = (time: string) => reading({ ciphertext, attachments: [], now: `2026-11-21T${time}.000Z` });
  expect(why(await now('10:00:00'))).toBe('bound');
  expect(why(await now('09:59:00'))).toBe('signature: seal.bad-signature');
});

test('an old message still opens when the key has expired since', async () => {
  const keys = await generateContactKey({ at: MADE, expiresInSeconds: 2 * 86_400 });
  const old = { ...fra, publicKey: keys.publicKey, keys };
  const message = await sealing({ signer: { privateKey: keys.privateKey } });
  const { ciphertext, header, attachments } = message;
  const later = { ciphertext, header, attachments, now: '2029-01-01T00:00:00.000Z' };
  expect(why(await reading({ ...later, findSigner: certifying(certified(old)) }))).toBe('bound');
});

test("a fault in the reader's own keys is an error, not a verdict on the message", async () => {
  const locked = await generateContactKey({ at: MADE, passphrase: 'right' });
  const keys = [{ privateKey: locked.privateKey, passphrase: 'wrong' }];
  const trying = reading({ me: { participant: 'deu', keys } });
  await expect(trying).rejects.toMatchObject({ code: 'seal.wrong-passphrase' });
  await expect(reading({ now: 'now' })).rejects.toMatchObject({ code: 'seal.malformed-message' });
});

test('a reader with several keys opens with the one that fits', async () => {
  const me = { participant: 'deu', keys: [bra.keys, deu.keys] };
  expect(why(await reading({ me }))).toBe('bound');
});

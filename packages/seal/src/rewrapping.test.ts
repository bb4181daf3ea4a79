import { describe, expect, it } from 'vitest';
import { bra, deu, FILES, fra, reading, sealed, sealing, why } from '../testing/exchange.ts';
import { startGpg } from '../testing/gpg.ts';
import { asReader, asRecipient, READ } from '../testing/parties.ts';
import {
  type CiphertextKey,
  ciphertextKeyFromGpg,
  formerKeysOf,
  generateHybridKey,
  type LockedKey,
  rewrapped,
  type Sealed,
  takeCiphertextKey,
} from './index.ts';

/** A message that deu received, wrapped again; after that deu holds no private key that it was sealed to. */
const all = ({ ciphertext, attachments }: Sealed) => [ciphertext, ...attachments.map((a) => a.ciphertext)];
const wrapAll = (of: Sealed, own: { keys: readonly LockedKey[]; hybrid?: readonly string[] }) =>
  Promise.all(all(of).map((ciphertext) => takeCiphertextKey(ciphertext, own, READ)));
const formerly = (keys: readonly CiphertextKey[]) =>
  formerKeysOf([
    rewrapped.parse({
      ...{ v: 1, rewrapped: 'ciphertext-keys', contact: deu.contact, formerly: [deu.keys.fingerprint] },
      keys: [...keys],
    }),
  ]);
const without = (keys: readonly CiphertextKey[]) => ({
  participant: deu.participant,
  keys: [],
  former: formerly(keys),
});

describe('what opens one ciphertext', () => {
  it('opens it after the private key is gone, files and all, with every check made', async () => {
    const opened = await reading({ me: without(await wrapAll(sealed, asReader(deu))) });
    expect(why(opened)).toBe('bound');
    expect(opened.checks.every(({ ok, madeOn }) => ok && madeOn === 'this-device')).toBe(true);
    expect(opened.kind === 'bound' && opened.attachments.map((a) => a.bytes)).toEqual(
      FILES.map((f) => f.bytes),
    );
  });

  it('opens no other one', async () => {
    const me = without(await wrapAll(sealed, asReader(deu)));
    const next = await sealing();
    expect(why(await reading({ ...next, header: next.header, me }))).toBe('decrypted: seal.cannot-decrypt');
  });

  it('opens nothing under the hash of another ciphertext, or with another key', async () => {
    const keys = await wrapAll(sealed, asReader(deu));
    const [first, second] = keys as [CiphertextKey, CiphertextKey];
    const swapped = [{ ...first, key: second.key }, ...keys.slice(1)];
    expect(why(await reading({ me: without(swapped) }))).toBe('decrypted: seal.cannot-decrypt');
    const misnamed = [{ ...first, sha256: second.sha256 }];
    expect(why(await reading({ me: without(misnamed) }))).toBe('decrypted: seal.cannot-decrypt');
  });

  it('makes nobody an addressee: a message for another State stays refused', async () => {
    const me = { ...without(await wrapAll(sealed, asReader(deu))), participant: bra.participant };
    expect(why(await reading({ me }))).toBe('addressed-to-me: seal.not-addressed-to-me');
  });

  it('takes the outer seal off as well', async () => {
    const [ours, theirs] = await Promise.all([generateHybridKey(), generateHybridKey()]);
    const twice = await sealing({
      from: { participant: fra.participant, contact: fra.contact, hybrid: ours.recipient },
      recipients: [{ ...asRecipient(deu), hybrid: theirs.recipient }],
    });
    const keys = await wrapAll(twice, { ...asReader(deu), hybrid: [theirs.identity] });
    expect(keys.every(({ outer }) => outer !== undefined)).toBe(true);
    const { ciphertext, attachments, header } = twice;
    expect(why(await reading({ ciphertext, attachments, header, me: without(keys) }))).toBe('bound');
    const half = keys.map(({ outer: _, ...key }) => key);
    expect(why(await reading({ ciphertext, attachments, header, me: without(half) }))).toBe(
      'decrypted: seal.cannot-decrypt',
    );
  });

  it('is taken out by nobody who could not open it', async () => {
    await expect(takeCiphertextKey(sealed.ciphertext, asReader(bra), READ)).rejects.toMatchObject({
      code: 'seal.cannot-decrypt',
    });
    for (const bytes of [new Uint8Array(), new Uint8Array(1000).fill(7), sealed.ciphertext.slice(0, 50)])
      await expect(takeCiphertextKey(bytes, asReader(deu), READ)).rejects.toMatchObject({
        code: 'seal.cannot-decrypt',
      });
  });

  it('is taken out by gpg too, where a card holds the key', async () => {
    const gpg = startGpg();
    try {
      gpg.import(deu.keys.privateKey);
      const keys = all(sealed).map((ciphertext, i) => {
        const { status } = gpg.run(['--show-session-key', '-d', gpg.file(`m${i}`, ciphertext)]);
        return ciphertextKeyFromGpg(ciphertext, /SESSION_KEY (\S+)/.exec(status)![1]!, undefined);
      });
      expect(keys).toEqual(await wrapAll(sealed, asReader(deu)));
    } finally {
      gpg.end();
    }
    expect(() => ciphertextKeyFromGpg(sealed.ciphertext, '99:00', undefined)).toThrow();
  });
});

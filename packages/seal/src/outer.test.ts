import { fromUtf8, sha256Hex, utf8 } from '@comity/log';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { bra, deu, fra, reading, sealed, sealing, why } from '../testing/exchange.ts';
import { asReader, asRecipient, makeContact } from '../testing/parties.ts';
import {
  generateHybridKey,
  hybridRecipientOf,
  readHybridRecipient,
  type SealInput,
  takeOffOuter,
} from './index.ts';
import { hasOuterSeal, openOuter, sealOuter } from './outer.ts';

const [ours, theirs, others] = await Promise.all([
  generateHybridKey(),
  generateHybridKey(),
  generateHybridKey(),
]);
const from = { participant: fra.participant, contact: fra.contact, hybrid: ours.recipient };
const twice = (change: Partial<SealInput> = {}) =>
  sealing({ from, recipients: [{ ...asRecipient(deu), hybrid: theirs.recipient }], ...change });
const sealedTwice = await twice();
const read = (change: object = {}) =>
  reading({
    ciphertext: sealedTwice.ciphertext,
    attachments: sealedTwice.attachments,
    header: sealedTwice.header,
    me: { ...asReader(deu), hybrid: [theirs.identity] },
    ...change,
  });

describe('A message sealed twice', () => {
  it('opens with both keys of a recipient, files and all, and says that it was', async () => {
    const opened = await read();
    expect(why(opened)).toBe('bound');
    if (opened.kind !== 'bound') return;
    expect(opened.payload.postQuantum).toBe(true);
    expect(opened.attachments).toHaveLength(2);
    expect(sealedTwice.layers).toEqual(['openpgp', 'age-hybrid']);
    expect(
      [sealedTwice.ciphertext, ...sealedTwice.attachments.map((a) => a.ciphertext)].every(hasOuterSeal),
    ).toBe(true);
  });

  it('opens for its sender too', async () => {
    expect(why(await read({ me: { ...asReader(fra), hybrid: [ours.identity] } }))).toBe('bound');
  });

  it('does not open with the OpenPGP key alone, nor with another post-quantum key', async () => {
    expect(why(await read({ me: asReader(deu) }))).toBe('decrypted: seal.cannot-decrypt');
    const me = { ...asReader(deu), hybrid: [others.identity] };
    expect(why(await read({ me }))).toBe('decrypted: seal.cannot-decrypt');
  });

  it('is not sealed twice where one of those it is for has no such key, the sender included', async () => {
    const recipients = [{ ...asRecipient(deu), hybrid: theirs.recipient }, asRecipient(bra)];
    const once = await sealing({ from, recipients });
    expect(once.layers).toEqual(['openpgp']);
    expect(once.message.postQuantum).toBe(false);
    expect(hasOuterSeal(once.ciphertext)).toBe(false);
    const { hybrid: _, ...withoutOwn } = from;
    expect((await twice({ from: withoutOwn })).layers).toEqual(['openpgp']);
  });

  it('is refused where a State demands the outer seal and somebody has no key for it', async () => {
    const demanding = { ...asRecipient(deu), hybrid: theirs.recipient, demandsHybrid: true };
    await expect(sealing({ from, recipients: [demanding, asRecipient(bra)] })).rejects.toMatchObject({
      code: 'seal.hybrid-missing',
      details: { recipient: { participant: 'bra' } },
    });
  });

  it('is refused without its outer seal: the payload was signed as having one', async () => {
    const ciphertext = await takeOffOuter(sealedTwice.ciphertext, [theirs.identity]);
    expect(why(await read({ ciphertext }))).toBe('header: seal.layers-differ');
  });

  it('is refused in an outer seal that somebody else put on', async () => {
    const ciphertext = await sealOuter(sealed.ciphertext, [theirs.recipient]);
    const { attachments, header } = sealed;
    expect(why(await read({ ciphertext, attachments, header }))).toBe('header: seal.layers-differ');
  });

  it('is refused with any bit of header or body flipped', async () => {
    for (const at of [25, 900, sealedTwice.ciphertext.length - 5]) {
      const ciphertext = sealedTwice.ciphertext.slice();
      ciphertext[at]! ^= 1;
      expect(why(await read({ ciphertext }))).toBe('decrypted: seal.cannot-decrypt');
    }
  });

  it('names its further keys in a hash that follows from what was certified', async () => {
    const again = await twice();
    expect(again.further).toBe(sealedTwice.further);
    const recipients = [{ ...asRecipient(deu), hybrid: others.recipient }];
    expect((await twice({ recipients })).further).not.toBe(again.further);
  });
});

describe('A post-quantum key', () => {
  it('is read from its text, and belongs to its secret', async () => {
    expect(await readHybridRecipient(utf8(ours.recipient))).toBe(ours.recipient);
    expect(await hybridRecipientOf(ours.identity)).toBe(ours.recipient);
  });

  it('is refused where it is classic, altered, or something else', async () => {
    const classic = await identityToRecipient(await generateX25519Identity());
    const altered = ours.recipient.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q'));
    for (const text of [classic, altered, '', `${ours.recipient}\n`, ours.identity, 'x'.repeat(9000)]) {
      await expect(readHybridRecipient(utf8(text))).rejects.toMatchObject({ code: 'seal.not-a-hybrid-key' });
    }
    await expect(readHybridRecipient(Uint8Array.of(255, 254))).rejects.toMatchObject({
      code: 'seal.not-a-hybrid-key',
    });
  });

  it('is never mixed with a classic one, neither in sealing nor in opening', async () => {
    const classic = await identityToRecipient(await generateX25519Identity());
    await expect(sealOuter(utf8('x'), [ours.recipient, classic])).rejects.toMatchObject({
      code: 'seal.not-a-hybrid-key',
    });
    const encrypter = new Encrypter();
    for (const recipient of [ours.recipient, classic]) encrypter.addRecipient(recipient);
    const mixed = await encrypter.encrypt('x');
    await expect(openOuter(mixed, [ours.identity])).rejects.toMatchObject({ code: 'seal.cannot-decrypt' });
    const alone = await sealOuter(utf8('x'), [ours.recipient]);
    expect(fromUtf8(await openOuter(alone, [ours.identity]))).toBe('x');
  });
});

describe('The recovery key of a State', () => {
  it('opens what was sealed to a contact of its State, which the signed list says', async () => {
    const recovery = await makeContact('deu', 'recovery');
    const withRecovery = await sealing({
      recovery: [{ participant: 'deu', publicKey: recovery.publicKey }],
    });
    expect(withRecovery.message.recovery).toEqual([{ participant: 'deu', key: recovery.keys.fingerprint }]);
    const { ciphertext, attachments, header } = withRecovery;
    const opened = await reading({ ciphertext, attachments, header, me: asReader(recovery) });
    expect(why(opened)).toBe('bound');
    expect(opened.checks.find((c) => c.check === 'addressed-to-me')?.says).toMatch(
      /recovery key of your State/,
    );
    const elsewhere = { ...asReader(recovery), participant: 'bra' };
    expect(why(await reading({ ciphertext, attachments, header, me: elsewhere }))).toBe(
      'addressed-to-me: seal.not-addressed-to-me',
    );
  });

  it('of a State that does not take part is refused, and so is somebody’s daily key', async () => {
    for (const participant of ['bra', 'deu']) {
      const recovery = [{ participant, publicKey: participant === 'bra' ? bra.publicKey : deu.publicKey }];
      await expect(sealing({ recovery })).rejects.toMatchObject({
        code: 'seal.malformed-message',
        details: { field: 'recovery' },
      });
    }
  });

  it('must have a post-quantum half for the message to be sealed twice', async () => {
    const { publicKey } = await makeContact('deu', 'recovery');
    const once = await twice({ recovery: [{ participant: 'deu', publicKey }] });
    expect(once.layers).toEqual(['openpgp']);
    const both = await twice({ recovery: [{ participant: 'deu', publicKey, hybrid: others.recipient }] });
    expect(both.layers).toEqual(['openpgp', 'age-hybrid']);
    expect(sha256Hex(both.ciphertext)).toBe(both.sha256);
  });
});

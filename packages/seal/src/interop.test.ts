import { utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bra, bytesOf, deu, fra, readdressed, reading, sealing, why } from '../testing/exchange.ts';
import { type Gpg, startGpg } from '../testing/gpg.ts';
import {
  asReader,
  asRecipient,
  certified,
  certifying,
  makeContact,
  READ,
  type TestContact,
} from '../testing/parties.ts';
import { type Desk, makeDesk, runProgram } from '../testing/programs.ts';
import { generateHybridKey, hasOuterSeal, open, takeOffOuter } from './index.ts';

/** What other programs make of our messages, and we of theirs: three recipients, a good signature, one flipped bit. */
const third = await makeContact('aus');
const THREE = [deu, bra, third];
const sealed = await sealing({ recipients: THREE.map(asRecipient) });
const plain = JSON.parse(new TextDecoder().decode(bytesOf())) as { subject: string };

let gpg: Gpg;
let desk: Desk;
beforeAll(() => {
  gpg = startGpg();
  desk = makeDesk();
  for (const one of [fra, ...THREE]) {
    gpg.import(one.keys.privateKey);
    desk.file(`${one.participant}.key`, one.keys.privateKey);
    desk.file(`${one.participant}.cert`, one.publicKey);
  }
});
afterAll(() => {
  gpg.end();
  desk.end();
});
const key = ({ participant }: TestContact) => desk.path(`${participant}.key`);
const cert = ({ participant }: TestContact) => desk.path(`${participant}.cert`);

/** Other programs sign by their own clock. */
const readNow = (ciphertext: Uint8Array, one: TestContact) =>
  reading({
    ciphertext,
    attachments: [],
    header: 'none',
    me: asReader(one),
    now: new Date().toISOString(),
  });

interface Decrypted {
  readonly out: Uint8Array;
  /** Decrypted, whole, and with one good signature of fra. */
  readonly good: boolean;
}
interface Program {
  decrypt(ciphertext: Uint8Array, as: TestContact): Decrypted;
  /** Signs as fra and encrypts to three. */
  encrypt(bytes: Uint8Array): Uint8Array;
}

const GPG: Program = {
  decrypt(ciphertext) {
    const { out, ok, status } = gpg.run(['-d', gpg.file('message', ciphertext)]);
    return { out, good: ok && /GOODSIG/.test(status) && status.includes(fra.keys.fingerprint.toUpperCase()) };
  },
  encrypt(bytes) {
    const to = THREE.flatMap((one) => ['-r', one.keys.fingerprint]);
    return gpg.run(['-u', fra.keys.fingerprint, ...to, '--sign', '--encrypt'], bytes).out;
  },
};
const SQ: Program = {
  decrypt(ciphertext, as) {
    const args = ['decrypt', '--signer-cert', cert(fra), '--recipient-key', key(as)];
    const { out, ok } = runProgram('sq', args, ciphertext);
    return { out, good: ok };
  },
  encrypt(bytes) {
    const to = THREE.flatMap((one) => ['--recipient-cert', cert(one)]);
    return runProgram('sq', ['encrypt', '--binary', '--signer-key', key(fra), ...to], bytes).out;
  },
};
const SQOP: Program = {
  decrypt(ciphertext, as) {
    const found = `${as.participant}.verified.${Math.random()}`;
    const args = [`--verifications-out=${desk.path(found)}`, `--verify-with=${cert(fra)}`, key(as)];
    const { out, ok } = runProgram('sqop', ['decrypt', ...args], ciphertext);
    const verified = new TextDecoder().decode(desk.read(found)).toLowerCase();
    return { out, good: ok && verified.includes(fra.keys.fingerprint) };
  },
  encrypt: (bytes) =>
    runProgram('sqop', ['encrypt', '--no-armor', `--sign-with=${key(fra)}`, ...THREE.map(cert)], bytes).out,
};

describe.each([
  ['gpg', GPG],
  ['sq', SQ],
  ['sqop', SQOP],
])('%s', (_, program) => {
  it('opens our message and its files for each of three recipients, with a good signature', () => {
    for (const one of THREE) {
      const { out, good } = program.decrypt(sealed.ciphertext, one);
      expect(good).toBe(true);
      expect(JSON.parse(new TextDecoder().decode(out))).toEqual(sealed.message);
      for (const [i, file] of sealed.attachments.entries()) {
        const opened = program.decrypt(file.ciphertext, one);
        expect([i, opened.good, opened.out.length]).toEqual([i, true, file.size]);
      }
    }
  });

  it('refuses it with one bit flipped, and so do we', async () => {
    const flipped = sealed.ciphertext.slice();
    flipped[flipped.length - 40]! ^= 1;
    expect(program.decrypt(flipped, deu).good).toBe(false);
    expect(why(await reading({ ciphertext: flipped, header: sealed.header }))).toBe(
      'decrypted: seal.cannot-decrypt',
    );
  });

  it('makes a message that we open for each of the three, marked as not bound to its recipients', async () => {
    const ciphertext = program.encrypt(utf8('Plain words.'));
    for (const one of THREE) {
      const opened = await readNow(ciphertext, one);
      expect(why(opened)).toBe('unbound');
      if (opened.kind === 'unbound') expect(new TextDecoder().decode(opened.bytes)).toBe('Plain words.');
    }
  });

  it('seals a payload of ours, which is bound then as any other', async () => {
    const opened = await readNow(program.encrypt(bytesOf()), deu);
    expect(why(opened)).toBe('bound');
    if (opened.kind === 'bound') expect(opened.payload.subject).toBe(plain.subject);
  });

  it('opens a message that was sealed again to a third party; our reader refuses it', async () => {
    const again = await readdressed(bra);
    expect(program.decrypt(again, bra).good).toBe(true);
    expect(why(await reading({ ciphertext: again, me: asReader(bra) }))).toBe(
      'addressed-to-me: seal.not-addressed-to-me',
    );
  });
});

describe('age of Debian', () => {
  it('knows the form of the outer seal and not its recipients: nothing is opened by it, nothing of it by us', async () => {
    const [ours, theirs] = await Promise.all([generateHybridKey(), generateHybridKey()]);
    const twice = await sealing({
      from: { participant: fra.participant, contact: fra.contact, hybrid: ours.recipient },
      recipients: [{ ...asRecipient(deu), hybrid: theirs.recipient }],
    });
    const identity = desk.file('age.key', runProgram('age-keygen', []).out);
    const read = runProgram('age', ['-d', '-i', identity], twice.ciphertext);
    expect(read.ok).toBe(false);
    expect(read.said).toMatch(/no identity matched|unknown/);

    const recipient = /age1[a-z0-9]+/.exec(new TextDecoder().decode(desk.read('age.key')))![0];
    const inner = await takeOffOuter(twice.ciphertext, [theirs.identity]);
    const classic = runProgram('age', ['-r', recipient], inner);
    expect(classic.ok && hasOuterSeal(classic.out)).toBe(true);
    const opened = await open({
      ciphertext: classic.out,
      header: twice.header,
      me: { ...asReader(deu), hybrid: [theirs.identity] },
      findSigner: certifying(certified(fra)),
      now: READ,
    });
    expect(why(opened)).toBe('decrypted: seal.cannot-decrypt');
  });
});

import { utf8 } from '@comity/log';
import { decrypt, readKey, readMessage, readPrivateKey } from 'openpgp';
import { expect, test } from 'vitest';
import {
  bra,
  bytesOf,
  deu,
  FILES,
  fra,
  readdressed,
  reading,
  sealed,
  sealedBy,
  sealing,
  why,
} from '../testing/exchange.ts';
import { asReader, certified, certifying, idOf, makeContact, READ, SENT } from '../testing/parties.ts';
import { open, openAttachment } from './opening.ts';

test('a message sealed again to a third party is refused, although its signature is good', async () => {
  const ciphertext = await readdressed(bra);
  const accepted = await decrypt({
    message: await readMessage({ binaryMessage: ciphertext }),
    decryptionKeys: await readPrivateKey({ binaryKey: bra.keys.privateKey }),
    verificationKeys: await readKey({ binaryKey: fra.publicKey }),
    date: new Date(READ),
    format: 'binary',
  });
  expect(await accepted.signatures[0]!.verified).toBe(true);
  expect(why(await reading({ ciphertext, me: asReader(bra) }))).toBe(
    'addressed-to-me: seal.not-addressed-to-me',
  );
});

test('the right key under another State, and the right State with another key, are not the addressee', async () => {
  const me = { participant: 'bra', keys: [deu.keys] };
  expect(why(await reading({ me }))).toBe('addressed-to-me: seal.not-addressed-to-me');
  const alternate = await makeContact('deu', 'alternate');
  const ciphertext = await readdressed(alternate);
  expect(why(await reading({ ciphertext, me: asReader(alternate) }))).toBe(
    'addressed-to-me: seal.not-addressed-to-me',
  );
});

test('a payload that is broken is refused, never shown as ordinary text', async () => {
  const text = new TextDecoder().decode(bytesOf());
  const cases = [
    text.replace('"v":1', '"v":2'),
    ` ${text}`,
    text.replace('"pad":"0', '"pad":"'),
    `{"to":1,"header":2}`,
  ];
  const codes = ['addressed-to-me: seal.unsupported-version', 'addressed-to-me: seal.malformed-message'];
  const outcomes: string[] = [];
  for (const broken of cases) {
    const ciphertext = await sealedBy(utf8(broken), [fra]);
    outcomes.push(why(await reading({ ciphertext })));
  }
  expect(outcomes).toEqual([codes[0], codes[1], codes[1], 'signer-certified: seal.signer-unknown']);
});

test('another header than the one that was signed is refused', async () => {
  const { header } = sealed;
  const others = [
    { ...header, exercise: true },
    { ...header, marking: { scheme: 'TLP', label: 'CLEAR' } },
    { ...header, from: { ...header.from, participant: 'usa' } },
    { ...header, thread: idOf('thr', 'other') },
    { ...header, deadline: READ },
    JSON.parse('{"message":null}'),
  ];
  for (const other of others)
    expect(why(await reading({ header: other }))).toBe('header: seal.header-differs');
  expect(why(await reading({ header: 'none' }))).toBe('bound');
});

test('a message must follow what was read in its thread', async () => {
  const previous = 'ab'.repeat(32);
  const reply = await sealing({ previous, type: 'reply' });
  const at = { ciphertext: reply.ciphertext, header: reply.header, attachments: reply.attachments };
  const wrong = 'thread: seal.thread-differs';
  expect(why(await reading({ ...at, previous }))).toBe('bound');
  expect(why(await reading({ ...at, previous: ['cd'.repeat(32), previous] }))).toBe('bound');
  expect(why(await reading({ ...at, previous: 'not-opened-here' }))).toBe('bound');
  expect(why(await reading({ ...at, previous: 'cd'.repeat(32) }))).toBe(wrong);
  expect(why(await reading(at))).toBe(wrong);
  expect(why(await reading({ previous }))).toBe(wrong);
});

test('files that were swapped, cut, replaced or left out are refused', async () => {
  const [first, second] = sealed.attachments;
  const other = await sealing({ attachments: [{ ...FILES[0]!, bytes: utf8('other scan') }] });
  const cases = [
    [second!, first!],
    [first!],
    [],
    [first!, second!, first!],
    [first!, { ciphertext: second!.ciphertext.subarray(0, -1) }],
    [other.attachments[0]!, second!],
  ];
  for (const attachments of cases) {
    expect(why(await reading({ attachments }))).toBe('attachments: seal.attachment-differs');
  }
});

test('a file whose ciphertext holds something else than was signed is refused', async () => {
  const file = await sealing({ attachments: [FILES[0]!] });
  const { ciphertext: _, ...entry } = file.attachments[0]!;
  for (const change of [{ size: 9 }, { sha256: 'ab'.repeat(32) }]) {
    const ciphertext = await sealedBy(bytesOf({ attachments: [{ ...entry, ...change }] }), [fra]);
    const attachments = file.attachments;
    expect(why(await reading({ ciphertext, attachments }))).toBe('attachments: seal.attachment-differs');
  }
});

test('files can be fetched and opened later, one by one', async () => {
  const { attachments: _, ...without } = { ...sealed };
  const opened = await open({
    ciphertext: without.ciphertext,
    header: sealed.header,
    me: asReader(deu),
    findSigner: certifying(certified(fra)),
    now: READ,
  });
  expect(opened).toMatchObject({ kind: 'bound', attachments: [] });
  expect(opened.checks.at(-1)!.says).toContain('none is opened');
  const [entry, second] = sealed.message.attachments;
  const file = {
    entry: entry!,
    ciphertext: sealed.attachments[0]!.ciphertext,
    keys: [deu.keys],
    signer: fra.publicKey,
    now: READ,
  };
  expect(await openAttachment(file)).toEqual(FILES[0]!.bytes);
  await expect(openAttachment({ ...file, entry: second! })).rejects.toMatchObject({
    code: 'seal.attachment-differs',
  });
  await expect(openAttachment({ ...file, keys: [bra.keys] })).rejects.toMatchObject({
    code: 'seal.cannot-decrypt',
  });
  await expect(openAttachment({ ...file, signer: bra.publicKey })).rejects.toMatchObject({
    code: 'seal.bad-signature',
  });
});

test('a plain message of a known contact is shown, marked as not bound to its recipients', async () => {
  const bytes = utf8('Dear colleague, please call.');
  const ciphertext = await sealedBy(bytes, [fra]);
  const opened = await reading({ ciphertext, attachments: [], header: 'none' });
  expect(opened).toMatchObject({ kind: 'unbound', bytes, signer: { participant: 'fra' }, signedAt: SENT });
  expect(opened.checks.at(-1)).toMatchObject({ check: 'addressed-to-me', ok: false });
  expect(opened.checks.at(-1)!.says).toContain('not bound to its recipients');
  expect(why(await reading({ ciphertext }))).toBe('unbound');
  const header = { ...sealed.header, from: { participant: 'usa', contact: fra.contact } };
  expect(why(await reading({ ciphertext, header }))).toBe('header: seal.header-differs');
  const findSigner = certifying(certified(deu));
  expect(why(await reading({ ciphertext, findSigner }))).toBe('signer-certified: seal.signer-unknown');
  expect(why(await reading({ ciphertext: await sealedBy(bytes, []) }))).toBe('signature: seal.not-signed');
});

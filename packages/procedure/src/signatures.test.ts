import { type Certificate, certificateHash, prepareAct, type Signature, signPreimage } from '@comity/acts';
import {
  fileHand,
  p256Hand,
  rootHand,
  type Signed,
  seedOf,
  sessionHand,
  tokenOf,
} from '@comity/acts/testing';
import { ed25519Signer, preimage, toBase64url } from '@comity/log';
import { describe, expect, test } from 'vitest';
import { Scene } from './testing/scene.ts';
import { duty, invite, newKey, officer } from './testing/steps.ts';

const confirmed = (s: Scene) => s.chronicle.sign(officer(s), 'body.confirmed', {});
const bySession = async (s: Scene) => {
  const m = s.message('m', [s.recipient('beta')]);
  return s.chronicle.sign(await s.session('alpha duty'), 'exchange.sent', m.data, { fields: m.fields });
};
const signed = (original: Signed, sig: Signature): Signed => ({ ...original, sig });

describe('Signatures of acts', () => {
  test('are good by passkey, by file, by root, by host and by session', async () => {
    const s = await Scene.open();
    const { host } = s.chronicle;
    const epoch = { hour: s.in(0), manifests: 'a'.repeat(64), openings: 'b'.repeat(64) };
    expect(await s.faultOf(await confirmed(s))).toBeUndefined();
    expect(await s.faultOf(await s.chronicle.sign(duty(s), 'body.confirmed', {}))).toBeUndefined();
    expect(await s.faultOf(await s.chronicle.sign(s.root('beta'), 'body.confirmed', {}))).toBeUndefined();
    expect(await s.faultOf(await s.chronicle.sign(host, 'host.epoch', epoch))).toBeUndefined();
    expect(await s.faultOf(await bySession(s))).toBeUndefined();
    expect(await s.faultOf(s.chronicle.written[0]!)).toBeUndefined();
  });

  test('are bad over anything but the act itself', async () => {
    const s = await Scene.open();
    const one = await confirmed(s);
    const other = await s.chronicle.sign(
      officer(s),
      'body.confirmed',
      {},
      { nonce: toBase64url(new Uint8Array(16)) },
    );
    expect(await s.faultOf(signed(one, other.sig))).toBe('bad-signature');
    const later = prepareAct({ ...one.prepared.act, at: s.in(1) });
    expect(await s.faultOf({ ...one, prepared: later })).toBe('bad-signature');
  });

  test('are bad by a key that the act does not name', async () => {
    const s = await Scene.open();
    const one = await confirmed(s);
    const sig = await duty(s).sign('act', one.prepared.act);
    expect(await s.faultOf(signed(one, sig))).toBe('bad-signature');
    const stranger = await fileHand('alpha', 'stranger');
    expect(await s.faultOf(await s.chronicle.sign(stranger, 'body.confirmed', {}))).toBe('unknown-key');
  });

  test('are bad under another tag', async () => {
    const s = await Scene.open();
    for (const hand of [officer(s), duty(s)])
      for (const tag of ['session', 'enrol', 'promise', 'message'] as const) {
        const one = await s.chronicle.sign(hand, 'body.confirmed', {});
        const sig = await hand.sign(tag, one.prepared.act);
        expect(await s.faultOf(signed(one, sig))).toBe('bad-signature');
      }
  });

  test('of another body are refused before anything else, though the keys are the same', async () => {
    const s = await Scene.open();
    const one = await confirmed(s);
    const moved = prepareAct({ ...one.prepared.act, body: 'a'.repeat(64) } as never);
    const sig = await officer(s).sign('act', moved.act);
    expect(await s.faultOf({ prepared: moved, sig })).toBe('other-body');
  });

  test('by a passkey are bad with evidence for another place', async () => {
    const s = await Scene.open();
    const one = await confirmed(s);
    for (const ceremony of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { flags: 0x01 }]) {
      const sig = await officer(s).sign('act', one.prepared.act, ceremony);
      expect(await s.faultOf(signed(one, sig))).toBe('bad-signature');
    }
  });
});

describe('A session', () => {
  test('needs the certificate that the signature names', async () => {
    const s = await Scene.open();
    const { certificate, ...one } = await bySession(s);
    expect(await s.faultOf(one)).toBe('bad-certificate');
    const other = (await s.session('alpha duty', 60)).certificate;
    expect(await s.faultOf({ ...one, certificate: other })).toBe('bad-certificate');
    expect(await s.faultOf({ ...one, certificate: certificate! })).toBeUndefined();
  });

  test('needs a certificate signed by the key it names', async () => {
    const s = await Scene.open();
    const forge = async (change: (c: Certificate) => Certificate | Promise<Certificate>) => {
      const hand = await s.session('alpha duty');
      const certificate = await change(hand.certificate);
      const m = s.message('m', [s.recipient('beta')]);
      const one = await s.chronicle.sign({ ...hand, certificate }, 'exchange.sent', m.data);
      return s.faultOf(signed(one, { ...one.sig, session: certificateHash(certificate) }));
    };
    expect(await forge((c) => c)).toBeUndefined();
    expect(await forge((c) => ({ ...c, statement: { ...c.statement, expires: s.in(7200) } }))).toBe(
      'bad-certificate',
    );
    expect(await forge((c) => ({ ...c, statement: { ...c.statement, body: 'a'.repeat(64) } }))).toBe(
      'bad-certificate',
    );
    expect(await forge((c) => ({ ...c, statement: { ...c.statement, by: 'a'.repeat(64) } }))).toBe(
      'bad-certificate',
    );
    const asAct = async (c: Certificate) => ({ ...c, sig: await duty(s).sign('act', c.statement) });
    expect(await forge(asAct)).toBe('bad-certificate');
    const bySessionItself = async (c: Certificate) => ({ ...c, sig: { ...c.sig, session: 'a'.repeat(64) } });
    expect(await forge(bySessionItself)).toBe('bad-certificate');
  });

  test('needs a certificate made for this body', async () => {
    const s = await Scene.open();
    const m = s.message('m', [s.recipient('beta')]);
    const by = (body: string) => sessionHand(duty(s), body, s.in(0), s.in(3600));
    const here = await s.chronicle.sign(await by(s.chronicle.body), 'exchange.sent', m.data);
    const elsewhere = await s.chronicle.sign(await by('a'.repeat(64)), 'exchange.sent', m.data);
    expect(await s.faultOf(here)).toBeUndefined();
    expect(await s.faultOf(elsewhere)).toBe('bad-certificate');
  });

  test('never passes off its certificate as an act, nor an act as its certificate', async () => {
    const s = await Scene.open();
    const { certificate } = await s.session('alpha officer');
    const one = await confirmed(s);
    // What a host would try: a login that the officer did sign, shown as the signature of an act.
    expect(await s.faultOf(signed(one, certificate.sig))).toBe('bad-signature');
    // And the reverse: what was signed as an act stands where a certificate should.
    const asAct = { ...certificate, sig: await officer(s).sign('act', certificate.statement) };
    const sig = { ...one.sig, session: certificateHash(asAct) };
    expect(await s.faultOf({ ...one, sig, certificate: asAct })).toBe('bad-certificate');
  });

  test('serves no root, no host, no founding and no enrolment', async () => {
    const s = await Scene.open();
    const { certificate } = await s.session('alpha duty');
    const session = certificateHash(certificate);
    await invite(s);
    const root = await rootHand('gamma');
    const enrolled = await s.chronicle.sign(root, 'people.root-enrolled', {
      key: root.key,
      token: toBase64url(tokenOf('gamma')),
    });
    expect(await s.faultOf(enrolled)).toBeUndefined();
    for (const one of [enrolled, s.chronicle.written[0]!])
      expect(await s.faultOf({ ...one, certificate, sig: { ...one.sig, session } })).toBe('bad-certificate');
  });
});

describe('A proof of possession', () => {
  test('is asked of every key that is registered', async () => {
    const s = await Scene.open();
    const { data } = await newKey(s, 'alpha duty');
    const other = await newKey(s, 'alpha duty', 'third');
    const add = (proof: Signature) =>
      s.chronicle.sign(s.root('alpha'), 'people.key-added', { ...data, proof });
    expect(await s.faultOf(await add(data.proof))).toBeUndefined();
    expect(await s.faultOf(await add(other.data.proof))).toBe('bad-proof');
    const replaced = { ...data, proof: other.data.proof, old: duty(s).actor.key };
    expect(await s.faultOf(await s.chronicle.sign(s.root('alpha'), 'people.key-replaced', replaced))).toBe(
      'bad-proof',
    );
    const person = await s.newPerson('alpha', 'fresh');
    const added = { ...person.data, proof: data.proof };
    expect(await s.faultOf(await s.chronicle.sign(s.root('alpha'), 'people.person-added', added))).toBe(
      'bad-proof',
    );
  });

  test('names the person, the State and the body, so that it proves nothing elsewhere', async () => {
    const s = await Scene.open();
    const passkey = await p256Hand('alpha', 'fresh');
    const { participant, person } = passkey.actor;
    const good = { v: 1, body: s.chronicle.body, participant, person, key: passkey.actor.key };
    const add = async (statement: object, tag: 'enrol' | 'act' = 'enrol') => {
      const proof = await passkey.sign(tag, statement);
      const data = { person, key: passkey.key, proof, name: 'a'.repeat(64) };
      return s.faultOf(await s.chronicle.sign(s.root('alpha'), 'people.person-added', data));
    };
    expect(await add(good)).toBeUndefined();
    expect(await add(good, 'act')).toBe('bad-proof');
    const others = {
      body: 'a'.repeat(64),
      participant: 'beta',
      person: s.id('alpha duty'),
      key: duty(s).actor.key,
    };
    for (const [field, value] of Object.entries(others))
      expect(await add({ ...good, [field]: value })).toBe('bad-proof');
  });
});

test('a signature that a file key makes over the bytes of an act without its tag is worth nothing', async () => {
  const s = await Scene.open();
  const one = await s.chronicle.sign(s.root('alpha'), 'body.confirmed', {});
  const signer = await ed25519Signer(seedOf('root alpha'));
  const tagged = preimage('act', one.prepared.act);
  const bare = tagged.slice('comity/act/v1\n'.length);
  expect(await s.faultOf(signed(one, await signPreimage(tagged, signer)))).toBeUndefined();
  expect(await s.faultOf(signed(one, await signPreimage(bare, signer)))).toBe('bad-signature');
});

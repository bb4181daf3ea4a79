import { type Certificate, certificateHash, prepareAct } from '@comity/acts';
import { fileHand, personData, sessionHand, testId } from '@comity/acts/testing';
import { toBase64url } from '@comity/log';
import type { Attempts } from './attempts.ts';
import { ALPHA_CONTACT, sessionOf } from './history.ts';

export async function badSignatures({ add, told, cast }: Attempts): Promise<void> {
  const { officer, duty, card, alpha } = cast;
  const { chronicle } = told;
  const one = await chronicle.sign(officer, 'body.confirmed', {});
  const two = await chronicle.sign(officer, 'body.confirmed', {}, { nonce: toBase64url(new Uint8Array(16)) });
  const bad = { fault: 'bad-signature' };
  add('the signature of another act', bad, { ...one, sig: two.sig });
  add('the signature of another person', bad, { ...one, sig: await duty.sign('act', one.prepared.act) });
  for (const tag of ['session', 'enrol', 'message'] as const)
    add(`a signature under ${tag}`, bad, { ...one, sig: await officer.sign(tag, one.prepared.act) });
  const { certificate } = await sessionOf(told, officer);
  add('a session statement passed off as an act', bad, { ...one, sig: certificate.sig });
  const stranger = await fileHand('alpha', 'stranger');
  add(
    'a key nobody registered',
    { fault: 'unknown-key' },
    await chronicle.sign(stranger, 'body.confirmed', {}),
  );
  const moved = prepareAct({ ...one.prepared.act, body: 'b'.repeat(64) } as never);
  const sig = await officer.sign('act', moved.act);
  add('an act of another body by the same key', { fault: 'other-body' }, { ...one, prepared: moved, sig });
  const fresh = await personData(chronicle, await fileHand('alpha', 'fresh'));
  const proof = await card.sign('enrol', { v: 1 });
  const unproven = await chronicle.sign(alpha, 'people.person-added', { ...fresh.data, proof });
  add('a key that proved nothing', { fault: 'bad-proof' }, unproven);
}

export async function badSessions({ add, told, cast }: Attempts): Promise<void> {
  const { card } = cast;
  const data = {
    message: testId('msg', 'answer'),
    thread: testId('thr', 'question'),
    contact: ALPHA_CONTACT,
  };
  const by = async (change: (c: Certificate) => Certificate | Promise<Certificate>) => {
    const hand = await sessionOf(told, card);
    const certificate = await change(hand.certificate);
    const one = await told.chronicle.sign({ ...hand, certificate }, 'exchange.acknowledged', data);
    return { ...one, sig: { ...one.sig, session: certificateHash(certificate) } };
  };
  const bad = { fault: 'bad-certificate' };
  const { certificate: _, ...missing } = await by((c) => c);
  add('a session whose certificate is not here', bad, missing);
  const longer = '2027-01-01T00:00:00.000Z';
  const prolonged = await by((c) => ({ ...c, statement: { ...c.statement, expires: longer } }));
  add('a certificate prolonged afterwards', bad, prolonged);
  const asAct = async (c: Certificate) => ({ ...c, sig: await card.sign('act', c.statement) });
  add('a certificate signed as an act', bad, await by(asAct));
  const { body, now } = told.chronicle;
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  for (const [what, from, until] of [
    ['a session that has ended', -7200, -3600],
    ['a session that begins in ten minutes', 600, 7200],
    ['a session of more than twelve hours', 0, 12 * 3600 + 1],
  ] as const) {
    const hand = await sessionHand(card, body, at(from), at(until));
    add(
      what,
      { rule: 'people.session-current' },
      await told.chronicle.sign(hand, 'exchange.acknowledged', data),
    );
  }
  const signed = await told.chronicle.sign(await sessionOf(told, card), 'body.confirmed', {});
  add('a binding act by a session', { rule: 'people.binding-key' }, signed);
}

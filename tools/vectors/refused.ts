import {
  type ActType,
  type Certificate,
  certificateHash,
  type DataOf,
  idOfKey,
  prepareAct,
} from '@comity/acts';
import {
  type DraftOptions,
  fileHand,
  type Hand,
  invitationData,
  messageData,
  personData,
  rootHand,
  type Signed,
  sessionHand,
  testId,
  tokenOf,
  withList,
} from '@comity/acts/testing';
import { canonicalText, EMPTY_ROOT, toBase64url, toHex } from '@comity/log';
import type { Fixed } from './fixed.ts';
import {
  ALPHA_CONTACT,
  ALPHA_MISSION,
  BETA_CONTACT,
  type Cast,
  DOCUMENT,
  recipientOf,
  sessionOf,
} from './history.ts';
import type { Told } from './told.ts';

interface Attempt {
  readonly what: string;
  readonly expect: { readonly fault: string } | { readonly rule: string };
  readonly signed: Signed;
  /** Seconds between `at` and receipt. */
  readonly late?: number;
}

/** Tries at the end of the history, each by hands that stand in it. */
class Attempts {
  readonly all: Attempt[] = [];
  readonly told: Told;
  readonly cast: Cast;
  constructor(told: Told, cast: Cast) {
    this.told = told;
    this.cast = cast;
  }

  add = (what: string, expect: Attempt['expect'], signed: Signed, late?: number) =>
    this.all.push({ what, expect, signed, ...(late === undefined ? {} : { late }) });

  async rule<T extends ActType>(
    rule: string,
    what: string,
    hand: Hand,
    type: T,
    data: DataOf<T>,
    how: DraftOptions & { late?: number } = {},
  ) {
    this.add(what, { rule }, await this.told.chronicle.sign(hand, type, data, how), how.late);
  }

  async list<T extends ActType>(
    rule: string,
    what: string,
    hand: Hand,
    type: T,
    data: Omit<DataOf<T>, 'list'>,
    how: DraftOptions = {},
  ) {
    await this.rule(rule, what, hand, type, withList(this.told.chronicle, hand, type, data), how);
  }
}

async function badSignatures({ add, told, cast }: Attempts): Promise<void> {
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

async function badSessions({ add, told, cast }: Attempts): Promise<void> {
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

async function againstRecordAndPeople(a: Attempts): Promise<void> {
  const { told, cast } = a;
  const { alpha, beta, officer, hello, card, duty, watch, secretariat } = cast;
  const { chronicle } = told;
  const invitation = (state: string) => invitationData(chronicle, state);
  const registration = {
    document: testId('doc', 'new'),
    titles: { en: 'T' },
    source: 'archive',
    files: {},
  } as const;
  const seenAhead = { size: chronicle.size + 1, root: 'a'.repeat(64) };
  const nothing = { size: 0, root: toHex(EMPTY_ROOT) };
  const clerk = cast.clerk;
  await a.rule('record.clock', 'ten minutes late', clerk, 'documents.registered', registration, {
    late: 600,
  });
  await a.rule('record.clock', 'ten minutes early', clerk, 'documents.registered', registration, {
    late: -600,
  });
  await a.rule('record.seen', 'a checkpoint to come', clerk, 'documents.registered', registration, {
    seen: seenAhead,
  });
  await a.rule('record.seen', 'a person who saw nothing', clerk, 'documents.registered', registration, {
    seen: nothing,
  });
  await a.rule('body.host-states-facts', 'a root that states a fact', alpha, 'host.time-reached', {
    instant: chronicle.at,
  });
  await a.rule('body.state-confirms', 'a State that confirmed before', officer, 'body.confirmed', {});
  await a.rule('body.state-confirms', 'the secretariat', secretariat, 'body.confirmed', {});
  await a.rule(
    'people.secretariat-invites',
    'a State that invites',
    alpha,
    'people.participant-invited',
    invitation('gamma'),
  );
  await a.rule(
    'people.seated-once',
    'an invitation of a seated State',
    secretariat,
    'people.participant-invited',
    invitation('alpha'),
  );
  const gamma = await rootHand('gamma');
  const enrolled = { key: gamma.key, token: toBase64url(tokenOf('gamma')) };
  await a.rule(
    'people.invitation-proves',
    'a root that nobody invited',
    gamma,
    'people.root-enrolled',
    enrolled,
  );
  await a.rule('people.current-key', 'a removed person', duty, 'people.person-removed', {
    person: card.actor.person,
  });
  const admins = { administrators: [card.actor.person], threshold: 1 };
  await a.rule('people.root-decides', 'an administrator', officer, 'people.administrators-set', admins);
  await a.rule('people.administrators-act', 'no administrator', card, 'people.person-removed', {
    person: hello.actor.person,
  });
  await a.rule('people.authority-held', 'no authority', watch, 'body.confirmed', {});
  await a.rule('people.own-people', 'a person of another State', alpha, 'people.person-removed', {
    person: watch.actor.person,
  });
  const again = await personData(chronicle, card);
  await a.rule('people.person-once', 'a person again', alpha, 'people.person-added', again.data);
  const { person, key, proof } = again.data;
  await a.rule('people.key-once', 'a key again', alpha, 'people.key-added', { person, key, proof });
  await a.rule(
    'people.last-administrator',
    'one of two who must act together',
    alpha,
    'people.person-removed',
    {
      person: officer.actor.person,
    },
  );
  await a.rule('people.confirm-once', 'nothing that waits', hello, 'people.act-confirmed', {
    act: 'a'.repeat(64),
  });
  const ended = { person: watch.actor.person, key: idOfKey(duty.key) };
  await a.rule('people.current-key', 'a key of somebody else', beta, 'people.key-removed', ended);
}

async function againstDirectory(a: Attempts, fixed: Fixed): Promise<void> {
  const { told, cast } = a;
  const { alpha, officer, duty, gpg } = cast;
  const named = (contact: string, roster: string[] = []) => ({
    contact,
    class: 'technical' as const,
    fields: {},
    roster,
  });
  const fresh = testId('con', 'fresh');
  const nominated = 'directory.contact-nominated';
  const removal = withList(told.chronicle, officer, 'directory.contact-removed', { contact: ALPHA_CONTACT });
  const skipped = { ...removal, list: { ...removal.list, seq: removal.list.seq + 1 } };
  await a.list(
    'directory.own-authority',
    'whoever would stand on the roster',
    officer,
    nominated,
    named(fresh, [officer.actor.person]),
  );
  await a.rule(
    'directory.list-continues',
    'a number left out',
    officer,
    'directory.contact-removed',
    skipped,
  );
  await a.list('directory.contact-once', 'a contact again', officer, nominated, named(ALPHA_CONTACT));
  await a.list('directory.contact-once', 'the id of a removed contact', gpg, nominated, named(BETA_CONTACT));
  await a.rule('directory.known-contact', 'a contact that was removed', gpg, 'directory.contact-removed', {
    contact: BETA_CONTACT,
    list: removal.list,
  });
  await a.list(
    'directory.base-current',
    'no version',
    officer,
    'directory.contact-amended',
    named(ALPHA_CONTACT),
  );
  await a.list(
    'directory.base-current',
    'another version',
    officer,
    'directory.contact-amended',
    named(ALPHA_CONTACT),
    {
      base: 'b'.repeat(64),
    },
  );
  await a.list(
    'directory.roster-own-people',
    'a removed person',
    alpha,
    nominated,
    named(fresh, [duty.actor.person]),
  );
  const certified = { contact: ALPHA_MISSION, key: fixed.key('alpha') };
  await a.list(
    'directory.key-current',
    'the key of another contact',
    officer,
    'directory.key-certified',
    certified,
  );
  const { roster: _, ...described } = named(ALPHA_CONTACT);
  const note = { number: '18/2026', sha256: 'c'.repeat(64) };
  const recorded = { ...described, participant: 'alpha', note };
  await a.list(
    'directory.note-recorded',
    'a contact the State signed',
    cast.clerk,
    'directory.contact-recorded',
    recorded,
  );
}

async function againstExchangeAndDocuments(a: Attempts): Promise<void> {
  const { told, cast } = a;
  const { alpha, card, clerk } = cast;
  const from = { participant: 'alpha', contact: ALPHA_CONTACT };
  const mission = recipientOf(told, 'alpha', ALPHA_MISSION);
  const send = async (rule: string, what: string, m: ReturnType<typeof messageData>, hand: Hand = card) =>
    a.rule(rule, what, hand, 'exchange.sent', m.data, { fields: m.fields });
  await send('exchange.sender-on-duty', 'the root, on no roster', messageData('x', from, [mission]), alpha);
  const gone = { participant: 'beta', contact: BETA_CONTACT, key: mission.key };
  await send('exchange.recipients-certified', 'a removed contact', messageData('x', from, [gone]));
  const stale = { ...mission, key: 'a'.repeat(40) };
  await send('exchange.recipients-certified', 'a key not in the directory', messageData('x', from, [stale]));
  const unopened = { ...messageData('x', from, [mission]), fields: [] };
  await send('exchange.recipients-certified', 'recipients nobody opened', unopened);
  await send('exchange.message-once', 'a message again', messageData('question', from, [mission]));
  const thread = testId('thr', 'question');
  const outside = messageData(
    'x',
    { ...from, contact: ALPHA_MISSION },
    [recipientOf(told, 'alpha', ALPHA_CONTACT)],
    { thread },
  );
  await send('exchange.thread-members', 'a contact outside of the thread', outside);
  const near = { deadline: new Date(told.chronicle.now + 599_000).toISOString() };
  await send('exchange.deadline-ahead', 'a deadline in 599 seconds', messageData('x', from, [mission], near));
  const own = { message: testId('msg', 'question'), thread, contact: ALPHA_CONTACT };
  await a.rule('exchange.acknowledge-once', 'the sender', card, 'exchange.acknowledged', own);
  const registration = { document: DOCUMENT, titles: { en: 'T' }, source: 'archive', files: {} } as const;
  await a.rule(
    'documents.document-once',
    'a withdrawn document again',
    clerk,
    'documents.registered',
    registration,
  );
  await a.rule('documents.known-document', 'a second withdrawal', clerk, 'documents.withdrawn', {
    document: DOCUMENT,
    reason: 'R',
  });
  const other = { ...registration, document: testId('doc', 'new') };
  await a.rule('documents.secretariat-registers', 'a State', alpha, 'documents.registered', other);
}

/** `refused.json`: acts that may not join the history where it ends, with the fault or the rule. */
export async function refusedVectors(told: Told, cast: Cast, fixed: Fixed) {
  const attempts = new Attempts(told, cast);
  await badSignatures(attempts);
  await badSessions(attempts);
  await againstRecordAndPeople(attempts);
  await againstDirectory(attempts, fixed);
  await againstExchangeAndDocuments(attempts);
  const cases: Awaited<ReturnType<typeof judged>>[] = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return { after: told.chronicle.size, cases };
}

async function judged(told: Told, { what, expect, signed, late = 0 }: Attempt) {
  const received = told.chronicle.now + late * 1000;
  const answer = await told.judge(signed, received);
  const said = typeof answer === 'string' ? { fault: answer } : { rule: answer.rule };
  const isRefused = typeof answer === 'string' || !answer.allowed;
  if (!isRefused || canonicalText(said) !== canonicalText(expect))
    throw new Error(`${what}: ${JSON.stringify(answer)} instead of ${JSON.stringify(expect)}.`);
  const { prepared, sig, certificate, fields } = signed;
  return {
    what,
    act: canonicalText(prepared.act),
    id: prepared.id,
    sig,
    ...(certificate ? { certificate: canonicalText(certificate) } : {}),
    ...(fields.length > 0 ? { openings: fields } : {}),
    received: new Date(received).toISOString(),
    expect,
  };
}

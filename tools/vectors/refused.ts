import { idOfKey } from '@comity/acts';
import {
  type Hand,
  invitationData,
  messageData,
  personData,
  rootHand,
  testId,
  tokenOf,
  withList,
} from '@comity/acts/testing';
import { canonicalText, EMPTY_ROOT, toBase64url, toHex } from '@comity/log';
import { type Attempt, Attempts } from './attempts.ts';
import type { Fixed } from './fixed.ts';
import { ALPHA_CONTACT, ALPHA_MISSION, BETA_CONTACT, type Cast, DOCUMENT, recipientOf } from './history.ts';
import { badSessions, badSignatures } from './refused-signatures.ts';
import type { Told } from './told.ts';

async function againstRecord(a: Attempts): Promise<void> {
  const { told, cast } = a;
  const { alpha, officer, secretariat } = cast;
  const { chronicle } = told;
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
}

async function againstPeople(a: Attempts): Promise<void> {
  const { told, cast } = a;
  const { alpha, beta, officer, hello, card, duty, watch, secretariat } = cast;
  const { chronicle } = told;
  const invitation = (state: string) => invitationData(chronicle, state);
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
  await againstRecord(attempts);
  await againstPeople(attempts);
  await againstDirectory(attempts, fixed);
  await againstExchangeAndDocuments(attempts);
  const cases: Awaited<ReturnType<typeof judged>>[] = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return { after: told.chronicle.size, cases };
}

/** A case for the file; throws where it is not refused as it should be. */
export async function judged(told: Told, { what, expect, signed, late = 0 }: Attempt) {
  const received = told.chronicle.now + late * 1000;
  const answer = await told.judge(signed, received);
  const said = typeof answer === 'string' ? { fault: answer } : { rule: answer.rule };
  const isRefused = typeof answer === 'string' || !answer.allowed;
  if (!isRefused || canonicalText(said) !== canonicalText(expect))
    throw new Error(`${what}: ${JSON.stringify(answer)} instead of ${JSON.stringify(expect)}.`);
  const { prepared, sig, certificate, fields, stamps } = signed;
  return {
    what,
    act: canonicalText(prepared.act),
    id: prepared.id,
    sig,
    ...(certificate ? { certificate: canonicalText(certificate) } : {}),
    ...(fields.length > 0 ? { openings: fields } : {}),
    ...(stamps ? { stamps } : {}),
    received: new Date(received).toISOString(),
    expect,
  };
}

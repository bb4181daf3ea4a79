import { deliveriesHash, enrolment, epochManifests, epochOpenings, idOfKey } from '@comity/acts';
import {
  ed25519PasskeyHand,
  fileHand,
  invitationData,
  messageData,
  type PersonHand,
  p256Hand,
  passkeyHand,
  personData,
  rootHand,
  rs256Authenticator,
  sessionHand,
  testCiphertext,
  testField,
  testId,
  testSalt,
  tokenOf,
} from '@comity/acts/testing';
import { sha256Hex, toBase64url, utf8 } from '@comity/log';
import type { Fixed } from './fixed.ts';
import { Told } from './told.ts';

/** Everybody who acts in the history, by what they are. */
export async function castOf(fixed: Fixed) {
  return {
    secretariat: await rootHand('secretariat'),
    clerk: await fileHand('secretariat', 'clerk'),
    alpha: await rootHand('alpha'),
    officer: p256Hand('alpha', 'officer'),
    hello: passkeyHand('alpha', 'hello', rs256Authenticator(fixed.rsa)),
    card: await ed25519PasskeyHand('alpha', 'card'),
    duty: await fileHand('alpha', 'duty'),
    beta: await rootHand('beta'),
    gpg: fixed.hand('beta', 'gpg'),
    watch: await fileHand('beta', 'watch'),
  };
}
export type Cast = Awaited<ReturnType<typeof castOf>>;

export const ALPHA_CONTACT = testId('con', 'alpha cert');
export const ALPHA_MISSION = testId('con', 'alpha mission');
export const BETA_CONTACT = testId('con', 'beta cert');
export const GAMMA_CONTACT = testId('con', 'gamma mission');
export const DOCUMENT = testId('doc', 'a paper');

/** One history in which every type of act occurs. The order is part of the vectors. */
export async function tellHistory(fixed: Fixed): Promise<{ told: Told; cast: Cast }> {
  const told = await Told.open();
  const cast = await castOf(fixed);
  for (const name of ['person', 'alpha', 'alpha-mission', 'beta', 'beta-next'])
    told.chronicle.keep(fixed.bytes(name));
  await seatAlpha(told, cast);
  await seatBeta(told, cast);
  await nominate(told, cast, fixed);
  await exchange(told, cast);
  await documents(told, cast);
  await change(told, cast, fixed);
  await hostFacts(told);
  return { told, cast };
}

async function enrol(told: Told, cast: Cast, state: 'alpha' | 'beta') {
  await told.tell(cast.secretariat, 'people.participant-invited', invitationData(told.chronicle, state));
  const root = cast[state];
  await told.tell(root, 'people.root-enrolled', { key: root.key, token: toBase64url(tokenOf(state)) });
}

/** The root, or an administrator, adds a person; the root says what the person may do. */
async function add(
  told: Told,
  by: Parameters<Told['tell']>[0],
  person: PersonHand,
  authorities: ('decisions' | 'directory' | 'documents' | 'exchange' | 'people')[],
) {
  const { data, fields } = await personData(told.chronicle, person);
  const written = await told.tell(by, 'people.person-added', data, { fields });
  if (authorities.length > 0)
    await told.tell(by, 'people.authorities-set', { person: person.actor.person, authorities });
  return written;
}

/** Alpha asks for two of its administrators; one of them has a passkey on P-256, the other one on RSA. */
async function seatAlpha(told: Told, cast: Cast) {
  const { alpha, officer, hello, duty, card } = cast;
  await enrol(told, cast, 'alpha');
  await add(told, alpha, officer, ['decisions', 'directory']);
  await add(told, alpha, hello, ['directory']);
  await add(told, alpha, duty, ['exchange']);
  const administrators = [officer, hello].map((hand) => hand.actor.person).sort();
  await told.tell(alpha, 'people.administrators-set', { administrators, threshold: 2 });
  const pending = await add(told, officer, card, []);
  await told.tell(hello, 'people.act-confirmed', { act: pending.prepared.id });
  await told.tell(officer, 'body.confirmed', {});
}

/** Beta signs with a file and with gpg. */
async function seatBeta(told: Told, cast: Cast) {
  const { beta, gpg, watch, clerk, secretariat } = cast;
  await enrol(told, cast, 'beta');
  await add(told, beta, gpg, ['decisions', 'directory']);
  await add(told, beta, watch, ['exchange']);
  await told.tell(gpg, 'body.confirmed', {});
  await add(told, secretariat, clerk, ['directory', 'documents', 'people']);
}

const note = { number: '17/2026', sha256: sha256Hex(utf8('A note verbale.')) };

async function nominate(told: Told, cast: Cast, fixed: Fixed) {
  const { clerk, officer, hello, gpg, duty, card, watch } = cast;
  const fields = { institution: { value: 'Permanent Mission of Gamma' } };
  const entered = {
    contact: GAMMA_CONTACT,
    class: 'diplomatic',
    fields,
    note,
    participant: 'gamma',
  } as const;
  await told.tellList(clerk, 'directory.contact-recorded', entered);
  const emails = testField(ALPHA_CONTACT, 'emails', ['cert@alpha.example']);
  const name = testField(ALPHA_CONTACT, 'name', 'Zoë Ångström');
  const roster = [duty, card].map((hand) => hand.actor.person).sort();
  const described = {
    contact: ALPHA_CONTACT,
    class: 'technical' as const,
    fields: {
      emails: { commitment: emails.commitment, readers: 'participants' as const },
      languages: { value: ['en', 'fr'] },
      name: { commitment: name.commitment, readers: ['beta'] },
      unit: { value: 'فريق الاستجابة' },
    },
    roster,
  };
  const opened = { fields: [emails.opening, name.opening] };
  await told.tellList(officer, 'directory.contact-nominated', described, opened);
  const key = fixed.key('alpha');
  await told.tellList(hello, 'directory.key-certified', { contact: ALPHA_CONTACT, key });
  const other = {
    contact: BETA_CONTACT,
    class: 'technical' as const,
    fields: {},
    roster: [watch.actor.person],
  };
  await told.tellList(gpg, 'directory.contact-nominated', other);
  const certified = { contact: BETA_CONTACT, key: fixed.key('beta'), expires: '2026-09-01T00:00:00.000Z' };
  await told.tellList(gpg, 'directory.key-certified', certified);
}

export const recipientOf = (told: Told, participant: string, contact: string) => {
  const key = told.chronicle.state.directory.get(participant)!.contacts.get(contact)!.key!.key.fingerprint;
  return { participant, contact, key };
};
/** A session of twelve hours from now. */
export const sessionOf = (told: Told, hand: PersonHand) => {
  const { body, at, now } = told.chronicle;
  return sessionHand(hand, body, at, new Date(now + 12 * 3_600_000).toISOString());
};

async function exchange(told: Told, cast: Cast) {
  const alpha = { participant: 'alpha', contact: ALPHA_CONTACT };
  const beta = { participant: 'beta', contact: BETA_CONTACT };
  for (const label of ['question', 'answer', 'attachment']) told.chronicle.keep(testCiphertext(label));
  const question = messageData('question', alpha, [recipientOf(told, 'beta', BETA_CONTACT)], {
    deadline: '2026-03-03T09:00:00.000Z',
  });
  const session = await sessionOf(told, cast.duty);
  await told.tell(session, 'exchange.sent', question.data, { fields: question.fields });
  const { message, thread } = question.data.header;
  const watching = await sessionOf(told, cast.watch);
  await told.tell(watching, 'exchange.acknowledged', { message, thread, contact: BETA_CONTACT });
  const answer = messageData('answer', beta, [recipientOf(told, 'alpha', ALPHA_CONTACT)], { thread });
  const bytes = testCiphertext('attachment');
  const attachments = [{ sha256: sha256Hex(bytes), size: bytes.length }];
  await told.tell(cast.watch, 'exchange.sent', { ...answer.data, attachments }, { fields: answer.fields });
}

async function documents(told: Told, cast: Cast) {
  const file = (text: string) => {
    const bytes = utf8(text);
    return { sha256: told.chronicle.keep(bytes), size: bytes.length, media: 'text/plain' };
  };
  const session = await sessionOf(told, cast.clerk);
  await told.tell(session, 'documents.registered', {
    document: DOCUMENT,
    symbol: 'A/BODY/2026/CRP.1',
    titles: { en: 'A paper', fr: 'Un document' },
    dated: '2026-03-01',
    source: 'secretariat',
    files: { en: file('A paper.\n') },
  });
  const corrected = { document: DOCUMENT, language: 'fr', file: file('Un document.\n'), corrects: 'Titre' };
  await told.tell(session, 'documents.issued', corrected);
  await told.tell(cast.clerk, 'documents.withdrawn', { document: DOCUMENT, reason: 'Issued by mistake.' });
}

/** What changes and what ends: versions, keys, persons, contacts. */
async function change(told: Told, cast: Cast, fixed: Fixed) {
  const { alpha, beta, officer, gpg, duty, card, watch } = cast;
  const contact = told.chronicle.state.directory.get('alpha')!.contacts.get(ALPHA_CONTACT)!;
  const { class: kind, fields, version } = contact;
  const amended = { contact: ALPHA_CONTACT, class: kind, fields, roster: [card.actor.person] };
  await told.tellList(officer, 'directory.contact-amended', amended, { base: version });
  await told.tell(alpha, 'people.authorities-set', { person: card.actor.person, authorities: ['exchange'] });
  const mission = {
    contact: ALPHA_MISSION,
    class: 'diplomatic' as const,
    fields: {},
    roster: amended.roster,
  };
  await told.tellList(alpha, 'directory.contact-nominated', mission);
  const missionKey = { contact: ALPHA_MISSION, key: fixed.key('alpha-mission') };
  await told.tellList(alpha, 'directory.key-certified', missionKey);
  const key = fixed.key('beta').blob.sha256;
  await told.tellList(gpg, 'directory.key-withdrawn', { contact: BETA_CONTACT, key, reason: 'superseded' });
  await told.tellList(gpg, 'directory.key-certified', { contact: BETA_CONTACT, key: fixed.key('beta-next') });
  const held = async (name: string) => {
    const hand = await fileHand('beta', 'watch', name);
    const { participant, person } = hand.actor;
    const said = enrolment(told.chronicle.body, participant, person, idOfKey(hand.key));
    return { person, key: hand.key, proof: await hand.sign('enrol', said) };
  };
  const second = await held('second');
  await told.tell(beta, 'people.key-added', second);
  const third = await held('third');
  await told.tell(beta, 'people.key-replaced', { ...third, old: idOfKey(second.key) });
  await told.tell(beta, 'people.key-removed', { person: third.person, key: idOfKey(third.key) });
  await told.tell(alpha, 'people.person-removed', { person: duty.actor.person });
  await told.tellList(cast.clerk, 'directory.contact-recorded', {
    contact: testId('con', 'gamma second'),
    class: 'technical',
    fields: {},
    note,
    participant: 'gamma',
  });
  await told.tellList(beta, 'directory.contact-removed', { contact: BETA_CONTACT });
  await told.tell(beta, 'people.authorities-set', { person: watch.actor.person, authorities: [] });
}

async function hostFacts(told: Told) {
  const host = await told.host();
  const { chronicle } = told;
  await told.tell(host, 'host.time-reached', { instant: '2026-03-02T09:00:00.000Z' });
  const delivery = { message: testId('msg', 'question'), contact: BETA_CONTACT, at: chronicle.at };
  const deliveries = deliveriesHash([{ ...delivery, salt: testSalt('delivery') }]);
  await told.tell(host, 'host.delivered', { deliveries, count: 1 });
  const outage = { from: '2026-03-02T08:00:00.000Z', until: '2026-03-02T08:05:00.000Z', what: 'Mail' };
  await told.tell(host, 'host.unavailable', outage);
  await told.tell(host, 'host.epoch', {
    hour: '2026-03-02T09:00:00.000Z',
    manifests: chronicle.keep(epochManifests(chronicle.state)),
    openings: chronicle.keep(epochOpenings(openingCounts())),
  });
}

export const openingCounts = () =>
  ['alpha', 'beta'].map((participant) => ({ participant, salt: testSalt(`epoch ${participant}`), count: 3 }));

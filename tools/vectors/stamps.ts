import type { ActType, DataOf, NamedMirror, Stamp } from '@comity/acts';
import { stampAct } from '@comity/acts';
import {
  type DraftOptions,
  type Hand,
  invitationData,
  messageData,
  personData,
  seedOf,
  sessionHand,
  testPgpKey,
  tokenOf,
  USUAL_FOUNDING,
  withList,
} from '@comity/acts/testing';
import { ed25519Signer, toBase64url, toHex } from '@comity/log';
import { Attempts } from './attempts.ts';
import { ALPHA_CONTACT, type Cast, DOCUMENT } from './history.ts';
import { judged } from './refused.ts';
import { describeState, entryOf, historyVectors } from './story.ts';
import { Told } from './told.ts';

const DAY = 86_400;
/** Two that the rules name, and one that they do not. */
const NAMES = ['far.example', 'near.example', 'stranger.example'] as const;
type Name = (typeof NAMES)[number];
const labelOf = (name: Name) => `mirror ${name}`;
const signerOf = (name: Name) => ed25519Signer(seedOf(labelOf(name)));

async function keyOf(name: Name): Promise<NamedMirror> {
  const { publicKey } = await signerOf(name);
  return { mirror: name, key: { alg: 'ed25519', key: toBase64url(publicKey) } };
}

/** A stamp at the present of the body; `by` may be another than it says. */
const stamped = async ({ chronicle }: Told, act: string, name: Name, at = chronicle.at, by = name) =>
  stampAct({ body: chronicle.body, act, mirror: name, at }, await signerOf(by));

/** Signs an act, has it stamped, and logs it this many seconds later. */
async function tellLate<T extends ActType>(
  told: Told,
  hand: Hand,
  type: T,
  data: DataOf<T>,
  how: DraftOptions & { late?: number; by?: readonly Name[] },
) {
  const { late = 600, by = ['near.example'], ...options } = how;
  const signed = await told.chronicle.sign(hand, type, data, options);
  const stamps: Stamp[] = [];
  for (const name of by) stamps.push(await stamped(told, signed.prepared.id, name));
  told.chronicle.now += late * 1000;
  return told.write({ ...signed, stamps });
}

/** A body whose rules name two mirrors, and which is told acts that it should have had long before. */
async function tellOfStamps(cast: Cast): Promise<Told> {
  const mirrors = [await keyOf('far.example'), await keyOf('near.example')];
  const told = await Told.open({ rules: { ...USUAL_FOUNDING.rules, mirrors } });
  await seat(told, cast);
  await nominate(told, cast);
  await late(told, cast);
  return told;
}

async function seat(told: Told, { secretariat, alpha, officer, duty, clerk }: Cast): Promise<void> {
  await told.tell(secretariat, 'people.participant-invited', invitationData(told.chronicle, 'alpha'));
  const enrolled = { key: alpha.key, token: toBase64url(tokenOf('alpha')) };
  await tellLate(told, alpha, 'people.root-enrolled', enrolled, { late: 8 * DAY });
  for (const [by, person, authorities] of [
    [alpha, officer, ['decisions', 'directory']],
    [alpha, duty, ['exchange']],
    [secretariat, clerk, ['documents']],
  ] as const) {
    const { data, fields } = await personData(told.chronicle, person);
    await told.tell(by, 'people.person-added', data, { fields });
    const held = { person: person.actor.person, authorities: [...authorities] };
    await told.tell(by, 'people.authorities-set', held);
  }
  const administrators = [officer.actor.person];
  await told.tell(alpha, 'people.administrators-set', { administrators, threshold: 1 });
}

async function nominate(told: Told, { officer, duty }: Cast): Promise<void> {
  const type = 'directory.contact-nominated';
  const roster = [duty.actor.person];
  const data = { contact: ALPHA_CONTACT, class: 'technical' as const, fields: {}, roster };
  await tellLate(told, officer, type, withList(told.chronicle, officer, type, data), {
    by: ['far.example', 'near.example'],
  });
  const key = testPgpKey('alpha');
  await told.tellList(officer, 'directory.key-certified', { contact: ALPHA_CONTACT, key });
}

const recipient = { participant: 'alpha', contact: ALPHA_CONTACT, key: testPgpKey('alpha').fingerprint };
const message = (told: Told, label: string, ahead: number) =>
  messageData(label, { participant: 'alpha', contact: ALPHA_CONTACT }, [recipient], {
    deadline: new Date(told.chronicle.now + ahead * 1000).toISOString(),
  });
const brief = ({ chronicle }: Told, by: Cast['duty']) =>
  sessionHand(by, chronicle.body, chronicle.at, new Date(chronicle.now + 120_000).toISOString());

async function late(told: Told, { officer, duty, alpha }: Cast): Promise<void> {
  const { data, fields } = message(told, 'late', 700);
  await tellLate(told, await brief(told, duty), 'exchange.sent', data, { fields, late: 240 });
  const nominated = told.chronicle.written.find(
    (w) => w.prepared.act.type === 'directory.contact-nominated',
  )!;
  const challenged = { act: nominated.prepared.id, reason: 'not-ours' as const };
  await tellLate(told, officer, 'people.act-challenged', challenged, { late: 4 * DAY });
  // Nobody can check this stamp, and no rule takes it.
  await tellLate(told, alpha, 'body.confirmed', {}, { by: ['stranger.example'] });
}

/** `history-5.json` and `refused-5.json`: another body, whose rules name mirrors. */
export async function stampVectors(cast: Cast) {
  const told = await tellOfStamps(cast);
  const mirrors = [];
  for (const name of NAMES) {
    const label = labelOf(name);
    mirrors.push({ ...(await keyOf(name)), label, secret: toHex(seedOf(label)) });
  }
  const history = { mirrors, ...(await historyVectors(told)) };
  const { body } = told.chronicle;
  const refused = { body, after: told.chronicle.size, cases: await refusedStamps(told, cast) };
  return { history, refused, ...(await erasureVectors(told, cast)) };
}

/** `history-5b.json` and `refused-5b.json`: the same body, with the fact of the host that came later. */
async function erasureVectors(told: Told, cast: Cast) {
  const { body, size: after } = told.chronicle;
  const data = { subject: cast.duty.actor.person, order: 'SEC/2026/17' };
  const written = await told.tell(await told.host(), 'host.erased', data);
  const entries = [await entryOf(told, written)];
  const attempts = new Attempts(told, cast);
  for (const [what, hand] of [
    ['a root', cast.alpha],
    ['the secretariat', cast.secretariat],
    ['a person', cast.officer],
  ] as const)
    await attempts.rule(
      'body.host-states-facts',
      `an erasure that ${what} states`,
      hand,
      'host.erased',
      data,
    );
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return {
    erased: { body, after, entries, state: describeState(told.chronicle.state) },
    refusedErasures: { body, after: told.chronicle.size, cases },
  };
}

async function refusedStamps(told: Told, cast: Cast) {
  const attempts = new Attempts(told, cast);
  const { officer, clerk, duty } = cast;
  const now = told.chronicle.at;
  const later = (seconds: number) => new Date(told.chronicle.now + seconds * 1000).toISOString();
  const document = { document: DOCUMENT, titles: { en: 'T' }, source: 'archive' as const, files: {} };
  const act = await told.chronicle.sign(clerk, 'documents.registered', document);
  const { id } = act.prepared;
  const tried = (what: string, expect: { rule: string } | { fault: string }, stamps: Stamp[]) =>
    attempts.add(what, expect, { ...act, stamps }, 600);
  const clock = { rule: 'record.clock' };
  tried('no stamp', clock, []);
  tried('a stamp that is late itself', clock, [await stamped(told, id, 'near.example', later(301))]);
  tried('a stamp before the act was signed', clock, [await stamped(told, id, 'near.example', later(-301))]);
  tried('the stamp of a mirror that is not named', clock, [await stamped(told, id, 'stranger.example')]);
  const bad = { fault: 'bad-stamp' };
  tried('a stamp by another key', bad, [await stamped(told, id, 'near.example', now, 'stranger.example')]);
  tried('a stamp by the other mirror', bad, [await stamped(told, id, 'near.example', now, 'far.example')]);
  tried('the stamp of another act', bad, [await stamped(told, 'a'.repeat(64), 'near.example')]);
  const good = await stamped(told, id, 'near.example');
  tried('a stamp that was moved in time', bad, [{ ...good, at: later(-1) }]);
  tried('a good stamp and a bad one', bad, [
    await stamped(told, id, 'far.example', now, 'near.example'),
    good,
  ]);
  const session = await told.chronicle.sign(await brief(told, clerk), 'documents.registered', document);
  const over = await stamped(told, session.prepared.id, 'near.example', later(121));
  attempts.add(
    'a session that was over',
    { rule: 'people.session-current' },
    { ...session, stamps: [over] },
    240,
  );
  const { data, fields } = message(told, 'too near', 700);
  const sent = await told.chronicle.sign(await brief(told, duty), 'exchange.sent', data, { fields });
  const near = await stamped(told, sent.prepared.id, 'far.example', later(101));
  attempts.add('a deadline too near', { rule: 'exchange.deadline-ahead' }, { ...sent, stamps: [near] }, 110);
  const certified = told.chronicle.written.find((w) => w.prepared.act.type === 'directory.key-certified')!;
  const challenged = { act: certified.prepared.id, reason: 'not-ours' as const };
  const challenge = await told.chronicle.sign(officer, 'people.act-challenged', challenged);
  const after = await stamped(told, challenge.prepared.id, 'near.example');
  attempts.add(
    'a challenge too late',
    { rule: 'people.challenge-in-time' },
    { ...challenge, stamps: [after] },
  );
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return cases;
}

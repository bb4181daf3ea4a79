import { type ActType, type AnyAct, enrolment, idOfKey, prepareAct } from '@comity/acts';
import {
  fileHand,
  type Hand,
  invitationData,
  noticeData,
  rootHand,
  type Signed,
  testId,
  testNonce,
  testPgpKey,
  tokenOf,
} from '@comity/acts/testing';
import { toBase64url } from '@comity/log';
import type { Scene } from './scene.ts';

/** One move of a random play: who tries what, with which of a few people, contacts and messages. */
export interface Move {
  readonly who: number;
  readonly what: number;
  readonly a: number;
  readonly b: number;
  readonly wait: number;
}

const NAMES = ['officer', 'duty', 'newcomer', 'fresh', 'second'];
const STATES = ['alpha', 'beta', 'gamma'] as const;

/** Everybody who may try something, invited or not. */
export async function cast(s: Scene): Promise<Hand[]> {
  const files = STATES.flatMap((state) => NAMES.map((name) => fileHand(state, name)));
  const known = ['alpha officer', 'alpha duty', 'beta officer', 'secretariat clerk'].map((who) =>
    s.person(who),
  );
  const gamma = await rootHand('gamma');
  const roots = [s.root('alpha'), s.root('beta'), gamma, s.secretariat, s.chronicle.host];
  // Roots and officers three times: they do most of what is allowed.
  return [...roots, ...roots, ...roots, ...known, ...known, ...known, ...(await Promise.all(files))];
}

const pick = <T>(items: readonly T[], n: number): T => items[n % items.length]!;

/** What a move would say, from a handful of ids so that moves meet each other. */
async function said(s: Scene, hand: Hand, m: Move): Promise<{ type: ActType; data: object; base?: string }> {
  const participant = 'participant' in hand.actor ? hand.actor.participant : 'alpha';
  const subject = await fileHand(participant, pick(NAMES, m.a), pick(['', '', 'other'], m.b));
  const { person } = subject.actor;
  const statement = enrolment(s.chronicle.body, participant, person, idOfKey(subject.key));
  const held = { person, key: subject.key, proof: await subject.sign('enrol', statement) };
  const contact = testId('con', `${participant} ${m.a % 2}`);
  const described = { contact, class: 'technical', fields: {}, roster: m.b % 2 ? [person] : [] };
  const pending = [...(s.state.seats.get(participant)?.pending.keys() ?? [])];
  const notices = [...(s.state.seats.get(participant)?.notices.values() ?? [])].map(({ act }) => act);
  const base = s.state.directory.get(participant)?.contacts.get(contact)?.version;
  const key = testPgpKey(`${contact} ${m.b % 2}`);
  const to = { participant: pick(STATES, m.b), contact: testId('con', `${pick(STATES, m.b)} ${m.a % 2}`) };
  const message = s.message(`${m.a}`, [
    { ...to, key: testPgpKey(`${to.contact} ${m.a % 2}`).fingerprint },
  ]).data;
  const document = testId('doc', `${m.a % 2}`);
  const list = { seq: 1, manifest: 'a'.repeat(64) };
  const moves: { type: ActType; data: object; base?: string }[] = [
    { type: 'people.participant-invited', data: invitationData(s.chronicle, pick(STATES, m.a)) },
    { type: 'people.root-enrolled', data: { key: hand.key, token: toBase64url(tokenOf(participant)) } },
    { type: 'people.person-added', data: { ...held, name: 'a'.repeat(64) } },
    { type: 'people.key-added', data: held },
    { type: 'people.key-removed', data: { person, key: idOfKey(subject.key) } },
    { type: 'people.key-replaced', data: { ...held, old: pick([...s.state.keys.keys()], m.b) } },
    { type: 'people.person-removed', data: { person } },
    { type: 'people.authorities-set', data: { person, authorities: ['directory', 'exchange'] } },
    {
      type: 'people.administrators-set',
      data: {
        administrators: [s.id('alpha officer'), s.id('alpha duty'), person]
          .filter((p, i, all) => all.indexOf(p) === i)
          .sort(),
        threshold: 1 + (m.b % 2),
      },
    },
    { type: 'people.act-confirmed', data: { act: pick([...pending, 'a'.repeat(64)], m.b) } },
    { type: 'people.act-challenged', data: { act: lately(s, participant, m), reason: 'not-ours' } },
    {
      type: 'people.notice-given',
      data: noticeData(s.chronicle, pick(STATES, m.b), m.a % 2 ? person : undefined),
    },
    { type: 'people.notice-cancelled', data: { notice: pick([...notices, 'a'.repeat(64)], m.b) } },
    { type: 'people.key-reseated', data: { key: hand.key, token: toBase64url(tokenOf(person)) } },
    { type: 'directory.contact-nominated', data: { ...described, list } },
    { type: 'directory.contact-amended', data: { ...described, list }, ...(base ? { base } : {}) },
    { type: 'directory.contact-removed', data: { contact, list } },
    { type: 'directory.key-certified', data: { contact, key, list } },
    { type: 'directory.key-withdrawn', data: { contact, key: key.blob.sha256, reason: 'lost', list } },
    {
      type: 'directory.contact-recorded',
      data: { ...recorded(described), participant: to.participant, list },
    },
    {
      type: 'exchange.sent',
      data: { ...message, header: { ...message.header, from: { participant, contact } } },
    },
    {
      type: 'exchange.acknowledged',
      data: { message: testId('msg', `${m.a}`), thread: testId('thr', `${m.a}`), contact },
    },
    { type: 'documents.registered', data: { document, titles: { en: 'T' }, source: 'archive', files: {} } },
    { type: 'documents.withdrawn', data: { document, reason: 'R' } },
    { type: 'body.confirmed', data: {} },
    {
      type: 'body.host-changed',
      data: {
        host: pick([s.chronicle.host.key, hand.key], m.b),
        rpIds: ['body.test'],
        origins: [`https://${m.a % 2}.test`],
      },
      base: s.state.host.act,
    },
    { type: 'host.time-reached', data: { instant: s.in(0) } },
  ];
  return pick(moves, m.what);
}

/** The newest act of a person of this participant, or the newest of all. */
function lately(s: Scene, participant: string, m: Move): string {
  const { written } = s.chronicle;
  const own = written.findLast(
    ({ prepared: { act } }) =>
      'participant' in act.actor && act.actor.person && act.actor.participant === participant,
  );
  return (m.b % 4 && own ? own : written.at(-1)!).prepared.id;
}

const recorded = ({ roster: _, ...rest }: { roster: unknown; [field: string]: unknown }) => ({
  ...rest,
  note: { number: '1', sha256: 'b'.repeat(64) },
});

/** A move as an act. It carries no signature: what is tried here comes after signatures. */
export async function moveAct(s: Scene, hands: readonly Hand[], m: Move): Promise<Signed> {
  s.chronicle.now += [0, 0, 1000, 60_000, 10 * 86_400_000][m.wait % 5]!;
  const hand = pick(hands, m.who);
  const { type, data, base } = await said(s, hand, m);
  const complete = 'list' in data && 'participant' in hand.actor ? safeList(s, hand, type, data) : data;
  const { act } = s.chronicle.draft(s.secretariat, 'documents.withdrawn', {
    document: testId('doc', 'x'),
    reason: 'R',
  });
  const nonce = testNonce(`${s.chronicle.size}`);
  const made = { ...act, type, actor: hand.actor, data: complete, nonce, ...(base ? { base } : {}) };
  return { prepared: prepareAct(made as AnyAct), sig: { alg: 'ed25519', value: '' }, fields: opened(s, m) };
}

/** The list step as an honest client would compute it; where there is nothing to change, any will do. */
function safeList(s: Scene, hand: Hand, type: ActType, data: object): object {
  try {
    return s.listed(hand, type, data as never);
  } catch {
    return data;
  }
}

const opened = (s: Scene, m: Move) => {
  const to = { participant: pick(STATES, m.b), contact: testId('con', `${pick(STATES, m.b)} ${m.a % 2}`) };
  return s.message(`${m.a}`, [{ ...to, key: testPgpKey(`${to.contact} ${m.a % 2}`).fingerprint }]).fields;
};

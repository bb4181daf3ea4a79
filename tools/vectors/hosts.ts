import { type BodyState, idOfKey } from '@comity/acts';
import { type Hand, hostHand, seedOf } from '@comity/acts/testing';
import { toHex } from '@comity/log';
import { type Attempt, Attempts } from './attempts.ts';
import { HOUSES } from './checkpoints.ts';
import { ALPHA_CONTACT, type Cast } from './history.ts';
import { judged } from './refused.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

const TYPE = 'body.host-changed';
const THERE = { rpId: 'second.example', origin: 'https://second.example' };

const handOf = (told: Told, house: string) => hostHand(told.chronicle.state.founding.origin, house);
const base = (told: Told) => ({ base: told.chronicle.state.host.act });
const changeTo = async (told: Told, house: string, domain: string) => ({
  host: (await handOf(told, house)).key,
  rpIds: [domain],
  origins: [`https://${domain}`],
});

/** `history-3.json`: the host hands over, people sign at the new domain, and then two States name a third host. */
export async function hostVectors(told: Told, cast: Cast) {
  const after = told.chronicle.size;
  await handOver(told, cast);
  await byRoots(told, cast);
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const { state } = told.chronicle;
  return {
    after,
    hosts: await keysOf(told),
    entries,
    state: { ...describeState(state), hosts: hostsOf(state) },
  };
}

async function handOver(told: Told, { officer }: Cast): Promise<void> {
  await told.tell(await told.host(), TYPE, await changeTo(told, HOUSES[1]!, THERE.rpId), base(told));
  await told.tell(await handOf(told, HOUSES[1]!), 'host.time-reached', { instant: told.chronicle.at });
  const there: Hand = { ...officer, sign: (tag, statement) => officer.sign(tag, statement, THERE) };
  const { contact, class: kind, fields, roster, version } = contactOf(told);
  const amended = { contact, class: kind, fields, roster: [...roster] };
  await told.tellList(there, 'directory.contact-amended', amended, { base: version });
}

const contactOf = ({ chronicle }: Told) =>
  chronicle.state.directory.get('alpha')!.contacts.get(ALPHA_CONTACT)!;

async function byRoots(told: Told, { alpha, beta }: Cast): Promise<void> {
  const third = await changeTo(told, HOUSES[2]!, 'third.example');
  await told.tell(alpha, TYPE, third, base(told));
  await told.tell(beta, TYPE, await changeTo(told, HOUSES[1]!, 'other.example'), base(told));
  await told.tell(beta, TYPE, third, base(told));
  await told.tell(await handOf(told, HOUSES[2]!), 'host.time-reached', { instant: told.chronicle.at });
}

/** The hosts to come, as `keys.json` has the first. */
const keysOf = (told: Told) =>
  Promise.all(
    HOUSES.slice(1).map(async (house) => {
      const { actor, key } = await handOf(told, house);
      const label = `host ${actor.host}${house}`;
      return { actor, key, id: idOfKey(key), label, secret: toHex(seedOf(label)) };
    }),
  );

/** Every host, as the state holds them. */
export const hostsOf = ({ hosts }: BodyState) => hosts.map((host) => ({ ...host }));

/** `refused-3.json`: changes of host that may not follow, and what hosts of other times may not state. */
export async function refusedHosts(told: Told, cast: Cast) {
  const attempts = new Attempts(told, cast);
  const { alpha, secretariat, officer } = cast;
  const fourth = await changeTo(told, ' 4', 'fourth.example');
  const { state } = told.chronicle;
  const now = base(told);
  const rule = 'body.host-changes';
  const { key: host, rpIds, origins } = state.host;
  await attempts.rule(rule, 'the secretariat', secretariat, TYPE, fourth, now);
  await attempts.rule(
    rule,
    'nothing new',
    alpha,
    TYPE,
    { host, rpIds: [...rpIds], origins: [...origins] },
    now,
  );
  await attempts.rule(rule, 'no base', alpha, TYPE, fourth);
  await attempts.rule(rule, 'the place of a host before', alpha, TYPE, fourth, { base: state.hosts[1]!.act });
  await attempts.rule(
    'people.key-once',
    'a former host',
    alpha,
    TYPE,
    await changeTo(told, '', 'body.example'),
    now,
  );
  const held = { ...fourth, host: cast.beta.key as typeof host };
  await attempts.rule('people.key-once', 'the key of a root', alpha, TYPE, held, now);
  await attempts.rule('people.root-decides', 'a person', there(officer), TYPE, fourth, now);
  for (const [what, house] of [
    ['the first', ''],
    ['the second', HOUSES[1]!],
  ] as const) {
    const hand = await handOf(told, house);
    const says = `${what} host, which is no longer in force`;
    await attempts.rule('body.host-states-facts', says, hand, 'host.time-reached', {
      instant: told.chronicle.at,
    });
    await attempts.rule('body.host-states-facts', `${says}, names another`, hand, TYPE, fourth, now);
  }
  const old = await told.chronicle.sign(officer, TYPE, fourth, now);
  attempts.add('a passkey at the domain of a host before', { fault: 'bad-signature' }, old);
  return { after: told.chronicle.size, cases: await allJudged(told, attempts.all) };
}

/** The passkey at the domain in force. */
const there = (hand: Cast['officer']): Hand => ({
  ...hand,
  sign: (tag, statement) =>
    hand.sign(tag, statement, { rpId: 'third.example', origin: 'https://third.example' }),
});

async function allJudged(told: Told, attempts: readonly Attempt[]) {
  const cases = [];
  for (const attempt of attempts) cases.push(await judged(told, attempt));
  return cases;
}

import { randomBytes } from 'node:crypto';
import { parseLeaf, pingRulesOf } from '@comity/acts';
import { toBase64url } from '@comity/log';
import { addJob, type Tx } from '../../../platform/index.ts';
import { type Channel, type Directory, digestOf, isZone, mailboxesOf } from '../../directory/index.ts';
import { type Record as ActRecord, findEntry } from '../../record/index.ts';
import { newCode, newSpokenCode } from '../codes.ts';
import { exchangeError } from '../errors.ts';
import { listRings } from '../rings/index.ts';
import { dueSlot, nextQuiet, type PingChannel } from './rules.ts';
import { insertPings, insertRound, listRounds, lockRounds, type NewPing, type Round } from './store.ts';

/** What a round is begun with. */
export interface Wish {
  readonly channels: readonly PingChannel[];
  readonly outOfHours: boolean;
  /** Who begins it; null: the schedule. */
  readonly person: string | null;
  readonly slot?: number;
  /** Seconds for which it takes answers; absent: as the rules say. */
  readonly open?: number | undefined;
}

/**
 * Begins a round: every ping, with its code and its hour, stands in the same transaction as the round, and so does the
 * job that sends it. A host that ends here goes on there. Throws `exchange.round-running`, `exchange.nobody-to-ping`.
 */
export async function startRound(directory: Directory, wish: Wish): Promise<Round> {
  const { record } = directory;
  const targets = await targetsOf(directory, wish);
  return record.database.transaction(async (tx) => {
    await lockRounds(tx);
    const now = record.clock();
    const [last] = await listRounds(tx, 1);
    if (last && +last.ends > now) throw exchangeError('round-running', { round: last.id });
    if (targets.length === 0)
      throw exchangeError('nobody-to-ping', { detail: 'No contact has an open way of that kind.' });
    const round = newRound(record, wish, now);
    if (!(await insertRound(tx, round))) throw exchangeError('round-running');
    sendAll(tx, round, targets);
    return { ...round, paused: false, message: null, settled: null };
  });
}

function newRound(record: ActRecord, { channels, outOfHours, person, slot, open }: Wish, now: number) {
  const rules = pingRulesOf(record.held.now.rules);
  const ends = now + (open ?? rules.open) * 1000;
  return {
    ...{ id: `pin_${toBase64url(randomBytes(16))}`, person, slot: slot ?? null, outOfHours },
    ...{ started: new Date(now), ends: new Date(ends), shown: new Date(ends + rules.held * 1000) },
    channels: [...new Set(channels)].sort(),
  };
}

type Target = Pick<NewPing, 'participant' | 'contact' | 'channel' | 'digest' | 'ring' | 'due'>;

function sendAll(tx: Tx, { id: round }: Pick<Round, 'id'>, targets: readonly Target[]): void {
  const pings = targets.map((target) => ({
    ...target,
    ...{ id: `png_${toBase64url(randomBytes(16))}`, round },
    code: target.channel === 'telephones' ? newSpokenCode() : newCode(),
  }));
  insertPings(tx, pings);
  for (const { id, channel, due } of pings)
    if (isSentByHost(channel))
      addJob(tx, 'exchange.ping', { ping: id, attempt: 0 }, { runAt: due, key: keyOf(id) });
}

/** Calls are made by people, and only a client can seal. */
export const isSentByHost = (channel: PingChannel): boolean => channel === 'emails' || channel === 'sms';
export const keyOf = (ping: string): string => `exchange.ping ${ping}`;

/**
 * Every way that is to be tried: the addresses that contacts opened to this host, the telephones that the secretariat
 * may read, the keys, and the numbers that States had switched on for text messages.
 */
async function targetsOf(directory: Directory, { channels, outOfHours }: Wish): Promise<Target[]> {
  const { record } = directory;
  const secretariat = record.held.now.founding.secretariat.participant;
  const views = (await directory.list({ participant: secretariat, key: '', until: 0 }, {})).filter(
    ({ participant }) => participant !== secretariat,
  );
  const ids = views.map(({ contact }) => contact);
  const [mailboxes, rings] = [
    await mailboxesOf(record, ids),
    channels.includes('sms')
      ? (await listRings(record.database.read, ids)).filter((r) => r.code === null)
      : [],
  ];
  return views.flatMap(({ participant, contact, key, fields }) => {
    const { emails, hours, timeZone } = mailboxes.get(contact)!;
    const due = new Date(dueAt(record.clock(), outOfHours, hours[0], timeZone[0]));
    const target = (channel: PingChannel, digest: string, ring: string | null = null) =>
      channels.includes(channel) ? [{ participant, contact, channel, digest, ring, due }] : [];
    const each = (channel: PingChannel & Channel, values: readonly string[]) =>
      values.flatMap((value) => target(channel, digestOf(contact, channel, value)));
    return [
      ...each('emails', emails),
      ...each('telephones', [fields.telephones ?? []].flat()),
      ...each('message', key ? [key.fingerprint] : []),
      ...rings.filter((r) => r.contact === contact).flatMap((r) => target('sms', r.id, r.id)),
    ];
  });
}

const dueAt = (
  now: number,
  outOfHours: boolean,
  hours: string | undefined,
  zone: string | undefined,
): number =>
  outOfHours ? nextQuiet(hours, zone !== undefined && isZone(zone) ? zone : undefined, now) : now;

/** What a round that begins by itself tries: all that needs nobody, and the telephones that officers then call. */
const SCHEDULED: readonly PingChannel[] = ['emails', 'sms', 'telephones'];

/** Begins the round that the rules of the body have due, if none does. Answers whether it did. */
export async function startDue(directory: Directory): Promise<boolean> {
  const { record } = directory;
  const { rules, id } = await record.held.level(record.database.read);
  const { every } = pingRulesOf(rules);
  const slot = dueSlot(await foundedAt(record, id), every, record.clock());
  if (slot === undefined) return false;
  const recent = await listRounds(record.database.read, 20);
  const isThere = recent.some((r) => r.slot !== null && r.slot >= slot);
  // Not soon after one that somebody began.
  const half = (every * 1000) / 2;
  if (isThere || recent.some((r) => +r.started > record.clock() - half)) return false;
  try {
    await startRound(directory, { channels: SCHEDULED, outOfHours: false, person: null, slot });
    return true;
  } catch (error) {
    if (isPassedOver(error)) return false;
    throw error;
  }
}

async function foundedAt(record: ActRecord, founding: string): Promise<number> {
  const entry = await findEntry(record.database.read, founding);
  return Date.parse(parseLeaf(entry!.leaf).received);
}

const isPassedOver = (error: unknown): boolean =>
  ['exchange.round-running', 'exchange.nobody-to-ping'].includes((error as { code?: string }).code ?? '');

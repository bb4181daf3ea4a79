import {
  type Act,
  type AnyAct,
  type Certificate,
  changeOf,
  type Entered,
  hostKey,
  idOfKey,
  isHost,
  isType,
  kindOf,
  type Leaf,
  type ParticipantActor,
  parseLeaf,
  parseOpening,
  type Signature,
  standingOf,
} from '@comity/acts';
import { parseCanonical } from '@comity/log';
import { allowingRule } from '@comity/procedure';
import type { z } from 'zod';
import { recordError } from './errors.ts';
import { levelFinding } from './finding.ts';
import { getEntry } from './reading.ts';
import type { Record } from './record.ts';
import type { grounds } from './schema.ts';
import { findEntry, listRecent, listStream, type StoredEntry } from './store.ts';
import { searchEntries } from './store-finding.ts';
import { findOpenedAct } from './store-openings.ts';

type Grounds = z.infer<typeof grounds>;
type Certified = Grounds['certified'][number];
type Key = NonNullable<Grounds['signer']['key']>;

/** An act of the record, read. */
interface Read {
  readonly row: StoredEntry;
  readonly act: AnyAct;
  readonly sig: Signature;
  readonly received: string;
}

/** What an act rests on: who signed, how that key was certified, by which rule, and whether it is in effect. */
export async function readGrounds(
  record: Record,
  participant: string | undefined,
  id: string,
): Promise<Grounds> {
  const read = await openAct(record, participant, id);
  await record.held.level(record.database.read);
  const certificate = read.sig.session ? await certificateOf(record, read.sig.session) : undefined;
  const by = certificate?.statement.by ?? read.act.actor.key;
  const key = keyOf(record, by);
  return {
    rule: allowingRule(read.act),
    signer: {
      ...(key ? { key } : {}),
      ...(certificate ? { session: sessionOf(read.sig, certificate) } : {}),
    },
    certified: await certifiedBy(record, by, read.row.index),
    standing: await readStanding(record, read),
  };
}

async function openAct(record: Record, participant: string | undefined, id: string): Promise<Read> {
  const row = await getEntry(record, participant, id);
  const leaf = parseLeaf(row.leaf);
  if (leaf.tier === 'public') return readOf(row, leaf);
  const opened = await findOpenedAct(record.database.read, participant!, row.index);
  // What opened it was erased: nothing is left to say.
  if (!opened) throw recordError('act-not-found');
  const { act, sig } = parseOpening(parseCanonical(opened));
  return { row, act, sig, received: leaf.received };
}

const readOf = (row: StoredEntry, { act, sig, received }: Leaf & { tier: 'public' }): Read => ({
  row,
  act,
  sig,
  received,
});

async function certificateOf(record: Record, hash: string): Promise<Certificate | undefined> {
  return (await record.lookup(hash, [])).certificate(hash);
}

const sessionOf = (sig: Signature, { statement }: Certificate) => ({
  certificate: sig.session!,
  key: idOfKey(statement.key),
  from: statement.at,
  until: statement.expires,
});

/** A registered key, and in what it lives. */
function keyOf(record: Record, id: string): Key | undefined {
  const state = record.held.now;
  const host = hostKey(state, id);
  if (host) return { key: id, kind: 'host', alg: host.alg };
  const held = state.keys.get(id);
  if (!held) return undefined;
  const { alg } = held.key;
  if (held.person === undefined) return { key: id, kind: 'root', alg };
  if (held.key.alg === 'openpgp') return { key: id, kind: 'openpgp', alg };
  return { key: id, kind: held.key.passkey ? 'passkey' : 'file', alg };
}

/**
 * The acts on which a key rests, each with whoever made it: the one that named the key, the one that named the key
 * that signed that, and so on up to a root and the invitation that proved it, or to the founding. Each stands before
 * the last, so it ends.
 */
async function certifiedBy(record: Record, key: string, before: number): Promise<Certified[]> {
  const act = certifierOf(record, key, before);
  const read = act === undefined ? undefined : await findAct(record, act);
  if (!read || read.row.index > before) return [];
  const own = certifiedOf(read);
  if (isType(read.act, 'people.root-enrolled')) return [own, ...(await invitationOf(record, read))];
  const next = read.act.actor.key;
  return read.row.index === before || next === key
    ? [own]
    : [own, ...(await certifiedBy(record, next, read.row.index - 1))];
}

/** The act that named a key: of a host, of a root, of a person. A host may come back with a key it had. */
function certifierOf(record: Record, key: string, before: number): string | undefined {
  const { keys, hosts } = record.held.now;
  return hosts.findLast((h) => h.keyId === key && h.index <= before)?.act ?? keys.get(key)?.act;
}

async function findAct(record: Record, id: string): Promise<Read | undefined> {
  const row = await findEntry(record.database.read, id);
  const leaf = row && parseLeaf(row.leaf);
  return leaf?.tier === 'public' ? readOf(row!, leaf) : undefined;
}

function certifiedOf({ row, act, received }: Read): Certified {
  const { key: _, ...by } = act.actor;
  return { act: row.act, index: row.index, type: row.type, received, by };
}

/** How a root came to be: the invitation whose token it showed, with its evidence. */
async function invitationOf(record: Record, enrolled: Read): Promise<Certified[]> {
  const { participant } = enrolled.act.actor as ParticipantActor;
  const search = {
    about: [`participant/${participant}`],
    type: 'people.participant-invited',
    stream: `participant/${participant}`,
    before: enrolled.row.index,
  };
  await levelFinding(record);
  const [row] = await searchEntries(record.database.read, search, undefined, 1);
  const leaf = row && parseLeaf(row.leaf);
  if (leaf?.tier !== 'public' || !isType(leaf.act, 'people.participant-invited')) return [];
  const { channel, note } = leaf.act.data;
  return [{ ...certifiedOf(readOf(row!, leaf)), channel, ...(note ? { note } : {}) }];
}

const AT_ONCE: Grounds['standing'] = { state: 'in-effect', confirmedBy: [] };

/** Most acts take effect where they stand; those of administrators wait where their State asks for several. */
async function readStanding(record: Record, read: Read): Promise<Grounds['standing']> {
  const { row, act, received } = read;
  if (isHost(act.actor)) return AT_ONCE;
  if (isType(act, 'body.host-changed')) return standingOfWish(record, read, act);
  if (!act.actor.person || kindOf(act.type).signedBy.by !== 'administrators') return AT_ONCE;
  const { participant } = act.actor;
  if (!(await askedForSeveral(record, participant, row.index))) return AT_ONCE;
  const history = await historyOf(record, `participant/${participant}`);
  const { until, ...standing } = standingOf(
    record.held.now,
    participant,
    history,
    row.act,
    Math.max(record.clock(), Date.parse(received)),
  );
  return {
    ...standing,
    confirmedBy: [...standing.confirmedBy],
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
  };
}

/** A root that names another host waits for those of other States, until one of them completes the number. */
function standingOfWish(
  record: Record,
  { row, received }: Read,
  { actor, data }: Act<'body.host-changed'>,
): Grounds['standing'] {
  const { hosts, hostChanges, founding, rules } = record.held.now;
  const { participant } = actor as ParticipantActor;
  const since = Date.parse(received);
  const until = since + rules.numbers.confirmationLife * 1000;
  const named = hosts.find((h) => h.index >= row.index && h.keyId === idOfKey(data.host));
  const isNamed = named && Array.isArray(named.by) && named.by.includes(participant);
  const wish = hostChanges.get(participant);
  const waits = wish?.since === since && wish.change === changeOf(data) && record.clock() <= until;
  return {
    state: isNamed ? 'in-effect' : waits ? 'waiting' : 'lapsed',
    confirmedBy: isNamed && named.act !== row.act ? [named.act] : [],
    needed: founding.hostChange,
    until: new Date(until).toISOString(),
  };
}

/** Whether the State asked for more than one administrator at this place. */
async function askedForSeveral(record: Record, participant: string, before: number): Promise<boolean> {
  const filter = {
    stream: `participant/${participant}`,
    type: 'people.administrators-set',
    before,
    limit: 1,
  };
  const [row] = await listRecent(record.database.read, filter);
  const leaf = row && parseLeaf(row.leaf);
  return (
    leaf?.tier === 'public' && isType(leaf.act, 'people.administrators-set') && leaf.act.data.threshold > 1
  );
}

const PAGE = 5000;

async function historyOf(record: Record, stream: string): Promise<Entered[]> {
  const all: Entered[] = [];
  for (let from = 0, more = true; more; ) {
    const rows = await listStream(record.database.read, stream, from);
    for (const row of rows) {
      const leaf = parseLeaf(row.leaf);
      if (leaf.tier === 'public')
        all.push({ act: leaf.act, id: row.act, received: Date.parse(leaf.received) });
    }
    more = rows.length === PAGE;
    from = (rows.at(-1)?.index ?? 0) + 1;
  }
  return all;
}

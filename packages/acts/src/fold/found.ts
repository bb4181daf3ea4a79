import { parseCanonical } from '@comity/log';
import { mandate, participantList, ruleBook } from '../catalogue/body.ts';
import type { Act } from '../envelope.ts';
import { isHost, parseWith } from '../envelope.ts';
import { ActError } from '../errors.ts';
import { idOfKey } from '../key.ts';
import { type BodyState, emptySeat, type Host } from '../state.ts';

/** Blobs by SHA-256 in hex; undefined where one is not at hand. */
export type BlobReader = (sha256: string) => Uint8Array | undefined;

/** The state that the founding act makes, before any entry is counted. Throws `acts.missing-blob`, `acts.malformed`. */
export function foundBody(act: Act<'body.founded'>, id: string, blobs: BlobReader): BodyState {
  const { data } = act;
  const read = (sha256: string, what: string) => {
    const bytes = blobs(sha256);
    if (!bytes) throw new ActError('acts.missing-blob', `The ${what} (${sha256}) is missing.`);
    return parseCanonical(bytes);
  };
  const list = parseWith(
    participantList,
    read(data.participants, 'list of participants'),
    'The list of participants',
  );
  const participants = new Map(list.participants.map((p) => [p.id, p]));
  const secretariat = data.secretariat.participant;
  if (
    participants.size !== list.participants.length ||
    participants.get(secretariat)?.kind !== 'secretariat'
  ) {
    throw new ActError('acts.malformed', 'The list of participants repeats one, or lacks the secretariat.');
  }
  const hostId = idOfKey(data.host);
  if (!isHost(act.actor) || act.actor.host !== data.origin || act.actor.key !== hostId)
    throw new ActError('acts.malformed', 'The host that the founding act names makes it, with its key.');
  const rootId = idOfKey(data.secretariat.root);
  const seat = { ...emptySeat(), root: { key: data.secretariat.root, keyId: rootId, act: id } };
  const { rpIds, origins } = data;
  const host: Host = { key: data.host, keyId: hostId, rpIds, origins, act: id, index: 0, by: 'founding' };
  return {
    size: 0,
    received: 0,
    id,
    founding: data,
    rules: parseWith(ruleBook, read(data.rules, 'rules'), 'The rules'),
    rulesIn: { sha256: data.rules, act: id, since: 0 },
    mandate: parseWith(mandate, read(data.mandate, 'mandate'), 'The mandate'),
    participants,
    host,
    hosts: [host],
    hostChanges: new Map(),
    seats: new Map([[secretariat, seat]]),
    keys: new Map([[rootId, { key: data.secretariat.root, participant: secretariat, act: id }]]),
    directory: new Map(),
    contacts: new Map(),
    regional: new Map(),
    compromised: new Set(),
    confirmedBy: new Set(),
    offices: new Map(),
    challenges: new Map(),
    streams: new Map(),
  };
}

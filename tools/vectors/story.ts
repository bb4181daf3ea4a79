import { type BodyState, certificateHash, idOfKey, promiseStatement, signersAt } from '@comity/acts';
import { hostHand, seedOf, type Written } from '@comity/acts/testing';
import {
  canonicalText,
  fromBase64url,
  fromUtf8,
  sha256Hex,
  toBase64url,
  toHex,
  utf8,
  verifierKey,
} from '@comity/log';
import { checkpointAt, houseOf } from './checkpoints.ts';
import type { Cast } from './history.ts';
import type { Told } from './told.ts';

/** `history.json`: every entry of the history, with all that goes into it and all that comes out. */
export async function historyVectors(told: Told) {
  const { chronicle } = told;
  const { founding } = chronicle.state;
  const entries = [];
  for (const written of chronicle.written) entries.push(await entryOf(told, written));
  return {
    body: chronicle.body,
    verifierKey: verifierKey(founding.origin, fromBase64url(founding.host.key)),
    blobs: Object.fromEntries([...chronicle.blobs].map(([hash, bytes]) => [hash, toBase64url(bytes)])),
    entries,
    state: describeState(chronicle.state),
  };
}

/** An entry with all that goes into it and all that comes out. */
export async function entryOf(told: Told, w: Written) {
  const { act, id } = w.prepared;
  const { certificate } = w;
  return {
    index: w.index,
    type: act.type,
    act: canonicalText(act),
    id,
    sig: w.sig,
    ...(certificate
      ? { certificate: { text: canonicalText(certificate), hash: certificateHash(certificate) } }
      : {}),
    ...(w.fields.length > 0 ? { openings: w.fields } : {}),
    ...(w.opening ? { salt: w.opening.salt } : {}),
    allowedBy: told.rules.get(w.index)!,
    leaf: fromUtf8(w.bytes),
    leafHash: toHex(w.hash),
    root: told.roots[w.index]!,
    checkpoint: await checkpointAt(told, w.index + 1),
    promise: await promiseOf(told, w),
  };
}

async function promiseOf(told: Told, w: Written) {
  const statement = promiseStatement(told.chronicle.body, w.prepared.id, w.index, w.leaf.received);
  const { state } = told.chronicle;
  const host = signersAt(state, w.index + 1).at(-1)!;
  const hand = await hostHand(state.founding.origin, await houseOf(told, host));
  const sig = await hand.sign('promise', statement);
  return { statement: canonicalText(statement), sig };
}

const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** The state in plain JSON, everything sorted: what a second implementation compares its own with. */
export function describeState(state: BodyState) {
  return {
    size: state.size,
    received: new Date(state.received).toISOString(),
    confirmedBy: [...state.confirmedBy].sort(),
    streams: Object.fromEntries(sorted(state.streams)),
    keys: Object.fromEntries(
      sorted(state.keys).map(([id, { participant, person, ended }]) => [
        id,
        { participant, ...(person ? { person } : {}), ended: ended === true },
      ]),
    ),
    seats: Object.fromEntries(
      sorted(state.seats).map(([id, { root, administrators, threshold, people, pending }]) => [
        id,
        {
          ...(root ? { root: root.keyId } : {}),
          administrators: [...administrators].sort(),
          threshold,
          pending: [...pending.keys()].sort(),
          people: Object.fromEntries(
            sorted(people).map(([person, { authorities, keys, removed }]) => [
              person,
              { authorities: [...authorities].sort(), keys: [...keys].sort(), removed: removed === true },
            ]),
          ),
        },
      ]),
    ),
    directory: Object.fromEntries(
      sorted(state.directory).map(([participant, { seq, previous, manifest, contacts }]) => [
        participant,
        { seq, ...(previous ? { previous } : {}), manifest, contacts: [...contacts.keys()].sort() },
      ]),
    ),
    contacts: Object.fromEntries(sorted(state.contacts)),
  };
}

/** `keys.json`: the keys of everybody who acts, and where their secrets come from. */
export function keyVectors(cast: Cast) {
  const seeds: Record<string, string> = {
    secretariat: 'root secretariat',
    alpha: 'root alpha',
    beta: 'root beta',
    clerk: 'file secretariat/clerk',
    duty: 'file alpha/duty',
    watch: 'file beta/watch',
    officer: 'p256 alpha/officer',
    card: 'passkey alpha/card',
  };
  return {
    keys: Object.entries(cast).map(([name, { actor, key }]) => ({
      name,
      actor,
      key,
      id: idOfKey(key),
      ...(seeds[name]
        ? { label: seeds[name], secret: toHex(seedOf(seeds[name])) }
        : { secret: 'fixed.json' }),
    })),
    seedOf: 'SHA-256 of "comity testing " and the label',
    example: { label: 'root alpha', sha256: sha256Hex(utf8('comity testing root alpha')) },
  };
}

import {
  type Act,
  type AnyAct,
  actorName,
  describeKey,
  draftAct,
  foundBody,
  idOfKey,
  leafBytes,
  type Mandate,
  makeLeaf,
  type ParticipantList,
  type RootKey,
  type RuleBook,
  signPreimage,
  streamOf,
} from '@comity/acts';
import { canonicalBytes, EMPTY_ROOT, sha256Hex, toHex } from '@comity/log';
import { putBlob } from '../../platform/index.ts';
import type { Record } from './record.ts';
import { findHead, insertEntries, makeHead } from './store.ts';

/** What a body begins with. The host key is the record's own. */
export interface Founding {
  readonly mandate: Mandate;
  readonly rules: RuleBook;
  readonly participants: ParticipantList;
  readonly secretariat: { readonly participant: string; readonly root: RootKey };
  readonly origin: string;
  readonly rpIds: readonly string[];
  readonly origins: readonly string[];
  readonly languages: readonly string[];
  readonly confirmations: number;
  readonly hostChange: number;
  readonly predecessor?: Act<'body.founded'>['data']['predecessor'];
  readonly demo?: { readonly seed: string };
}

/** Whether this database holds a body; if so, the held state is level with it. */
export async function openBody(record: Record): Promise<boolean> {
  const head = await findHead(record.database.read);
  await record.held.catchUp(record.database.read, head.size);
  return record.held.founded;
}

/** Founds the body: entry 0 and its three blobs, in one transaction. Answers with the body's id. */
export async function found(record: Record, founding: Founding): Promise<string> {
  const { mandate, rules, participants, ...rest } = founding;
  const blobs = new Map(
    [mandate, rules, participants].map((b) => [sha256Hex(canonicalBytes(b)), canonicalBytes(b)]),
  );
  const hash = (value: unknown) => sha256Hex(canonicalBytes(value));
  const host = describeKey('ed25519', record.host.publicKey) as RootKey;
  const received = new Date(record.clock()).toISOString();
  const prepared = draftAct({
    type: 'body.founded',
    actor: { host: founding.origin, key: idOfKey(host) },
    at: received,
    seen: { size: 0, root: toHex(EMPTY_ROOT) },
    data: {
      ...rest,
      mandate: hash(mandate),
      rules: hash(rules),
      participants: hash(participants),
      host,
    } as Act<'body.founded'>['data'],
  });
  const act = prepared.act as Act<'body.founded'>;
  // Refuses a malformed list or rule book before anything is written.
  foundBody(act, prepared.id, (sha256) => blobs.get(sha256));
  const sig = await signPreimage(prepared.preimage, record.host);
  const stream = streamOf(prepared.act);
  const leaf = makeLeaf({ stream, number: 0, received }, 'public', { act: prepared.act, sig });
  await record.database.transaction(async (tx) => {
    for (const [sha256, bytes] of blobs) await putBlob(tx, bytes, sha256, 'application/json');
    await makeHead(tx);
    insertEntries(tx, [
      {
        index: 0,
        act: prepared.id,
        actor: actorName(act.actor),
        nonce: act.nonce,
        type: (act as AnyAct).type,
        stream,
        number: 0,
        leaf: leafBytes(leaf),
        received: Date.parse(received),
        openings: [],
        readers: [],
        audience: [],
        blobs: [...blobs.keys()],
      },
    ]);
  });
  await openBody(record);
  return prepared.id;
}

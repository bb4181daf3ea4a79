import { type AnyAct, isHost, parseLeaf } from '@comity/acts';
import type { z } from 'zod';
import { type Record as ActRecord, listEntriesNaming, listRecent, listStream } from '../record/index.ts';
import { directoryError } from './errors.ts';
import type { history, keys } from './schema.ts';

/** The acts that made a contact what it is, newest first. Throws `directory.contact-not-found`. */
export async function readHistory(record: ActRecord, contact: string): Promise<z.infer<typeof history>> {
  const owner = (await record.held.level(record.database.read)).contacts.get(contact);
  if (!owner) throw directoryError('contact-not-found');
  const entries = await listRecent(record.database.read, { stream: `directory/${owner}`, limit: 1000 });
  const acts = entries.flatMap((entry) => {
    const leaf = parseLeaf(entry.leaf);
    if (leaf.tier !== 'public' || isHost(leaf.act.actor) || contactOf(leaf.act) !== contact) return [];
    const by = `${leaf.act.actor.participant}/${leaf.act.actor.person ?? 'root'}`;
    const about = { act: entry.act, index: entry.index, type: entry.type, received: leaf.received, by };
    return [{ ...about, ...keyIn(leaf.act) }];
  });
  return { acts };
}

/** Of an act about a key: which, and how it began or why it ended. */
function keyIn(act: AnyAct): Pick<HistoryAct, 'key' | 'reason'> {
  if (act.type === 'directory.key-withdrawn') return { reason: act.data.reason };
  if (act.type !== 'directory.key-certified') return {};
  const { key, hybrid, expires } = act.data;
  return {
    key: {
      fingerprint: key.fingerprint,
      blob: key.blob.sha256,
      postQuantum: hybrid !== undefined,
      demanded: hybrid?.demanded ?? false,
      ...(expires ? { expires } : {}),
    },
  };
}
type HistoryAct = z.infer<typeof history>['acts'][number];

const contactOf = (act: AnyAct): string | undefined => (act.data as { contact?: string }).contact;

type KeyTerm = z.infer<typeof keys>['keys'][number];

/**
 * Whose key this fingerprint ever was, and from which entry to which: a message received then was signed by
 * that contact, whatever key it has now.
 */
export async function readKeyTerms(record: ActRecord, fingerprint: string): Promise<z.infer<typeof keys>> {
  const { read } = record.database;
  const certified = await listEntriesNaming(read, 'directory.key-certified', fingerprint);
  const terms: KeyTerm[] = [];
  for (const { index, leaf: bytes } of certified) {
    const leaf = parseLeaf(bytes);
    if (leaf.tier !== 'public' || leaf.act.type !== 'directory.key-certified' || isHost(leaf.act.actor))
      continue;
    const { contact, key, expires } = leaf.act.data;
    if (key.fingerprint !== fingerprint) continue;
    const until = await endOf(record, leaf.stream, index, contact);
    terms.push({
      participant: leaf.act.actor.participant,
      contact,
      blob: key.blob.sha256,
      from: index,
      ...(until === undefined ? {} : { until }),
      ...(expires ? { expires } : {}),
    });
  }
  return { keys: terms };
}

const ENDS = new Set(['directory.key-certified', 'directory.key-withdrawn', 'directory.contact-removed']);

async function endOf(
  record: ActRecord,
  stream: string,
  from: number,
  contact: string,
): Promise<number | undefined> {
  for (const entry of await listStream(record.database.read, stream, from + 1)) {
    const leaf = parseLeaf(entry.leaf);
    if (leaf.tier === 'public' && ENDS.has(entry.type) && contactOf(leaf.act) === contact) return entry.index;
  }
  return undefined;
}

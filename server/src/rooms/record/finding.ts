import {
  type AnyAct,
  fieldOpening,
  type Leaf,
  namedBy,
  parseLeaf,
  parseOpening,
  parseWith,
  recipients,
  subjectsOf,
} from '@comity/acts';
import { parseCanonical } from '@comity/log';
import type { Tx } from '../../platform/index.ts';
import { type Keeping, keepUp } from './keeping.ts';
import type { Record } from './record.ts';
import { findHead, listEntries, type StoredEntry } from './store.ts';
import {
  type Findable,
  foundSize,
  insertFindable,
  listEntriesOf,
  listFirsts,
  listOpenedBetween,
  lockFinding,
} from './store-finding.ts';
import { textsIn, tokensOf } from './words.ts';

const BATCH = 1000;

const running = new WeakMap<Record, Promise<void>>();

/**
 * Makes every entry below the head findable. Acts wait for none of it: it follows the record as the tree does, and
 * whoever searches asks for what is still missing. Callers at the same time share one run.
 */
export async function levelFinding(record: Record): Promise<void> {
  const { read } = record.database;
  const [size, head] = await Promise.all([foundSize(read), findHead(read)]);
  if (size >= head.size) return;
  // A run that began earlier may have read the head before: it is waited for, then looked again.
  const before = running.get(record);
  if (before) {
    await before.catch(() => {});
    return levelFinding(record);
  }
  const run = catchUp(record).finally(() => running.delete(record));
  running.set(record, run);
  await run;
}

async function catchUp(record: Record): Promise<void> {
  for (let more = true; more; )
    more = await record.database.transaction(async (tx) => {
      await lockFinding(tx);
      const entries = await listEntries(tx, await foundSize(tx), BATCH);
      if (entries.length > 0) insertFindable(tx, await findablesOf(tx, entries));
      return entries.length === BATCH;
    });
}

/** An entry with its act, where the host could open it. */
interface Opened {
  readonly entry: StoredEntry;
  readonly leaf: Leaf;
  readonly act: AnyAct | undefined;
}

async function findablesOf(tx: Tx, entries: readonly StoredEntry[]): Promise<Findable[]> {
  const openings = await openingsOf(tx, entries);
  const opened: Opened[] = entries.map((entry) => {
    const leaf = parseLeaf(entry.leaf);
    const act = leaf.tier === 'public' ? leaf.act : openings.acts.get(entry.index);
    return { entry, leaf, act };
  });
  const acts = opened.flatMap((o) => o.act ?? []);
  const [named, titles] = await Promise.all([namedOf(tx, acts), titlesOf(tx, opened)]);
  return opened.map(({ entry, leaf, act }) => {
    const { index } = entry;
    const beside = act && {
      named: named.get(namedBy(act) ?? ''),
      recipients: openings.recipients.get(index),
    };
    const texts = leaf.tier === 'public' ? [...textsIn(leaf.act), ...(titles.get(leaf.stream) ?? [])] : [];
    return {
      index,
      received: leaf.received,
      isRestricted: leaf.tier === 'restricted',
      words: tokensOf(texts.join(' ')),
      subjects: act ? subjectsOf(act, beside) : [],
    };
  });
}

async function openingsOf(tx: Tx, entries: readonly StoredEntry[]) {
  const rows = await listOpenedBetween(tx, entries[0]!.index, entries.at(-1)!.index + 1);
  const shownBy = (opened: Uint8Array) => parseWith(fieldOpening, parseCanonical(opened), 'An opening').value;
  const of = (path: string) => rows.filter((row) => row.path === path);
  return {
    acts: new Map(of('act').map((r) => [r.index, parseOpening(parseCanonical(r.opened)).act])),
    recipients: new Map(
      of('recipients').map((r) => [r.index, parseWith(recipients, shownBy(r.opened), 'The recipients')]),
    ),
  };
}

/** The acts that these confirm or challenge. All of them are public: nothing else can be. */
async function namedOf(tx: Tx, acts: readonly AnyAct[]): Promise<Map<string, AnyAct>> {
  const ids = acts.flatMap((act) => namedBy(act) ?? []);
  const found = ids.length ? await listEntriesOf(tx, ids) : [];
  return new Map(
    found.flatMap((entry) => {
      const leaf = parseLeaf(entry.leaf);
      return leaf.tier === 'public' ? [[entry.act, leaf.act] as const] : [];
    }),
  );
}

/** Streams that begin with an act which gives a title to the rest: documents, initiatives, rounds of inputs. */
const TITLED = /^(?:document\/(?:doc|ini)|procedure\/rnd)_/;

/** What was registered under the title is issued and withdrawn under it: symbol and titles, by stream. */
async function titlesOf(tx: Tx, opened: readonly Opened[]): Promise<Map<string, string[]>> {
  const streams = opened.map((o) => o.leaf.stream).filter((stream) => TITLED.test(stream));
  const firsts = streams.length ? await listFirsts(tx, [...new Set(streams)]) : new Map<string, Uint8Array>();
  return new Map(
    [...firsts].map(([stream, bytes]) => {
      const leaf = parseLeaf(bytes);
      return [stream, leaf.tier === 'public' ? textsIn(leaf.act) : []];
    }),
  );
}

/** Makes entries findable soon after they are placed, so that whoever searches seldom waits. */
export const keepFinding = (record: Record, options: Partial<Pick<Keeping, 'delay' | 'onFailure'>> = {}) =>
  keepUp(record, () => levelFinding(record), { delay: 1000, every: 5000, ...options });

import { randomBytes } from 'node:crypto';
import { toBase64url } from '@comity/log';
import type { z } from 'zod';
import { addJob, type Tx } from '../../../platform/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { documentsError } from '../errors.ts';
import { nextDue } from './due.ts';
import { wordsAsName } from './naming.ts';
import { isStillHere } from './owners.ts';
import type { digest, followed, newSearch, search } from './schema.ts';
import {
  deleteSearch,
  findSearchByToken,
  insertSearch,
  listSearches,
  lockSearch,
  type Owner,
  type SavedSearch,
  updateSearch,
} from './store.ts';

/** Searches of one person: more than anybody follows. */
const MOST = 20;
/** Codes that one person may have mailed and not given back: a stranger's mailbox is not to be filled. */
const MOST_CODES = 3;
/** Wrong codes; then another must be mailed. */
const MOST_TRIES = 5;

type Shown = z.infer<typeof search>;
type Digest = z.infer<typeof digest>;

export async function readSearches(record: ActRecord, owner: Owner): Promise<Shown[]> {
  return (await listSearches(record.database.read, owner)).map(viewSearch);
}

/** Keeps a search. Throws `documents.too-many-searches`, `documents.too-many-codes`. */
export async function saveSearch(
  record: ActRecord,
  owner: Owner,
  asked: z.infer<typeof newSearch>,
): Promise<Shown> {
  return record.database.transaction(async (tx) => {
    const own = await listSearches(tx, owner);
    if (own.length >= MOST) throw documentsError('too-many-searches', { detail: `There may be ${MOST}.` });
    const fresh: SavedSearch = {
      ...owner,
      ...{ id: `sea_${toBase64url(randomBytes(16))}`, token: toBase64url(randomBytes(24)) },
      ...{ name: asked.name ?? wordsAsName(asked.wanted), filter: asked.wanted, language: asked.language },
      ...{ created: new Date(record.clock()), told: new Date(record.clock()) },
      ...UNMAILED,
    };
    const saved = asked.digest ? mailed(record, fresh, asked.digest, own) : fresh;
    insertSearch(tx, saved);
    mailCode(tx, saved);
    return viewSearch(saved);
  });
}

const UNMAILED = { every: null, address: null, code: null, tries: 0, due: null } as const;

/** Sets how a search is mailed, or that it is not. Throws `documents.search-not-found`, `documents.too-many-codes`. */
export async function setDigest(
  record: ActRecord,
  owner: Owner,
  id: string,
  wish: Digest | undefined,
): Promise<Shown> {
  return record.database.transaction(async (tx) => {
    const found = await getSearch(tx, owner, id);
    const others = (await listSearches(tx, owner)).filter((s) => s.id !== id);
    // What came while no mail went out is not told of afterwards.
    const told = found.due === null ? new Date(record.clock()) : found.told;
    const set = wish
      ? mailed(record, { ...found, told }, wish, [found, ...others])
      : { ...found, ...UNMAILED };
    updateSearch(tx, set);
    if (set.code !== found.code) mailCode(tx, set);
    return viewSearch(set);
  });
}

/** The address is proven already where one of the person's own searches is mailed there. */
function mailed(
  record: ActRecord,
  s: SavedSearch,
  { every, address }: Digest,
  own: readonly SavedSearch[],
): SavedSearch {
  const isProven = own.some((o) => o.address === address && o.code === null);
  if (isProven)
    return { ...s, ...{ every, address, code: null, tries: 0, due: nextDue(every, record.clock()) } };
  if (own.filter((o) => o.code !== null && o.id !== s.id).length >= MOST_CODES)
    throw documentsError('too-many-codes', { detail: 'Give back a code first, or delete its search.' });
  return { ...s, ...{ every, address, code: newCode(), tries: 0, due: null } };
}

/** 50 bits in letters and digits that nobody takes for another. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const newCode = () => [...randomBytes(10)].map((byte) => LETTERS[byte % 32]).join('');

function mailCode(tx: Tx, { id, code }: SavedSearch): void {
  if (code !== null) addJob(tx, 'documents.mail-code', { search: id });
}

/**
 * Gives back the code that was mailed: from now on mails go out. Throws `documents.search-not-found`,
 * `documents.wrong-code`.
 */
export async function proveAddress(record: ActRecord, owner: Owner, id: string, code: string): Promise<void> {
  const isRight = await record.database.transaction(async (tx) => {
    const found = await getSearch(tx, owner, id);
    if (found.every === null || found.code === null) return found.every !== null;
    const right = found.tries < MOST_TRIES && found.code === code.trim().toUpperCase();
    const due = nextDue(found.every, record.clock());
    updateSearch(tx, right ? { ...found, code: null, tries: 0, due } : { ...found, tries: found.tries + 1 });
    return right;
  });
  if (!isRight)
    throw documentsError('wrong-code', {
      detail: `After ${MOST_TRIES} wrong ones another code must be asked for.`,
    });
}

/** Throws `documents.search-not-found`. */
export async function removeSearch(record: ActRecord, owner: Owner, id: string): Promise<void> {
  await record.database.transaction(async (tx) => {
    deleteSearch(tx, (await getSearch(tx, owner, id)).id);
  });
}

/** What whoever has the address of its feed follows. Throws `documents.search-not-found`. */
export async function readFollowed(record: ActRecord, token: string): Promise<z.infer<typeof followed>> {
  const found = await findSearchByToken(record.database.read, token);
  if (!found || !isStillHere(record.held.now, found)) throw documentsError('search-not-found');
  const { name, filter, language } = found;
  return { name, wanted: wantedOf(filter), language };
}

async function getSearch(tx: Tx, owner: Owner, id: string): Promise<SavedSearch> {
  const found = await lockSearch(tx, owner, id);
  if (!found) throw documentsError('search-not-found');
  return found;
}

const wantedOf = ({ superseded, ...wanted }: SavedSearch['filter']): Shown['wanted'] => ({
  ...wanted,
  ...(superseded ? { superseded } : {}),
});

const viewSearch = (s: SavedSearch): Shown => ({
  ...{ search: s.id, name: s.name, wanted: wantedOf(s.filter), language: s.language },
  ...{ created: s.created.toISOString(), feed: `/documents/search/feed/${s.token}` },
  ...(s.every === null || s.address === null
    ? {}
    : {
        digest: {
          ...{ every: s.every, address: s.address, isProven: s.code === null },
          ...(s.due === null ? {} : { due: s.due.toISOString() }),
        },
      }),
});

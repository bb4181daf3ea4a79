import type { BodyState } from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { type Asker, isAmong, isWithin, mayRemove, statesOf } from './rules.ts';
import type { SeenItem } from './schema.ts';
import {
  countOpened,
  deleteAside,
  findAside,
  findItem,
  insertAside,
  insertItem,
  type Kind,
  lockAsides,
  type SealedItem,
  type StoredAside,
  type StoredItem,
  sumItems,
} from './store.ts';

/** What a room keeps as asides: which, how many, and how it says what is refused. */
export interface Keeping {
  readonly kinds: readonly Kind[];
  /** `size`: characters of base64url of all items of one. */
  readonly most: {
    readonly opened: number;
    readonly items: number;
    readonly size: number;
    readonly among: number;
  };
  readonly refusals: {
    /** Absent and not-yours answer alike. */
    readonly absent: () => Error;
    readonly notAmong: () => Error;
    readonly differs: () => Error;
    readonly notYours: () => Error;
    readonly full: (what: 'opened' | 'items' | 'size' | 'among') => Error;
  };
}

/** What an item opens where there is nothing yet. */
export type Opening = Pick<StoredAside, 'kind' | 'about'>;

/** One that the asker has part in. Throws what the room says where there is none. */
export async function findOwn(
  read: Reader,
  { kinds, refusals }: Keeping,
  { participant }: Asker,
  id: string,
): Promise<StoredAside> {
  const found = await findAside(read, id);
  if (!found || !kinds.includes(found.kind) || !found.among.includes(participant)) throw refusals.absent();
  return found;
}

export const viewItem = <Flag extends boolean>({
  number: _,
  size,
  received,
  to,
  header,
  ...i
}: StoredItem): SeenItem<Flag> => ({
  ...i,
  header: header as SeenItem<Flag>['header'],
  to: [...to],
  index: size,
  received: received.toISOString(),
});

/**
 * Puts a sealed item into its aside, which the first one opens: the States that it is sealed to have part in it from then
 * on. The same item again changes nothing. `assertOpens` says what an aside may be opened for, among whom.
 */
export async function putItem(
  record: ActRecord,
  keeping: Keeping,
  asker: Asker,
  sealed: SealedItem,
  opening: Opening,
  assertOpens: (tx: Tx, state: BodyState, aside: StoredAside) => Promise<void> = async () => {},
): Promise<StoredItem> {
  const { refusals, most } = keeping;
  const state = await record.held.level(record.database.read);
  const among = statesOf(sealed);
  if (!isAmong(state, asker, among, sealed)) throw refusals.notAmong();
  return record.database.transaction(async (tx) => {
    await lockAsides(tx);
    const { message, thread } = sealed.header;
    const found = await findAside(tx, thread);
    // The same answer whether it is others' or of another kind: it is not for the asker to learn.
    if (found && !isWithin(found, keeping.kinds, among)) throw refusals.notAmong();
    const received = new Date(record.clock());
    const before = found && (await findItem(tx, thread, message));
    if (before) {
      if (before.ciphertext !== sealed.ciphertext) throw refusals.differs();
      return before;
    }
    if (!found) {
      const aside = { ...opening, id: thread, among, openedBy: asker, opened: received, ends: null };
      await assertOpens(tx, state, aside);
      await open(tx, keeping, aside);
    }
    const { items, size } = await sumItems(tx, thread);
    if (items >= most.items) throw refusals.full('items');
    if (size + sealed.ciphertext.length > most.size) throw refusals.full('size');
    const { person } = asker;
    const placed = { ...sealed, number: items, message, person, received, size: state.size };
    insertItem(tx, placed);
    return placed;
  });
}

async function open(tx: Tx, { kinds, most, refusals }: Keeping, aside: StoredAside): Promise<void> {
  if (aside.among.length > most.among) throw refusals.full('among');
  if ((await countOpened(tx, aside.openedBy.participant, kinds)) >= most.opened)
    throw refusals.full('opened');
  insertAside(tx, aside);
}

/** Removes one with everything that was sealed in it, for good. */
export async function removeAside(
  record: ActRecord,
  keeping: Keeping,
  asker: Asker,
  id: string,
): Promise<void> {
  const state = await record.held.level(record.database.read);
  await record.database.transaction(async (tx) => {
    await lockAsides(tx);
    const found = await findOwn(tx, keeping, asker, id);
    if (!mayRemove(state, asker, found)) throw keeping.refusals.notYours();
    deleteAside(tx, id);
  });
}

/** The room asides: sealed items among chosen States, off the record. What they are for, other rooms say. */
export { findOwn, type Keeping, type Opening, putItem, removeAside, viewItem } from './actions.ts';
export { type Asker, mayRemove, statesOf } from './rules.ts';
export { asideId, BODY_LIMIT, instant, openedBy, sealedItem, seenItem } from './schema.ts';
export {
  countOpened,
  deleteEnded,
  insertAside,
  insertItem,
  type Kind,
  type ListedAside,
  listAsides,
  listBeside,
  listItems,
  lockAsides,
  putEnds,
  type StoredAside,
  takeUntold,
  type Untold,
} from './store.ts';

export const asidesMigrations = new URL('./migrations/', import.meta.url);

import type { SavedSearch } from './store.ts';

/** How a search is called that nobody gave a name. */
export const wordsAsName = ({ q }: SavedSearch['filter']): string => q.slice(0, 80);

/** A mail passes through many hands: where nobody gave the search a name, its words are not told. */
export const calledInMail = ({ id, name, filter }: SavedSearch): string =>
  name === wordsAsName(filter) ? id : name;

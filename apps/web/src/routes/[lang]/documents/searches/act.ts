/** Does something with saved searches, and says what came of it on the page. Answers whether it was done. */
export type Act = (
  deed: (searches: typeof import('#lib/browser/searches.ts')) => Promise<unknown>,
) => Promise<boolean>;

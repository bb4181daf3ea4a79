/** Does something in a round, and says what came of it on the page. Answers whether it was done. */
export type Act = (
  deed: (pings: typeof import('#lib/browser/pings.ts')) => Promise<unknown>,
) => Promise<boolean>;

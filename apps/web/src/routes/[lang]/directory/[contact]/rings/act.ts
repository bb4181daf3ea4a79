/** Does something with alerts, and says what came of it on the page. Answers whether it was done. */
export type Act = (
  deed: (rings: typeof import('#lib/browser/rings.ts')) => Promise<unknown>,
) => Promise<boolean>;

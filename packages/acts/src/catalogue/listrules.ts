import * as z from 'zod/mini';

/** What a body adopts about regional lists. A rule book without it has `LIST_RULES`. In seconds. */
export const listRules = z.strictObject({
  /** For how long after it is imported a list may stand, at most. */
  longest: z.int().check(z.gte(3600)),
});
export type ListRules = z.infer<typeof listRules>;

/** Half a year, as long as an entry of the directory counts as confirmed: a default to be changed. */
export const LIST_RULES: ListRules = { longest: 15_811_200 };

/** What these rules say of regional lists. */
export const listRulesOf = (book: { readonly lists?: ListRules | undefined }): ListRules =>
  book.lists ?? LIST_RULES;

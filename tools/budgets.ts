/**
 * What a run of CI may take on two cores, in minutes: each suite as its files add up, and the whole as one waits for
 * it. About three times what was last measured, so that a busy machine passes and a suite that has grown does not.
 */
export const BUDGETS: Readonly<Record<string, number>> = {
  'apps/comity': 20,
  'apps/web': 25,
  'server/record': 6,
  'server/exchange': 3,
  'packages/log': 3,
  'packages/procedure': 4,
  'packages/text': 4,
  'packages/verify': 4,
};
/** Of a suite without a line of its own. */
export const BUDGET = 2;
/** Of the whole run. */
export const WHOLE = 40;

export const budgetOf = (suite: string): number => BUDGETS[suite] ?? BUDGET;

/**
 * What a run of CI may take on two cores, in minutes: each suite as its files add up, and the whole as one waits for
 * it. About three times what a calm run took: 9.2 for the command, 11.6 for the pages, 1.4 and less for all others.
 */
export const BUDGETS: Readonly<Record<string, number>> = {
  'apps/comity': 28,
  'apps/web': 35,
};
/** Of a suite without a line of its own. */
export const BUDGET = 5;
/** Of the whole run. */
export const WHOLE = 40;

export const budgetOf = (suite: string): number => BUDGETS[suite] ?? BUDGET;

/**
 * What a run of CI may take on two cores, in minutes: each suite as its files add up, and the whole as one waits for
 * it. The single figures were set beside other work and are not yet measured: a calm run should bring them down.
 */
export const BUDGETS: Readonly<Record<string, number>> = {
  'apps/comity': 35,
  'apps/web': 35,
  'server/record': 12,
  'server/exchange': 6,
  'packages/log': 10,
  'packages/procedure': 10,
  'packages/text': 10,
  'packages/verify': 10,
};
/** Of a suite without a line of its own. */
export const BUDGET = 5;
/** Of the whole run. */
export const WHOLE = 40;

export const budgetOf = (suite: string): number => BUDGETS[suite] ?? BUDGET;

import { ApiProblem, dataOf } from '@comity/client';
import { here } from './seat.ts';

/**
 * Puts an act to the rules before it is drafted; answers with the rule that allows it. Throws the refusal, as the server would
 * say it.
 */
export async function assertAllowed(type: string, data: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = dataOf(await here().api.POST('/api/can', { body: { type, data } }));
  if (answer.allowed) return answer.rule;
  const { rule, why, allowedWhen, reasons } = answer;
  throw new ApiProblem(403, { code: 'record.refused-by-rule', title: why, rule, allowedWhen, reasons });
}

import { expect } from 'vitest';
import { posts } from './acting.ts';
import type { TestBody } from './body.ts';
import { leavesNothing } from './standing.ts';

/** Expects that what is posted is refused with this code, status and rule, and that nothing anywhere has changed. */
export async function refused(
  body: TestBody,
  bytes: Uint8Array | string,
  code: string,
  status: number,
  rule?: string,
): Promise<void> {
  const answer = await leavesNothing(body, () => posts(body, bytes));
  expect({ code: answer.code, status: answer.status, rule: answer.problem.rule }).toEqual({
    code,
    status,
    rule,
  });
  expect(answer.problem.type).toBe(`/problems/${code}`);
}

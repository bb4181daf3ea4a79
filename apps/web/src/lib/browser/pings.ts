import { assertDone, dataOf, type paths } from '@comity/client';
import { here } from './seat.ts';

type Post<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer T } } };
}
  ? T
  : never;
export type Asked = paths['/api/pings/answers']['post']['responses'][200]['content']['application/json'];
export type Wish = Post<'/api/pings/rounds'>;

/** Begins a round of communication checks. Answers with its id. */
export const startRound = async (body: Wish): Promise<string> =>
  dataOf(await here().api.POST('/api/pings/rounds', { body })).round;

export async function steer(round: string, state: 'running' | 'paused' | 'over'): Promise<void> {
  const params = { path: { round } };
  assertDone(
    await here().api.PUT('/api/pings/rounds/{round}/state', {
      params,
      body: { state },
    }),
  );
}

export async function noteCall(
  round: string,
  ping: string,
  outcome: 'reached' | 'not-reached',
  says: string,
): Promise<void> {
  assertDone(
    await here().api.POST('/api/pings/rounds/{round}/calls/{ping}', {
      ...{ params: { path: { round, ping } }, body: { outcome, says } },
    }),
  );
}

/** The one confirmation. `made`: when it was pressed, where that was without a line. */
export const answer = async (code: string, made?: string): Promise<Asked> =>
  dataOf(await here().api.POST('/api/pings/answers', { body: { code, ...(made ? { made } : {}) } }));

import { setTimeout as sleep } from 'node:timers/promises';
import { ApiProblem, type Connection, Unreachable } from '@comity/client';

/** An entry as it happened. */
export interface Happened {
  readonly index: number;
  readonly type: string;
  readonly stream: string;
  readonly received: string;
}

const PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/**
 * Entries as they happen, without end. When the line or the server breaks it comes back and goes on behind the last
 * entry it told: none is left out, none told twice. `connected` gives a connection whose session is in force.
 */
export async function* watchEntries(
  connected: () => Promise<Connection>,
  since: number | undefined,
  onBreak: (why: string) => void,
): AsyncGenerator<Happened> {
  let last = since;
  for (let pause = PAUSE; ; ) {
    try {
      for await (const entry of streamOf(await connected(), last)) {
        pause = PAUSE;
        last = entry.index;
        yield entry;
      }
      onBreak('the stream ended');
    } catch (error) {
      if (error instanceof ApiProblem && error.status < 500 && error.status !== 401) throw error;
      if (!isLine(error)) throw error;
      onBreak(error instanceof Error ? error.message : String(error));
    }
    await sleep(pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }
}

/** What a broken line looks like: fetch answers with a TypeError in the middle of a stream. */
const isLine = (error: unknown) =>
  error instanceof Unreachable || error instanceof ApiProblem || error instanceof TypeError;

async function* streamOf(connection: Connection, last: number | undefined): AsyncGenerator<Happened> {
  const answer = await connection.fetch(new URL('/api/events', connection.url), {
    headers: {
      ...(connection.token ? { authorization: `Bearer ${connection.token}` } : {}),
      ...(last === undefined ? {} : { 'last-event-id': String(last) }),
    },
  });
  if (!answer.ok) throw new ApiProblem(answer.status, await answer.json().catch(() => undefined));
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data) as Happened;
    }
  }
}

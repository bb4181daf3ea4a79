import type { Opened, Previous } from '@comity/seal';

/** Opens one message: `earlier` are the ids of those opened before it in its thread, or that it is not known. */
export type OpenOne<M> = (message: M, earlier: Previous) => Promise<Opened>;

/**
 * Opens the messages of a thread, each held against those that were opened before it. What went by mail while the host
 * was down stands on the record in the order in which it came there: a message waits for the one that it follows.
 * Whoever joined later, or cannot open all of it, cannot judge the order; the check then says so.
 */
export async function openThread<M>(openOne: OpenOne<M>, messages: readonly M[]): Promise<[M, Opened][]> {
  const opened = new Map<M, Opened>();
  const ids: string[] = [];
  const settle = (message: M, result: Opened) => {
    opened.set(message, result);
    if (result.kind === 'bound') ids.push(result.messageId);
  };
  const waiting = await openFollowing(openOne, messages, ids, settle);
  // Asked once: what is refused by it says nothing of those that wait as well.
  const isBroken = waiting.size < messages.length && [...opened.values()].every((o) => o.kind === 'bound');
  for (const message of messages.filter((m) => waiting.has(m))) {
    settle(message, isBroken ? waiting.get(message)! : await openOne(message, 'not-opened-here'));
  }
  return messages.map((message) => [message, opened.get(message)!]);
}

/** A message that nobody sent in good faith could wait for another without end. */
const ROUNDS = 8;

/** Opens what follows one that is open, round after round. Answers what is left, with why. */
async function openFollowing<M>(
  openOne: OpenOne<M>,
  messages: readonly M[],
  ids: readonly string[],
  settle: (message: M, result: Opened) => void,
): Promise<Map<M, Opened>> {
  let waiting = new Map<M, Opened>();
  let left = messages;
  for (let round = 0; round < ROUNDS; round++) {
    waiting = new Map();
    for (const message of left) {
      const result = await openOne(message, [...ids]);
      if (result.kind === 'refused' && result.code === 'seal.thread-differs') waiting.set(message, result);
      else settle(message, result);
    }
    if (waiting.size === 0 || waiting.size === left.length) break;
    left = [...waiting.keys()];
  }
  return waiting;
}

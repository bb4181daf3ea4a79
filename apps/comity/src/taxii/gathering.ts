import { dataOf } from '@comity/client';
import type { Bound } from '@comity/seal';
import { listThreads, type Message, type Opener, openThread, readThread } from '../messages.ts';
import { bundlesIn, type Received, receivedOf } from './letter.ts';
import type { LocalShelf } from './shelf.ts';

/** The newest entry that was looked into, of messages and of exercises: their lists are read one after the other. */
export interface UpTo {
  readonly real: number;
  readonly exercise: number;
}

export interface Gathered {
  readonly upTo: UpTo;
  readonly messages: number;
  /** Objects that stand in an earlier message with the same version and say something else. */
  readonly conflicts: readonly string[];
  /** Files that claim to be STIX and are not, and messages that did not pass their checks. */
  readonly refused: readonly string[];
}

/** Names of participants for the titles of collections: the English ones, as machines show them. */
export async function namesOf(reader: Opener['reader']): Promise<Map<string, string>> {
  const { participants } = dataOf(await reader.api.GET('/api/participants'));
  return new Map(participants.map(({ id, names }) => [id, names.en ?? id]));
}

/**
 * Opens what came since the last time, with every check, and puts what machines understand of it on the shelf. Threads
 * of each kind are listed newest first: behind one in which nothing happened since, nothing is new.
 */
export async function gather(
  opener: Opener,
  shelf: LocalShelf,
  body: string,
  since: UpTo,
): Promise<Gathered> {
  const upTo = { ...since };
  const seen: { index: number; received: Received }[] = [];
  const refused: string[] = [];
  for (const kind of ['real', 'exercise'] as const)
    for await (const { thread, last } of listThreads(opener.reader, kind)) {
      if (last.index <= since[kind]) break;
      upTo[kind] = Math.max(upTo[kind], last.index);
      const { messages } = await readThread(opener.reader, thread);
      for (const [message, opened] of await openThread(opener, messages)) {
        if (shelf.holds(message.message) || message.header.from.participant === opener.participant) continue;
        if (opened.kind !== 'bound') refused.push(`${message.message}: ${opened.kind}`);
        else seen.push({ index: message.index, received: receive(message, opened, refused, body) });
      }
    }
  seen.sort((a, b) => a.index - b.index);
  const conflicts = await shelf.receive(seen.map(({ received }) => received));
  return { upTo, messages: seen.length, conflicts, refused };
}

function receive(message: Message, opened: Bound, refused: string[], body: string): Received {
  refused.push(...bundlesIn(opened).refused.map(({ name, why }) => `${message.message}: ${name}: ${why}`));
  return receivedOf(opened, body);
}

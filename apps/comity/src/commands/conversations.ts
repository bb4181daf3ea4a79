import type { Opened } from '@comity/seal';
import { CommandError } from '../errors.ts';
import { type Conversation, findThreadOf, type Message, readThread } from '../messages.ts';
import type { Acting } from './setting.ts';

/** The thread that is named, or that of the message that is. Throws `comity.not-an-id`. */
export const conversationOf = async (acting: Acting, id: string): Promise<Conversation> => {
  const { connection } = await acting.session();
  if (id.startsWith('thr_')) return readThread(connection, id);
  if (id.startsWith('msg_')) return findThreadOf(connection, id);
  throw new CommandError(
    'comity.not-an-id',
    `“${id}” is neither a thread nor a message.`,
    'See: comity exchange list',
  );
};

/** The messages before one are opened with it: its place among them is one of the checks. */
export const upTo = (messages: readonly Message[], id: string): readonly Message[] => {
  const at = messages.findIndex((m) => m.message === id);
  return at < 0 ? messages : messages.slice(0, at + 1);
};

export const filesOf = (opened: readonly [Message, Opened][]) =>
  opened.flatMap(([, o]) => (o.kind === 'bound' ? o.attachments : []));

/** Throws `comity.not-a-message` for a thread. */
export async function messageOf(acting: Acting, id: string): Promise<Message> {
  const { messages } = await conversationOf(acting, id);
  const found = id.startsWith('msg_') ? messages.find((m) => m.message === id) : undefined;
  if (found) return found;
  throw new CommandError(
    'comity.not-a-message',
    `“${id}” is a thread.`,
    `Its messages: comity exchange open ${id}`,
  );
}

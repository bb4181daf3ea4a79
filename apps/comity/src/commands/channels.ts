import { CommandError } from '../errors.ts';

/** How the secretariat makes sure of who asks. */
export const CHANNELS = ['note-verbale', 'in-person', 'telephone', 'demonstration'] as const;

/** Throws `comity.unknown-channel`. */
export function channelOf(text: string): (typeof CHANNELS)[number] {
  const channel = CHANNELS.find((c) => c === text);
  if (channel) return channel;
  const next = `One of: ${CHANNELS.join(', ')}.`;
  throw new CommandError('comity.unknown-channel', `“${text}” is no way to make sure of somebody.`, next);
}

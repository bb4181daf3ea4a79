import type { About, Placed } from '#lib/server/about.ts';

/** The beginning of every id in a feed, and when the body was founded. */
export interface Tag {
  readonly id: string;
  readonly founded: string;
}

/**
 * The beginning of every id (RFC 4151): the name that the body had on the day it was founded, and its own id. It
 * stays when the body moves.
 */
export function tagOf(fetch: typeof globalThis.fetch, { body }: About): Promise<Tag> {
  const known = tags.get(body) ?? readTag(fetch, body);
  tags.set(body, known);
  return known;
}
const tags = new Map<string, Promise<Tag>>();

async function readTag(fetch: typeof globalThis.fetch, body: string): Promise<Tag> {
  const { entry } = (await (await fetch(`/api/acts/${body}`)).json()) as Placed;
  const { rpIds } = (entry.content as unknown as { data: { rpIds: readonly string[] } }).data;
  return { id: `tag:${rpIds[0]},${entry.received.slice(0, 10)}:${body}`, founded: entry.received };
}

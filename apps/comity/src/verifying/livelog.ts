import type { LogFiles } from '@comity/verify';

/** How long a log may take to answer one request, in milliseconds. */
const PATIENCE = 60_000;

/**
 * The log at an address, read by its static paths. Nothing that it answers is believed. Throws where it cannot be
 * reached, answers anything but 200 or 404, or answers more than was asked for.
 */
export function liveLog(url: string, now: Date = new Date()): LogFiles {
  const base = url.endsWith('/') ? url : `${url}/`;
  return {
    at: now.toISOString(),
    read: (path, limit) => fetched(new URL(served(path), base), limit),
  };
}

/** Where host and mirrors serve what lies in folders of its own elsewhere. */
const served = (path: string) => path.replace(/^(blobs|certificates)\//, 'api/$1/');

async function fetched(url: URL, limit: number): Promise<Uint8Array | undefined> {
  // A redirect could lead anywhere, into this machine's own network as well.
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) }).catch(
    (error: Error) => {
      throw error.cause instanceof Error ? error.cause : error;
    },
  );
  if (answer.status !== 200) await answer.body?.cancel();
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (answer.status !== 200) throw new Error(`${url.href} was answered with ${answer.status}.`);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > limit) throw new Error(`${url.href} has more than ${limit} bytes.`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

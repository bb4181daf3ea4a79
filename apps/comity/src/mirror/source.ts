import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';

/** Why something could not be had from the log. `absent`: it answered that there is no such thing. */
export class SourceError extends Error {
  readonly kind: 'absent' | 'unauthorised' | 'unreachable' | 'too-large';
  constructor(kind: SourceError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SourceError';
    this.kind = kind;
  }
}

/** How long the log may take to answer, whole. A log that answers for ever is as good as one that does not. */
const PATIENCE = 60_000;

/** The log that is followed, read by its static paths only. Whatever it answers is hostile. */
export class Source {
  readonly url: string;
  readonly #patience: number;
  constructor(url: string, patience = PATIENCE) {
    this.url = url.endsWith('/') ? url : `${url}/`;
    this.#patience = patience;
  }

  /** The bytes at a path, at most `limit` after decompression. Throws SourceError. */
  async get(
    path: string,
    limit: number,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    await this.#read(path, limit, (chunk) => void parts.push(chunk), headers);
    return new Uint8Array(Buffer.concat(parts));
  }

  /** Streams what is at a path into a file and answers with its SHA-256, hex. Throws SourceError; then no file is there. */
  async save(path: string, limit: number, target: string): Promise<string> {
    const hash = createHash('sha256');
    const file = await open(target, 'wx', 0o644);
    try {
      await this.#read(path, limit, async (chunk) => {
        hash.update(chunk);
        await file.write(chunk);
      });
      await file.sync();
      await file.close();
      return hash.digest('hex');
    } catch (error) {
      await file.close();
      await rm(target, { force: true });
      throw error;
    }
  }

  async #read(
    path: string,
    limit: number,
    take: (chunk: Uint8Array) => void | Promise<void>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    // A redirect could lead anywhere, to this machine's own network too.
    const signal = AbortSignal.timeout(this.#patience);
    try {
      const answer = await fetch(new URL(path, this.url), { redirect: 'error', signal, headers });
      if (answer.status !== 200) await answer.body?.cancel();
      if (answer.status === 404 || answer.status === 410)
        throw new SourceError('absent', `${path} is not there.`);
      if (answer.status === 401)
        throw new SourceError('unauthorised', `${path} was not given: the session ended.`);
      if (answer.status !== 200)
        throw new SourceError('unreachable', `${path} was answered with ${answer.status}.`);
      let size = 0;
      for await (const chunk of answer.body ?? []) {
        size += chunk.length;
        if (size > limit) throw new SourceError('too-large', `${path} has more than ${limit} bytes.`);
        await take(chunk);
      }
    } catch (cause) {
      if (cause instanceof SourceError) throw cause;
      throw new SourceError('unreachable', `${path} could not be read: ${reason(cause)}`, { cause });
    }
  }
}

const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

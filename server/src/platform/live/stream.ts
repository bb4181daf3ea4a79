import { Readable } from 'node:stream';

/** What is waiting for one reader at most, in bytes; a reader slower than that is dropped and comes back. */
const BUFFER_LIMIT = 256 * 1024;
const HIGH_WATER = 64 * 1024;

/** One reader's stream of server-sent events. */
export interface EventStream {
  readonly readable: Readable;
  /** Writes now; drops the reader when too much is waiting. */
  write(text: string): void;
  /** Writes and waits until the reader has taken enough; returns false once the reader is gone. */
  writeCalmly(text: string): Promise<boolean>;
  /** Ends in good order: the reader comes back with `Last-Event-ID`. */
  end(): void;
}

export function makeStream(): EventStream {
  let wake = () => {};
  const readable = new Readable({ highWaterMark: HIGH_WATER, read: () => wake() });
  readable.once('close', () => wake());
  return {
    readable,
    write(text) {
      if (readable.destroyed || readable.readableEnded) return;
      readable.push(text);
      if (readable.readableLength > BUFFER_LIMIT) readable.destroy();
    },
    async writeCalmly(text) {
      if (readable.destroyed) return false;
      if (!readable.push(text)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return !readable.destroyed;
    },
    end() {
      if (!readable.destroyed) readable.push(null);
    },
  };
}

/** One event as the standard writes it (HTML, section 9.2). JSON has no line breaks, so one data line does. */
export function formatEvent(event: {
  readonly id?: number;
  readonly event?: string;
  readonly data: unknown;
}): string {
  const id = event.id === undefined ? '' : `id: ${event.id}\n`;
  const name = event.event === undefined ? '' : `event: ${event.event}\n`;
  return `${id}${name}data: ${JSON.stringify(event.data)}\n\n`;
}

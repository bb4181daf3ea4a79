import type { FastifyReply, FastifyRequest } from 'fastify';
import { platformError } from '../errors.ts';
import { inOrder } from './order.ts';
import { type EventStream, formatEvent, makeStream } from './stream.ts';

/** Something that happened. With an id (log index) it can be replayed; a hint has none and may be lost. */
export interface LiveEvent<T, A = unknown> {
  readonly id?: number;
  readonly event?: string;
  /** Whom it is for, in whatever form the filter understands. Never sent. */
  readonly audience?: A;
  readonly data: T;
}

export interface HubOptions {
  /** Readers at the same time. */
  readonly limit: number;
  /** The first id that will be published: the size of the log when the server starts. 0 if absent. */
  readonly next?: number;
  /** Milliseconds between signs of life; 15 s if absent. */
  readonly heartbeat?: number;
  /** Milliseconds an id may be missing before readers are sent back to the record; 1 s if absent. */
  readonly patience?: number;
}

export interface OpenOptions<T, A> {
  /** The last id the reader has (see `readSince`); absent: from now on. */
  readonly since?: number | undefined;
  /** Which events this reader may see; asked for replayed and live ones. */
  readonly filter: (event: LiveEvent<T, A>) => boolean;
  /** Recorded events with an id greater than `since`, ascending, up to what is committed when it is read. */
  readonly replay: (since: number) => AsyncIterable<LiveEvent<T, A>>;
  /** Called once when the stream has ended, whoever ended it. */
  readonly ended?: (() => void) | undefined;
}

export interface Hub<T, A = unknown> {
  /** Call it after commit. Events with an id reach readers in the order of ids, whatever the order of calls. */
  publish(event: LiveEvent<T, A>): void;
  /** Answers a request with a stream: replay first, then live, without gap or repetition. */
  open(reply: FastifyReply, options: OpenOptions<T, A>): FastifyReply;
  readonly size: number;
  /** Ends all streams; call it before the server closes. */
  close(): void;
}

const HEARTBEAT = 15_000;
const PATIENCE = 1000;
/** Live events kept for a reader who is still being replayed to. */
const WAITING_LIMIT = 10_000;

type Reader<T, A> = { readonly stream: EventStream; readonly deliver: (event: LiveEvent<T, A>) => void };

/**
 * Hands live events to readers by server-sent events. A reader who is too slow is dropped rather than buffered
 * for without end; browsers come back by themselves and are replayed to from their last id.
 */
export function createHub<T, A = unknown>(options: HubOptions): Hub<T, A> {
  const readers = new Set<Reader<T, A>>();
  const all = (act: (reader: Reader<T, A>) => void) => {
    for (const reader of readers) act(reader);
  };
  const endAll = () => all(({ stream }) => stream.end());
  const order = inOrder<LiveEvent<T, A>>({
    next: options.next ?? 0,
    patience: options.patience ?? PATIENCE,
    deliver: (event) => all((reader) => reader.deliver(event)),
    onGap: endAll,
  });
  const beat = setInterval(() => all(({ stream }) => stream.write(':\n\n')), options.heartbeat ?? HEARTBEAT);
  beat.unref();

  return {
    publish: order.push,
    open(reply, wish) {
      if (readers.size >= options.limit) throw platformError('too-many-streams', { retryAfter: 30 });
      reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
      // Fastify answers HEAD by reading a stream to its end, and this one has none.
      if (reply.request.method === 'HEAD') return reply.send();
      const reader = read(wish);
      readers.add(reader);
      reader.stream.readable.once('close', () => {
        readers.delete(reader);
        wish.ended?.();
      });
      return reply.send(reader.stream.readable);
    },
    get size() {
      return readers.size;
    },
    close() {
      clearInterval(beat);
      order.stop();
      endAll();
    },
  };
}

/** What was written last: one event goes to many readers, one after the other, in the same words. */
let newest: { readonly event: object; readonly text: string } | undefined;

function written(event: LiveEvent<unknown>): string {
  if (newest?.event !== event) newest = { event, text: formatEvent(event) };
  return newest.text;
}

/** One reader: live events wait while the record is replayed; what both brought is sent once. */
function read<T, A>({ since, filter, replay }: OpenOptions<T, A>): Reader<T, A> {
  const stream = makeStream();
  let waiting: LiveEvent<T, A>[] | undefined = [];
  let last = since ?? -1;

  const pass = (event: LiveEvent<T, A>): string => {
    if (event.id !== undefined) {
      if (event.id <= last) return '';
      last = event.id;
    }
    return filter(event) ? written(event) : '';
  };
  const catchUp = async () => {
    // A first line at once: proxies and the reader's library then know that the stream is open.
    stream.write(':\n\n');
    if (since !== undefined) {
      for await (const event of replay(since)) {
        const text = pass(event);
        if (text && !(await stream.writeCalmly(text))) return;
      }
    }
    const missed = waiting ?? [];
    waiting = undefined;
    for (const event of missed) stream.write(pass(event));
  };
  catchUp().catch(() => stream.readable.destroy());

  return {
    stream,
    deliver(event) {
      if (waiting === undefined) stream.write(pass(event));
      else if (waiting.push(event) > WAITING_LIMIT) stream.readable.destroy();
    },
  };
}

/** The last id a reader has: `Last-Event-ID`, which browsers send when they come back. */
export function readSince(request: FastifyRequest): number | undefined {
  const header = request.headers['last-event-id'];
  if (header === undefined || header === '') return undefined;
  const id = /^\d{1,15}$/.test(String(header)) ? Number(header) : -1;
  if (id < 0)
    throw platformError('bad-request', { detail: 'Last-Event-ID is the id of an event: a number.' });
  return id;
}

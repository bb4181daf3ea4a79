import { Worker } from 'node:worker_threads';
import { documentsError } from '../errors.ts';
import type { Answer, Compared, Order } from './order.ts';

type Wish = Omit<Order, 'number'>;
interface Waiting extends Wish {
  resolve(compared: Compared | undefined): void;
  reject(error: Error): void;
}

/** How long a thread may take to begin; the time of a pair is reckoned from then on. */
const BEGINS_WITHIN = 30_000;
/** Pairs that wait at once: each holds two files. */
const MOST_WAITING = 10;
/** Pairs that are known to take too long or too much: nobody begins them again. */
const MOST_KNOWN = 200;

export interface ComparerOptions {
  /** How long one pair may take. */
  readonly limitMs?: number;
  /** How much memory the thread may take. */
  readonly limitMb?: number;
  /** The thread ends when nobody asked for so long. */
  readonly idleMs?: number;
}

/**
 * Compares texts in a thread of its own, one pair at a time. A pair that takes longer than its time, or more than the
 * memory that the thread has, ends the thread and not the server; the next pair begins another.
 */
export class Comparer {
  readonly #options: Required<ComparerOptions>;
  readonly #queue: Waiting[] = [];
  readonly #tooLong = new Set<string>();
  #worker: Worker | undefined;
  #isReady = false;
  #now: Waiting | undefined;
  #number = 0;
  #clock: NodeJS.Timeout | undefined;

  constructor({ limitMs = 20_000, limitMb = 384, idleMs = 60_000 }: ComparerOptions = {}) {
    this.#options = { limitMs, limitMb, idleMs };
  }

  /**
   * Undefined where one of the files is no text. Throws `documents.comparison-too-long`, `documents.comparison-busy`.
   */
  async compare(wish: Wish): Promise<Compared | undefined> {
    if (this.#tooLong.has(wish.name)) throw documentsError('comparison-too-long');
    if (this.#queue.length >= MOST_WAITING) throw documentsError('comparison-busy', { retryAfter: 10 });
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...wish, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#now) return;
    clearTimeout(this.#clock);
    const next = this.#queue.shift();
    this.#now = next;
    if (!next) {
      if (this.#worker) this.#clock = setTimeout(() => void this.close(), this.#options.idleMs).unref();
      return;
    }
    const { resolve: _, reject: __, ...wish } = next;
    this.#start().postMessage({ ...wish, number: ++this.#number } satisfies Order);
    this.#reckon(this.#options.limitMs + (this.#isReady ? 0 : BEGINS_WITHIN));
  }

  #reckon(ms: number): void {
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => this.#giveUp(), ms);
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.#options.limitMb },
    });
    this.#isReady = false;
    worker.on('message', (answer: Answer | 'ready') => {
      if (this.#worker !== worker) return;
      if (answer === 'ready') {
        this.#isReady = true;
        if (this.#now) this.#reckon(this.#options.limitMs);
      } else if (answer.number === this.#number) this.#end((now) => now.resolve(answer.compared));
    });
    worker.on('error', (error: NodeJS.ErrnoException) => this.#failed(worker, error));
    worker.on('exit', () => this.#failed(worker, new Error('The thread ended.')));
    this.#worker = worker;
    return worker;
  }

  /** Who waited for this pair is answered, and the next one begins. */
  #end(tell: (now: Waiting) => void): void {
    const now = this.#now;
    this.#now = undefined;
    if (now) tell(now);
    this.#next();
  }

  #giveUp(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    this.#end((now) => now.reject(this.#tooMuch(now)));
  }

  #failed(worker: Worker, error: NodeJS.ErrnoException): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.#end((now) => now.reject(isFull ? this.#tooMuch(now) : error));
  }

  #tooMuch({ name }: Waiting): Error {
    if (this.#tooLong.size >= MOST_KNOWN) this.#tooLong.clear();
    this.#tooLong.add(name);
    return documentsError('comparison-too-long');
  }

  /** Ends the thread; what still waits fails. */
  async close(): Promise<void> {
    clearTimeout(this.#clock);
    const worker = this.#worker;
    this.#worker = undefined;
    const waiting = [...(this.#now ? [this.#now] : []), ...this.#queue.splice(0)];
    this.#now = undefined;
    for (const { reject } of waiting) reject(documentsError('comparison-busy'));
    await worker?.terminate();
  }
}

import { Worker } from 'node:worker_threads';
import { platformError } from '../errors.ts';

/** What is set: a source of ours, and the words of a document as data beside it. */
export interface PdfSource {
  source: string;
  inputs: Record<string, string>;
}

export interface PdfOrder extends PdfSource {
  number: number;
  /** When the file says it was made, in seconds since 1970. */
  seconds: number;
}
export interface PdfAnswer {
  number: number;
  pdf?: Uint8Array;
  /** Why there is none. */
  refusal?: string;
}

interface Waiting {
  resolve: (pdf: Uint8Array) => void;
  reject: (error: Error) => void;
}

/** Orders that wait at once: each holds a whole document. */
const MOST_WAITING = 20;

/**
 * Makes PDF/UA-1 of pages. The thread that does it begins with the first order, and ends when nobody ordered anything
 * for a while: its fonts take memory.
 */
export class PdfPress {
  readonly #idleMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #number = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor({ idleMs = 60_000 }: { idleMs?: number } = {}) {
    this.#idleMs = idleMs;
  }

  /**
   * The bytes of the file; the same source, inputs and time give the same bytes. Throws `platform.pdf-letter-missing`
   * where no font has a letter of it, `platform.pdf-busy` where many wait already, and `platform.pdf-failed`.
   */
  async print(source: PdfSource, made: Date): Promise<Uint8Array> {
    if (this.#waiting.size >= MOST_WAITING) throw platformError('pdf-busy');
    clearTimeout(this.#idle);
    const number = ++this.#number;
    const worker = this.#start();
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      const order: PdfOrder = { ...source, number, seconds: Math.floor(made.getTime() / 1000) };
      worker.postMessage(order);
    });
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    worker.on('message', (answer: PdfAnswer) => this.#answered(answer));
    worker.on('error', (error) => this.#failed(worker, error));
    worker.on('exit', (code) => this.#failed(worker, new Error(`The thread ended with ${code}.`)));
    this.#worker = worker;
    return worker;
  }

  #answered({ number, pdf, refusal = '' }: PdfAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (pdf) waiting?.resolve(pdf);
    else waiting?.reject(refused(refusal));
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.close(), this.#idleMs).unref();
  }

  /** Nobody waits for a thread that is gone; the next order begins another. */
  #failed(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values())
      reject(platformError('pdf-failed', { detail: error.message }));
    this.#waiting.clear();
  }

  /** Ends the thread; what still waits fails. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    if (!worker) return;
    this.#failed(worker, new Error('The press was closed.'));
    await worker.terminate();
  }
}

const refused = (reason: string): Error =>
  /could not be displayed with|cannot be displayed|no font could display/i.test(reason)
    ? platformError('pdf-letter-missing', { detail: reason })
    : platformError('pdf-failed', { detail: reason });

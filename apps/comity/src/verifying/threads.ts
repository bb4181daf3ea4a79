import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { platformVerifiers, type Verifier, type Verifiers } from '@comity/log';
import { ALGORITHMS, type Check, packChecks } from './checks.ts';

/** So many checks go to a thread at once: a message costs as much as a check. */
const TOGETHER = 64;
/** Where every thread has so many waiting, this one checks as well. */
const WAITING = 512;
/** A short record is done before threads have started. */
const ALONE = 4000;

interface Asked extends Check {
  readonly answer: (good: boolean | Promise<boolean>) => void;
}

const checkHere = ({ algorithm, key, message, signature }: Check) =>
  platformVerifiers[algorithm]!(key, message, signature);

/** One thread, and what it was asked. A thread that breaks is no fault of a record: its checks are done here. */
class Thread {
  readonly #worker = new Worker(new URL('./thread.ts', import.meta.url));
  readonly #asked: (readonly Asked[])[] = [];
  waiting = 0;
  #isBroken = false;

  constructor() {
    this.#worker.on('message', (answers: Uint8Array) => {
      const asked = this.#asked.shift() ?? [];
      this.waiting -= asked.length;
      asked.forEach(({ answer }, i) => {
        answer(answers[i] === 1);
      });
    });
    this.#worker.on('error', () => this.#break());
    this.#worker.on('exit', () => this.#break());
  }

  ask(checks: readonly Asked[]): void {
    if (this.#isBroken) {
      answerHere(checks);
      return;
    }
    this.#asked.push(checks);
    this.waiting += checks.length;
    const packed = packChecks(checks);
    this.#worker.postMessage(packed, [packed.buffer]);
  }

  #break(): void {
    this.#isBroken = true;
    for (const checks of this.#asked.splice(0)) answerHere(checks);
    this.waiting = 0;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

function answerHere(checks: readonly Asked[]): void {
  for (const check of checks) check.answer(checkHere(check));
}

/** Verifiers that use every processor: most checks go to threads, the rest of the work stays here. */
export class ThreadedVerifiers {
  #count: number;
  readonly #threads: Thread[] = [];
  #gathered: Asked[] = [];
  #checked = 0;

  /** `processors` counts the one that replays: with 1, no thread is started. */
  constructor(processors: number = availableParallelism()) {
    this.#count = Math.max(0, processors - 1);
  }

  /** The algorithms of the platform. */
  get verifiers(): Verifiers {
    return Object.fromEntries(ALGORITHMS.map((algorithm) => [algorithm, this.#verifier(algorithm)]));
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()));
  }

  #verifier(algorithm: Check['algorithm']): Verifier {
    const here = platformVerifiers[algorithm]!;
    return (key, message, signature) => {
      this.#checked++;
      if (this.#count === 0 || this.#checked <= ALONE || this.#isFull()) return here(key, message, signature);
      return new Promise<boolean>((answer) => {
        this.#gather({ algorithm, key, message, signature, answer });
      });
    };
  }

  #isFull(): boolean {
    return this.#threads.length > 0 && this.#threads.every(({ waiting }) => waiting >= WAITING);
  }

  #gather(asked: Asked): void {
    this.#gathered.push(asked);
    if (this.#gathered.length >= TOGETHER) this.#send();
    // What is left over when nothing else is to be done.
    else if (this.#gathered.length === 1) setImmediate(() => this.#send());
  }

  #send(): void {
    const checks = this.#gathered;
    if (checks.length === 0) return;
    this.#gathered = [];
    try {
      while (this.#threads.length < this.#count) this.#threads.push(new Thread());
    } catch {
      // Where no thread can be started, this one does the work.
      this.#count = this.#threads.length;
    }
    const idle = this.#threads.toSorted((a, b) => a.waiting - b.waiting)[0];
    if (idle) idle.ask(checks);
    else answerHere(checks);
  }
}

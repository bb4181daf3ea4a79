import type { Words } from '#lib/words/messages.ts';
import { type Said, sayProblem } from '#lib/words/problems.ts';

/** One thing at a time on a page: whether it lasts, and what went wrong, in the reader's words. */
export class Work {
  /** True from the beginning: a page is at work until it knows who reads it. */
  busy = $state(true);
  problem: Said | string = $state('');
  readonly #words: () => Words;

  constructor(words: () => Words) {
    this.#words = words;
  }

  /** Answers whether it was done. */
  async try(todo: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.problem = '';
    try {
      await todo();
      return true;
    } catch (error) {
      const t = this.#words();
      this.problem = navigator.onLine ? await sayProblem(error, t) : t('layout.offline');
      return false;
    } finally {
      this.busy = false;
    }
  }
}

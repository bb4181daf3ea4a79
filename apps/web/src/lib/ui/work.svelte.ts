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
    const isDone = await this.quietly(todo);
    this.busy = false;
    return isDone;
  }

  /** The same, while the page stays in the reader's hands and what it says stands. */
  async quietly(todo: () => Promise<void>): Promise<boolean> {
    try {
      await todo();
      return true;
    } catch (error) {
      const t = this.words;
      this.problem = navigator.onLine ? await sayProblem(error, t) : t('layout.offline');
      return false;
    }
  }

  protected get words(): Words {
    return this.#words();
  }
}

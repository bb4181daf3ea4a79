import { CommandError } from './errors.ts';

const PATIENCE = 10_000;

/**
 * Tells an address of the State's own that something waits, and nothing else: no sender, no type, no id. What waits is
 * read here, by whoever may. While one call is under way, any number of further reasons is one more call.
 */
export class Hook {
  readonly #url: URL;
  readonly #onFailure: (why: string) => void;
  #calling: Promise<void> | undefined;
  #again = false;

  /** Throws `comity.bad-hook` where the address is none that can be called. */
  constructor(url: string, onFailure: (why: string) => void) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new CommandError(
        'comity.bad-hook',
        `“${url}” is no address to call.`,
        'Write one with http:// or https://.',
      );
    this.#url = new URL(url);
    this.#onFailure = onFailure;
  }

  call(): void {
    this.#again = true;
    this.#calling ??= this.#callAll();
  }

  /** Waits for what is under way. */
  async settled(): Promise<void> {
    await this.#calling;
  }

  async #callAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#post();
    }
    this.#calling = undefined;
  }

  async #post(): Promise<void> {
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ comity: 'something-waits', at: new Date().toISOString() }),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      await response.body?.cancel();
      if (!response.ok) this.#onFailure(`The hook answered with ${response.status}.`);
    } catch (error) {
      this.#onFailure(`The hook was not reached: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** The hook of a command, where one is named. */
export const hookOf = (url: string | undefined, onFailure: (why: string) => void): Hook | undefined =>
  url === undefined ? undefined : new Hook(url, onFailure);

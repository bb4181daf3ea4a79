interface Numbered {
  readonly id?: number;
}

export interface OrderOptions<E> {
  /** The first id that will come: the size of the log when the server starts. */
  readonly next: number;
  /** Milliseconds an id may be missing before readers are sent back to the record. */
  readonly patience: number;
  readonly deliver: (event: E) => void;
  /** An id did not come: whoever listens must read the record again. */
  readonly onGap: () => void;
}

/**
 * Puts events in the order of their ids. Acts are committed in order, but what announces them may run out of
 * turn, and an announcement may be lost with the process that owed it. Events without an id pass at once.
 */
export function inOrder<E extends Numbered>(options: OrderOptions<E>) {
  let { next } = options;
  const early = new Map<number, E>();
  let timer: NodeJS.Timeout | undefined;

  function giveUp(): void {
    timer = undefined;
    next = Math.max(...early.keys()) + 1;
    early.clear();
    options.onGap();
  }
  return {
    push(event: E): void {
      if (event.id === undefined) options.deliver(event);
      if (event.id === undefined || event.id < next) return;
      early.set(event.id, event);
      for (let due = early.get(next); due; due = early.get(next)) {
        early.delete(next);
        next += 1;
        options.deliver(due);
      }
      if (early.size === 0) {
        clearTimeout(timer);
        timer = undefined;
      } else timer ??= setTimeout(giveUp, options.patience).unref();
    },
    stop: () => clearTimeout(timer),
  };
}

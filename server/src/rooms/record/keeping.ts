import type { Placement, Record } from './record.ts';

export interface Keeping {
  /** Milliseconds in which entries gather before the work is done: under load one run serves many. */
  readonly delay: number;
  /** Milliseconds after which it is done in any case: another server on the same database may have written. */
  readonly every: number;
  /** Which entries call for it; all, unless said otherwise. */
  readonly calledBy?: (placement: Placement) => boolean;
  /** Whether it is done when this begins, too. */
  readonly atOnce?: boolean;
  /** What a run threw. The next run begins where that one began. */
  readonly onFailure?: (error: unknown) => void;
}

/** Does work soon after entries are placed, one run at a time. Stopping waits for the run in progress. */
export function keepUp(record: Record, work: () => Promise<unknown>, options: Keeping) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const run = () => {
    running = running
      .then(() => {
        timer = undefined;
        return work();
      })
      .catch((error) => options.onFailure?.(error));
  };
  const soon = () => {
    if (!stopped) timer ??= setTimeout(run, options.delay);
  };
  const stopListening = record.onPlaced((placement) => {
    if (options.calledBy?.(placement) ?? true) soon();
  });
  const poll = setInterval(soon, options.every);
  if (options.atOnce) soon();
  return {
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      clearInterval(poll);
      stopListening();
      await running;
    },
  };
}

import type { Terminal } from './terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const on = (act: () => void) => {
  for (const signal of SIGNALS) process.on(signal, act);
};
const off = (act: () => void) => {
  for (const signal of SIGNALS) process.off(signal, act);
};
const leave = () => process.exit(130);

/** What Ctrl-C means to a server. While it still starts, the process leaves at once, and the database with it. */
export interface Stopping {
  /** From here on: answers with the first Ctrl-C; a second one does not wait for what is then being stopped. */
  wished(): Promise<void>;
}

export function watchForStop(terminal: Terminal): Stopping {
  on(leave);
  return {
    wished: () =>
      new Promise((resolve) => {
        const first = () => {
          off(first);
          on(leave);
          terminal.note('\nStopping… (Ctrl-C again does not wait)');
          resolve();
        };
        on(first);
        off(leave);
      }),
  };
}

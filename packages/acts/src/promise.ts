/** What the host signs under `promise` right after commit: the act stands at this index, in a checkpoint by then. */
export interface PromiseStatement {
  readonly v: 1;
  readonly body: string;
  readonly act: string;
  readonly index: number;
  /** `received` plus 60 seconds. */
  readonly by: string;
}

export const promiseStatement = (
  body: string,
  act: string,
  index: number,
  received: string,
): PromiseStatement => ({
  v: 1,
  body,
  act,
  index,
  by: new Date(Date.parse(received) + 60_000).toISOString(),
});

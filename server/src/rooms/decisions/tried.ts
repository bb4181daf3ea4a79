/** An act that might be made, to be put to the rules before anybody makes it. */
export interface Tried {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

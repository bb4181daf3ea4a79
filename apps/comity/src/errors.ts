/** What a person at the terminal can act upon: a code for scripts, what happened, and the next step. */
export class CommandError extends Error {
  readonly code: string;
  readonly next: string | undefined;
  constructor(code: string, message: string, next?: string) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.next = next;
  }
}

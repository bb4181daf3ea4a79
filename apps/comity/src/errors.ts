/**
 * What a person at the terminal can act upon: a code for scripts, what happened, and the next step.
 * The command ends with 1 where something was understood and refused, with 2 where it could not run.
 */
export class CommandError extends Error {
  readonly code: string;
  readonly next: string | undefined;
  readonly exit: 1 | 2;
  constructor(code: string, message: string, next?: string, exit: 1 | 2 = 2) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.next = next;
    this.exit = exit;
  }
}

/** Something was understood and refused: the command ends with 1. */
export const refusal = (code: string, message: string, next?: string): CommandError =>
  new CommandError(code, message, next, 1);

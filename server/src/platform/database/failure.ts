import { platformError } from '../errors.ts';
import { DomainError } from '../problem/domain-error.ts';

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '');

// Class 08 is "connection exception", 57P01-57P03 and 57P05 are shutdown, crash, starting up, idle session ended.
const UNAVAILABLE =
  /^(08...|57P0[1235]|25P03|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)$/;
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/** Whether the connection is gone, as opposed to a statement refused. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DomainError) return error.code === 'platform.database-unavailable';
  return UNAVAILABLE.test(codeOf(error)) || (error instanceof Error && LOST.test(error.message));
}

/** Deadlock found, lock not available in time, serialization failure: trying again is the answer. */
const BUSY = /^(40P01|40001|55P03)$/;

/**
 * The error a caller meets: `platform.database-unavailable` (with `outcome`: whether something may have been
 * written), `platform.database-busy`, or what PostgreSQL said, untouched.
 */
export function translate(error: unknown, outcome: 'nothing-written' | 'unknown'): unknown {
  if (error instanceof DomainError) return error;
  if (isUnavailable(error))
    return platformError('database-unavailable', { outcome, retryAfter: 1, cause: error });
  if (BUSY.test(codeOf(error))) return platformError('database-busy', { retryAfter: 1, cause: error });
  return error;
}

/** The name of the constraint a statement violated (SQLSTATE class 23), if that is what happened. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!codeOf(error).startsWith('23')) return undefined;
  return (error as { constraint?: string }).constraint;
}

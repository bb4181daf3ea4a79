import type { DomainError, ErrorTable } from './domain-error.ts';
import type { OfficialLanguage } from './language.ts';

/** A problem body (RFC 9457). `type` has no origin: the same record answers alike on another domain. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly rule?: string;
  readonly allowedWhen?: unknown;
  readonly instance: string;
  readonly [member: string]: unknown;
}

/** The body for one error. `request` is the id of the request, to quote when asking for help. */
export function toProblem(
  error: DomainError,
  table: ErrorTable,
  language: OfficialLanguage,
  request: string,
): Problem {
  const title = table[error.code]?.title;
  return {
    ...error.members,
    type: `/problems/${error.code}`,
    title: title?.[language] ?? title?.en ?? error.code,
    status: error.status,
    code: error.code,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.rule === undefined ? {} : { rule: error.rule }),
    ...(error.allowedWhen === undefined ? {} : { allowedWhen: error.allowedWhen }),
    instance: `/problems/${error.code}#${request}`,
  };
}

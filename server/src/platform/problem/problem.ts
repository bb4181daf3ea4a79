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

/** A detail by language; undefined where there are no words for it. */
export type SayDetail = (detail: string) => Readonly<Record<string, string>> | undefined;

/** In which words problems are told: titles by code, and details. */
export interface ProblemWords {
  readonly table: ErrorTable;
  readonly sayDetail?: SayDetail | undefined;
}

/** The body for one error. `request` is the id of the request, to quote when asking for help. */
export function toProblem(
  error: DomainError,
  { table, sayDetail }: ProblemWords,
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
    ...reasonsOf(error, sayDetail),
    ...(error.rule === undefined ? {} : { rule: error.rule }),
    ...(error.allowedWhen === undefined ? {} : { allowedWhen: error.allowedWhen }),
    instance: `/problems/${error.code}#${request}`,
  };
}

/** `detail` stays as it was said; beside it, in the form in which a rule says why it refuses, it stands in every language. A
 * rule has said so itself. */
function reasonsOf({ detail, rule }: DomainError, sayDetail: SayDetail | undefined) {
  const said = detail === undefined || rule !== undefined ? undefined : sayDetail?.(detail);
  if (!said) return {};
  return { reasons: Object.fromEntries(Object.entries(said).map(([language, why]) => [language, { why }])) };
}

/** What the server answered instead: its code, a sentence, and by rule what would be allowed. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly rule: string | undefined;
  readonly allowedWhen: string | undefined;
  /** Why, and where a rule refused what would be allowed, by language: where the server has words for it. */
  readonly reasons: Readonly<Record<string, { readonly why: string; readonly allowedWhen?: string }>>;

  constructor(status: number, body: unknown) {
    const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
    const title = typeof problem.title === 'string' ? problem.title : `The server answered ${status}.`;
    const detail = typeof problem.detail === 'string' ? `: ${problem.detail}` : '';
    super(`${title}${detail}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = typeof problem.code === 'string' ? problem.code : 'client.unexpected-answer';
    this.rule = typeof problem.rule === 'string' ? problem.rule : undefined;
    this.allowedWhen = typeof problem.allowedWhen === 'string' ? problem.allowedWhen : undefined;
    this.reasons = reasonsIn(problem.reasons);
  }
}

/** What has the form of a reason; anything else is passed over. */
function reasonsIn(given: unknown): ApiProblem['reasons'] {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  return Object.fromEntries(
    entries.filter(
      ([, one]) => typeof one?.why === 'string' && ['string', 'undefined'].includes(typeof one.allowedWhen),
    ),
  );
}

/** The server could not be reached at all: nothing was changed there. */
export class Unreachable extends Error {
  readonly code = 'client.unreachable';
  constructor(url: string, cause: unknown) {
    super(`${url} cannot be reached.`, { cause });
    this.name = 'Unreachable';
  }
}

/** The server answered with something that does not fit what is trusted or what was sent: nothing more is sent to it. */
export class Mistrust extends Error {
  readonly code:
    | 'client.checkpoint-not-trusted'
    | 'client.foreign-receipt'
    | 'client.foreign-list'
    | 'client.list-differs';
  constructor(code: Mistrust['code'], message: string) {
    super(message);
    this.name = 'Mistrust';
    this.code = code;
  }
}

import type { OfficialLanguage } from './language.ts';

/** What every error code has: the HTTP status it answers with and its title in six languages. */
export interface ErrorEntry {
  readonly status: number;
  readonly title: Readonly<Record<OfficialLanguage, string>>;
}

/** Full code (`room.state-in-kebab-case`) to entry. The composition joins the tables of all rooms. */
export type ErrorTable<Code extends string = string> = Readonly<Record<Code, ErrorEntry>>;

export interface ErrorOptions {
  /** In English: what happened here and what to do next; what is true of several things, a line each. Sent to the client. */
  readonly detail?: string;
  /** The rule that refused, as the rules of procedure name it. */
  readonly rule?: string;
  /** When or under which condition the same act would be allowed. */
  readonly allowedWhen?: unknown;
  /** What went wrong underneath. Logged, never sent. */
  readonly cause?: unknown;
  /** Any further member goes into the problem body as it is. */
  readonly [member: string]: unknown;
}

/**
 * Every refusal and failure a caller can act upon: a literal `code` for machines, a status for HTTP, a detail
 * for people. All members except `cause` are sent to the client.
 */
export class DomainError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly status: number;
  readonly detail: string | undefined;
  readonly rule: string | undefined;
  readonly allowedWhen: unknown;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: Code, options: ErrorOptions & { readonly status: number }) {
    const { status, detail, rule, allowedWhen, cause, ...members } = options;
    super(detail ?? code, cause === undefined ? undefined : { cause });
    this.name = 'DomainError';
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.rule = rule;
    this.allowedWhen = allowedWhen;
    this.members = members;
  }
}

/** Makes errors of one room: `throw fail('paragraph-closed', { rule })`. Its `table` goes to the composition. */
export interface RoomErrors<Room extends string, State extends string> {
  <S extends State>(state: S, options?: ErrorOptions): DomainError<`${Room}.${S}`>;
  readonly table: ErrorTable<`${Room}.${State}`>;
}

/** Declares the error table of a room once; a code outside the table cannot be raised. */
export function defineErrors<const Room extends string, const State extends string>(
  room: Room,
  states: Readonly<Record<State, ErrorEntry>>,
): RoomErrors<Room, State> {
  const entries = Object.entries<ErrorEntry>(states).map(([state, entry]) => [`${room}.${state}`, entry]);
  const fail = <S extends State>(state: S, options: ErrorOptions = {}) =>
    new DomainError(`${room}.${state}` as const, { ...options, status: states[state].status });
  return Object.assign(fail, { table: Object.fromEntries(entries) as ErrorTable<`${Room}.${State}`> });
}

/** One table of all rooms. Two rooms with the same code are a mistake and stop the start. */
export function joinErrors(...tables: readonly ErrorTable[]): ErrorTable {
  const joined: Record<string, ErrorEntry> = {};
  for (const [code, entry] of tables.flatMap((table) => Object.entries(table))) {
    if (joined[code] && joined[code] !== entry) throw new TypeError(`Error code ${code} is declared twice.`);
    joined[code] = entry;
  }
  return joined;
}
